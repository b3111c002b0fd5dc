// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/spill.h"

namespace tuilerie::pointcloud {

/// A column of the octree whose points are held in memory together.
struct Cell
{
    Column column;
    std::vector<int> inputs;        ///< files that lie wholly in it, decoded straight into memory
    std::vector<SpillBlock> blocks; ///< points of others
    qint64 points = 0;
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

/// `homes`: of the inputs; `isSpilled`: inputs whose points are in the buckets.
CellPlan planCells(const OctreeCube &cube, const std::vector<CloudInput> &inputs, const std::vector<HomeColumn> &homes,
    const std::vector<bool> &isSpilled, const SpillBuckets &buckets, const CellLimits &limits);

} // namespace tuilerie::pointcloud
