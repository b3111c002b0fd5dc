// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/wms.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

std::vector<std::string_view> commaList(std::string_view text)
{
    std::vector<std::string_view> words;
    while (true) {
        const size_t comma = text.find(',');
        words.push_back(text.substr(0, comma));
        if (comma == std::string_view::npos)
            return words;
        text.remove_prefix(comma + 1);
    }
}

bool startsWithoutCase(std::string_view text, const char *start)
{
    return fromUtf8(text).startsWith(QLatin1String(start), Qt::CaseInsensitive);
}

std::optional<int> readSize(std::string_view text, int limit)
{
    const auto value = wholeNumber(text);
    return value && *value > 0 && *value <= limit ? std::optional(int(*value)) : std::nullopt;
}

/// 0xRRGGBB
std::optional<std::array<uint8_t, 3>> readColour(std::string_view text)
{
    bool isNumber = false;
    const uint value = text.size() == 8 && (text.starts_with("0x") || text.starts_with("0X"))
        ? fromUtf8(text.substr(2)).toUInt(&isNumber, 16)
        : 0;
    if (!isNumber)
        return std::nullopt;
    return std::array<uint8_t, 3>{uint8_t(value >> 16), uint8_t(value >> 8), uint8_t(value)};
}

} // namespace

std::optional<Extent> readBbox(std::string_view text, const Crs &crs, std::string_view crsName, WmsVersion version)
{
    const auto words = commaList(text);
    if (words.size() != 4)
        return std::nullopt;
    std::array<double, 4> values{};
    for (size_t i = 0; i < 4; ++i) {
        const auto value = realNumber(words[i]);
        if (!value)
            return std::nullopt;
        values[i] = *value;
    }
    const bool isSwapped = version == WmsVersion::V130 && crs.isNorthingFirst() && !startsWithoutCase(crsName, "CRS:");
    const Extent extent =
        isSwapped ? Extent{values[1], values[0], values[3], values[2]} : Extent{values[0], values[1], values[2], values[3]};
    return extent.isEmpty() ? std::nullopt : std::optional(extent);
}

tl::expected<WmsMapRequest, ServiceException> readMapRequest(
    const ServiceAccess &access, const WmsService &service, WmsVersion version, bool isFeatureInfo)
{
    const HttpRequest &request = access.request();
    const DiffusionOptions &options = access.state().options;
    const bool isNew = version == WmsVersion::V130;
    const char *crsName = isNew ? "CRS" : "SRS";
    WmsMapRequest map;
    map.version = version;
    for (const char *name : {"LAYERS", crsName, "BBOX", "WIDTH", "HEIGHT"})
        if (kvp(request, name).empty())
            return tl::unexpected(missingParameter(name));
    if (!isFeatureInfo && kvp(request, "FORMAT").empty())
        return tl::unexpected(missingParameter("FORMAT"));
    // OGC 05-078r4: a style of the client's own. A map in another style than the asked one would be a wrong picture.
    for (const char *name : {"SLD", "SLD_BODY"})
        if (!kvp(request, name).empty())
            return tl::unexpected(ServiceException{"OperationNotSupported", name,
                QCoreApplication::translate("tuilerie::Wms",
                    "Styles in a request are not supported. Publish the style with the layer, and name it in STYLES."),
                400});

    const auto names = commaList(kvp(request, "LAYERS"));
    if (names.size() > size_t(options.maxMapLayers))
        return tl::unexpected(ServiceException{"NoApplicableCode", "LAYERS",
            QCoreApplication::translate("tuilerie::Wms", "At most %1 layers can be asked for at once.")
                .arg(options.maxMapLayers),
            400});
    const auto styles = commaList(kvp(request, "STYLES"));
    if (!kvp(request, "STYLES").empty() && styles.size() != names.size())
        return tl::unexpected(ServiceException{"StyleNotDefined", "STYLES",
            QCoreApplication::translate("tuilerie::Wms", "STYLES must name one style for each layer, or be empty."), 400});
    for (size_t i = 0; i < names.size(); ++i) {
        const auto layer = access.find(service.type, names[i]);
        if (!layer)
            return tl::unexpected(fromError(layer.error()));
        if (!*layer || ((*layer)->isVector && !(*layer)->levels.empty()))
            return tl::unexpected(ServiceException{"LayerNotDefined", "LAYERS",
                QCoreApplication::translate("tuilerie::Wms", "There is no layer “%1”.").arg(fromUtf8(names[i])), 400});
        const RasterStyle *style = (*layer)->style(i < styles.size() ? styles[i] : std::string_view());
        if (!style)
            return tl::unexpected(ServiceException{"StyleNotDefined", "STYLES",
                QCoreApplication::translate("tuilerie::Wms", "Layer “%1” has no style “%2”.")
                    .arg(fromUtf8(names[i]), fromUtf8(styles[i])),
                400});
        map.layers.push_back(*layer);
        map.styles.push_back(style);
    }

    const std::string_view crsText = kvp(request, crsName);
    const auto crs = crsText.size() < 200 ? cachedCrs(fromUtf8(crsText)) : Result<Crs>(fail(ErrorCode::Invalid, {}));
    if (!crs)
        return tl::unexpected(ServiceException{isNew ? "InvalidCRS" : "InvalidSRS", crsName,
            QCoreApplication::translate("tuilerie::Wms", "“%1” is not a coordinate reference system that this server knows.")
                .arg(fromUtf8(crsText.substr(0, 200))),
            400});
    map.frame.crs = *crs;
    const auto bbox = readBbox(kvp(request, "BBOX"), *crs, crsText, version);
    if (!bbox)
        return tl::unexpected(ServiceException{"InvalidParameterValue", "BBOX",
            QCoreApplication::translate(
                "tuilerie::Wms", "BBOX must be four numbers, minimum before maximum, in the axis order of the CRS."),
            400});
    map.frame.extent = *bbox;
    for (const char *name : {"WIDTH", "HEIGHT"}) {
        const auto size = readSize(kvp(request, name), options.maxMapSize);
        if (!size)
            return tl::unexpected(ServiceException{"InvalidParameterValue", name,
                QCoreApplication::translate("tuilerie::Wms", "%1 must be a whole number from 1 to %2.")
                    .arg(QLatin1String(name))
                    .arg(options.maxMapSize),
                400});
        (name[0] == 'W' ? map.frame.width : map.frame.height) = *size;
    }
    if (const std::string_view text = kvp(request, "FORMAT"); !isFeatureInfo) {
        const auto format = mapFormatFromMime(text);
        if (!format || !service.mapFormats.contains(QLatin1String(mapFormatMime(*format))))
            return tl::unexpected(ServiceException{"InvalidFormat", "FORMAT",
                QCoreApplication::translate("tuilerie::Wms", "The format “%1” is not served.")
                    .arg(fromUtf8(text.substr(0, 100))),
                400});
        map.format = *format;
    }
    map.encode = MapEncodeOptions::fromText(kvp(request, "FORMAT_OPTIONS"));
    map.transparent = startsWithoutCase(kvp(request, "TRANSPARENT"), "true");
    if (const std::string_view colour = kvp(request, "BGCOLOR"); !colour.empty()) {
        const auto background = readColour(colour);
        if (!background)
            return tl::unexpected(invalidParameter("BGCOLOR", colour));
        map.background = *background;
    }
    return map;
}

