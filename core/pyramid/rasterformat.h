// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace tuilerie {

enum class SampleType { UInt8, Float32 };
/// The compressions of ROK4 (docs/rok4.md §4).
enum class TileCompression { Raw, Jpeg75, Jpeg90, Png, Lzw, Zip, PackBits };

/// What a raster pyramid's tiles are made of. `name()` is the `format` member of a descriptor: "TIFF_JPG90_UINT8".
struct RasterFormat
{
    TileCompression compression = TileCompression::Raw;
    SampleType sample = SampleType::UInt8;

    bool operator==(const RasterFormat &) const = default;
    QString name() const;
    static Result<RasterFormat> fromName(const QString &name);
    /// From the short word of the command line and the Entrepôt API, in any case: RAW JPG JPG90 PNG LZW ZIP PKB.
    static Result<TileCompression> compressionFromWord(const QString &word);
    static QString compressionWord(TileCompression compression);
    /// JPG wants 3 channels of uint8, PNG uint8, the others 1 to 4 channels. Invalid with a sentence otherwise.
    Status checkChannels(int channels) const;
    /// The same of words, where an empty one and 0 channels are still open: what is wrong whatever the data are.
    static Status checkWords(const QString &compression, const QString &sample, int channels);
    int bytesPerSample() const { return sample == SampleType::UInt8 ? 1 : 4; }
    QString mimeType() const;        ///< of a served tile: "image/jpeg", "image/x-bil;bits=32"
    QString extension() const;       ///< of the TMS service: "jpeg", "png", "tif", "bil", "zbil"
    QString contentEncoding() const; ///< "deflate" for ZIP float32, else empty
    bool needsTiffHeader() const;    ///< the tile is served behind a TIFF header
};

} // namespace tuilerie
