// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/mapimage.h"
#include "server/diffusion/tilecache.h"

#include <QSize>

namespace tuilerie {

/// Size in pixels of the legend that the server draws of a style; empty where there is none to draw: only palettes, and the
/// grey stretch of values, say which colour means what.
QSize legendSize(const ServedLayer &layer, const RasterStyle &style);

/// The legend as PNG: colours with the values that they stand for; of a style that has none, its title. Errors are those of
/// reading the layer's range.
Result<QByteArray> legendPicture(const ServedLayer &layer, const RasterStyle &style, const TileSource &tiles);

} // namespace tuilerie
