// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/tilematrixset.h"
#include "pyramid/rasterformat.h"

#include <QByteArray>
#include <QImage>

namespace tuilerie {

/// Where a tile is.
struct TilePlace
{
    TileMatrix matrix;
    qint64 column = 0, row = 0;
    QString crs;
};

/// A served tile as a picture: PNG, JPEG, TIFF as ROK4 writes them, or bare samples (image/x-bil). Measured values are drawn
/// as the server would in `style` (one of PublishRequest::rasterStyles; empty = in greys), which is stretched from the
/// lowest to the highest of the tile; nodata is not known here, so `nodata` (when it is a number) is left transparent.
/// `channels` is used where the bytes do not say it. Any thread.
Result<QImage> tilePicture(const QByteArray &tile, const RasterFormat &format, int channels, const TilePlace &place,
    double nodata = qQNaN(), const QString &style = {});

} // namespace tuilerie
