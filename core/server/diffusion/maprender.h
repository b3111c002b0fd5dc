// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/tilecache.h"
#include "server/diffusion/mapframe.h"
#include "server/diffusion/mapimage.h"

namespace tuilerie {

/// The level that a map of this resolution is drawn from (docs/rok4.md §8.3): the finest of those that are at most 1.25
/// times coarser than asked… that is, with d = resolution / cell size, the smallest d ≥ 0.8, else the largest d.
const ServedLevel &levelForResolution(const ServedLayer &layer, double resolution);
/// The same for a map whose scales may differ: by the direction that it shows finest, which coarser pixels would blur.
const ServedLevel &levelForMap(const ServedLayer &layer, const PixelSize &size);

/// The pixels of one layer in a frame: decoded tiles of one level, resampled with the layer's interpolation and warped where
/// the CRS differs; copied where the frame lies on the level's pixels. `valid` is 0 outside the data. Invalid when it would
/// take too many tiles. `level`: of this one, whatever the frame's resolution.
Result<PixelImage> renderLayer(
    const ServedLayer &layer, const MapFrame &frame, const TileSource &tiles, const ServedLevel *level = nullptr);

/// Draws one layer onto a canvas of the frame's size, in one of its styles: what neighbours decide (light, slope, aspect) is
/// decided by those beyond the frame, too, so that frames beside each other have no seam.
Status drawLayer(MapCanvas &canvas, const ServedLayer &layer, const RasterStyle &style, const MapFrame &frame,
    const TileSource &tiles, const ServedLevel *level = nullptr);

/// Least and greatest value of a float layer, for drawing it in greys (pyramid/valuerange.h). Found once; 0 and 1 where
/// there are no data.
Result<std::pair<float, float>> valueRange(const ServedLayer &layer, const TileSource &tiles);

} // namespace tuilerie
