// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/featureinfo.h"
#include "server/diffusion/mapimage.h"
#include "server/diffusion/ows.h"
#include "server/diffusion/serviceaccess.h"

#include <QSize>
#include <array>

namespace tuilerie {

constexpr const char *wmsType = "WMS-RASTER";

enum class WmsVersion { V111, V130 };
using WmsAnswer = tl::expected<HttpResponse, ServiceException>;

/// What capabilities say of a layer beyond ServedLayer.
struct WmsLayerExtras
{
    double minScaleDenominator = 0; ///< 0 = none
    double maxScaleDenominator = 0;
    QSize legend;  ///< pixels; empty = no legend
    Extent extent; ///< in the layer's CRS
    Extent wgs84;  ///< degrees
    bool isQueryable = false;
    bool isWhole = true; ///< nothing will be known later that is not known now
};

/// What tells the WMS of one kind of layers from another's: the rest (versions, parameters, exceptions, documents) they
/// share.
struct WmsService
{
    const char *type; ///< configuration type: wmsType
    const char *path; ///< "/wms-r"
    WmsAnswer (*map)(const ServiceAccess &access, WmsVersion version);
    WmsAnswer (*featureInfo)(const ServiceAccess &access, WmsVersion version);
    WmsAnswer (*legend)(const ServiceAccess &access, WmsVersion version); ///< null: there is no GetLegendGraphic
    WmsLayerExtras (*extras)(const ServiceAccess &access, const ServedLayer &layer);
    QStringList mapFormats;
    QStringList legendFormats;
};

/// WMS 1.3.0 (OGC 06-042) and 1.1.1 (OGC 01-068r3) for raster layers: GetCapabilities, GetMap in any CRS that PROJ knows,
/// and GetFeatureInfo on the pyramid's pixels.
const WmsService &rasterWms();

HttpResponse wms(const ServiceAccess &access, const WmsService &service);
HttpResponse wmsCapabilities(const ServiceAccess &access, const WmsService &service, WmsVersion version);

/// A GetMap, read and checked; of a GetFeatureInfo the part that it shares with GetMap.
struct WmsMapRequest
{
    WmsVersion version = WmsVersion::V130;
    std::vector<std::shared_ptr<const ServedLayer>> layers; ///< the first lowest
    std::vector<const RasterStyle *> styles;                ///< one for each layer, whose it is
    MapFrame frame;
    MapFormat format = MapFormat::Png;
    MapEncodeOptions encode;
    bool transparent = false;
    std::array<uint8_t, 3> background{255, 255, 255};
};

tl::expected<WmsMapRequest, ServiceException> readMapRequest(
    const ServiceAccess &access, const WmsService &service, WmsVersion version, bool isFeatureInfo);

/// Of a GetFeatureInfo: the pixel, the format and the layers asked for, which are among the map's.
struct WmsInfoRequest
{
    WmsMapRequest map;
    int column = 0, row = 0;
    InfoFormat format = InfoFormat::Text;
    std::vector<std::shared_ptr<const ServedLayer>> layers;
};
tl::expected<WmsInfoRequest, ServiceException> readInfoRequest(
    const ServiceAccess &access, const WmsService &service, WmsVersion version);

std::string mapEtag(const WmsMapRequest &map);

/// The BBOX of 1.3.0 is in the axis order of the CRS's authority, except "CRS:84"; that of 1.1.1 always x, y.
std::optional<Extent> readBbox(std::string_view text, const Crs &crs, std::string_view crsName, WmsVersion version);

/// The exception as the request wants to be told of it: XML, INIMAGE or BLANK.
HttpResponse wmsException(const HttpRequest &request, WmsVersion version, const ServiceException &exception);

} // namespace tuilerie
