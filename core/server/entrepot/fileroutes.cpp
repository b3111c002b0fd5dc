// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/boxedstyle.h"
#include "server/entrepot/entrepotservice.h"
#include "server/entrepot/formsink.h"

#include "base/atomicfile.h"
#include "model/files.h"
#include "model/rasterstyle.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QXmlStreamReader>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

QString pathOf(const EntrepotService &service, const QString &id)
{
    return service.datastore()->folder() + QLatin1String("/files/") + id;
}

Status keepFile(const EntrepotService &service, const QString &id, const QString &temporary)
{
    const QString target = pathOf(service, id);
    if (std::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(target).constData()) != 0)
        return fail(errorFromErrno(tr("store the file"), target));
    return syncFolder(QFileInfo(target).path());
}

Result<HttpResponse> sendFile(const EntrepotService &service, const QString &id, const QString &mimeType)
{
    const int fd = ::open(QFile::encodeName(pathOf(service, id)).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(errorFromErrno(tr("read the file"), pathOf(service, id)));
    HttpFile file;
    file.owner = std::shared_ptr<const void>(nullptr, [fd](const void *) { ::close(fd); });
    file.fd = fd;
    file.size = quint64(::lseek(fd, 0, SEEK_END));
    HttpResponse response;
    response.body = file;
    response.with("Content-Type", mimeType.toStdString());
    return response;
}

Result<QByteArray> contentOf(const UploadedForm &form)
{
    if (form.file.isEmpty())
        return fail(ErrorCode::Invalid, tr("The request has no file: send it as the part “file” of multipart/form-data."));
    return readWholeFile(form.file);
}

Status mustHaveFile(const UploadedForm &form)
{
    return contentOf(form).map([](const QByteArray &) {});
}

/// What a style says of itself; Invalid for a ROK4-STYLE that is none.
Result<QJsonObject> staticInfos(const EntrepotService &service, const QString &type, const QByteArray &content)
{
    if (type == QLatin1String("GEOSERVER-STYLE"))
        return styleInfosInBox(service.box(), content);
    if (type != QLatin1String("ROK4-STYLE"))
        return QJsonObject();
    TUILERIE_TRY(style, RasterStyle::parse(content));
    QJsonObject infos{{QStringLiteral("identifier"), style.identifier}};
    if (style.legend)
        infos.insert(QLatin1String("legend_url"), style.legend->url);
    return infos;
}

/// The renderer tells styles apart by their names.
QString endingOf(const QJsonObject &infos)
{
    const QString format = infos.value(QLatin1String("format")).toString();
    return format.isEmpty() ? QString() : QLatin1Char('.') + format.toLower();
}

/// Whether a configuration shows this style.
bool usesStatic(const QJsonObject &configuration, const QString &id)
{
    const QJsonObject infos = configuration.value(QLatin1String("type_infos")).toObject();
    if (modeljson::texts(infos.value(QLatin1String("styles"))).contains(id))
        return true;
    for (const QJsonValue used : infos.value(QLatin1String("used_data")).toArray())
        for (const QJsonValue relation : used[QLatin1String("relations")].toArray())
            for (const char *name : {"style", "ftl"})
                if (EntityReference::fromJson(relation[QLatin1String(name)]).id == id)
                    return true;
    return false;
}

/// fileIdentifier and hierarchyLevel of an ISO 19139 record. Corrupt (422) when it is none.
Result<std::pair<QString, QString>> metadataHead(const QByteArray &content)
{
    QXmlStreamReader reader(content);
    QString identifier, level = QStringLiteral("DATASET");
    QStringList path;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            path << reader.name().toString();
            if (path.size() == 2 && path.last() == QLatin1String("hierarchyLevel"))
                level = QStringLiteral("DATASET");
            if (path.size() == 3 && path.at(1) == QLatin1String("hierarchyLevel")
                && reader.attributes()
                        .value(QLatin1String("codeListValue"))
                        .compare(QLatin1String("series"), Qt::CaseInsensitive)
                    == 0)
                level = QStringLiteral("SERIES");
        } else if (reader.isEndElement()) {
            path.removeLast();
        } else if (reader.isCharacters() && path.size() == 3 && path.at(1) == QLatin1String("fileIdentifier")) {
            identifier += reader.text().toString().trimmed();
        }
    }
    if (reader.hasError() || identifier.isEmpty())
        return fail(ErrorCode::Corrupt,
            tr("The file is not an ISO 19139 record with a gmd:fileIdentifier. %1").arg(reader.errorString()));
    return std::pair(identifier, level);
}

std::function<Result<QString>(const ApiRequest &)> incomingOf(const ServicePointer &service)
{
    return [service](const ApiRequest &) -> Result<QString> {
        return service->datastore()->folder() + QLatin1String("/incoming/") + newId();
    };
}

