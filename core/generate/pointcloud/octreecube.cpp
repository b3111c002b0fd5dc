// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/octreecube.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tuilerie::pointcloud {

namespace {

__extension__ typedef __int128 Wide; ///< cell number × edge needs more than 64 bits

/// Sides that producers cut tiles by, in units of the CRS.
constexpr double tileSizes[] = {
    10, 20, 25, 50, 100, 125, 200, 250, 400, 500, 750, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 10000};

struct Box
{
    double low[3], high[3];
};

Box boxOf(const CloudInput &input, const CloudSchema &schema)
{
    Box box;
    for (int i = 0; i < 3; ++i) {
        box.low[i] = double(input.low[i]) * schema.scale[i] + schema.offset[i];
        box.high[i] = double(input.high[i]) * schema.scale[i] + schema.offset[i];
    }
    return box;
}

bool fitsTile(const Box &box, double side, const CloudSchema &schema)
{
    for (int i = 0; i < 2; ++i) {
        // A hundredth of a step: what sums of doubles are off by, never a point.
        const double slack = schema.scale[i] / 100;
        const double tile = std::floor((box.low[i] + slack) / side);
        if (box.high[i] > (tile + 1) * side + slack)
            return false;
    }
    return true;
}

/// The side of the tiles that the files are, 0 where they are none. Most points must lie in files that fit their tile, and
/// most of these files must fill it: any small file fits a large tile.
double tileSide(const std::vector<CloudInput> &inputs, const CloudSchema &schema)
{
    for (const double side : tileSizes) {
        qint64 points = 0, fitting = 0, filling = 0;
        for (const CloudInput &input : inputs) {
            const Box box = boxOf(input, schema);
            points += input.points;
            if (!fitsTile(box, side, schema))
                continue;
            fitting += input.points;
            if (std::max(box.high[0] - box.low[0], box.high[1] - box.low[1]) > side * 0.8)
                filling += input.points;
        }
        if (double(fitting) >= 0.75 * double(points) && double(filling) >= 0.5 * double(points))
            return side;
    }
    return 0;
}

/// Whether a COPC's cube is made of the cells of a grid: its corner on it, its edge the side times a power of two.
bool isOfGrid(const CloudInput &input, double side, double slack)
{
    const double cells = input.cubeEdge / side, power = std::exp2(std::round(std::log2(cells)));
    if (!(cells > 0.5 && cells < 1e6) || std::abs(cells - power) * side > slack)
        return false;
    return std::all_of(input.cubeCorner, input.cubeCorner + 3,
        [&](double corner) { return std::abs(corner - std::round(corner / side) * side) <= slack; });
}

/// The side of the cells of COPCs whose cubes lie on one grid, so that their nodes are the pyramid's; 0 where most points
/// are in others. Half a side and less: cubes that are twice as wide as their tiles, since they are higher than wide, begin
/// on the tiles' grid, not on their own.
double gridSide(const std::vector<CloudInput> &inputs, const CloudSchema &schema)
{
    std::map<double, qint64> edges;
    qint64 points = 0;
    for (const CloudInput &input : inputs) {
        points += input.points;
        if (input.isCopc && std::isfinite(input.cubeEdge) && input.cubeEdge > 0)
            edges[input.cubeEdge] += input.points;
    }
    const auto most =
        std::max_element(edges.begin(), edges.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    if (most == edges.end())
        return 0;
    const double slack = std::min({schema.scale[0], schema.scale[1], schema.scale[2]}) / 100;
    for (int halves = 0; halves < 4; ++halves) {
        const double side = most->first / std::exp2(halves);
        qint64 fitting = 0;
        for (const CloudInput &input : inputs)
            fitting += input.isCopc && isOfGrid(input, side, slack) ? input.points : 0;
        if (double(fitting) >= 0.75 * double(points))
            return side;
    }
    return 0;
}

} // namespace

OctreeCube OctreeCube::around(CloudScan &scan)
{
    CloudSchema &schema = scan.schema;
    Box all = boxOf(scan.inputs.front(), schema);
    for (const CloudInput &input : scan.inputs) {
        const Box box = boxOf(input, schema);
        for (int i = 0; i < 3; ++i) {
            all.low[i] = std::min(all.low[i], box.low[i]);
            all.high[i] = std::max(all.high[i], box.high[i]);
        }
    }
    OctreeCube cube;
    const double ofCopcs = gridSide(scan.inputs, schema);
    const double side = ofCopcs > 0 ? ofCopcs : tileSide(scan.inputs, schema);
    if (side > 0) {
        const double slack = std::min({schema.scale[0], schema.scale[1], schema.scale[2]}) / 100;
        for (int i = 0; i < 3; ++i)
            schema.corner[i] = std::floor((all.low[i] + slack) / side) * side;
        schema.edge = side;
        const auto holds = [&](int i) { return all.high[i] <= schema.corner[i] + schema.edge + slack; };
        while (!holds(0) || !holds(1) || !holds(2)) {
            schema.edge *= 2;
            ++cube.m_tileLevel;
        }
    } else {
        // Round numbers, so that the same land gives the same cube when a little is added.
        double longest = 0;
        for (int i = 0; i < 3; ++i)
            longest = std::max({longest, all.high[i] - all.low[i], schema.scale[i] * 1000});
        const double unit = std::pow(10, std::floor(std::log10(longest)) - 1);
        schema.edge = std::ceil(longest / unit) * unit;
        const auto corners = [&] {
            bool holds = true;
            for (int i = 0; i < 3; ++i) {
                schema.corner[i] = std::floor(all.low[i] / unit) * unit;
                holds = holds && all.high[i] < schema.corner[i] + schema.edge;
            }
            return holds;
        };
        while (!corners())
            schema.edge += unit;
    }
    cube.setDepth(schema);
    return cube;
}

void OctreeCube::setDepth(const CloudSchema &schema)
{
    constexpr double unit = 1 << fraction;
    m_depth = 1;
    for (int i = 0; i < 3; ++i) {
        m_axes[i].low = std::llround((schema.corner[i] - schema.offset[i]) / schema.scale[i] * unit);
        m_axes[i].edge = std::max<qint64>(1, std::llround(schema.edge / schema.scale[i] * unit));
        m_depth = std::max(m_depth, int(std::ceil(std::log2(schema.edge / schema.scale[i]))));
    }
    m_depth = std::clamp(m_depth, std::max(1, m_tileLevel), 21);
    m_cells = quint64(1) << m_depth;
}

HomeColumn OctreeCube::homeOf(const CloudInput &input) const
{
    HomeColumn home;
    quint64 low[2];
    for (int i = 0; i < 2; ++i)
        low[i] = cell(i, qint32(input.low[i]));
    int level = m_tileLevel;
    const auto fits = [&](int axis) {
        const Axis &a = m_axes[axis];
        const Wide high = (Wide(input.high[axis]) << fraction) - a.low;
        return (high << level) <= Wide((low[axis] >> (m_depth - level)) + 1) * a.edge;
    };
    while (level > 0 && (!fits(0) || !fits(1)))
        --level;
    home.column = {level, columnOf(morton(low[0] >> (m_depth - level), low[1] >> (m_depth - level), 0))};
    for (int i = 0; i < 3; ++i) {
        const Axis &a = m_axes[i];
        const int shift = i < 2 ? level : 0;
        const quint64 number = i < 2 ? low[i] >> (m_depth - level) : 0;
        if (i < 2) {
            home.lowCell[i] = quint32(number << (m_depth - level));
            home.highCell[i] = quint32(((number + 1) << (m_depth - level)) - 1);
        }
        // Rounded inwards, but never against the file's own header: a step's fraction is no point outside.
        const auto first = qint64((Wide(number) * a.edge >> shift) + a.low),
                   last = qint64((Wide(number + 1) * a.edge >> shift) + a.low);
        home.lowStep[i] = std::min(input.low[i], (first + (1 << fraction) - 1) >> fraction);
        home.highStep[i] = std::max(input.high[i], last >> fraction);
    }
    return home;
}

qint32 OctreeCube::fineCell(int axis, qint32 step, int level) const
{
    const Axis &a = m_axes[axis];
    const Wide distance = (Wide(step) << fraction) - a.low;
    if (distance <= 0)
        return 0;
    const Wide number = (distance << level) / a.edge;
    const Wide last = (Wide(1) << level) - 1;
    return qint32(number < last ? number : last);
}

} // namespace tuilerie::pointcloud
