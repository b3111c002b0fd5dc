// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/tilefile.h"

#include "grid/webmercator.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PublishRequest", text);
}

} // namespace

bool hasTilesToDownload(PublishKind kind)
{
    switch (kind) {
    case PublishKind::Raster:
    case PublishKind::Vector:
    case PublishKind::RasterPyramid:
    case PublishKind::VectorPyramid: return true;
    default: return false;
    }
}

Status checkTileFile(const PublishRequest &request, const QString &tms, bool isFloat)
{
    if (!request.wants(u"download"_s) || !hasTilesToDownload(request.resolvedKind()))
        return {};
    if (isFloat)
        return fail(ErrorCode::Unsupported,
            tr("The tiles hold numbers (float32), which a PMTiles file to download cannot. Leave the service download out, "
               "or offer a COG of the pyramid: see export."));
    TUILERIE_TRY(grid, TileMatrixSet::find(tms));
    TUILERIE_TRY(isMercator, isInWebMercator(grid));
    const bool fits = isMercator && std::all_of(grid.levels().begin(), grid.levels().end(), [](const TileMatrix &level) {
        return webMercatorZoom(level) >= 0;
    });
    if (!fits)
        return fail(ErrorCode::Unsupported,
            tr("The PMTiles file to download has tiles of the Web Mercator grid only, and these are in %1. Leave the "
               "service "
               "download out, or choose the grid PM.")
                .arg(grid.id()));
    return {};
}

Status checkTileFile(const PublishRequest &request)
{
    if (request.isPyramid())
        return {};
    const bool isVector = request.resolvedKind() == PublishKind::Vector;
    return checkTileFile(
        request, isVector ? request.vector.tms : request.raster.tms, !isVector && request.raster.sample == "FLOAT32"_L1);
}

} // namespace tuilerie
