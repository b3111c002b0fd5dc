// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/mapimage.h"
#include "server/ows.h"
#include "server/serviceaccess.h"

#include <array>

namespace tuilerie {

constexpr const char *wmsType = "WMS-RASTER";

/// WMS 1.3.0 (OGC 06-042) and 1.1.1 (OGC 01-068r3) for raster layers: GetCapabilities, GetMap in any CRS that PROJ knows, and
/// GetFeatureInfo on the pyramid's pixels.
HttpResponse wms(const ServiceAccess &access);

enum class WmsVersion { V111, V130 };

HttpResponse wmsCapabilities(const ServiceAccess &access, WmsVersion version);

/// A GetMap, read and checked; of a GetFeatureInfo the part that it shares with GetMap.
struct WmsMapRequest {
    WmsVersion version = WmsVersion::V130;
    std::vector<std::shared_ptr<const ServedLayer>> layers; ///< the first lowest
    MapFrame frame;
    MapFormat format = MapFormat::Png;
    MapEncodeOptions encode;
    bool transparent = false;
    std::array<uint8_t, 3> background{255, 255, 255};
};

tl::expected<WmsMapRequest, ServiceException> readMapRequest(const ServiceAccess &access, WmsVersion version, bool isFeatureInfo);

/// The BBOX of 1.3.0 is in the axis order of the CRS's authority, except "CRS:84"; that of 1.1.1 always x, y.
std::optional<Extent> readBbox(std::string_view text, const Crs &crs, std::string_view crsName, WmsVersion version);

/// The exception as the request wants to be told of it: XML, INIMAGE or BLANK.
HttpResponse wmsException(const HttpRequest &request, WmsVersion version, const ServiceException &exception);

} // namespace tuilerie
