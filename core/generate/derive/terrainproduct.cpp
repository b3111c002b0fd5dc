// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/pointbins.h"
#include "generate/derive/tileproduct.h"

#include <algorithm>
#include <unordered_set>

namespace tuilerie::derive {

namespace {

struct Bin
{
    int column, row;
};

quint64 keyOf(Bin bin)
{
    return quint64(quint32(bin.row)) << 32 | quint32(bin.column);
}

bool isLess(const TinPoint &a, const TinPoint &b)
{
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

/// A triangle with its corners in order of place: whatever is computed of it comes out the same in every triangulation it is
/// part of, to the last bit. Positions are relative to its first corner.
struct Triangle
{
    TinPoint a, b, c;
    double bx, by, cx, cy, area;     ///< twice the signed area
    double centreX, centreY, radius; ///< of the circumscribed circle, relative to a

    Triangle(TinPoint p, TinPoint q, TinPoint r)
    {
        if (isLess(q, p))
            std::swap(p, q);
        if (isLess(r, q))
            std::swap(q, r);
        if (isLess(q, p))
            std::swap(p, q);
        a = p, b = q, c = r;
        bx = double(b.x) - a.x, by = double(b.y) - a.y, cx = double(c.x) - a.x, cy = double(c.y) - a.y;
        area = bx * cy - by * cx;
        const double bb = bx * bx + by * by, cc = cx * cx + cy * cy;
        centreX = (cy * bb - by * cc) / (2 * area);
        centreY = (bx * cc - cx * bb) / (2 * area);
        radius = std::sqrt(centreX * centreX + centreY * centreY);
    }

    /// Height at a place; false outside. On an edge it is that of the edge, so that both triangles beside it agree.
    bool heightAt(double x, double y, double &z) const
    {
        const double px = x - a.x, py = y - a.y;
        const double ab = bx * py - by * px, ac = cx * py - cy * px, bc = (cx - bx) * (py - by) - (cy - by) * (px - bx);
        if (area > 0 ? ab < 0 || ac > 0 || bc < 0 : ab > 0 || ac < 0 || bc > 0)
            return false;
        if (ab == 0)
            z = along(a, b, px, py, 0, 0);
        else if (ac == 0)
            z = along(a, c, px, py, 0, 0);
        else if (bc == 0)
            z = along(b, c, px, py, bx, by);
        else
            z = a.z + (ab * (double(c.z) - a.z) - ac * (double(b.z) - a.z)) / area;
        return true;
    }

    static double along(const TinPoint &from, const TinPoint &to, double px, double py, double fromX, double fromY)
    {
        const double dx = double(to.x) - from.x, dy = double(to.y) - from.y;
        const double t = std::abs(dx) >= std::abs(dy) ? (px - fromX) / dx : (py - fromY) / dy;
        return from.z + t * (double(to.z) - from.z);
    }
};

class TerrainProduct final : public TileProduct
{
public:
    TerrainProduct(const DerivePlan &plan, TempFile &spill)
        : m_plan(plan)
        , m_grid(plan.grid)
        , m_bins(plan, spill)
        , m_widest(plan.grid.fill * plan.grid.cell / plan.grid.unit)
    {
    }

    int reach() const override { return (m_grid.fill + m_grid.tileCells - 1) / m_grid.tileCells; }
    Status add(std::span<const Sample> samples) override { return m_bins.add(samples); }
    Result<TileCells> make(qint64 tile, std::span<const uint8_t> footprint) override;
    void release(qint64 tile) override { m_bins.release(tile); }

private:
    struct Part;
    struct Wanted;
    struct Target;
    Status makePart(const CellRect &part, Target &target);
    Status take(Part &part, const std::vector<Bin> &bins);
    void sample(Part &part, Wanted &wanted) const;
    void reachOut(const Part &part, Wanted &wanted) const;
    Bin clamped(qint64 column, qint64 row) const
    {
        return {int(std::clamp<qint64>(column, 0, m_bins.binsX() - 1)), int(std::clamp<qint64>(row, 0, m_bins.binsY() - 1))};
    }

    const DerivePlan &m_plan;
    const DeriveGrid &m_grid;
    PointBins m_bins;
    double m_widest; ///< circle that a triangle may have, in units
};

/// Cells that are triangulated at one time.
struct TerrainProduct::Part
{
    CellRect cells;
    qint64 originX = 0, originY = 0;
    std::vector<double> x, y; ///< centres, relative to the origin
    Delaunay tin;
    Bin from{}, to{};                    ///< the rectangle of bins that it began with
    std::unordered_set<quint64> further; ///< bins taken beyond it
    std::vector<float> values;
    std::vector<uint8_t> inside;  ///< 1: in the footprint
    std::vector<uint8_t> covered; ///< 1: under a triangle
    std::vector<TinPoint> points;

    bool knows(Bin bin) const
    {
        return (bin.column >= from.column && bin.column <= to.column && bin.row >= from.row && bin.row <= to.row)
            || further.contains(keyOf(bin));
    }
};

/// Bins to take, each once.
struct TerrainProduct::Wanted
{
    std::vector<Bin> bins;
    std::unordered_set<quint64> asked;

    void add(const Part &part, Bin bin)
    {
        if (!part.knows(bin) && asked.insert(keyOf(bin)).second)
            bins.push_back(bin);
    }
};

/// The tile that parts are put together in.
struct TerrainProduct::Target
{
    CellRect tile;
    std::span<const uint8_t> footprint;
    TileCells &made;
    std::vector<uint8_t> hasPoint;
};

Status TerrainProduct::take(Part &part, const std::vector<Bin> &bins)
{
    part.points.clear();
    for (const Bin bin : bins)
        TUILERIE_CHECK(m_bins.read(bin.column, bin.row, part.originX, part.originY, part.points));
    part.tin.insert(part.points);
    return {};
}

/// Puts the heights of all triangles onto the cells' centres. Wants the bins whose points may change a triangle that was
/// used: those that its circle reaches. Of a circle wider than what is spanned, no more is looked at than could make a
/// narrower one there.
void TerrainProduct::sample(Part &part, Wanted &wanted) const
{
    std::fill(part.values.begin(), part.values.end(), noValue);
    const double cellUnits = m_grid.cell / m_grid.unit;
    const int width = part.cells.width, height = part.cells.height;
    const double knownWest = part.from.column * m_bins.binUnits() + m_grid.west() / m_grid.unit - double(part.originX) + 2;
    const double knownEast =
        (part.to.column + 1) * m_bins.binUnits() + m_grid.west() / m_grid.unit - double(part.originX) - 2;
    const double knownNorth = m_grid.north() / m_grid.unit - part.from.row * m_bins.binUnits() - double(part.originY) - 2;
    const double knownSouth =
        m_grid.north() / m_grid.unit - (part.to.row + 1) * m_bins.binUnits() - double(part.originY) + 2;
    for (int t = 0; t < part.tin.triangles(); ++t) {
        if (!part.tin.isReal(t))
            continue;
        const TinPoint &p = part.tin.corner(t, 0), &q = part.tin.corner(t, 1), &r = part.tin.corner(t, 2);
        const auto [west, east] = std::minmax({p.x, q.x, r.x});
        const auto [south, north] = std::minmax({p.y, q.y, r.y});
        // A cell more on each side than the division says: the test of the centre itself decides.
        int x0 = std::max(0, int(std::floor((west - part.x[0]) / cellUnits))),
            x1 = std::min(width - 1, int(std::ceil((east - part.x[0]) / cellUnits)));
        int y0 = std::max(0, int(std::floor((part.y[0] - north) / cellUnits))),
            y1 = std::min(height - 1, int(std::ceil((part.y[0] - south) / cellUnits)));
        while (x0 <= x1 && part.x[size_t(x0)] < west)
            ++x0;
        while (x0 <= x1 && part.x[size_t(x1)] > east)
            --x1;
        while (y0 <= y1 && part.y[size_t(y0)] > north)
            ++y0;
        while (y0 <= y1 && part.y[size_t(y1)] < south)
            --y1;
        if (x0 > x1 || y0 > y1)
            continue;
        const Triangle triangle(p, q, r);
        const bool counts = 2 * triangle.radius <= m_widest;
        int left = width, right = -1, top = height, bottom = -1;
        for (int y = y0; y <= y1; ++y)
            for (int x = x0; x <= x1; ++x) {
                double z;
                const size_t at = size_t(y) * size_t(width) + size_t(x);
                if (!part.inside[at] || !triangle.heightAt(part.x[size_t(x)], part.y[size_t(y)], z))
                    continue;
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = std::max(bottom, y);
                if (counts)
                    part.values[at] = float(z * m_grid.zUnit);
                part.covered[at] = 1;
            }
        if (right < 0)
            continue;
        const double centreX = triangle.a.x + triangle.centreX, centreY = triangle.a.y + triangle.centreY;
        const double circleWest = std::max(centreX - triangle.radius, part.x[size_t(left)] - m_widest) - 2;
        const double circleEast = std::min(centreX + triangle.radius, part.x[size_t(right)] + m_widest) + 2;
        const double circleSouth = std::max(centreY - triangle.radius, part.y[size_t(bottom)] - m_widest) - 2;
        const double circleNorth = std::min(centreY + triangle.radius, part.y[size_t(top)] + m_widest) + 2;
        if (circleWest >= knownWest && circleEast <= knownEast && circleSouth >= knownSouth && circleNorth <= knownNorth)
            continue;
        const Bin from =
            clamped(m_bins.binColumn(circleWest + double(part.originX)), m_bins.binRow(circleNorth + double(part.originY)));
        const Bin to =
            clamped(m_bins.binColumn(circleEast + double(part.originX)), m_bins.binRow(circleSouth + double(part.originY)));
        for (int row = from.row; row <= to.row; ++row)
            for (int column = from.column; column <= to.column; ++column)
                wanted.add(part, {column, row});
    }
}

/// Wants the bins that may bring a triangle over cells outside of the hull: those beyond a side of it that such a cell sees,
/// as far as a triangle that counts can reach.
void TerrainProduct::reachOut(const Part &part, Wanted &wanted) const
{
    struct Place
    {
        double x, y;
    };
    std::vector<Place> open;
    for (size_t i = 0; i < part.covered.size(); ++i)
        if (part.inside[i] && !part.covered[i])
            open.push_back({part.x[i % size_t(part.cells.width)], part.y[i / size_t(part.cells.width)]});
    if (open.empty())
        return;
    const auto want = [&](double west, double east, double south, double north, auto &&isBeyond) {
        const Bin from = clamped(m_bins.binColumn(west - m_widest + double(part.originX)),
            m_bins.binRow(north + m_widest + double(part.originY)));
        const Bin to = clamped(m_bins.binColumn(east + m_widest + double(part.originX)),
            m_bins.binRow(south - m_widest + double(part.originY)));
        for (int row = from.row; row <= to.row; ++row)
            for (int column = from.column; column <= to.column; ++column) {
                const double left = m_grid.west() / m_grid.unit + column * m_bins.binUnits() - double(part.originX);
                const double top = m_grid.north() / m_grid.unit - row * m_bins.binUnits() - double(part.originY);
                if (isBeyond(left - 2, top - m_bins.binUnits() - 2, left + m_bins.binUnits() + 2, top + 2))
                    wanted.add(part, {column, row});
            }
    };
    bool hasHull = false;
    for (int t = 0; t < part.tin.triangles(); ++t) {
        if (part.tin.isReal(t))
            continue;
        hasHull = true;
        const auto [from, to] = part.tin.ghostSide(t);
        const auto side = [&, from = from, to = to](double x, double y) {
            return (double(to.x) - from.x) * (y - from.y) - (double(to.y) - from.y) * (x - from.x);
        };
        double west = HUGE_VAL, east = -HUGE_VAL, south = HUGE_VAL, north = -HUGE_VAL;
        for (const Place &place : open) {
            if (side(place.x, place.y) <= 0)
                continue;
            west = std::min(west, place.x);
            east = std::max(east, place.x);
            south = std::min(south, place.y);
            north = std::max(north, place.y);
        }
        if (west <= east)
            want(west, east, south, north, [&](double x0, double y0, double x1, double y1) {
                return side(x0, y0) > 0 || side(x1, y0) > 0 || side(x0, y1) > 0 || side(x1, y1) > 0;
            });
    }
    if (!hasHull)
        want(part.x.front(), part.x.back(), part.y.back(), part.y.front(),
            [](double, double, double, double) { return true; });
}

Status TerrainProduct::makePart(const CellRect &cells, Target &target)
{
    const double cellUnits = m_grid.cell / m_grid.unit;
    const double west = m_grid.west() / m_grid.unit + double(cells.x) * cellUnits,
                 north = m_grid.north() / m_grid.unit - double(cells.y) * cellUnits;
    const CellRect &tile = target.tile;
    Part part;
    part.cells = cells;
    // A ring of one bin around the cells: enough for nearly every triangle of an even survey.
    const double ring = m_bins.binUnits();
    part.from = clamped(m_bins.binColumn(west - ring), m_bins.binRow(north + ring));
    part.to = clamped(
        m_bins.binColumn(west + cells.width * cellUnits + ring), m_bins.binRow(north - cells.height * cellUnits - ring));
    std::vector<Bin> bins;
    qint64 count = 0;
    for (int row = part.from.row; row <= part.to.row; ++row)
        for (int column = part.from.column; column <= part.to.column; ++column) {
            TUILERIE_TRY(points, m_bins.count(column, row));
            if (points) {
                count += points;
                bins.push_back({column, row});
            }
        }
    // Denser than the headers let expect: in halves, each with its own ring.
    const double narrowest = 2 * std::max(m_bins.binUnits(), cellUnits);
    if (count > m_plan.tilePoints * 3 / 2 && std::max(cells.width, cells.height) * cellUnits > narrowest) {
        CellRect first = cells, second = cells;
        if (cells.width >= cells.height) {
            first.width = cells.width / 2;
            second.x += first.width;
            second.width -= first.width;
        } else {
            first.height = cells.height / 2;
            second.y += first.height;
            second.height -= first.height;
        }
        TUILERIE_CHECK(makePart(first, target));
        return makePart(second, target);
    }
    part.originX = qint64(std::floor(west));
    part.originY = qint64(std::floor(north));
    for (int x = 0; x < cells.width; ++x)
        part.x.push_back(m_grid.centreX(cells.x + x) - double(part.originX));
    for (int y = 0; y < cells.height; ++y)
        part.y.push_back(m_grid.centreY(cells.y + y) - double(part.originY));
    part.values.assign(size_t(cells.width) * size_t(cells.height), noValue);
    part.covered.assign(part.values.size(), 0);
    for (int y = 0; y < cells.height; ++y) {
        const auto row = target.footprint.begin() + (cells.y - tile.y + y) * tile.width + (cells.x - tile.x);
        part.inside.insert(part.inside.end(), row, row + cells.width);
    }
    TUILERIE_CHECK(take(part, bins));
    for (const TinPoint &p : part.points) {
        const qint64 x = std::min(m_grid.column(double(p.x + part.originX) * m_grid.unit), m_grid.width - 1) - cells.x;
        const qint64 y = std::min(m_grid.row(double(p.y + part.originY) * m_grid.unit), m_grid.height - 1) - cells.y;
        if (x >= 0 && x < cells.width && y >= 0 && y < cells.height)
            target.hasPoint[size_t((cells.y - tile.y + y) * tile.width + cells.x - tile.x + x)] = 1;
    }
    for (;;) {
        Wanted wanted;
        sample(part, wanted);
        reachOut(part, wanted);
        bins.clear();
        for (const Bin bin : wanted.bins) {
            TUILERIE_TRY(points, m_bins.count(bin.column, bin.row));
            part.further.insert(keyOf(bin));
            if (points)
                bins.push_back(bin);
        }
        if (bins.empty())
            break; // nothing that is left out reaches a triangle that was used
        TUILERIE_CHECK(take(part, bins));
    }
    for (int y = 0; y < cells.height; ++y)
        std::copy_n(part.values.begin() + std::ptrdiff_t(y) * cells.width, cells.width,
            target.made.values.begin() + (cells.y - tile.y + y) * tile.width + (cells.x - tile.x));
    return {};
}

Result<TileCells> TerrainProduct::make(qint64 index, std::span<const uint8_t> footprint)
{
    const CellRect tile = m_grid.tileRect(index);
    TileCells made;
    made.values.assign(size_t(tile.width) * size_t(tile.height), noValue);
    Target target{tile, footprint, made, std::vector<uint8_t>(made.values.size(), 0)};
    TUILERIE_CHECK(makePart(tile, target));
    for (size_t i = 0; i < made.values.size(); ++i) {
        if (!footprint[i])
            made.values[i] = noValue; // between files that do not touch there is no data
        else if (made.values[i] == noValue)
            ++made.voids;
        else
            made.filled += !target.hasPoint[i];
        made.cells += made.values[i] != noValue;
    }
    return made;
}

} // namespace

std::unique_ptr<TileProduct> makeTerrainProduct(const DerivePlan &plan, TempFile &spill)
{
    return std::make_unique<TerrainProduct>(plan, spill);
}

} // namespace tuilerie::derive
