// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/rasterstyles.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PublishRequest", text);
}

Result<RasterStyle> styleOf(const QString &name, std::pair<double, double> range)
{
    if (builtInStyles().contains(name))
        return builtInStyle(name, range);
    if (!QFileInfo(name).isFile())
        return fail(ErrorCode::NotFound,
            tr("There is no style %1. Give one of %2, or the path of a ROK4 style (JSON).")
                .arg(name, builtInStyles().join(u", "_s)));
    TUILERIE_TRY(content, readWholeFile(name));
    auto style = RasterStyle::parse(content);
    if (!style)
        return fail(style.error().code, tr("%1 cannot be used as a style. %2").arg(name, style.error().message),
            style.error().detail);
    return style;
}

} // namespace

Result<std::vector<RasterStyle>> rasterStylesOf(const PublishRequest &request, std::pair<double, double> range)
{
    std::vector<RasterStyle> styles;
    for (const QString &name : request.rasterStyles) {
        TUILERIE_TRY(style, styleOf(name, range));
        styles.push_back(style);
    }
    return styles;
}

Status checkRasterStyles(const PublishRequest &request)
{
    if (request.rasterStyles.isEmpty())
        return {};
    if (!request.hasRaster())
        return fail(ErrorCode::Invalid,
            tr("Styles of rasters (%1) are for rasters, and for point clouds of which one is made. Leave them out.")
                .arg(request.rasterStyles.join(u", "_s)));
    TUILERIE_TRY(styles, rasterStylesOf(request));
    return checkIdentifiers(styles); // what they draw takes a look at the data
}

} // namespace tuilerie
