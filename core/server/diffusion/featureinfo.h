// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/http.h"
#include "server/diffusion/tilecache.h"

#include <optional>

namespace tuilerie {

enum class InfoFormat { Text, Html, Xml, Json };

/// What GetFeatureInfo answers for one layer: the pixel's values, one per channel; empty where there are no data.
struct LayerPixel
{
    QString layer;
    std::vector<double> values;
};

std::optional<InfoFormat> infoFormatFromMime(std::string_view mime);
std::optional<InfoFormat> infoFormatFromExtension(std::string_view extension);
const char *infoFormatMime(InfoFormat format);
const char *infoFormatExtension(InfoFormat format);
constexpr InfoFormat allInfoFormats[] = {InfoFormat::Text, InfoFormat::Json, InfoFormat::Xml, InfoFormat::Html};

/// The values of one pixel of a level, counted from the grid's origin. None where there are no data: float nodata, an
/// opacity of 0, or what the pyramid's mask leaves out.
Result<std::vector<double>> pixelValues(
    const TileSource &tiles, const ServedLayer &layer, const ServedLevel &level, qint64 x, qint64 y);

/// text/plain, text/html, text/xml, or application/json: a FeatureCollection with one feature for each layer that has data,
/// its property `pixel` an array of strings (docs/rok4.md §8.3).
HttpResponse featureInfoAnswer(InfoFormat format, const std::vector<LayerPixel> &pixels);

} // namespace tuilerie
