// SPDX-License-Identifier: GPL-3.0-or-later
// The data of vector databases for working copies, and what is pushed back (docs/sync.md §5): an extension of ours.
#include "server/entrepot/entrepotservice.h"
#include "server/entrepot/formsink.h"
#include "server/entrepot/jobs.h"

#include "datastore/dataversions.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

Result<HttpResponse> sendWhole(const QString &path, const char *type, bool isPassing)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(errorFromErrno(tr("read the file"), path));
    HttpFile file;
    file.owner = std::shared_ptr<const void>(nullptr, [fd](const void *) { ::close(fd); });
    file.fd = fd;
    file.size = quint64(::lseek(fd, 0, SEEK_END));
    if (isPassing)
        QFile::remove(path); // it lives as long as it is open
    HttpResponse response;
    response.body = file;
    response.with("Content-Type", type);
    return response;
}

/// Asks nobody, and stops with the connection's time: what a part of the data takes.
class PartControl final : public WorkControl
{
public:
    void progress(const Progress &) override {}
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override
    {
        const auto spent = std::chrono::steady_clock::now() - m_begin;
        return spent < std::chrono::minutes(15) ? StopRequest::None : StopRequest::Cancel;
    }

private:
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

Result<HttpResponse> sendPart(EntrepotService &service, const ApiRequest &request)
{
    TUILERIE_TRY(body, request.object());
    Datastore &datastore = *service.datastore();
    TUILERIE_TRY(database, datastore.databaseOf(request.ids.at(0)));
    const QString folder = datastore.folder() + QLatin1String("/incoming/") + newId();
    if (!QDir().mkpath(folder))
        return fail(errorFromErrno(tr("make the folder"), folder));
    const auto sent = [&]() -> Result<HttpResponse> {
        const QString part = folder + QLatin1String("/part.gpkg");
        const QJsonObject work{{QStringLiteral("from"), database}, {QStringLiteral("to"), part},
            {QStringLiteral("selection"), body.value(QLatin1String("selection"))},
            {QStringLiteral("besides"), body.value(QLatin1String("besides"))}};
        PartControl control;
        TUILERIE_CHECK(
            WorkBox(service.options().box).run(QStringLiteral("data-part"), work, {{database}, {folder}}, control));
        return sendWhole(part, "application/geopackage+sqlite3", true);
    }();
    (void)removeFolder(folder);
    return sent;
}

Result<HttpResponse> sendVersions(EntrepotService &service, const QString &storedData)
{
    const DataVersions known(*service.datastore());
    TUILERIE_TRY(lineage, known.lineage(storedData));
    TUILERIE_TRY(newest, known.newest(storedData));
    QJsonArray versions;
    for (const DataVersion &version : lineage)
        versions.append(version.toJson());
    return HttpResponse::json(200,
        QJsonObject{{QStringLiteral("lineage"), newest.lineage}, {QStringLiteral("stored_data"), newest.storedData},
            {QStringLiteral("version"), newest.version},
            {QStringLiteral("moment"), modeljson::date(QDateTime::currentDateTimeUtc())},
            {QStringLiteral("versions"), versions}});
}

Result<HttpResponse> sendChanges(EntrepotService &service, const QString &storedData)
{
    TUILERIE_TRY(version, DataVersions(*service.datastore()).ofPush(storedData));
    if (version.changes.isEmpty())
        return fail(ErrorCode::NotFound, tr("The changes of this version are not kept any more. Take the whole data."));
    return sendWhole(version.changes, "application/vnd.sqlite3", false);
}

// {push, status, …}: of the job, and of what it made, whichever is known.
Result<HttpResponse> pushState(EntrepotService &service, const QString &push)
{
    QJsonObject state{{QStringLiteral("push"), push}};
    if (const auto done = DataVersions(*service.datastore()).ofPush(push)) {
        state.insert(QLatin1String("status"), QStringLiteral("SUCCESS"));
        state.insert(QLatin1String("version"), done->version);
        state.insert(QLatin1String("stored_data"), done->storedData);
        state.insert(QLatin1String("pushed"), done->pushed);
        return HttpResponse::json(200, state);
    }
    const auto job = service.jobs().job(push);
    if (!job || job->kind != JobKind::VectorPush)
        return fail(ErrorCode::NotFound, tr("There is no push %1.").arg(push));
    const bool isOver = isFinished(job->state);
    state.insert(QLatin1String("status"), isOver ? QStringLiteral("FAILURE") : executionStatusOf(job->state));
    for (const char *name : {"problems", "is_stale"})
        if (job->result.contains(QLatin1String(name)))
            state.insert(QLatin1String(name), job->result.value(QLatin1String(name)));
    if (isOver)
        state.insert(QLatin1String("message"), job->error.message);
    return HttpResponse::json(isOver ? 200 : 202, state);
}

// The same push again finds what is there; one that failed is tried once more.
Result<HttpResponse> takePush(EntrepotService &service, const ApiRequest &request, const UploadedForm &form)
{
    const QString parent = request.ids.at(0), push = request.ids.at(1);
    if (QUuid::fromString(push).toString(QUuid::WithoutBraces) != push)
        return fail(ErrorCode::Invalid, tr("The name of a push is a UUID in lower case."));
    if (form.file.isEmpty())
        return fail(ErrorCode::Invalid, tr("The request has no changes: send them as its body."));
    DataVersions versions(*service.datastore());
    TUILERIE_CHECK(versions.version(parent));
    if (versions.ofPush(push))
        return pushState(service, push);
    if (service.datastore()->entities().find(EntityKind::StoredData, push))
        return fail(ErrorCode::Conflict, tr("The name of the push is taken. Choose another UUID."));
    if (const auto job = service.jobs().job(push)) {
        if (!isFinished(job->state))
            return pushState(service, push);
        TUILERIE_CHECK(service.jobs().remove(push));
    }
    const QString changes = versions.changesFile(push);
    if (!QDir().mkpath(QFileInfo(changes).path()))
        return fail(errorFromErrno(tr("store the changes"), changes));
    if (std::rename(QFile::encodeName(form.file).constData(), QFile::encodeName(changes).constData()) != 0)
        return fail(errorFromErrno(tr("store the changes"), changes));
    Job job;
    job.id = push;
    job.kind = JobKind::VectorPush;
    job.title = tr("Push of changes");
    job.params = {{QStringLiteral("parent"), parent}, {QStringLiteral("push"), push},
        {QStringLiteral("author"), request.account.reference().toJson()}, {QStringLiteral("login"), request.account.login}};
    const auto submitted = service.jobs().submit(job);
    // Conflict: the same one came at the same time.
    if (!submitted && submitted.error().code != ErrorCode::Conflict)
        return fail(submitted.error());
    return pushState(service, push);
}

} // namespace

