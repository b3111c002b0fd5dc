// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/entrepotservice.h"
#include "pyramid/descriptor.h"

#include <QCoreApplication>
#include <QUrl>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

/// URL templates by protocol (docs/entrepot.md §13). What the pyramid decides (grid, format) is filled in, the rest is in
/// braces.
QJsonArray urlsOf(EntrepotService &service, const Offering &offering, const QString &base)
{
    EntityStore &store = service.datastore()->entities();
    QString root = base;
    if (const auto endpoint = Datastore::endpoint(offering.endpoint.id); endpoint && !endpoint->open)
        root += QLatin1String("/private");
    const QString layer = QString::fromLatin1(QUrl::toPercentEncoding(offering.layerName));
    bool isVector = false;
    QString tms = QStringLiteral("{TileMatrixSet}"), format = QStringLiteral("{format}");
    const auto configuration = store.find(EntityKind::Configuration, offering.configuration.id);
    const auto used = configuration ? Configuration::fromJson(*configuration).usedData() : std::vector<UsedData>();
    if (!used.empty()) {
        if (const auto data = store.find(EntityKind::StoredData, used.front().storedData)) {
            const QJsonObject infos = data->value(QLatin1String("type_infos")).toObject();
            isVector = data->value(QLatin1String("type")).toString() == StoredDataType::VectorPyramid;
            tms = infos.value(QLatin1String("tms")).toString(tms);
            RasterFormat raster;
            if (const auto word = RasterFormat::compressionFromWord(infos.value(QLatin1String("compression")).toString())) {
                raster.compression = *word;
                raster.sample = infos.value(QLatin1String("channels_format")).toString() == QLatin1String("FLOAT32")
                    ? SampleType::Float32
                    : SampleType::UInt8;
                format = raster.mimeType();
            }
        }
    }
    const auto url = [](const char *type, const QString &text) {
        return QJsonObject{{QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("url"), text}};
    };
    if (offering.type == ConfigurationType::WmsRaster)
        return {url("WMS",
            root
                + QStringLiteral("/wms-r?service=WMS&version=1.3.0&request=GetMap&layers=%1&bbox={xmin},{ymin},{xmax},{ymax}"
                                 "&styles={styles}&width={width}&height={height}&crs={srs}&format={format}")
                      .arg(offering.layerName))};
    if (offering.type == ConfigurationType::WmsVector)
        return {url("WMS",
            root
                + QStringLiteral("/wms-v?service=WMS&version=1.3.0&request=GetMap&layers=%1&bbox={xmin},{ymin},{xmax},{ymax}"
                                 "&styles={styles}&width={width}&height={height}&crs={srs}&format={format}")
                      .arg(offering.layerName))};
    if (offering.type == ConfigurationType::Download)
        return {url("DOWNLOAD", root + QLatin1String("/download/") + layer)};
    // Vector tiles are no pictures: WMTS does not list them.
    if (isVector)
        return {url("TMS", root + QStringLiteral("/tms/1.0.0/") + layer)};
    return {
        url("WMTS",
            root
                + QStringLiteral("/wmts?service=WMTS&version=1.0.0&request=GetTile&layer=%1&style={style}&tilematrixset=%2"
                                 "&tilematrix={TileMatrix}&tilerow={TileRow}&tilecol={TileCol}&format=%3")
                      .arg(offering.layerName, tms, format)),
        url("TMS", root + QStringLiteral("/tms/1.0.0/") + layer)};
}

QJsonObject finished(EntrepotService &service, const HttpRequest &request, QJsonObject document)
{
    const Offering offering = Offering::fromJson(document);
    document.insert(QLatin1String("urls"), urlsOf(service, offering, publicUrl(service, request)));
    if (const auto configuration =
            service.datastore()->entities().find(EntityKind::Configuration, offering.configuration.id)) {
        QJsonObject reference = document.value(QLatin1String("configuration")).toObject();
        for (const char *name : {"name", "status"})
            reference.insert(QLatin1String(name), configuration->value(QLatin1String(name)));
        document.insert(QLatin1String("configuration"), reference);
    }
    document.remove(QLatin1String("tags"));
    return publicDocument(document);
}

Result<HttpResponse> publishConfiguration(EntrepotService &service, const ApiRequest &request)
{
    TUILERIE_TRY(body, request.object());
    const QString endpoint = EntityReference::fromJson(body.value(QLatin1String("endpoint"))).id;
    if (endpoint.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("The member “endpoint” is missing: give the identifier of one of the datastore's endpoints."));
    TUILERIE_TRY(document,
        service.datastore()->publish(
            request.ids.at(0), endpoint, modeljson::boolean(body.value(QLatin1String("open")), true)));
    // No key has an access to what is new: the key ring stays as it is.
    return HttpResponse::json(201, finished(service, request.http, document));
}