void addStatics(HttpRouter &router, const ServicePointer &service)
{
    EntityStore &store = service->datastore()->entities();
    const ListForm form{EntityKind::Static, {"name", "type", "type_infos"}, {}, {}};
    addApi(router, service, "GET", "/datastores/{}/statics", "",
        [service, form](const ApiRequest &request) { return answerList(*service, request, form); });
    addUploadApi(router, service, "POST", "/datastores/{}/statics", "BROADCAST", incomingOf(service),
        [service, &store](const ApiRequest &request, const UploadedForm &upload) -> Result<HttpResponse> {
            static const QStringList types{QStringLiteral("GEOSERVER-STYLE"), QStringLiteral("GEOSERVER-FTL"),
                QStringLiteral("ROK4-STYLE"), QStringLiteral("DERIVATION-SQL")};
            StaticFile file;
            file.name = upload.value(request, "name");
            file.type = upload.value(request, "type");
            file.description = upload.value(request, "description");
            if (file.name.trimmed().isEmpty() || !types.contains(file.type))
                return fail(ErrorCode::Invalid,
                    tr("A static needs a “name” and a “type” (one of %1).").arg(types.join(QLatin1String(", "))));
            TUILERIE_TRY(content, contentOf(upload));
            TUILERIE_TRY(infos, staticInfos(*service, file.type, content));
            file.typeInfos = infos;
            file.id = newId();
            QJsonObject entity = file.toJson();
            entity.insert(QLatin1String("_file"), file.id + endingOf(infos));
            TUILERIE_CHECK(keepFile(*service, file.id + endingOf(infos), upload.file));
            TUILERIE_TRY(document, store.insert(EntityKind::Static, entity));
            return HttpResponse::json(201, publicDocument(document));
        });
    addUploadApi(router, service, "PUT", "/datastores/{}/statics/{}", "BROADCAST", incomingOf(service),
        [service, &store](const ApiRequest &request, const UploadedForm &upload) -> Result<HttpResponse> {
            TUILERIE_TRY(content, contentOf(upload));
            TUILERIE_TRY(found, store.find(EntityKind::Static, request.ids.at(0)));
            const QString type = found.value(QLatin1String("type")).toString();
            TUILERIE_TRY(infos, staticInfos(*service, type, content));
            if (type == QLatin1String("ROK4-STYLE")) {
                TUILERIE_TRY(style, RasterStyle::parse(content));
                TUILERIE_CHECK(service->datastore()->checkReplacedStyle(request.ids.at(0), style));
            }
            // Under another name: what is published shows the style before until the catalogue is swapped, and its ETag
            // changes with it.
            const QString before = service->datastore()->staticPath(found);
            const QString name = request.ids.at(0) + QLatin1Char('-') + newId().left(8) + endingOf(infos);
            TUILERIE_CHECK(keepFile(*service, name, upload.file));
            TUILERIE_TRY(document, store.change(EntityKind::Static, request.ids.at(0), [&](QJsonObject &changed) -> Status {
                changed.insert(QLatin1String("type_infos"), infos);
                changed.insert(QLatin1String("_file"), name);
                return {};
            }));
            if (before != service->datastore()->staticPath(document))
                QFile::remove(before);
            TUILERIE_CHECK(service->datastore()->refreshLayersOf(request.ids.at(0)));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "GET", "/datastores/{}/statics/{}/file", "",
        [service, &store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(found, store.find(EntityKind::Static, request.ids.at(0)));
            return sendFile(*service, QFileInfo(service->datastore()->staticPath(found)).fileName(),
                QStringLiteral("application/octet-stream"));
        });
}

void addAnnexes(HttpRouter &router, const ServicePointer &service)
{
    EntityStore &store = service->datastore()->entities();
    const ListForm form{EntityKind::Annex, {}, {}, {}};
    addApi(router, service, "GET", "/datastores/{}/annexes", "",
        [service, form](const ApiRequest &request) { return answerList(*service, request, form); });
    addUploadApi(router, service, "POST", "/datastores/{}/annexes", "ANNEX", incomingOf(service),
        [service, &store](const ApiRequest &request, const UploadedForm &upload) -> Result<HttpResponse> {
            TUILERIE_CHECK(mustHaveFile(upload));
            Annex annex;
            annex.id = newId();
            annex.labels = upload.list(request, "labels");
            annex.published = modeljson::boolean(upload.value(request, "published"));
            annex.size = QFileInfo(upload.file).size();
            annex.mimeType = QMimeDatabase()
                                 .mimeTypeForFileNameAndData(
                                     upload.fileName, readWholeFile(upload.file).value_or(QByteArray()).left(4096))
                                 .name();
            const QStringList paths = upload.list(request, "paths");
            for (const QString &path : paths) {
                TUILERIE_TRY(safe, Datastore::safePath(path));
                annex.paths << QLatin1Char('/') + safe;
            }
            if (annex.paths.isEmpty())
                annex.paths << QLatin1Char('/') + QFileInfo(upload.fileName).fileName();
            QJsonObject document;
            const Status stored = store.transaction([&]() -> Status {
                TUILERIE_TRY(others, store.all(EntityKind::Annex));
                for (const QJsonObject &other : others)
                    for (const QString &path : Annex::fromJson(other).paths)
                        if (annex.paths.contains(path))
                            return fail(ErrorCode::Conflict, tr("There is an annexe of the path “%1” already.").arg(path));
                TUILERIE_CHECK(keepFile(*service, annex.id, upload.file));
                TUILERIE_TRY(inserted, store.insert(EntityKind::Annex, annex.toJson()));
                document = inserted;
                return {};
            });
            TUILERIE_CHECK(stored);
            return HttpResponse::json(201, publicDocument(document));
        });
    addUploadApi(router, service, "PUT", "/datastores/{}/annexes/{}", "ANNEX", incomingOf(service),
        [service, &store](const ApiRequest &request, const UploadedForm &upload) -> Result<HttpResponse> {
            TUILERIE_CHECK(mustHaveFile(upload));
            TUILERIE_CHECK(store.find(EntityKind::Annex, request.ids.at(0)));
            const qint64 size = QFileInfo(upload.file).size();
            TUILERIE_CHECK(keepFile(*service, request.ids.at(0), upload.file));
            TUILERIE_TRY(document, store.change(EntityKind::Annex, request.ids.at(0), [&](QJsonObject &changed) -> Status {
                changed.insert(QLatin1String("size"), size);
                return {};
            }));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "GET", "/datastores/{}/annexes/{}/file", "",
        [service, &store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(document, store.find(EntityKind::Annex, request.ids.at(0)));
            return sendFile(*service, request.ids.at(0), document.value(QLatin1String("mime_type")).toString());
        });
    for (const bool published : {true, false})
        addApi(router, service, "POST",
            published ? "/datastores/{}/annexes/publication" : "/datastores/{}/annexes/unpublication", "ANNEX",
            [&store, published](const ApiRequest &request) -> Result<HttpResponse> {
                const QStringList labels = request.queryList("labels");
                int changed = 0;
                const Status stored = store.transaction([&]() -> Status {
                    TUILERIE_TRY(all, store.all(EntityKind::Annex));
                    for (const QJsonObject &document : all) {
                        const Annex annex = Annex::fromJson(document);
                        const bool isMeant = std::all_of(labels.begin(), labels.end(),
                            [&](const QString &label) { return annex.labels.contains(label); });
                        if (!isMeant || labels.isEmpty() || annex.published == published)
                            continue;
                        TUILERIE_CHECK(store.change(EntityKind::Annex, annex.id, [&](QJsonObject &entity) -> Status {
                            entity.insert(QLatin1String("published"), published);
                            return {};
                        }));
                        ++changed;
                    }
                    return {};
                });
                TUILERIE_CHECK(stored);
                return HttpResponse::text(200, "application/json", QByteArray::number(changed));
            });
    // Public files: no token.
    router.add("GET", "/annexes/tuilerie/**", [service, &store](const HttpRequest &request) {
        const QString path = QLatin1Char('/') + toText(request.captures.at(0));
        const auto all = store.all(EntityKind::Annex);
        if (all)
            for (const QJsonObject &document : *all) {
                const Annex annex = Annex::fromJson(document);
                if (annex.published && annex.paths.contains(path)) {
                    auto response = sendFile(*service, annex.id, annex.mimeType);
                    return response ? std::move(*response) : apiError(response.error());
                }
            }
        return apiError(404, QStringLiteral("not_found"), tr("There is no public file here."));
    });
}

void addMetadata(HttpRouter &router, const ServicePointer &service)
{
    EntityStore &store = service->datastore()->entities();
    const ListForm form{EntityKind::Metadata, {}, {}, {}};
    addApi(router, service, "GET", "/datastores/{}/metadata", "",
        [service, form](const ApiRequest &request) { return answerList(*service, request, form); });
    addUploadApi(router, service, "POST", "/datastores/{}/metadata", "BROADCAST", incomingOf(service),
        [service, &store](const ApiRequest &request, const UploadedForm &upload) -> Result<HttpResponse> {
            TUILERIE_TRY(content, contentOf(upload));
            TUILERIE_TRY(head, metadataHead(content));
            TUILERIE_TRY(same, store.all(EntityKind::Metadata, {{QStringLiteral("file_identifier"), head.first}}));
            if (!same.empty())
                return fail(ErrorCode::Conflict, tr("There is a metadata record “%1” already.").arg(head.first));
            MetadataFile file;
            file.id = newId();
            const QString type = upload.value(request, "type");
            file.type = type == QLatin1String("INSPIRE") ? type : QStringLiteral("ISOAP");
            file.openData = modeljson::boolean(upload.value(request, "open_data"));
            file.fileIdentifier = head.first;
            file.level = head.second;
            TUILERIE_CHECK(keepFile(*service, file.id, upload.file));
            TUILERIE_TRY(document, store.insert(EntityKind::Metadata, file.toJson()));
            return HttpResponse::json(201, publicDocument(document));
        });
    addUploadApi(router, service, "PUT", "/datastores/{}/metadata/{}", "BROADCAST", incomingOf(service),
        [service, &store](const ApiRequest &request, const UploadedForm &upload) -> Result<HttpResponse> {
            TUILERIE_TRY(content, contentOf(upload));
            TUILERIE_TRY(head, metadataHead(content));
            TUILERIE_TRY(
                document, store.change(EntityKind::Metadata, request.ids.at(0), [&](QJsonObject &changed) -> Status {
                    if (changed.value(QLatin1String("file_identifier")).toString() != head.first)
                        return fail(ErrorCode::Invalid,
                            tr("The gmd:fileIdentifier of a record cannot change. Create another record."));
                    changed.insert(QLatin1String("level"), head.second);
                    return {};
                }));
            TUILERIE_CHECK(keepFile(*service, request.ids.at(0), upload.file));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "GET", "/datastores/{}/metadata/{}/file", "",
        [service, &store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(store.find(EntityKind::Metadata, request.ids.at(0)));
            return sendFile(*service, request.ids.at(0), QStringLiteral("application/xml"));
        });
    addSharedRoutes(router, service, "/datastores/{}/metadata/{}", EntityKind::Metadata, "BROADCAST", false);
}

/// GET, PATCH and DELETE of one, alike for the three.
void addCommon(HttpRouter &router, const ServicePointer &service, const char *base, QLatin1String kind, const char *right,
    std::vector<const char *> patchable)
{
    EntityStore &store = service->datastore()->entities();
    const QString kindName = kind;
    addApi(router, service, "GET", base, "", [&store, kindName](const ApiRequest &request) -> Result<HttpResponse> {
        TUILERIE_TRY(document, store.find(kindName, request.ids.at(0)));
        return HttpResponse::json(200, publicDocument(document));
    });
    addApi(router, service, "PATCH", base, right,
        [&store, kindName, patchable](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_TRY(document, store.change(kindName, request.ids.at(0), [&](QJsonObject &changed) -> Status {
                for (const char *name : patchable) {
                    const QJsonValue value = body.value(QLatin1String(name));
                    if (value.isUndefined())
                        continue;
                    const QJsonValue present = changed.value(QLatin1String(name));
                    if (present.isBool())
                        changed.insert(QLatin1String(name), modeljson::boolean(value));
                    else if (present.isArray())
                        changed.insert(QLatin1String(name), modeljson::array(modeljson::texts(value)));
                    else
                        changed.insert(QLatin1String(name), value);
                }
                return {};
            }));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "DELETE", base, right,
        [service, &store, kindName](const ApiRequest &request) -> Result<HttpResponse> {
            const QString &id = request.ids.at(0);
            QString file;
            const Status removed = store.transaction([&]() -> Status {
                if (kindName == EntityKind::Static) {
                    if (!store.linkedTo(id, QStringLiteral("static")).isEmpty())
                        return fail(ErrorCode::Conflict,
                            tr("A published layer still shows this style. Synchronize its offering first."));
                    TUILERIE_TRY(configurations, store.all(EntityKind::Configuration));
                    for (const QJsonObject &document : configurations)
                        if (usesStatic(document, id))
                            return fail(
                                ErrorCode::Conflict, tr("A configuration uses this style. Take it out of there first."));
                }
                TUILERIE_TRY(present, store.find(kindName, id));
                file = service->datastore()->staticPath(present);
                return store.remove(kindName, id);
            });
            TUILERIE_CHECK(removed);
            QFile::remove(file);
            return HttpResponse::empty(204);
        });
}

} // namespace

void addFileRoutes(HttpRouter &router, const ServicePointer &service)
{
    addStatics(router, service);
    addAnnexes(router, service);
    addMetadata(router, service);
    addCommon(
        router, service, "/datastores/{}/statics/{}", EntityKind::Static, "BROADCAST", {"name", "description", "extra"});
    addCommon(
        router, service, "/datastores/{}/annexes/{}", EntityKind::Annex, "ANNEX", {"paths", "labels", "published", "extra"});
    addCommon(
        router, service, "/datastores/{}/metadata/{}", EntityKind::Metadata, "BROADCAST", {"type", "open_data", "extra"});
}

} // namespace tuilerie
