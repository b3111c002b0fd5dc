// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "model/pyramidresult.h"
#include "model/params/vectorpyramidparams.h"

namespace tuilerie {

struct VectorPyramidResult
{
    QString descriptorPath;
    qint64 features = 0; ///< read
    qint64 slabs = 0, tiles = 0, bytes = 0;
    qint64 reducedTiles = 0; ///< tiles that met a limit and lost detail or features, counted in the warnings by level
    qint64 droppedFeatures = 0;
    double seconds = 0;
    QStringList warnings;
    std::optional<PyramidChanges> changes; ///< of a pyramid with an ancestor
    QJsonObject toJson() const;
};

/// Tables → MVT in ROK4 vector slabs, with TileJSON's tables in the descriptor. The same bytes for any number of workers.
/// Blocks; the descriptor is written last. Paused and Cancelled come back as errors and leave what `resume` needs. Where
/// `version` has an ancestor, only slabs that are made of other features are made again (vector/vectorancestor.h).
Result<VectorPyramidResult> generateVectorPyramid(
    const VectorPyramidParams &params, WorkControl &control, const PyramidVersion &version = {});
Result<PyramidEstimate> estimateVectorPyramid(const VectorPyramidParams &params, WorkControl &control);
/// One tile as the pyramid would have it; empty where there are no data.
Result<QByteArray> sampleVectorTile(const VectorPyramidParams &params, const QString &level, qint64 col, qint64 row);

/// The same for programs with people in front of them (source/inbox.h): what a file does to the process that reads it is an
/// error, Corrupt, that names it.
Result<PyramidEstimate> estimateVectorPyramidInBox(const VectorPyramidParams &params, WorkControl &control);
Result<QByteArray> sampleVectorTileInBox(
    const VectorPyramidParams &params, const QString &level, qint64 col, qint64 row, WorkControl &control);

} // namespace tuilerie
