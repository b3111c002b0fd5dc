// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/request.h"

#include "model/params/fieldjson.h"
#include "publish/rasterstyles.h"
#include "publish/tilefile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PublishRequest", text);
}

// "https://host/wmts?service=WMTS&…" → "https://host/wmts"
QString withoutQuery(const QString &url)
{
    return url.left(url.indexOf(u'?') < 0 ? url.size() : url.indexOf(u'?'));
}

QStringList allServices()
{
    return {u"wmts"_s, u"tms"_s, u"wms-r"_s, u"wms-v"_s, u"download"_s};
}

QString pluralOf(PublishKind kind)
{
    switch (kind) {
    case PublishKind::Vector: return tr("Vector data");
    case PublishKind::VectorPyramid: return tr("Vector pyramids");
    case PublishKind::PointCloud:
    case PublishKind::Copc:
    case PublishKind::Ept:
    case PublishKind::Vpc: return tr("Point clouds");
    default: return tr("Rasters");
    }
}

} // namespace

Status PublishRequest::validate() const
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_\\-.]*\\z"_s);
    if (!name.match(layer).hasMatch())
        return fail(ErrorCode::Invalid,
            tr("\"%1\" cannot be a layer's name: use letters without accents, digits, _ - and ., and begin with a letter or "
               "_.")
                .arg(layer));
    if (paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("Name the files or folders to publish."));
    const QStringList allowed = allowedServices();
    const PublishKind what = resolvedKind();
    if (services.isEmpty())
        return fail(ErrorCode::Invalid, tr("Choose at least one service: %1.").arg(allowed.join(u", "_s)));
    for (const QString &service : services) {
        if (!allServices().contains(service))
            return fail(ErrorCode::Invalid,
                tr("There is no service named %1. Choose among %2.").arg(service, allowed.join(u", "_s)));
        if (!allowed.contains(service) && what == PublishKind::PointCloud)
            return fail(ErrorCode::Invalid,
                tr("A point cloud is published as %1 through a raster that is made of it: choose the product %2.")
                    .arg(service, anyOf(wordsOf<DeriveParams>("product"))));
        if (!allowed.contains(service))
            return fail(ErrorCode::Unsupported,
                tr("%1 are published as %2, not as %3.").arg(pluralOf(what), allowed.join(u", "_s), service));
    }
    if (what == PublishKind::Vector)
        return validateVector();
    if (!style.isEmpty() || !tables.empty())
        return fail(ErrorCode::Invalid, tr("Styles and tables are for vector data. Leave them out."));
    TUILERIE_CHECK(checkRasterStyles(*this));
    if (what == PublishKind::PointCloud)
        return validatePointCloud();
    if (!derive.product.isEmpty())
        return fail(ErrorCode::Invalid, tr("A product is made of point clouds only. Leave it out."));
    return what == PublishKind::Raster ? checkFields(raster) : Status();
}

Status PublishRequest::validateVector() const
{
    if (wants(u"wmts"_s) && wants(u"tms"_s))
        return fail(ErrorCode::Invalid,
            tr("Under one name, vector data are either vector tiles (tms) or pictures (wmts). Choose one, and publish the "
               "other under "
               "another name."));
    if (!derive.product.isEmpty())
        return fail(ErrorCode::Invalid, tr("A product is made of point clouds only. Leave it out."));
    TUILERIE_CHECK(checkRasterStyles(*this));
    TUILERIE_CHECK(checkFields(vector));
    TUILERIE_CHECK(checkFields(styled));
    QStringList seen;
    QStringList styles{style};
    for (const PublishTable &table : tables) {
        if (table.table.isEmpty() || seen.contains(table.table))
            return fail(ErrorCode::Invalid,
                table.table.isEmpty() ? tr("Name each table.") : tr("The table %1 is named twice.").arg(table.table));
        seen << table.table;
        styles << table.style;
    }
    for (const QString &file : std::as_const(styles)) {
        const QString suffix = QFileInfo(file).suffix().toLower();
        if (file.isEmpty())
            continue;
        if (suffix != "qml"_L1 && suffix != "sld"_L1)
            return fail(ErrorCode::Invalid, tr("%1 is no style: give a QML or an SLD file.").arg(file));
        if (!QFileInfo(file).isFile())
            return fail(ErrorCode::NotFound, tr("The style %1 does not exist. Check the path.").arg(file));
    }
    return {};
}

Status PublishRequest::validatePointCloud() const
{
    TUILERIE_CHECK(checkFields(derive));
    TUILERIE_CHECK(checkFields(cloud));
    return checkFields(raster);
}

