// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/spill.h"

#include <optional>

namespace tuilerie::pointcloud {

/// A column of the octree whose points are held in memory together.
struct Cell
{
    Column column;
    std::vector<int> inputs;        ///< files that lie wholly in it, decoded straight into memory
    std::vector<SpillBlock> blocks; ///< points of others
    qint64 points = 0;
    int graft = -1; ///< the file whose nodes are copied (graft.h); then it is the only one, and not among `inputs`
};

struct CellPlan
{
    std::vector<Cell> cells; ///< in Morton order of x and y
    std::vector<int>
        toSpill; ///< files that lie in several columns, none of which may be held together: spill them and plan again
    std::vector<Column> toSplit; ///< buckets of the spill that are too large: split them and plan again
    qint64 largest = 0;          ///< points of the largest cell
};

struct CellLimits
{
    qint64 most = 0;  ///< points that fit into memory
    qint64 liked = 0; ///< cells are not made larger than this without need
};

/// A file that has a column to itself, and a cell of its own.
struct OwnColumn
{
    Column column;
    qint64 points = 0; ///< that are held in memory
};

/// `homes`: of the inputs; `isSpilled`: inputs whose points are in the buckets; `own`: for each input, or empty.
CellPlan planCells(const OctreeCube &cube, const std::vector<CloudInput> &inputs, const std::vector<HomeColumn> &homes,
    const std::vector<bool> &isSpilled, const SpillBuckets &buckets, const CellLimits &limits,
    const std::vector<std::optional<OwnColumn>> &own = {});

} // namespace tuilerie::pointcloud
