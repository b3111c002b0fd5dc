// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/pixelimage.h"
#include "server/diffusion/mapframe.h"

#include <QByteArray>
#include <array>
#include <optional>

namespace tuilerie {

enum class MapFormat { Png, Jpeg, Tiff, GeoTiff, Bil };

std::optional<MapFormat> mapFormatFromMime(std::string_view mime);
const char *mapFormatMime(MapFormat format);
constexpr MapFormat allMapFormats[] = {MapFormat::Png, MapFormat::Jpeg, MapFormat::Tiff, MapFormat::GeoTiff, MapFormat::Bil};

/// A picture that layers are drawn onto, the first one lowest: red, green, blue and opacity of 8 bits, not premultiplied.
class MapCanvas
{
public:
    MapCanvas(int width, int height);
    /// Lays an image over what is there. Grey is spread; floats are stretched from `range` to 0…255.
    void blend(const PixelImage &image, std::pair<float, float> range);
    /// Makes everything opaque over a colour.
    void flatten(std::array<uint8_t, 3> background);
    int width() const { return m_width; }
    int height() const { return m_height; }
    std::vector<uint8_t> &rgba() { return m_rgba; }
    const std::vector<uint8_t> &rgba() const { return m_rgba; }

private:
    int m_width;
    int m_height;
    std::vector<uint8_t> m_rgba;
};

/// WMS FORMAT_OPTIONS of ROK4: "quality:85", "compression:lzw".
struct MapEncodeOptions
{
    int jpegQuality = 85;
    QByteArray tiffCompression = "DEFLATE"; ///< GDAL's word
    static MapEncodeOptions fromText(std::string_view text);
};

/// PNG, JPEG, TIFF or GeoTIFF of the canvas; `transparent` keeps the opacity where the format can.
Result<QByteArray> encodeCanvas(
    const MapCanvas &canvas, MapFormat format, bool transparent, const MapFrame &frame, const MapEncodeOptions &options);
/// TIFF, GeoTIFF or BIL (little-endian float32, rows top-down) of float data; pixels without data take `nodata`.
Result<QByteArray> encodeFloats(
    const PixelImage &image, MapFormat format, float nodata, const MapFrame &frame, const MapEncodeOptions &options);

} // namespace tuilerie
