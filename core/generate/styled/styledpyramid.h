// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "generate/raster/rasterparams.h"
#include "renderpool/renderpool.h"

namespace tuilerie {

/// Everything that decides what a raster pyramid of styled vectors is. The wizard, the command line, the API and the job
/// file carry this one.
struct StyledPyramidParams
{
    std::vector<StyledTable> tables;                ///< the topmost first
    QString output;                                 ///< DIR/NAME; DIR may be /vsis3/bucket/prefix
    QString tms = QStringLiteral("PM");             ///< bundled identifier or a JSON file
    QString top, bottom;                            ///< level ids; empty = top of the grid / the one nearest to 1:25,000
    QString format = QStringLiteral("PNG");         ///< PNG (transparent), JPG or JPG90 (over `background`)
    QString background = QStringLiteral("#ffffff"); ///< JPG only
    int buffer = 256; ///< pixels drawn around each metatile, so that symbols and labels that cross its border are whole
    int metatile = 8; ///< tiles each way that are drawn at once
    int slabWidth = 16, slabHeight = 16; ///< tiles
    int workers = 0;                     ///< threads that ask the pool; 0 = all cores
    int memoryMiB = 0;                   ///< 0 = half of what is free
    bool resume = false;

    bool operator==(const StyledPyramidParams &) const = default;
    QJsonObject toJson() const; ///< tables, output, tms, top, bottom, compression… as RasterPyramidParams has them
    static Result<StyledPyramidParams> fromJson(const QJsonObject &object);
};

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
