// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/coverage.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tuilerie {

namespace {

constexpr size_t kMaxPlaces = 64'000'000;
constexpr int kCoarse = 8000;

enum Place : uint8_t { Unknown, Covered, Outside, Enclosed, Between, Narrow, Counted };

constexpr double kNarrow = 0.05; // of a tile

/// Edges along one axis, those closer than the tolerance made one.
std::vector<double> merged(std::vector<double> edges, double tolerance)
{
    std::sort(edges.begin(), edges.end());
    std::vector<double> result;
    for (const double edge : edges) {
        if (result.empty() || edge - result.back() > tolerance)
            result.push_back(edge);
    }
    return result;
}

std::vector<double> evenly(double from, double to)
{
    std::vector<double> edges;
    for (int i = 0; i <= kCoarse; ++i)
        edges.push_back(from + (to - from) * i / kCoarse);
    return edges;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + qptrdiff(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The plane cut along all edges: every place is wholly covered or not at all.
class Plane
{
public:
    Plane(const std::vector<Extent> &extents, double tolerance)
    {
        std::vector<double> xs, ys, widths, heights;
        for (const Extent &e : extents) {
            xs.insert(xs.end(), {e.west, e.east});
            ys.insert(ys.end(), {e.south, e.north});
            widths.push_back(e.width());
            heights.push_back(e.height());
        }
        m_x = merged(std::move(xs), tolerance);
        m_y = merged(std::move(ys), tolerance);
        m_tileWidth = median(std::move(widths));
        m_tileHeight = median(std::move(heights));
        if (m_x.size() * m_y.size() > kMaxPlaces) {
            m_x = evenly(m_x.front(), m_x.back());
            m_y = evenly(m_y.front(), m_y.back());
            m_isCoarse = true;
        }
        m_columns = int(m_x.size()) - 1;
        m_rows = int(m_y.size()) - 1;
        if (m_columns < 1 || m_rows < 1)
            return;
        m_places.assign(size_t(m_columns) * size_t(m_rows), Unknown);
        for (const Extent &e : extents)
            cover(e, tolerance);
    }

    std::vector<CoverageGap> gaps()
    {
        std::vector<CoverageGap> found;
        if (m_places.empty())
            return found;
        findOutside();
        std::replace(m_places.begin(), m_places.end(), Unknown, Enclosed); // neither covered nor reached from outside
        findBetween();
        for (int row = 0; row < m_rows; ++row) {
            for (int column = 0; column < m_columns; ++column) {
                const Place place = at(column, row);
                if (place != Enclosed && place != Between && place != Narrow)
                    continue;
                const CoverageGap gap = collect(column, row, place);
                // A shallow bay is only an outline that is not straight.
                if (place != Between
                    || (gap.extent.width() > kNarrow * m_tileWidth && gap.extent.height() > kNarrow * m_tileHeight))
                    found.push_back(gap);
            }
        }
        return found;
    }

private:
    Place &at(int column, int row) { return m_places[size_t(row) * size_t(m_columns) + size_t(column)]; }

    // The merged edge that stands for `value`: the last one that is not beyond it by more than the tolerance.
    static int indexOf(const std::vector<double> &edges, double value, double tolerance)
    {
        return int(std::upper_bound(edges.begin(), edges.end(), value + tolerance) - edges.begin()) - 1;
    }

    void cover(const Extent &e, double tolerance)
    {
        int x0, x1, y0, y1;
        if (m_isCoarse) { // every place that is touched, so that no gap is made up
            x0 = indexOf(m_x, e.west, tolerance);
            x1 = indexOf(m_x, e.east, -tolerance) + 1;
            y0 = indexOf(m_y, e.south, tolerance);
            y1 = indexOf(m_y, e.north, -tolerance) + 1;
        } else {
            const double hair = tolerance * 1e-6;
            x0 = indexOf(m_x, e.west, hair);
            x1 = indexOf(m_x, e.east, hair);
            y0 = indexOf(m_y, e.south, hair);
            y1 = indexOf(m_y, e.north, hair);
        }
        for (int row = std::max(0, y0); row < std::min(y1, m_rows); ++row)
            std::fill_n(m_places.begin() + qptrdiff(row) * m_columns + std::max(0, x0),
                std::max(0, std::min(x1, m_columns) - std::max(0, x0)), Covered);
    }

    void findOutside()
    {
        std::vector<std::pair<int, int>> open;
        const auto enter = [this, &open](int column, int row) {
            if (column >= 0 && row >= 0 && column < m_columns && row < m_rows && at(column, row) == Unknown) {
                at(column, row) = Outside;
                open.emplace_back(column, row);
            }
        };
        for (int column = 0; column < m_columns; ++column) {
            enter(column, 0);
            enter(column, m_rows - 1);
        }
        for (int row = 0; row < m_rows; ++row) {
            enter(0, row);
            enter(m_columns - 1, row);
        }
        while (!open.empty()) {
            const auto [column, row] = open.back();
            open.pop_back();
            enter(column - 1, row);
            enter(column + 1, row);
            enter(column, row - 1);
            enter(column, row + 1);
        }
    }

    // Outside, but with tiles close on two opposite sides: `length` apart.
    Place between(Place before, double length, double tile) const
    {
        if (length <= kNarrow * tile)
            return Narrow;
        return length <= 1.5 * tile && before != Narrow ? Between : before;
    }

    void findBetween()
    {
        const auto ends = [this](int column, int row) { return at(column, row) == Covered || at(column, row) == Enclosed; };
        for (int row = 0; row < m_rows; ++row) {
            int last = -1; // column of the last covered place
            for (int column = 0; column < m_columns; ++column) {
                if (!ends(column, row))
                    continue;
                for (int i = last + 1; last >= 0 && i < column; ++i)
                    at(i, row) = between(at(i, row), m_x[size_t(column)] - m_x[size_t(last) + 1], m_tileWidth);
                last = column;
            }
        }
        for (int column = 0; column < m_columns; ++column) {
            int last = -1;
            for (int row = 0; row < m_rows; ++row) {
                if (!ends(column, row))
                    continue;
                for (int i = last + 1; last >= 0 && i < row; ++i)
                    at(column, i) = between(at(column, i), m_y[size_t(row)] - m_y[size_t(last) + 1], m_tileHeight);
                last = row;
            }
        }
    }

    CoverageGap collect(int column, int row, Place kind)
    {
        int x0 = column, x1 = column, y0 = row, y1 = row;
        std::vector<std::pair<int, int>> open{{column, row}};
        at(column, row) = Counted;
        const auto enter = [this, &open, kind](int c, int r) {
            if (c >= 0 && r >= 0 && c < m_columns && r < m_rows && at(c, r) == kind) {
                at(c, r) = Counted;
                open.emplace_back(c, r);
            }
        };
        while (!open.empty()) {
            const auto [c, r] = open.back();
            open.pop_back();
            x0 = std::min(x0, c);
            x1 = std::max(x1, c);
            y0 = std::min(y0, r);
            y1 = std::max(y1, r);
            enter(c - 1, r);
            enter(c + 1, r);
            enter(c, r - 1);
            enter(c, r + 1);
        }
        const Extent extent{m_x[size_t(x0)], m_y[size_t(y0)], m_x[size_t(x1) + 1], m_y[size_t(y1) + 1]};
        return {kind == Enclosed ? CoverageGap::Hole : kind == Narrow ? CoverageGap::Slit : CoverageGap::Notch, extent};
    }

    std::vector<double> m_x;
    std::vector<double> m_y;
    double m_tileWidth = 0;
    double m_tileHeight = 0;
    bool m_isCoarse = false;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<Place> m_places;
};

} // namespace

std::vector<CoverageGap> findGaps(const std::vector<Extent> &extents, double tolerance)
{
    std::vector<Extent> real;
    std::copy_if(extents.begin(), extents.end(), std::back_inserter(real), [](const Extent &e) { return !e.isEmpty(); });
    if (real.size() < 2)
        return {};
    return Plane(real, tolerance).gaps();
}

} // namespace tuilerie