tl::expected<WmsInfoRequest, ServiceException> readInfoRequest(
    const ServiceAccess &access, const WmsService &service, WmsVersion version)
{
    const HttpRequest &request = access.request();
    auto map = readMapRequest(access, service, version, true);
    if (!map)
        return tl::unexpected(map.error());
    const bool isNew = version == WmsVersion::V130;
    for (const char *name : {"QUERY_LAYERS", isNew ? "I" : "X", isNew ? "J" : "Y"})
        if (kvp(request, name).empty())
            return tl::unexpected(missingParameter(name));
    const auto i = wholeNumber(kvp(request, isNew ? "I" : "X"));
    const auto j = wholeNumber(kvp(request, isNew ? "J" : "Y"));
    if (!i || !j || *i < 0 || *j < 0 || *i >= map->frame.width || *j >= map->frame.height)
        return tl::unexpected(ServiceException{"InvalidPoint", isNew ? "I" : "X",
            QCoreApplication::translate("tuilerie::Wms", "The point must be a pixel of the map."), 400});
    const std::string_view wanted = kvp(request, "INFO_FORMAT");
    const auto format = wanted.empty() && !isNew ? std::optional(InfoFormat::Text) : infoFormatFromMime(wanted);
    if (!format)
        return tl::unexpected(wanted.empty()
                ? missingParameter("INFO_FORMAT")
                : ServiceException{"InvalidFormat", "INFO_FORMAT",
                    QCoreApplication::translate("tuilerie::Wms", "The format “%1” is not served.").arg(fromUtf8(wanted)),
                    400});
    WmsInfoRequest info;
    const auto asked = commaList(kvp(request, "QUERY_LAYERS"));
    const int most = access.state().options.maxMapLayers;
    if (asked.size() > size_t(most)) // one name many times over, each a search
        return tl::unexpected(ServiceException{"NoApplicableCode", "QUERY_LAYERS",
            QCoreApplication::translate("tuilerie::Wms", "At most %1 layers can be asked for at once.").arg(most), 400});
    for (const std::string_view name : asked) {
        const auto found = std::find_if(map->layers.begin(), map->layers.end(),
            [name](const auto &layer) { return layer->layer->name == fromUtf8(name); });
        if (found == map->layers.end())
            return tl::unexpected(ServiceException{"LayerNotDefined", "QUERY_LAYERS",
                QCoreApplication::translate("tuilerie::Wms", "QUERY_LAYERS must be among LAYERS; “%1” is not.")
                    .arg(fromUtf8(name)),
                400});
        if (!service.extras(access, **found).isQueryable)
            return tl::unexpected(ServiceException{"LayerNotQueryable", "QUERY_LAYERS",
                QCoreApplication::translate("tuilerie::Wms", "Layer “%1” cannot be queried.").arg((*found)->layer->name),
                400});
        info.layers.push_back(*found);
    }
    info.map = std::move(*map);
    info.column = int(*i);
    info.row = int(*j);
    info.format = *format;
    return info;
}

} // namespace tuilerie
