// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "pyramid/descriptor.h"
#include "server/entrepot/entrepotservice.h"
#include "server/http/httpurl.h"
#include "support/testsupport.h"

#include <QJsonDocument>

namespace tuilerie::test {

/// A job's control that keeps what it is told, and asks to stop after so many reports.
class KeepingJob final : public JobControl
{
public:
    void progress(const Progress &) override { ++reports; }
    void log(const QString &line) override { lines << line; }
    void warning(const QString &sentence) override { warnings << sentence; }
    StopRequest shouldStop() const override
    {
        return stopAfter >= 0 && reports >= stopAfter ? StopRequest::Cancel : StopRequest::None;
    }
    void beginStep(const QString &id, const QString &) override { steps << id; }
    void endStep() override {}
    bool isResumed() const override { return breakdowns > 0; }
    int noteBreakdown() override { return ++breakdowns; }

    int reports = 0;
    int breakdowns = 0;
    int stopAfter = -1;
    QStringList lines, warnings, steps;
};

/// The Entrepôt without a network: its rules are asked through the handlers of its routes, as the HTTP server would call
/// them.
struct Entrepot
{
    QTemporaryDir folder;
    std::shared_ptr<EntrepotService> service;
    HttpRouter router;
    QByteArray operatorToken = "operator-token-of-the-tests";

    explicit Entrepot(const QString &profile = {})
    {
        EntrepotOptions options;
        options.datastore.folder = folder.filePath(QStringLiteral("data"));
        options.datastore.profile = profile;
        QDir(folder.path()).mkpath(QStringLiteral("shared"));
        options.datastore.references = {folder.filePath(QStringLiteral("shared"))};
        options.operatorToken = operatorToken;
        options.jobThreads = 1;
        auto made = EntrepotService::create(options);
        if (!made)
            qFatal("%s | %s", qPrintable(made.error().message), qPrintable(made.error().detail));
        service = *made;
        service->addRoutes(router);
    }
    ~Entrepot() { router = HttpRouter(); } // the routes hold on to the service

    Datastore &datastore() { return *service->datastore(); }
    EntityStore &store() { return service->datastore()->entities(); }

    struct Answer
    {
        int status = 0;
        QJsonObject object;
        QJsonArray array;
        QString id() const { return object.value(QLatin1String("_id")).toString(); }
        QString sentence() const { return object.value(QLatin1String("error_description")).toArray().first().toString(); }
    };
    /// `path` below the datastore ("uploads/ID/close"), or, with a slash at its beginning, below /api.
    Answer call(const char *method, const QString &path, const QJsonValue &body = {}, QByteArray token = {})
    {
        const QString whole = path.startsWith(QLatin1Char('/'))
            ? QLatin1String("/api") + path
            : QStringLiteral("/api/datastores/%1/").arg(datastore().id()) + path;
        const QByteArray url = whole.toUtf8();
        const qsizetype mark = url.indexOf('?');
        HttpRequest request;
        request.method = method;
        request.path = (mark < 0 ? url : url.left(mark)).toStdString();
        if (mark >= 0)
            request.query = parseQuery(url.mid(mark + 1).toStdString());
        request.headers.emplace_back("authorization", "Bearer " + (token.isEmpty() ? operatorToken : token).toStdString());
        request.headers.emplace_back("host", "maps.example.org");
        if (body.isObject())
            request.body = QJsonDocument(body.toObject()).toJson();
        else if (body.isArray())
            request.body = QJsonDocument(body.toArray()).toJson();
        const HttpRouter::Match match = router.match(method, request.path);
        if (!match.route)
            return {match.allowed.empty() ? 404 : 405, {}, {}};
        request.captures = match.captures;
        if (match.route->factory)
            return answerOf(upload(match.route->factory, request));
        return answerOf(std::get<HttpResponse>(match.route->handler(request)));
    }

    /// An account with these rights alone, and its token.
    QByteArray tokenWith(const QStringList &rights)
    {
        const QString login = QStringLiteral("user%1").arg(++m_accounts);
        if (!service->accounts().add(login, QStringLiteral("password"), rights))
            qFatal("no account");
        const auto answer = service->accounts().signIn(login, QStringLiteral("password"));
        return answer ? answer->accessToken.toLatin1() : QByteArray();
    }

