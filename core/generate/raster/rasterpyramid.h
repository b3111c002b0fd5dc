// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "model/pyramidresult.h"
#include "model/params/rasterpyramidparams.h"

#include <QByteArray>

namespace tuilerie {

/// Makes a whole ROK4 raster pyramid in one pass (ARCHITECTURE.md, Life of a pixel): slabs depth first, each source pixel
/// decoded once, each tile encoded once, memory bounded by params.memoryMiB. Blocks the calling thread; uses params.workers
/// threads of its own. Paused and Cancelled come back as errors of those codes; both leave a journal, so that the same call
/// with `resume` goes on and ends with the same bytes as an undisturbed run. The descriptor is written last. Where `version`
/// has an ancestor, only what its changed sources are seen in is made again (raster/rasterancestor.h).
Result<RasterPyramidResult> generateRasterPyramid(
    const RasterPyramidParams &params, WorkControl &control, const PyramidVersion &version = {});

/// What generateRasterPyramid() would make again after a version, of which `state` is the file that it left
/// (PyramidPlace::stateFile()), or a copy of it elsewhere: the pyramid itself need not be on this machine. Invalid
/// when it left none that this program reads.
Result<VersionOutlook> lookAtRasterVersion(const RasterPyramidParams &params, const QString &state, WorkControl &control);

/// Tiles, bytes and seconds per level from real samples: some slabs' worth of tiles is read, resampled and encoded.
Result<PyramidEstimate> estimateRasterPyramid(const RasterPyramidParams &params, WorkControl &control);

/// One tile as the pyramid would have it (encoded, as served), for the wizard's live sample. Empty array where there are no
/// data.
Result<QByteArray> sampleRasterTile(const RasterPyramidParams &params, const QString &level, qint64 col, qint64 row);

/// The same for programs with people in front of them (source/inbox.h): what a file does to the process that reads it is an
/// error, Corrupt, that names it.
Result<PyramidEstimate> estimateRasterPyramidInBox(const RasterPyramidParams &params, WorkControl &control);
Result<QByteArray> sampleRasterTileInBox(
    const RasterPyramidParams &params, const QString &level, qint64 col, qint64 row, WorkControl &control);

} // namespace tuilerie
