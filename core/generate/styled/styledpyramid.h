// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "model/pyramidresult.h"
#include "model/params/styledpyramidparams.h"
#include "renderpool/renderpool.h"

namespace tuilerie {

/// Draws tables in their styles straight into a ROK4 raster pyramid, for WMTS. Each level is drawn at its own scale, so that
/// scale limits of a style hold; nothing is reduced from the level below. Tiles are drawn in metatiles with a buffer, and
/// labels are placed as on one large map, so that none is cut at a border: each stands at its whole feature wherever the
/// metatile ends, and of labels that overlap the one stays that comes first in an order of the features
/// (render/steadylabels.h), which needs to know only its neighbours. Metatiles can disagree on a label only where it, or the
/// row of labels that decides over it, is longer than the buffer. Same journal, `resume`, slabs and bytes for any number of
/// workers as generateRasterPyramid(). Blocks; Paused and Cancelled come back as errors of those codes. Other errors: those
/// of the pool (Unsupported without a renderer), Invalid (nothing within the grid, a table or style that cannot be read),
/// Conflict (the output exists).
Result<RasterPyramidResult> generateStyledPyramid(const StyledPyramidParams &params, RenderPool &pool, WorkControl &control);

/// From real samples: some metatiles of each level are drawn and encoded.
Result<PyramidEstimate> estimateStyledPyramid(const StyledPyramidParams &params, RenderPool &pool, WorkControl &control);

/// One tile as the pyramid would have it (encoded, as served); empty where nothing is drawn.
Result<QByteArray> sampleStyledTile(
    const StyledPyramidParams &params, RenderPool &pool, const QString &level, qint64 col, qint64 row);

} // namespace tuilerie
