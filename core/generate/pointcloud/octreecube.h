// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/cloudscan.h"
#include "generate/pointcloud/morton.h"

namespace tuilerie::pointcloud {

/// Part of the plane that a column of octree cells of one level stands on. `code` is a Morton key of that level with the
/// bits of z clear.
struct Column
{
    int level = 0;
    quint64 code = 0;
    bool operator==(const Column &) const = default;
    /// The column of a lower (or the same) level number that this one stands in.
    Column ancestor(int toLevel) const { return {toLevel, code >> (3 * (level - toLevel))}; }
};

/// Where the points of a file lie: the deepest column, not below the tiles' level, that its whole box stands in. A column
/// owns its closed box here: a point on the tile's far edge belongs to its tile, whose file it is in.
struct HomeColumn
{
    Column column;
    quint32 lowCell[2] = {}, highCell[2] = {}; ///< deepest cells, x and y; keys are kept within them
    qint64 lowStep[3] = {},
           highStep[3] = {}; ///< stored coordinates that may occur; others say that the header's box is wrong
};

/// The octree's cube, in stored coordinates. Integer arithmetic throughout, exact at the cells' borders; parents of keys are
/// shifts. Where the files are tiles of a grid, tiles are cells; the z of its corner is a multiple of the tile size, so that
/// neighbouring pyramids have common cells; where they are COPCs whose cubes lie on a grid, as those pyramids are, its cells
/// are theirs. Depends on the files' boxes and cubes only, not on memory nor on the order of the files.
/// Immutable.
class OctreeCube
{
public:
    /// Puts the cube into the schema too.
    static OctreeCube around(CloudScan &scan);

    int depth() const
    {
        return m_depth;
    } ///< of keys: cells of this level are one step of the coordinates or less; at most 21
    int tileLevel() const { return m_tileLevel; } ///< 0 where there are no tiles
    HomeColumn homeOf(const CloudInput &input) const;

    /// Cell number along an axis at depth().
    quint32 cell(int axis, qint32 step) const
    {
        const Axis &a = m_axes[axis];
        const qint64 distance = (qint64(step) << fraction) - a.low;
        if (distance <= 0)
            return 0;
        const quint64 number = (quint64(distance) << m_depth) / quint64(a.edge);
        return number < m_cells ? quint32(number) : quint32(m_cells - 1);
    }
    /// At any level up to 31.
    qint32 fineCell(int axis, qint32 step, int level) const;
    quint64 key(const qint32 step[3]) const { return morton(cell(0, step[0]), cell(1, step[1]), cell(2, step[2])); }
    quint64 cells() const { return m_cells; }
    /// Area of the column ÷ area of the cube.
    static double share(const Column &column) { return 1.0 / double(quint64(1) << (2 * column.level)); }

private:
    static constexpr int fraction = 10; ///< bits behind the point of `low` and `edge`
    struct Axis
    {
        qint64 low = 0, edge = 1; ///< steps of the stored coordinates × 2^fraction
    };
    void setDepth(const CloudSchema &schema);

    Axis m_axes[3];
    int m_depth = 21;
    int m_tileLevel = 0;
    quint64 m_cells = 1;
};

} // namespace tuilerie::pointcloud