PublishKind PublishRequest::resolvedKind() const
{
    if (kind != PublishKind::Automatic)
        return kind;
    const PublishKind found = look.kind != PublishKind::Automatic ? look.kind : publishKindOf(paths);
    // A COPC is a pyramid already, unless a raster shall be made of it.
    return found == PublishKind::Copc && !derive.product.isEmpty() ? PublishKind::PointCloud : found;
}

bool PublishRequest::isPyramid() const
{
    return isPyramidKind(resolvedKind());
}

bool PublishRequest::hasRaster() const
{
    const PublishKind what = resolvedKind();
    return what == PublishKind::Raster || what == PublishKind::RasterPyramid
        || (what == PublishKind::PointCloud && !derive.product.isEmpty());
}

QStringList PublishRequest::allowedServices() const
{
    switch (resolvedKind()) {
    case PublishKind::Vector: return {u"tms"_s, u"wms-v"_s, u"wms-r"_s, u"wmts"_s, u"download"_s};
    case PublishKind::VectorPyramid: return {u"tms"_s, u"download"_s};
    case PublishKind::PointCloud:
        return derive.product.isEmpty() ? QStringList{u"download"_s}
                                        : QStringList{u"download"_s, u"wmts"_s, u"tms"_s, u"wms-r"_s};
    case PublishKind::Copc:
    case PublishKind::Ept:
    case PublishKind::Vpc: return {u"download"_s};
    default: return {u"wmts"_s, u"tms"_s, u"wms-r"_s, u"download"_s};
    }
}

QStringList PublishRequest::defaultServices() const
{
    const PublishKind what = resolvedKind();
    if (what == PublishKind::Vector)
        return {u"tms"_s, u"wms-v"_s};
    QStringList services = allowedServices();
    if (hasTilesToDownload(what))
        services.removeAll(u"download"_s); // a second copy of all tiles: for who asks for it
    return services;
}

QStringList PublishRequest::configurationTypes() const
{
    QStringList types;
    for (const QString &service : services)
        types << (service == "wms-r"_L1    ? QString(ConfigurationType::WmsRaster)
                : service == "wms-v"_L1    ? QString(ConfigurationType::WmsVector)
                : service == "download"_L1 ? QString(ConfigurationType::Download)
                                           : QString(ConfigurationType::WmtsTms));
    types.removeDuplicates();
    return types;
}

QJsonObject PublishedService::toJson() const
{
    return {{u"service"_s, service}, {u"layer"_s, layer}, {u"url"_s, url}, {u"offering"_s, offering}, {u"status"_s, status},
        {u"open"_s, open}};
}

QJsonObject PublicationResult::toJson() const
{
    QJsonArray list;
    for (const PublishedService &service : offerings)
        list.append(service.toJson());
    QJsonObject object = changes ? changes->toJson() : QJsonObject();
    object.insert("offerings"_L1, list);
    object.insert("viewer"_L1, viewer);
    object.insert("stored_data"_L1, storedData);
    object.insert("warnings"_L1, modeljson::array(warnings));
    if (seconds > 0)
        object.insert("seconds"_L1, seconds);
    return object;
}

QJsonObject PublishedLayerInfo::toJson() const
{
    QJsonArray list;
    for (const PublishedService &service : services)
        list.append(service.toJson());
    QJsonObject object{{u"layer"_s, layer}, {u"title"_s, title}, {u"abstract"_s, abstract}, {u"services"_s, list},
        {u"viewer"_s, viewer}, {u"stored_data"_s, modeljson::array(storedData)}};
    modeljson::put(object, "update", modeljson::date(update));
    return object;
}

std::vector<PublishedService> publishedServices(const Offering &offering)
{
    std::vector<PublishedService> services;
    const auto add = [&](const QString &service, const QString &url) {
        services.push_back({service, offering.layerName, url, offering.id, offering.status, offering.open});
    };
    for (const OfferingUrl &url : offering.urls) {
        const QString base = withoutQuery(url.url);
        if (url.type == "WMTS"_L1)
            add(u"wmts"_s, base + "?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetCapabilities"_L1);
        else if (url.type == "TMS"_L1)
            add(u"tms"_s, base);
        else if (url.type == "WMS"_L1)
            add(offering.type == ConfigurationType::WmsVector ? u"wms-v"_s : u"wms-r"_s,
                base + "?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities"_L1);
        else
            add(url.type.toLower(), url.url);
    }
    return services;
}

} // namespace tuilerie
