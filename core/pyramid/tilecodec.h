// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pyramid/rasterformat.h"

#include <QByteArray>
#include <memory>
#include <span>

namespace tuilerie {

/// Encodes and decodes tiles of one format, to the letter of docs/rok4.md §4 (JFIF 4:2:0; PNG with one IDAT and filter 0;
/// zlib level 6; TIFF LZW; PackBits row by row). Pixels are interleaved, rows top-down, little-endian. One per thread: it
/// keeps the codecs' handles and buffers.
class TileCodec
{
public:
    static Result<std::unique_ptr<TileCodec>> create(const RasterFormat &format, int channels, int width, int height);
    virtual ~TileCodec() = default;

    /// `pixels` holds width × height × channels samples, the first row first, `rowStride` bytes from one row to the next
    /// (so that a tile can be encoded out of a slab-size image without a copy).
    virtual Result<QByteArray> encode(const uint8_t *pixels, size_t rowStride) = 0;
    /// Corrupt when the bytes do not decode to exactly one tile. `pixels` takes width × height × channels samples, packed.
    virtual Status decode(std::span<const uint8_t> encoded, uint8_t *pixels) = 0;
    /// What the tile that was decoded last has against docs/rok4.md §4, so that others read other pixels than we do; empty
    /// for none.
    virtual QString flaw() const { return {}; }
};

} // namespace tuilerie
