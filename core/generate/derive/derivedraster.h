// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "model/params/deriveparams.h"
#include "model/pyramidresult.h"

namespace tuilerie {

struct DeriveResult
{
    QString path;
    qint64 width = 0, height = 0;
    qint64 points = 0;     ///< that were read
    qint64 usedPoints = 0; ///< of the classes and returns that the product is made of
    qint64 cells = 0;      ///< with a value
    qint64 voids = 0;      ///< left without one, inside the footprint of the files; density: cells of 0
    qint64 filled = 0;     ///< of `cells`, those without a used point of their own
    double seconds = 0;
    QStringList warnings;
    std::optional<PyramidChanges> changes; ///< of a raster with an ancestor: files and tiles
    QJsonObject toJson() const;
};

/// Every point is decoded once, by all workers. Seamless over many files: a tile of the TIN takes its neighbours' points
/// until none can change it, so that the values depend neither on how the points are cut into files nor on tiles, workers
/// and memory. What does not fit into memoryMiB lies beside the output while it runs. The output appears under its name only
/// when it is whole. Blocks; Paused and Cancelled come back as errors and leave nothing (a derived raster begins anew).
/// Invalid: parameters, files without CRS or of several, no point of what the product is made of. Corrupt, Denied, NotFound:
/// with the file's name. DiskFull. `version`: the ancestor is a raster that left what is needed (derive/deriveversion.h);
/// only what a changed point can be seen in is made again, with the same bytes as by a whole run.
Result<DeriveResult> deriveRaster(const DeriveParams &params, WorkControl &control, const PyramidVersion &version = {});

} // namespace tuilerie
