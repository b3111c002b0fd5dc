// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/pixelmapping.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tuilerie {

namespace {

constexpr int coarsestSpacing = 128;
constexpr int finestSpacing = 8;
constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

qint64 alignedDown(qint64 value, qint64 step)
{
    const qint64 rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

bool isFinite(Point p)
{
    return std::isfinite(p.x) && std::isfinite(p.y);
}

double distance(Point p, double x, double y)
{
    return std::max(std::abs(p.x - x), std::abs(p.y - y));
}

} // namespace

PixelMapping::PixelMapping(const PixelGrid &target, const PixelGrid &source, const CrsTransform *transform)
    : m_target(target)
    , m_source(source)
    , m_transform(transform)
{
}

void PixelMapping::toSource(std::vector<Point> &points) const
{
    for (Point &p : points)
        p = m_target.place(p.x, p.y);
    if (m_transform)
        m_transform->forward(points);
    for (Point &p : points) {
        if (isFinite(p))
            p = {(p.x - m_source.origin.x) / m_source.cellSizeX, (m_source.origin.y - p.y) / m_source.cellSizeY};
        else
            p = {nowhere, nowhere};
    }
}

Point PixelMapping::Cell::at(double x, double y) const
{
    const double fx = (x - double(rect.x0)) / double(rect.width());
    const double fy = (y - double(rect.y0)) / double(rect.height());
    return {(corner[0].x * (1 - fx) + corner[1].x * fx) * (1 - fy) + (corner[2].x * (1 - fx) + corner[3].x * fx) * fy,
        (corner[0].y * (1 - fx) + corner[1].y * fx) * (1 - fy) + (corner[2].y * (1 - fx) + corner[3].y * fx) * fy};
}

Point PixelMapping::exactAt(double x, double y) const
{
    std::vector<Point> points{{x, y}};
    toSource(points);
    return points[0];
}

void PixelMapping::prepare(const PixelRect &rect)
{
    m_rect = rect;
    m_cells.clear();
    if (m_transform)
        addCells(rect, coarsestSpacing);
}

void PixelMapping::addCells(const PixelRect &rect, int spacing)
{
    // The mesh is counted from the target's corner, not from the block's: blocks that meet share its nodes.
    const qint64 left = alignedDown(rect.x0, spacing);
    const qint64 top = alignedDown(rect.y0, spacing);
    const size_t columns = size_t((rect.x1 - left + spacing - 1) / spacing);
    const size_t rows = size_t((rect.y1 - top + spacing - 1) / spacing);
    // Nodes, and the middles between them to measure the error.
    const size_t across = 2 * columns + 1;
    std::vector<Point> lattice;
    lattice.reserve(across * (2 * rows + 1));
    for (size_t j = 0; j <= 2 * rows; ++j)
        for (size_t i = 0; i < across; ++i)
            lattice.push_back({double(left) + double(i) * spacing / 2, double(top) + double(j) * spacing / 2});
    toSource(lattice);

    for (size_t j = 0; j < rows; ++j) {
        for (size_t i = 0; i < columns; ++i) {
            const auto at = [&](size_t di, size_t dj) { return lattice[(2 * j + dj) * across + 2 * i + di]; };
            Cell cell;
            cell.rect = {left + qint64(i) * spacing, top + qint64(j) * spacing, left + qint64(i + 1) * spacing,
                top + qint64(j + 1) * spacing};
            cell.corner[0] = at(0, 0);
            cell.corner[1] = at(2, 0);
            cell.corner[2] = at(0, 2);
            cell.corner[3] = at(2, 2);
            bool anyFinite = false;
            double error = 0;
            for (size_t dj = 0; dj <= 2; ++dj) {
                for (size_t di = 0; di <= 2; ++di) {
                    const Point exact = at(di, dj);
                    anyFinite = anyFinite || isFinite(exact);
                    const Point near = cell.at(
                        double(cell.rect.x0) + double(di) * spacing / 2, double(cell.rect.y0) + double(dj) * spacing / 2);
                    const double off = distance(exact, near.x, near.y);
                    // NaN must count as too large.
                    error = off <= error ? error : (std::isnan(off) ? std::numeric_limits<double>::infinity() : off);
                }
            }
            if (!anyFinite)
                continue;
            if (error <= tolerance) {
                m_cells.push_back(std::move(cell));
            } else if (spacing > finestSpacing) {
                addCells(cell.rect.intersected(rect), spacing / 4);
            } else {
                for (qint64 y = cell.rect.y0; y < cell.rect.y1; ++y)
                    for (qint64 x = cell.rect.x0; x < cell.rect.x1; ++x)
                        cell.exact.push_back({double(x) + 0.5, double(y) + 0.5});
                toSource(cell.exact);
                m_cells.push_back(std::move(cell));
            }
        }
    }
}

bool PixelMapping::bounds(double &x0, double &y0, double &x1, double &y1) const
{
    if (!m_transform) {
        const Point a = exactAt(double(m_rect.x0), double(m_rect.y0));
        const Point b = exactAt(double(m_rect.x1), double(m_rect.y1));
        x0 = a.x;
        y0 = a.y;
        x1 = b.x;
        y1 = b.y;
        return true;
    }
    x0 = y0 = std::numeric_limits<double>::infinity();
    x1 = y1 = -x0;
    const auto take = [&](Point p) {
        if (!isFinite(p))
            return;
        x0 = std::min(x0, p.x);
        y0 = std::min(y0, p.y);
        x1 = std::max(x1, p.x);
        y1 = std::max(y1, p.y);
    };
    for (const Cell &cell : m_cells) {
        const PixelRect part = cell.rect.intersected(m_rect);
        if (!cell.exact.empty()) {
            for (qint64 y = part.y0; y < part.y1; ++y)
                for (qint64 x = part.x0; x < part.x1; ++x)
                    take(cell.exact[size_t((y - cell.rect.y0) * cell.rect.width() + (x - cell.rect.x0))]);
            continue;
        }
        for (const qint64 x : {part.x0, part.x1})
            for (const qint64 y : {part.y0, part.y1})
                take(cell.at(double(x), double(y)));
    }
    return x1 >= x0;
}

void PixelMapping::row(qint64 y, double *x, double *yOut) const
{
    const size_t count = size_t(m_rect.width());
    if (!m_transform) {
        const Point first = exactAt(double(m_rect.x0) + 0.5, double(y) + 0.5);
        const double step = m_target.cellSizeX / m_source.cellSizeX;
        for (size_t i = 0; i < count; ++i) {
            x[i] = first.x + double(i) * step;
            yOut[i] = first.y;
        }
        return;
    }
    std::fill(x, x + count, nowhere);
    std::fill(yOut, yOut + count, nowhere);
    for (const Cell &cell : m_cells) {
        if (y < cell.rect.y0 || y >= cell.rect.y1)
            continue;
        const qint64 from = std::max(cell.rect.x0, m_rect.x0);
        const qint64 to = std::min(cell.rect.x1, m_rect.x1);
        if (to <= from)
            continue;
        double *outX = x + (from - m_rect.x0);
        double *outY = yOut + (from - m_rect.x0);
        const size_t n = size_t(to - from);
        if (!cell.exact.empty()) {
            const Point *exact = cell.exact.data() + (y - cell.rect.y0) * cell.rect.width() + (from - cell.rect.x0);
            for (size_t i = 0; i < n; ++i) {
                outX[i] = exact[i].x;
                outY[i] = exact[i].y;
            }
            continue;
        }
        const double side = double(cell.rect.width());
        const double fy = (double(y - cell.rect.y0) + 0.5) / side;
        const double ax = cell.corner[0].x * (1 - fy) + cell.corner[2].x * fy;
        const double bx = cell.corner[1].x * (1 - fy) + cell.corner[3].x * fy;
        const double ay = cell.corner[0].y * (1 - fy) + cell.corner[2].y * fy;
        const double by = cell.corner[1].y * (1 - fy) + cell.corner[3].y * fy;
        const double stepX = (bx - ax) / side;
        const double stepY = (by - ay) / side;
        const double start = double(from - cell.rect.x0) + 0.5;
        for (size_t i = 0; i < n; ++i) {
            outX[i] = ax + (start + double(i)) * stepX;
            outY[i] = ay + (start + double(i)) * stepY;
        }
    }
}

void PixelMapping::span(const PixelRect &rect, double &spanX, double &spanY) const
{
    spanX = m_target.cellSizeX / m_source.cellSizeX;
    spanY = m_target.cellSizeY / m_source.cellSizeY;
    if (!m_transform)
        return;
    const double x = double(rect.x0 + rect.x1) / 2;
    const double y = double(rect.y0 + rect.y1) / 2;
    std::vector<Point> cross{{x - 0.5, y}, {x + 0.5, y}, {x, y - 0.5}, {x, y + 0.5}};
    toSource(cross);
    for (const Point &p : cross) {
        if (!isFinite(p)) {
            spanX = spanY = 1;
            return;
        }
    }
    // The extent of the pixel along the source's axes, as gdalwarp takes it from its windows: turned pixels count both
    // sides.
    spanX = std::hypot(cross[1].x - cross[0].x, cross[3].x - cross[2].x);
    spanY = std::hypot(cross[1].y - cross[0].y, cross[3].y - cross[2].y);
}

bool PixelMapping::isAligned(double most, qint64 &shiftX, qint64 &shiftY) const
{
    if (m_transform)
        return false;
    const PixelGrid &whole = m_target.width > 0 ? m_target : m_source;
    const double widest = double(std::max(whole.width, whole.height));
    if (std::abs(m_target.cellSizeX / m_source.cellSizeX - 1) * widest > most
        || std::abs(m_target.cellSizeY / m_source.cellSizeY - 1) * widest > most)
        return false;
    const double x = (m_source.origin.x - m_target.origin.x) / m_target.cellSizeX;
    const double y = (m_target.origin.y - m_source.origin.y) / m_target.cellSizeY;
    if (std::abs(x - std::round(x)) > most || std::abs(y - std::round(y)) > most)
        return false;
    shiftX = -qint64(std::round(x));
    shiftY = -qint64(std::round(y));
    return true;
}

double medianPixelSize(const PixelGrid &grid, const CrsTransform *transform)
{
    if (!transform)
        return std::sqrt(grid.cellSizeX * grid.cellSizeY);
    constexpr int places = 16; // each way
    std::vector<Point> crosses;
    for (int j = 0; j < places; ++j)
        for (int i = 0; i < places; ++i) {
            const double x = (i + 0.5) / places * double(grid.width);
            const double y = (j + 0.5) / places * double(grid.height);
            for (const Point &p : {Point{x - 0.5, y}, Point{x + 0.5, y}, Point{x, y - 0.5}, Point{x, y + 0.5}})
                crosses.push_back(grid.place(p.x, p.y));
        }
    transform->forward(crosses);
    std::vector<double> sizes;
    for (size_t i = 0; i < crosses.size(); i += 4) {
        const Point *c = &crosses[i];
        if (std::all_of(c, c + 4, isFinite))
            sizes.push_back(
                std::sqrt(std::abs((c[1].x - c[0].x) * (c[3].y - c[2].y) - (c[1].y - c[0].y) * (c[3].x - c[2].x))));
    }
    if (sizes.empty())
        return 0;
    const auto middle = sizes.begin() + std::ptrdiff_t(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
}

} // namespace tuilerie
