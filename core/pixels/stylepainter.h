// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rasterstyle.h"
#include "pixels/groundscale.h"
#include "pixels/pixelimage.h"

namespace tuilerie {

/// Pixels that a style looks at beyond those that it draws, on each side.
constexpr qint64 styleMargin(const RasterStyle &style)
{
    return style.hillshade || style.slope || style.aspect ? 1 : 0;
}

/// Draws a part of an image in a style that draws (RasterStyle::draws()): red, green, blue and opacity of 8 bits, not
/// premultiplied. `pixels` is the part with styleMargin() around it, of a pyramid that the style is for
/// (RasterStyle::checkFor()); `grid` is what its rectangle is counted in. What has no data stays without; where a neighbour
/// has none, the pixel's own value stands for it, so that the edge is drawn. Light, slope and aspect are those of gdaldem
/// (Horn's gradient, 8 neighbours), with lengths on the ground; values at a part's edges are what they are in its middle.
Result<PixelImage> paintStyle(
    const PixelImage &pixels, const PixelRect &part, const RasterStyle &style, const PixelGrid &grid, const Crs &crs);

} // namespace tuilerie
