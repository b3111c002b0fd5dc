// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterpyramid.h"
#include "generate/vector/vectorpyramid.h"
#include "grid/tilematrixset.h"
#include "source/rastersource.h"

#include <QByteArray>
#include <QImage>
#include <functional>
#include <optional>

namespace tuilerie {

/// A tile as the pyramid would have it, and as it is shown.
struct SampledTile
{
    Result<QByteArray> tile;        ///< empty where there are no data
    Result<QImage> image;           ///< of a tile that is not empty
    std::optional<qint64> features; ///< in it; nothing for pixels
};

/// Makes the tile of a level at a column and a row. Called on a worker thread; holds all that it needs.
using SampleSource = std::function<SampledTile(const TileMatrix &matrix, qint64 column, qint64 row, WorkControl &control)>;

/// Of rasters. Measured values are drawn in `style`: one of PublishRequest::rasterStyles; empty = in greys.
SampleSource rasterSample(
    const RasterPyramidParams &params, const RasterInfo &data, const QString &crsOfGrid, const QString &style);
/// Of vectors: their features drawn plainly.
SampleSource vectorSample(const VectorPyramidParams &params);

} // namespace tuilerie
