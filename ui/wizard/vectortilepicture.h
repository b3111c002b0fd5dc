// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QImage>

namespace tuilerie {

/// A vector tile drawn plainly, each of its layers in a colour of its own, to see what is in it.
struct VectorTilePicture
{
    QImage image;
    int layers = 0;
    int features = 0;
};

/// Reads a Mapbox Vector Tile (MVT 2.1) and draws it `side` pixels wide. Corrupt when it is none. Any thread.
Result<VectorTilePicture> drawVectorTile(const QByteArray &tile, int side);

} // namespace tuilerie
