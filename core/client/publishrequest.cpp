// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/publishrequest.h"

#include "client/delivery.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
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

} // namespace

QJsonObject PublishRequest::toJson() const
{
    QJsonObject object{{u"paths"_s, modeljson::array(paths)},
                       {u"layer"_s, layer},
                       {u"title"_s, title},
                       {u"abstract"_s, abstract},
                       {u"keywords"_s, modeljson::array(keywords)},
                       {u"services"_s, modeljson::array(services)},
                       {u"private"_s, isPrivate},
                       {u"srs"_s, srs},
                       {u"parameters"_s, parameters},
                       {u"queryable"_s, queryable},
                       {u"copy_files"_s, copyFiles}};
    modeljson::put(object, "attribution", attribution);
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
    if (object.contains(u"services"_s))
        request.services = modeljson::texts(object.value(u"services"_s));
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
        return fail(ErrorCode::Invalid, tr("\"%1\" cannot be a layer's name: use letters without accents, digits, _ - and ., and begin with a letter or _.").arg(layer));
    if (paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("Name the files or folders to publish."));
    if (services.isEmpty())
        return fail(ErrorCode::Invalid, tr("Choose at least one service: wmts, tms or wms-r."));
    for (const QString &service : services) {
        if (service == "wms-v"_L1 || service == "download"_L1)
            return fail(ErrorCode::Unsupported, tr("Rasters are published as wmts, tms and wms-r, not as %1.").arg(service));
        if (service != "wmts"_L1 && service != "tms"_L1 && service != "wms-r"_L1)
            return fail(ErrorCode::Invalid, tr("There is no service named %1. Choose among wmts, tms and wms-r.").arg(service));
    }
    return {};
}

bool PublishRequest::isPyramid() const
{
    return paths.size() == 1 && paths.first().endsWith(".json"_L1, Qt::CaseInsensitive);
}

QString PublishRequest::fingerprint() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QString &text) { hash.addData(text.toUtf8() + '\n'); };
    add(layer);
    add(srs);
    add(QString::fromUtf8(QJsonDocument(parameters).toJson(QJsonDocument::Compact)));
    if (const QFileInfo grid(parameters.value("tms"_L1).toString()); grid.suffix() == "json"_L1)
        add(u"%1|%2|%3"_s.arg(grid.absoluteFilePath()).arg(grid.size()).arg(grid.lastModified().toMSecsSinceEpoch()));
    // What lies at the paths, as far as a look at the folders tells; a path that cannot be read fails later, with a sentence.
    const auto files = isPyramid() ? pyramidFiles(paths.first(), true) : deliveryFiles(paths, true);
    if (files) {
        for (const DeliveryFile &file : *files)
            add(u"%1|%2|%3"_s.arg(file.path).arg(file.size).arg(QFileInfo(file.path).lastModified().toMSecsSinceEpoch()));
    }
    return QString::fromLatin1(hash.result().toHex().left(32));
}

QStringList PublishRequest::configurationTypes() const
{
    QStringList types;
    for (const QString &service : services)
        types << (service == "wms-r"_L1 ? QString(ConfigurationType::WmsRaster) : QString(ConfigurationType::WmtsTms));
    types.removeDuplicates();
    return types;
}

QJsonObject PublishedService::toJson() const
{
    return {{u"service"_s, service}, {u"layer"_s, layer},   {u"url"_s, url},
            {u"offering"_s, offering}, {u"status"_s, status}, {u"open"_s, open}};
}

QJsonObject PublicationResult::toJson() const
{
    QJsonArray list;
    for (const PublishedService &service : offerings)
        list.append(service.toJson());
    return {{u"offerings"_s, list}, {u"viewer"_s, viewer}, {u"stored_data"_s, storedData}, {u"warnings"_s, modeljson::array(warnings)}};
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
