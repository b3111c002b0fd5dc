// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/request.h"

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

QJsonObject PublishTable::toJson() const
{
    QJsonObject object{{u"table"_s, table}};
    modeljson::put(object, "layer", layer);
    modeljson::put(object, "attributes", modeljson::array(attributes));
    modeljson::put(object, "filter", filter);
    modeljson::put(object, "top_level", top);
    modeljson::put(object, "bottom_level", bottom);
    modeljson::put(object, "style", style);
    return object;
}

PublishTable PublishTable::fromJson(const QJsonObject &object)
{
    return {object.value(u"table"_s).toString(), object.value(u"layer"_s).toString(),
        modeljson::texts(object.value(u"attributes"_s)), object.value(u"filter"_s).toString(),
        modeljson::text(object.value(u"top_level"_s)), modeljson::text(object.value(u"bottom_level"_s)),
        object.value(u"style"_s).toString()};
}

QJsonObject PublishRequest::toJson() const
{
    QJsonObject object{{u"paths"_s, modeljson::array(paths)}, {u"layer"_s, layer}, {u"title"_s, title},
        {u"abstract"_s, abstract}, {u"keywords"_s, modeljson::array(keywords)}, {u"services"_s, modeljson::array(services)},
        {u"private"_s, isPrivate}, {u"srs"_s, srs}, {u"parameters"_s, parameters}, {u"queryable"_s, queryable},
        {u"copy_files"_s, copyFiles}};
    modeljson::put(object, "attribution", attribution);
    modeljson::put(object, "kind", publishKindName(kind));
    QJsonArray list;
    for (const PublishTable &table : tables)
        list.append(table.toJson());
    modeljson::put(object, "tables", list);
    modeljson::put(object, "style", style);
    modeljson::put(object, "product", product);
    const PublishRequest plain;
    if (cell != plain.cell)
        object.insert(u"cell"_s, cell);
    if (pointCloudFormat != plain.pointCloudFormat)
        object.insert(u"point_cloud_format"_s, pointCloudFormat);
    return object;
}

Result<PublishRequest> PublishRequest::fromJson(const QJsonObject &object)
{
    PublishRequest request;
    request.paths = modeljson::texts(object.value(u"paths"_s));
    request.layer = object.value(u"layer"_s).toString();
    request.title = object.value(u"title"_s).toString();
    request.abstract = object.value(u"abstract"_s).toString();
    request.keywords = modeljson::texts(object.value(u"keywords"_s));
    const QString kind = object.value(u"kind"_s).toString();
    request.kind = publishKindFromName(kind);
    if (!kind.isEmpty() && request.kind == PublishKind::Automatic)
        return fail(ErrorCode::Invalid, tr("There is no kind of data named %1.").arg(kind));
    const QJsonArray tables = object.value(u"tables"_s).toArray();
    for (const QJsonValue table : tables)
        request.tables.push_back(PublishTable::fromJson(table.toObject()));
    request.style = object.value(u"style"_s).toString();
    request.product = object.value(u"product"_s).toString();
    request.cell = object.value(u"cell"_s).toDouble(request.cell);
    request.pointCloudFormat = object.value(u"point_cloud_format"_s).toString(request.pointCloudFormat);
    request.services =
        object.contains(u"services"_s) ? modeljson::texts(object.value(u"services"_s)) : request.defaultServices();
    request.isPrivate = modeljson::boolean(object.value(u"private"_s));
    request.srs = object.value(u"srs"_s).toString();
    const QJsonValue parameters = object.value(u"parameters"_s);
    if (!parameters.isUndefined() && !parameters.isNull() && !parameters.isObject())
        return fail(ErrorCode::Invalid, tr("The publication's parameters must be an object."));
    request.parameters = parameters.toObject();
    request.attribution = object.value(u"attribution"_s).toObject();
    request.queryable = modeljson::boolean(object.value(u"queryable"_s), true);
    request.copyFiles = modeljson::boolean(object.value(u"copy_files"_s));
    return request;
}

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
                tr("A point cloud is published as %1 through a raster that is made of it: choose the product dtm, dsm, "
                   "hillshade, "
                   "intensity or density.")
                    .arg(service));
        if (!allowed.contains(service))
            return fail(ErrorCode::Unsupported,
                tr("%1 are published as %2, not as %3.").arg(pluralOf(what), allowed.join(u", "_s), service));
    }
    if (what == PublishKind::Vector)
        return validateVector();
    if (!style.isEmpty() || !tables.empty())
        return fail(ErrorCode::Invalid, tr("Styles and tables are for vector data. Leave them out."));
    if (what == PublishKind::PointCloud)
        return validatePointCloud();
    if (!product.isEmpty())
        return fail(ErrorCode::Invalid, tr("A product is made of point clouds only. Leave it out."));
    return {};
}

Status PublishRequest::validateVector() const
{
    if (wants(u"wmts"_s) && wants(u"tms"_s))
        return fail(ErrorCode::Invalid,
            tr("Under one name, vector data are either vector tiles (tms) or pictures (wmts). Choose one, and publish the "
               "other under "
               "another name."));
    if (!product.isEmpty())
        return fail(ErrorCode::Invalid, tr("A product is made of point clouds only. Leave it out."));
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
    static const QStringList products{u"dtm"_s, u"dsm"_s, u"hillshade"_s, u"intensity"_s, u"density"_s};
    if (!product.isEmpty() && !products.contains(product))
        return fail(
            ErrorCode::Invalid, tr("There is no product named %1. Choose among %2.").arg(product, products.join(u", "_s)));
    if (!(cell > 0))
        return fail(ErrorCode::Invalid, tr("The product's cell must be larger than 0."));
    if (pointCloudFormat != "copc"_L1 && pointCloudFormat != "ept"_L1 && pointCloudFormat != "vpc"_L1)
        return fail(ErrorCode::Invalid,
            tr("There is no point cloud format named %1. Choose among copc, ept and vpc.").arg(pointCloudFormat));
    return {};
}

PublishKind PublishRequest::resolvedKind() const
{
    if (kind != PublishKind::Automatic)
        return kind;
    const PublishKind found = publishKindOf(paths);
    // A COPC is a pyramid already, unless a raster shall be made of it.
    return found == PublishKind::Copc && !product.isEmpty() ? PublishKind::PointCloud : found;
}

bool PublishRequest::isPyramid() const
{
    return isPyramidKind(resolvedKind());
}

QStringList PublishRequest::allowedServices() const
{
    switch (resolvedKind()) {
    case PublishKind::Vector: return {u"tms"_s, u"wms-v"_s, u"wms-r"_s, u"wmts"_s};
    case PublishKind::VectorPyramid: return {u"tms"_s};
    case PublishKind::PointCloud:
        return product.isEmpty() ? QStringList{u"download"_s} : QStringList{u"download"_s, u"wmts"_s, u"tms"_s, u"wms-r"_s};
    case PublishKind::Copc:
    case PublishKind::Ept:
    case PublishKind::Vpc: return {u"download"_s};
    default: return {u"wmts"_s, u"tms"_s, u"wms-r"_s};
    }
}

QStringList PublishRequest::defaultServices() const
{
    return resolvedKind() == PublishKind::Vector ? QStringList{u"tms"_s, u"wms-v"_s} : allowedServices();
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
    return {{u"offerings"_s, list}, {u"viewer"_s, viewer}, {u"stored_data"_s, storedData},
        {u"warnings"_s, modeljson::array(warnings)}};
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