Result<HttpResponse> patchOffering(EntrepotService &service, const ApiRequest &request)
{
    TUILERIE_TRY(body, request.object());
    TUILERIE_TRY(document,
        service.datastore()->entities().change(EntityKind::Offering, request.ids.at(0), [&](QJsonObject &changed) -> Status {
            const Offering offering = Offering::fromJson(changed);
            const auto endpoint = Datastore::endpoint(offering.endpoint.id);
            if (endpoint && endpoint->open && body.contains(QLatin1String("open"))
                && !modeljson::boolean(body.value(QLatin1String("open")), true))
                return fail(
                    ErrorCode::Invalid, tr("On an open endpoint a layer is always open. Publish it on a private endpoint."));
            for (const char *name : {"open", "public_activity", "available"})
                if (body.contains(QLatin1String(name)))
                    changed.insert(QLatin1String(name), modeljson::boolean(body.value(QLatin1String(name))));
            if (body.contains(QLatin1String("extra")))
                changed.insert(QLatin1String("extra"), body.value(QLatin1String("extra")).toObject());
            return {};
        }));
    TUILERIE_CHECK(service.datastore()->refreshLayer(request.ids.at(0)));
    service.rebuildKeyRing();
    return HttpResponse::json(200, finished(service, request.http, document));
}

Result<HttpResponse> statistics(EntrepotService &service, const ApiRequest &request)
{
    EntityStore &store = service.datastore()->entities();
    TUILERIE_TRY(document, store.find(EntityKind::Offering, request.ids.at(0)));
    const Offering offering = Offering::fromJson(document);
    QDateTime start = modeljson::date(request.query("start")), end = modeljson::date(request.query("end"));
    if (!end.isValid())
        end = QDateTime::currentDateTimeUtc();
    if (!start.isValid())
        start = end.addMonths(-1);
    const QString services = offering.type == ConfigurationType::WmsRaster ? QStringLiteral("wms")
        : offering.type == ConfigurationType::WmsVector                    ? QStringLiteral("wms-v")
        : offering.type == ConfigurationType::Download                     ? QStringLiteral("download")
                                                                           : QStringLiteral("wmts,tms");
    qint64 hits = 0, bytes = 0;
    QJsonArray details;
    const auto entry = [](const QJsonValue &from, const QJsonValue &to, qint64 count, qint64 size) {
        return QJsonObject{{QStringLiteral("begin_date"), from}, {QStringLiteral("end_date"), to},
            {QStringLiteral("hits"), count}, {QStringLiteral("data_transfer"), size}};
    };
    const std::lock_guard lock(store.mutex());
    TUILERIE_CHECK(store.database().run("SELECT day, sum(hits), sum(bytes) FROM traffic WHERE layer=? AND "
                                        "instr(','||?||',', ','||service||',')>0 AND day BETWEEN ? AND ? "
                                        "GROUP BY day ORDER BY day",
        {offering.layerName, services, start.date().toString(Qt::ISODate), end.date().toString(Qt::ISODate)},
        [&](const SqlRow &row) {
            hits += row.integer(1);
            bytes += row.integer(2);
            const QDate day = QDate::fromString(row.text(0), Qt::ISODate);
            details.append(entry(modeljson::date(day.startOfDay(Qt::UTC)),
                modeljson::date(day.addDays(1).startOfDay(Qt::UTC)), row.integer(1), row.integer(2)));
        }));
    QJsonObject answer{{QStringLiteral("total"), entry(modeljson::date(start), modeljson::date(end), hits, bytes)}};
    if (modeljson::boolean(request.query("details")))
        answer.insert(QLatin1String("details"), details);
    return HttpResponse::json(200, answer);
}

} // namespace

void addOfferingRoutes(HttpRouter &router, const ServicePointer &service)
{
    const ListForm form{EntityKind::Offering, {"open", "available", "layer_name", "type", "status"},
        {{"endpoint", "endpoint"}, {"stored_data", "stored_data"}, {"configuration", "configuration"}}, {}};
    const auto list = [service, form](const ApiRequest &request, const std::vector<std::pair<QString, QString>> &links) {
        return answerList(
            *service, request, form, [&](const QJsonObject &document) { return finished(*service, request.http, document); },
            links);
    };
    addApi(router, service, "GET", "/datastores/{}/offerings", "",
        [list](const ApiRequest &request) { return list(request, {}); });
    addApi(router, service, "GET", "/datastores/{}/configurations/{}/offerings", "",
        [service, list](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->entities().find(EntityKind::Configuration, request.ids.at(0)));
            return list(request, {{QStringLiteral("configuration"), request.ids.at(0)}});
        });
    addApi(router, service, "POST", "/datastores/{}/configurations/{}/offerings", "BROADCAST",
        [service](const ApiRequest &request) { return publishConfiguration(*service, request); });
    addApi(router, service, "GET", "/datastores/{}/offerings/{}", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(document, service->datastore()->entities().find(EntityKind::Offering, request.ids.at(0)));
            return HttpResponse::json(200, finished(*service, request.http, document));
        });
    addApi(router, service, "PATCH", "/datastores/{}/offerings/{}", "BROADCAST",
        [service](const ApiRequest &request) { return patchOffering(*service, request); });
    addApi(router, service, "PUT", "/datastores/{}/offerings/{}", "BROADCAST",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(document, service->datastore()->synchronize(request.ids.at(0)));
            return HttpResponse::json(200, finished(*service, request.http, document));
        });
    addApi(router, service, "DELETE", "/datastores/{}/offerings/{}", "BROADCAST",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->deleteOffering(request.ids.at(0)));
            service->rebuildKeyRing();
            return HttpResponse::empty(204);
        });
    addApi(router, service, "GET", "/datastores/{}/offerings/{}/stats", "",
        [service](const ApiRequest &request) { return statistics(*service, request); });
    addApi(router, service, "GET", "/datastores/{}/offerings/{}/sharings", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->entities().find(EntityKind::Offering, request.ids.at(0)));
            return listAnswer({}, {}, 0);
        });
}

} // namespace tuilerie
