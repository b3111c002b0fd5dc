// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/tilecodec.h"

#include <vector>

namespace tuilerie {

/// The shape of the tiles of one codec. Private to the room.
struct TileShape
{
    int width = 0;
    int height = 0;
    int channels = 0;
    int bytesPerSample = 1;
    size_t rowBytes() const { return size_t(width) * size_t(channels) * size_t(bytesPerSample); }
    size_t bytes() const { return rowBytes() * size_t(height); }
};

// Private to the room: TileCodec::create() chooses among these.
std::unique_ptr<TileCodec> makeRawCodec(const TileShape &shape);
std::unique_ptr<TileCodec> makeJpegCodec(const TileShape &shape, int quality);
std::unique_ptr<TileCodec> makePngCodec(const TileShape &shape);
std::unique_ptr<TileCodec> makeZipCodec(const TileShape &shape);
std::unique_ptr<TileCodec> makeLzwCodec(const TileShape &shape);
std::unique_ptr<TileCodec> makePackBitsCodec(const TileShape &shape);

/// "The tile does not decode…" with the reason.
tl::unexpected<Error> corruptTile(const QString &reason);
/// The tile's rows packed together: `pixels` itself where they are so already, else copied into `buffer`.
const uint8_t *packRows(const TileShape &shape, const uint8_t *pixels, size_t rowStride, std::vector<uint8_t> &buffer);

} // namespace tuilerie