    QString makeUpload(const char *type = "ARCHIVE", const char *srs = "EPSG:2154", const QJsonObject &infos = {})
    {
        return call("POST", QStringLiteral("uploads"),
            QJsonObject{{QStringLiteral("name"), QStringLiteral("n")}, {QStringLiteral("description"), QStringLiteral("d")},
                {QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("srs"), QLatin1String(srs)},
                {QStringLiteral("type_infos"), infos}})
            .id();
    }
    /// A file of the upload, whatever state the upload is in later.
    void put(const QString &upload, const QString &path, const QByteArray &content, bool isMd5 = false)
    {
        const auto incoming = datastore().incomingFile(upload);
        if (!incoming)
            qFatal("%s", qPrintable(incoming.error().message));
        QFile file(*incoming);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", qPrintable(file.errorString()));
        file.close();
        if (const Status added = datastore().addFile(upload, path, *incoming, isMd5); !added)
            qFatal("%s", qPrintable(added.error().message));
    }
    QString status(const char *kind, const QString &id)
    {
        const auto document = store().find(QLatin1String(kind), id);
        return document ? document->value(QLatin1String("status")).toString() : QString();
    }
    /// A stored data in a state, as a job would have left it.
    QString storedData(const QString &type, const char *status, const QJsonObject &more = {})
    {
        QJsonObject document = more;
        document.insert(QLatin1String("name"), QStringLiteral("data"));
        document.insert(QLatin1String("type"), type);
        document.insert(QLatin1String("status"), QLatin1String(status));
        const auto made = store().insert(EntityKind::StoredData, document);
        return made ? made->value(QLatin1String("_id")).toString() : QString();
    }
    /// A raster pyramid of levels 5 to 8 of PM, ready to be published.
    QString pyramid()
    {
        const QString id = storedData(StoredDataType::RasterPyramid, "GENERATING");
        PyramidDescriptor descriptor;
        descriptor.tileMatrixSet = QStringLiteral("PM");
        descriptor.format = QStringLiteral("TIFF_JPG_UINT8");
        descriptor.channels = 3;
        descriptor.nodata = QStringLiteral("255,255,255");
        descriptor.photometric = QStringLiteral("rgb");
        descriptor.interpolation = QStringLiteral("bicubic");
        for (int level = 5; level <= 8; ++level) {
            PyramidLevel entry;
            entry.id = QString::number(level);
            entry.limits = {1ll << (level - 1), 1ll << (level - 2), 1ll << (level - 1), 1ll << (level - 2)};
            entry.storage.imageDirectory = QStringLiteral("p/DATA/%1").arg(level);
            descriptor.levels.push_back(entry);
        }
        QDir().mkpath(datastore().pyramidFolder(id));
        const QString path = datastore().pyramidFolder(id) + QLatin1String("/p.json");
        if (!descriptor.save(path) || !datastore().pyramidGenerated(id, path))
            qFatal("no pyramid");
        return id;
    }
    QString configure(const QString &data, const QString &layer, const char *type = "WMTS-TMS")
    {
        return call("POST", QStringLiteral("configurations"),
            QJsonObject{{QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("name"), layer},
                {QStringLiteral("layer_name"), layer},
                {QStringLiteral("type_infos"),
                    QJsonObject{{QStringLiteral("title"), layer}, {QStringLiteral("abstract"), QStringLiteral("a")},
                        {QStringLiteral("used_data"),
                            QJsonArray{QJsonObject{{QStringLiteral("stored_data"), data}, {QStringLiteral("top_level"), 5},
                                {QStringLiteral("bottom_level"), QStringLiteral("8")}}}}}}})
            .id();
    }
    QString endpoint(const char *type, bool open = true)
    {
        const auto all = datastore().endpoints({});
        for (const Endpoint &one : all)
            if (one.type == QLatin1String(type) && one.open == open)
                return one.id;
        return {};
    }
    Answer publish(const QString &configuration, const QString &endpoint, bool open = true)
    {
        return call("POST", QStringLiteral("configurations/%1/offerings").arg(configuration),
            QJsonObject{{QStringLiteral("endpoint"), endpoint}, {QStringLiteral("open"), open}});
    }

private:
    static Answer answerOf(const HttpResponse &response)
    {
        Answer answer{response.status, {}, {}};
        if (const auto *bytes = std::get_if<QByteArray>(&response.body)) {
            const QJsonDocument document = QJsonDocument::fromJson(*bytes);
            answer.object = document.object();
            answer.array = document.array();
        }
        return answer;
    }
    static HttpResponse upload(const SinkFactory &factory, const HttpRequest &request)
    {
        auto sink = factory(request);
        if (!sink)
            return HttpResponse::error(sink.error());
        (void)(*sink)->beginPart({}, {});
        (void)(*sink)->data("content", 7);
        (void)(*sink)->endPart();
        return (*sink)->finish(request);
    }
    int m_accounts = 0;
};

} // namespace tuilerie::test
