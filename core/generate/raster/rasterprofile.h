// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "generate/raster/blockrenderer.h"
#include "model/params/rasterpyramidparams.h"
#include "pyramid/finishing.h"
#include "pyramid/rasterformat.h"

namespace tuilerie::raster {

/// The parameters put together with what the sources and the grid are: every choice that was left open is made, every
/// combination that cannot be is refused with a sentence. Plain value.
struct RasterProfile
{
    RasterPyramidParams params;
    std::shared_ptr<const RasterSource> source;
    TileMatrixSet grid;
    bool isQuadTree = true;
    int top = 0; ///< indexes into grid.levels()
    int bottom = 0;
    RasterFormat format;
    int colours = 0; ///< bands of the sources that are shown or kept, opacity apart
    RenderSetup render;
    QString nodata; ///< as in the descriptor
    QString photometric;
    PyramidPlace place; ///< params.output taken apart

    /// Opens the sources and decides. Reports on `control` while it reads headers.
    static Result<RasterProfile> resolve(const RasterPyramidParams &params, WorkControl &control);

    const TileMatrix &matrix(int level) const { return grid.levels()[size_t(level)]; }
    /// A descriptor without levels.
    PyramidDescriptor descriptor() const;
    /// Everything that decides the slabs' bytes, as a hash: parameters (without workers and memory), grid, the sources'
    /// places and shapes. Their dates are not in it, so that a repaired file does not forbid to resume.
    QByteArray fingerprint() const;
    /// The same without the sources: what they are as a whole instead.
    QByteArray setting() const;
    /// Sizes and dates of the sources, as a hash: says that a file has been changed since.
    QByteArray sourceState() const;
};

} // namespace tuilerie::raster