void addDataRoutes(HttpRouter &router, const ServicePointer &service)
{
    // Two parts at a time: each keeps a process and the disk busy.
    HttpRouteOptions slow;
    slow.lane = std::make_shared<HttpLane>(HttpLane::Threads::Waiting, 2, 64);
    addApi(router, service, "GET", "/datastores/{}/stored_data/{}/data", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(database, service->datastore()->databaseOf(request.ids.at(0)));
            return sendWhole(database, "application/geopackage+sqlite3", false);
        });
    addApi(
        router, service, "POST", "/datastores/{}/stored_data/{}/data", "",
        [service](const ApiRequest &request) { return sendPart(*service, request); }, slow);
    addApi(router, service, "GET", "/datastores/{}/stored_data/{}/versions", "",
        [service](const ApiRequest &request) { return sendVersions(*service, request.ids.at(0)); });
    addApi(router, service, "GET", "/datastores/{}/stored_data/{}/changes", "",
        [service](const ApiRequest &request) { return sendChanges(*service, request.ids.at(0)); });
    addApi(router, service, "GET", "/datastores/{}/stored_data/{}/pushes/{}", "PROCESSING",
        [service](const ApiRequest &request) { return pushState(*service, request.ids.at(1)); });
    addUploadApi(
        router, service, "PUT", "/datastores/{}/stored_data/{}/pushes/{}", "PROCESSING",
        [service](const ApiRequest &) -> Result<QString> {
            return service->datastore()->folder() + QLatin1String("/incoming/") + newId();
        },
        [service](const ApiRequest &request, const UploadedForm &form) { return takePush(*service, request, form); });
}

} // namespace tuilerie
