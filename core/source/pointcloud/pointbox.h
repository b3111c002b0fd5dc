// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "source/pointcloud/lasfile.h"

namespace tuilerie {

/// Where the points of a file really are, by decoding their coordinates: for headers that say something else. In the CRS of
/// the file, x/y order.
struct PointBox
{
    double minimum[3] = {}, maximum[3] = {};
    qint64 points = 0; ///< that were looked at; 0: there is no box
};

/// `chunks`: those to look at. On `workers` threads; Cancelled or Paused as `control` says, errors as LasFile::decode().
Result<PointBox> measurePoints(
    const LasFile &file, const std::vector<LasChunk> &chunks, int workers, const WorkControl &control);

/// True when points in up to `most` chunks, evenly over the file, lie outside the header's box by more than its rounding:
/// half a step, and what doubles lose.
Result<bool> hasPointsOutside(const LasFile &file, int most, const WorkControl &control);

} // namespace tuilerie
