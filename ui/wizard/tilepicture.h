// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pyramid/rasterformat.h"

#include <QByteArray>
#include <QImage>

namespace tuilerie {

/// A served tile as a picture: PNG, JPEG, TIFF as ROK4 writes them, or bare samples (image/x-bil). Measured values are
/// stretched from the lowest to the highest of the tile; nodata is not known here, so `nodata` (when it is a number) is left
/// transparent. `channels` is used where the bytes do not say it. Any thread.
Result<QImage> tilePicture(
    const QByteArray &tile, const RasterFormat &format, int channels, int width, int height, double nodata = qQNaN());

} // namespace tuilerie
