// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/pixelmapping.h"

#include <algorithm>
#include <array>
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

/// Of the ways from one place to another in a world that comes round after `turn`.
double shorterWay(double dx, double turn)
{
    return turn > 0 ? std::remainder(dx, turn) : dx;
}

bool isWithin(Point p, const Extent &extent, double turn)
{
    if (turn > 0)
        p.x -= turn * std::floor((p.x - extent.west) / turn);
    return extent.contains(p);
}

double median(std::vector<double> &values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

PixelMapping::PixelMapping(const PixelGrid &target, const PixelGrid &source, const CrsTransform *transform)
    : m_target(target)
    , m_source(source)
    , m_turn(transform && source.width > 0 ? source.turn / source.cellSizeX : 0)
    , m_transform(transform)
{
}

// Of all the turns of a place the one within half a turn of the source's middle: what lies across the end of the world for
// its CRS is in one piece, and the seam is where the source is not, if it is not everywhere.
double PixelMapping::aroundMiddle(double x) const
{
    const double low = (double(m_source.width) - m_turn) / 2;
    if (m_turn == 0 || (x >= low && x < low + m_turn))
        return x;
    return x - m_turn * std::floor((x - low) / m_turn);
}

void PixelMapping::toSource(std::vector<Point> &points) const
{
    for (Point &p : points)
        p = m_target.place(p.x, p.y);
    if (m_transform)
        m_transform->forward(points);
    for (Point &p : points) {
        if (isFinite(p))
            p = {aroundMiddle((p.x - m_source.origin.x) / m_source.cellSizeX),
                (m_source.origin.y - p.y) / m_source.cellSizeY};
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

/// A closer look at a cell of which no node has a place in the source's CRS: its domain may end in between.
bool PixelMapping::isAnywhere(const PixelRect &rect) const
{
    std::vector<Point> points;
    for (qint64 y = rect.y0; y <= rect.y1; y += finestSpacing)
        for (qint64 x = rect.x0; x <= rect.x1; x += finestSpacing)
            points.push_back({double(x), double(y)});
    toSource(points);
    return std::any_of(points.begin(), points.end(), isFinite);
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
            if (!anyFinite && spacing > finestSpacing && !isAnywhere(cell.rect))
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

void PixelMapping::pieces(const std::function<void(double, double, double, double)> &visit) const
{
    constexpr double endless = std::numeric_limits<double>::infinity();
    const double width = m_source.width > 0 ? double(m_source.width) : endless;
    const double height = m_source.height > 0 ? double(m_source.height) : endless;
    const auto clip = [&](double x0, double y0, double x1, double y1) {
        // Also refuses what is not a number.
        if (!(x0 < width && y0 < height && x1 >= (m_source.width > 0 ? 0 : -endless)
                && y1 >= (m_source.height > 0 ? 0 : -endless)))
            return;
        visit(m_source.width > 0 ? std::max(x0, 0.0) : x0, m_source.height > 0 ? std::max(y0, 0.0) : y0, std::min(x1, width),
            std::min(y1, height));
    };
    if (!m_transform) {
        const Point a = exactAt(double(m_rect.x0), double(m_rect.y0));
        const Point b = exactAt(double(m_rect.x1), double(m_rect.y1));
        return clip(a.x, a.y, b.x, b.y);
    }
    for (const Cell &cell : m_cells) {
        const PixelRect part = cell.rect.intersected(m_rect);
        if (!cell.exact.empty()) {
            for (qint64 y = part.y0; y < part.y1; ++y)
                for (qint64 x = part.x0; x < part.x1; ++x) {
                    const Point &p = cell.exact[size_t((y - cell.rect.y0) * cell.rect.width() + (x - cell.rect.x0))];
                    clip(p.x, p.y, p.x, p.y);
                }
            continue;
        }
        double x0 = endless, y0 = endless, x1 = -endless, y1 = -endless;
        for (const qint64 x : {part.x0, part.x1})
            for (const qint64 y : {part.y0, part.y1}) {
                const Point p = cell.at(double(x), double(y));
                x0 = std::min(x0, p.x);
                y0 = std::min(y0, p.y);
                x1 = std::max(x1, p.x);
                y1 = std::max(y1, p.y);
            }
        clip(x0, y0, x1, y1);
    }
}

bool PixelMapping::bounds(double &x0, double &y0, double &x1, double &y1) const
{
    x0 = y0 = std::numeric_limits<double>::infinity();
    x1 = y1 = -x0;
    pieces([&](double west, double north, double east, double south) {
        x0 = std::min(x0, west);
        y0 = std::min(y0, north);
        x1 = std::max(x1, east);
        y1 = std::max(y1, south);
    });
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

PixelSpan PixelMapping::span(const PixelRect &rect) const
{
    if (!m_transform)
        return {m_target.cellSizeX / m_source.cellSizeX, m_target.cellSizeY / m_source.cellSizeY, true};
    // The middle is the first.
    constexpr std::array<double, 5> parts{0.5, 0.1, 0.3, 0.7, 0.9};
    std::vector<Point> crosses;
    for (const double v : parts)
        for (const double u : parts) {
            const double x = double(rect.x0) + u * double(rect.width());
            const double y = double(rect.y0) + v * double(rect.height());
            crosses.insert(crosses.end(), {{x - 0.5, y}, {x + 0.5, y}, {x, y - 0.5}, {x, y + 0.5}});
        }
    toSource(crosses);
    std::vector<PixelSpan> all, inside;
    for (size_t i = 0; i < crosses.size(); i += 4) {
        const Point *c = &crosses[i];
        if (!std::all_of(c, c + 4, isFinite))
            continue;
        // The extent of the pixel along the source's axes, as gdalwarp takes it from its windows: turned pixels count both
        // sides.
        const PixelSpan span{std::hypot(shorterWay(c[1].x - c[0].x, m_turn), shorterWay(c[3].x - c[2].x, m_turn)),
            std::hypot(c[1].y - c[0].y, c[3].y - c[2].y), true};
        all.push_back(span);
        if (c[0].x > -span.x && c[0].x < double(m_source.width) + span.x && c[2].y > -span.y
            && c[2].y < double(m_source.height) + span.y)
            inside.push_back(span);
    }
    constexpr double most = 1.4; // half a level
    const auto isLike = [&all](const PixelSpan &other) {
        return std::max(other.x, all[0].x) < most * std::min(other.x, all[0].x)
            && std::max(other.y, all[0].y) < most * std::min(other.y, all[0].y);
    };
    const bool hasMiddle = std::all_of(crosses.begin(), crosses.begin() + 4, isFinite);
    if (hasMiddle
        && ((all.size() == parts.size() * parts.size() && std::all_of(all.begin(), all.end(), isLike))
            || (!inside.empty() && std::all_of(inside.begin(), inside.end(), isLike))))
        return all[0];
    const std::vector<PixelSpan> &counted = inside.empty() ? all : inside;
    std::vector<double> x, y;
    for (const PixelSpan &span : counted) {
        x.push_back(span.x);
        y.push_back(span.y);
    }
    return counted.empty() ? PixelSpan{1, 1, false} : PixelSpan{median(x), median(y), false};
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

std::vector<PixelGrid> turnsOf(const PixelGrid &source, const PixelGrid &target, const PixelRect &rect)
{
    std::vector<PixelGrid> turns;
    if (source.turn > 0 && source.width > 0) {
        const double west = target.place(double(rect.x0), 0).x;
        const double east = target.place(double(rect.x1), 0).x;
        const double sourceEast = source.place(double(source.width), 0).x;
        // A picture of more worlds than that is a request for its own sake.
        constexpr double most = 64;
        const double first = std::clamp(std::floor((west - sourceEast) / source.turn) + 1, -most, most);
        const double last = std::clamp(std::ceil((east - source.origin.x) / source.turn) - 1, -most, most);
        for (double turn = first; turn <= last; ++turn) {
            PixelGrid again = source;
            again.origin.x += turn * source.turn;
            if (turn != 0)
                turns.push_back(again);
        }
    }
    turns.push_back(source);
    return turns;
}

PixelSize medianPixelSize(const PixelGrid &grid, const CrsTransform *transform, const Extent *where)
{
    if (!transform)
        return {std::sqrt(grid.cellSizeX * grid.cellSizeY), std::min(grid.cellSizeX, grid.cellSizeY)};
    constexpr int places = 16; // each way
    // Few pixels may be so large that their sides are no measure of how they are at a place.
    const double half = std::min(0.5, double(std::min(grid.width, grid.height)) / 64);
    const double turn = transform->to().turn();
    std::vector<Point> crosses;
    for (int j = 0; j < places; ++j)
        for (int i = 0; i < places; ++i) {
            const double x = (i + 0.5) / places * double(grid.width);
            const double y = (j + 0.5) / places * double(grid.height);
            for (const Point &p : {Point{x - half, y}, Point{x + half, y}, Point{x, y - half}, Point{x, y + half}})
                crosses.push_back(grid.place(p.x, p.y));
        }
    transform->forward(crosses);
    std::vector<double> means, leasts;
    for (size_t i = 0; i < crosses.size(); i += 4) {
        const Point *c = &crosses[i];
        if (!std::all_of(c, c + 4, isFinite) || (where && !isWithin(c[0], *where, turn)))
            continue;
        const double scale = 1 / (2 * half);
        const Point across{shorterWay(c[1].x - c[0].x, turn) * scale, (c[1].y - c[0].y) * scale};
        const Point down{shorterWay(c[3].x - c[2].x, turn) * scale, (c[3].y - c[2].y) * scale};
        const double area = std::abs(across.x * down.y - across.y * down.x);
        // The larger side of the ellipse that a round pixel becomes, by the singular values of the two.
        const double sum = across.x * across.x + across.y * across.y + down.x * down.x + down.y * down.y;
        const double largest = std::sqrt((sum + std::sqrt(std::max(0.0, sum * sum - 4 * area * area))) / 2);
        means.push_back(std::sqrt(area));
        leasts.push_back(largest > 0 ? area / largest : 0);
    }
    if (means.empty())
        return {};
    return {median(means), median(leasts)};
}

} // namespace tuilerie
