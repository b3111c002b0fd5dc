// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeentrepot.h"

#include <QHash>
#include <QJsonDocument>

namespace tuilerie::test {

using namespace Qt::StringLiterals;

namespace {

struct Work
{
    const char *id;
    const char *upload; ///< type that goes in; null = a database
    const char *output;
};

constexpr Work works[] = {{"raster", "RASTER", "ROK4-PYRAMID-RASTER"}, {"database", "VECTOR", "VECTOR-DB"},
    {"tiles", nullptr, "ROK4-PYRAMID-VECTOR"}, {"styled", nullptr, "ROK4-PYRAMID-RASTER"},
    {"copc", "POINT-CLOUD", "PYRAMID-3D-COPC"}, {"ept", "POINT-CLOUD", "PYRAMID-3D-EPT"},
    {"derived", "POINT-CLOUD", "ROK4-PYRAMID-RASTER"}, {"ready-raster", "ROK4-PYRAMID", "ROK4-PYRAMID-RASTER"},
    {"ready-vector", "ROK4-PYRAMID", "ROK4-PYRAMID-VECTOR"}, {"ready-copc", "PYRAMID-3D", "PYRAMID-3D-COPC"},
    {"ready-ept", "PYRAMID-3D", "PYRAMID-3D-EPT"}};

QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

QJsonObject bodyOf(const FakeRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

FakeAnswer notFound()
{
    return {404, {}, {}};
}
FakeAnswer conflict(const char *sentence)
{
    return {409, bytes({{u"error"_s, u"conflict"_s}, {u"error_description"_s, QJsonArray{QLatin1String(sentence)}}}), {}};
}

QString textOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

QJsonObject processingOf(const Work &work)
{
    QJsonObject input;
    if (work.upload)
        input = {{u"upload"_s, QJsonArray{QLatin1String(work.upload)}}};
    else
        input = {{u"stored_data"_s, QJsonArray{u"VECTOR-DB"_s}}};
    const QJsonObject output{{u"stored_data"_s, QLatin1String(work.output)}, {u"storage"_s, QJsonArray{u"FILESYSTEM"_s}}};
    return {{u"_id"_s, QLatin1String(work.id)}, {u"name"_s, QLatin1String(work.id)}, {u"input_types"_s, input},
        {u"output_type"_s, output}};
}

bool isEnded(const QJsonObject &execution)
{
    return QStringList{u"SUCCESS"_s, u"FAILURE"_s, u"ABORTED"_s}.contains(textOf(execution, "status"));
}

} // namespace

FakeEntrepot::FakeEntrepot()
    : server(std::make_unique<FakeServer>([this](const FakeRequest &request) { return answer(request); }))
{
}

EntrepotClient FakeEntrepot::clientWith(WorkControl &other)
{
    return EntrepotClient({server->url(u"/api"_s), {}}, std::make_shared<TokenSource>(SignIn()), other);
}

QString FakeEntrepot::newId(const char *kind)
{
    return u"%1-%2"_s.arg(QLatin1String(kind)).arg(++m_ids, 4, 10, QLatin1Char('0'));
}

int FakeEntrepot::count(const QByteArray &method, const QString &ending) const
{
    int found = 0;
    for (const FakeRequest &request : server->requests())
        found += request.method == method && request.path.endsWith(ending);
    return found;
}

std::vector<QJsonObject> FakeEntrepot::alive(const Entities &entities) const
{
    std::vector<QJsonObject> found;
    for (const auto &[id, entity] : entities)
        if (textOf(entity, "status") != "DELETED"_L1)
            found.push_back(entity);
    return found;
}

int FakeEntrepot::remains() const
{
    return int(alive(uploads).size() + alive(storedData).size() + configurations.size() + offerings.size());
}

QStringList FakeEntrepot::runningExecutions() const
{
    QStringList ids;
    for (const auto &[id, execution] : executions)
        if (textOf(execution, "status") == "PROGRESS"_L1 && textOf(execution, "job_state") == "running"_L1)
            ids << id;
    return ids;
}

QStringList FakeEntrepot::pausedExecutions() const
{
    QStringList ids;
    for (const auto &[id, execution] : executions)
        if (!isEnded(execution) && textOf(execution, "job_state").startsWith("paus"_L1))
            ids << id;
    return ids;
}

FakeAnswer FakeEntrepot::answer(const FakeRequest &request)
{
    if (before)
        before(request);
    if (request.path == "/api"_L1) {
        QJsonArray extensions{u"upload-by-reference"_s, u"qml-styles"_s};
        if (canPause)
            extensions.append(u"pause-executions"_s);
        return {200, bytes({{u"name"_s, u"Fake"_s}, {u"extensions"_s, extensions}}), {}};
    }
    if (request.path == "/api/users/me"_L1)
        return {200, R"({"_id":"u","communities_member":[{"community":{"_id":"c","datastore":"ds"}}]})", {}};
    QStringList path = request.path.mid(int(qstrlen("/api/datastores/ds"))).split(u'/', Qt::SkipEmptyParts);
    if (path.isEmpty()) {
        QJsonArray endpoints;
        for (const char *type : {"WMTS-TMS", "WMS-RASTER", "WMS-VECTOR", "DOWNLOAD"})
            endpoints.append(QJsonObject{{u"use"_s, 0}, {u"quota"_s, 100},
                {u"endpoint"_s,
                    QJsonObject{{u"_id"_s, QLatin1String(type)}, {u"type"_s, QLatin1String(type)}, {u"open"_s, true}}}});
        return {200, bytes({{u"_id"_s, u"ds"_s}, {u"endpoints"_s, endpoints}}), {}};
    }
    const QString kind = path.takeFirst();
    if (kind == "uploads"_L1)
        return onUploads(request, path);
    if (kind == "processings"_L1)
        return onProcessings(request, path);
    if (kind == "stored_data"_L1)
        return onStoredData(request, path);
    if (kind == "configurations"_L1)
        return onConfigurations(request, path);
    if (kind == "offerings"_L1)
        return onOfferings(request, path);
    return kind == "statics"_L1 ? onStatics(request, path) : notFound();
}

FakeAnswer FakeEntrepot::list(
    const Entities &entities, const FakeRequest &request, const QHash<QString, QString> &fields) const
{
    QJsonArray items;
    for (const auto &[id, entity] : entities) {
        bool fits = true;
        const auto filters = request.query.queryItems(QUrl::FullyDecoded);
        for (const auto &[key, value] : filters) {
            if (key.startsWith("tags["_L1))
                fits = fits && entity.value(u"tags"_s)[key.mid(5).chopped(1)].toString() == value;
            else if (fields.contains(key))
                fits = fits && QJsonDocument(entity).toJson().contains(value.toUtf8());
            else if (key == "layer_name"_L1 || key == "type"_L1)
                fits = fits && entity.value(key).toString() == value;
        }
        if (fits)
            items.append(entity);
    }
    return {200, QJsonDocument(items).toJson(), {}};
}

// GET of one, and its tags.
FakeAnswer FakeEntrepot::entity(Entities &entities, const FakeRequest &request, const QStringList &path)
{
    const auto found = entities.find(path.value(0));
    if (found == entities.end())
        return notFound();
    if (path.value(1) == "tags"_L1 && request.method == "POST") {
        QJsonObject tags = found->second.value(u"tags"_s).toObject();
        const QJsonObject added = bodyOf(request);
        for (auto tag = added.begin(); tag != added.end(); ++tag)
            tags.insert(tag.key(), tag.value());
        found->second.insert(u"tags"_s, tags);
        return {200, {}, {}};
    }
    return request.method == "GET" && path.size() == 1 ? FakeAnswer{200, bytes(found->second), {}} : notFound();
}

FakeAnswer FakeEntrepot::onUploads(const FakeRequest &request, const QStringList &path)
{
    if (path.isEmpty() && request.method == "GET")
        return list(uploads, request, {});
    if (path.isEmpty()) {
        QJsonObject made = bodyOf(request);
        const QString id = newId("upload");
        made.insert(u"_id"_s, id);
        made.insert(u"status"_s, u"OPEN"_s);
        uploads[id] = made;
        return {201, bytes(made), {}};
    }
    const auto found = uploads.find(path.front());
    if (found == uploads.end())
        return notFound();
    QJsonObject &upload = found->second;
    const QString what = path.value(1);
    const bool isChecking = textOf(upload, "status") == "CHECKING"_L1;
    if (what == "tree"_L1)
        return {200, QJsonDocument(upload.value(u"tree"_s).toArray()).toJson(), {}};
    if (what == "data"_L1) {
        QJsonArray tree = upload.value(u"tree"_s).toArray();
        tree.append(UploadTreeNode{false, request.queryValue(u"path"_s), 0, {}}.toJson());
        upload.insert(u"tree"_s, tree);
        return {201, {}, {}};
    }
    if (what == "close"_L1) {
        upload.insert(u"status"_s, u"CHECKING"_s);
        m_looks[path.front()] = 0;
        return {204, {}, {}};
    }
    if (what == "open"_L1) {
        upload.insert(u"status"_s, u"OPEN"_s);
        return {204, {}, {}};
    }
    if (what == "checks"_L1) {
        const bool isDone = !isChecking || ++m_looks[path.front()] > 1;
        if (isDone && isChecking)
            upload.insert(u"status"_s, u"CLOSED"_s);
        const QJsonArray check{QJsonObject{{u"_id"_s, u"c"_s}}};
        return {200, bytes({{isDone ? u"passed"_s : u"in_progress"_s, check}}), {}};
    }
    if (request.method == "DELETE" && path.size() == 1) {
        for (const auto &[id, execution] : executions)
            if (!isEnded(execution) && textOf(execution, "status") != "CREATED"_L1
                && textOf(execution, "upload") == path.front())
                return conflict("A processing is reading this upload.");
        if (isChecking)
            return conflict("The upload is being checked.");
        upload.insert(u"status"_s, u"DELETED"_s);
        return {204, {}, {}};
    }
    return entity(uploads, request, path);
}

FakeAnswer FakeEntrepot::onProcessings(const FakeRequest &request, const QStringList &path)
{
    if (path.value(0) == "executions"_L1)
        return onExecutions(request, path.mid(1));
    QJsonArray all;
    for (const Work &work : works) {
        if (path.value(0) == QLatin1String(work.id))
            return {200, bytes(processingOf(work)), {}};
        all.append(QJsonObject{{u"_id"_s, QLatin1String(work.id)}});
    }
    return path.isEmpty() ? FakeAnswer{200, QJsonDocument(all).toJson(), {}} : notFound();
}

// What has passed between two looks.
void FakeEntrepot::look(QJsonObject &execution)
{
    const QString id = textOf(execution, "_id"), state = textOf(execution, "job_state");
    QJsonObject &output = storedData[execution.value(u"output"_s)[u"stored_data"_s][u"_id"_s].toString()];
    if (state == "pausing"_L1) {
        execution.insert(u"job_state"_s, u"paused"_s);
        execution.insert(u"status"_s, u"WAITING"_s);
    } else if (state == "cancelling"_L1) {
        execution.insert(u"job_state"_s, u"cancelled"_s);
        execution.insert(u"status"_s, u"ABORTED"_s);
        output.insert(u"status"_s, u"UNSTABLE"_s);
    } else if (state == "running"_L1 && ++m_looks[id] > looksPerExecution) {
        execution.insert(u"job_state"_s, u"succeeded"_s);
        execution.insert(u"status"_s, u"SUCCESS"_s);
        output.insert(u"status"_s, u"GENERATED"_s);
        const QJsonArray relations{QJsonObject{{u"name"_s, u"roads"_s}, {u"geometry_type"_s, u"LineString"_s}}};
        output.insert(u"type_infos"_s,
            QJsonObject{{u"relations"_s, relations}, {u"tms"_s, u"PM"_s}, {u"levels"_s, QJsonArray{u"0"_s, u"1"_s}}});
    }
}

FakeAnswer FakeEntrepot::onExecutions(const FakeRequest &request, const QStringList &path)
{
    if (path.isEmpty() && request.method == "GET")
        return list(executions, request, {{u"output_stored_data"_s, {}}, {u"input_upload"_s, {}}});
    if (path.isEmpty()) {
        const ExecutionRequest wanted = ExecutionRequest::fromJson(bodyOf(request));
        const QString id = newId("execution"), outputId = newId("data");
        QString type;
        for (const Work &work : works)
            if (wanted.processing == QLatin1String(work.id))
                type = QLatin1String(work.output);
        storedData[outputId] = {
            {u"_id"_s, outputId}, {u"name"_s, wanted.outputName}, {u"type"_s, type}, {u"status"_s, u"CREATED"_s}};
        executions[id] = {{u"_id"_s, id}, {u"status"_s, u"CREATED"_s},
            {u"processing"_s, QJsonObject{{u"_id"_s, wanted.processing}}}, {u"upload"_s, wanted.inputUploads.value(0)},
            {u"inputs"_s, bodyOf(request).value(u"inputs"_s)},
            {u"output"_s,
                QJsonObject{{u"stored_data"_s, QJsonObject{{u"_id"_s, outputId}, {u"name"_s, wanted.outputName}}}}}};
        return {201, bytes(executions[id]), {}};
    }
    const auto found = executions.find(path.front());
    if (found == executions.end())
        return notFound();
    QJsonObject &execution = found->second;
    const QString what = path.value(1), state = textOf(execution, "job_state");
    const auto now = [&](const char *newState, const char *status) {
        execution.insert(u"job_state"_s, QLatin1String(newState));
        execution.insert(u"status"_s, QLatin1String(status));
        return FakeAnswer{204, {}, {}};
    };
    if (what == "logs"_L1)
        return {200, "[]", {}};
    if (what == "launch"_L1) {
        storedData[execution.value(u"output"_s)[u"stored_data"_s][u"_id"_s].toString()].insert(u"status"_s, u"GENERATING"_s);
        return now("running", "PROGRESS");
    }
    if (what == "pause"_L1)
        return state == "running"_L1 ? now("pausing", "PROGRESS") : conflict("There is nothing to pause.");
    if (what == "resume"_L1)
        return state == "paused"_L1 ? now("running", "PROGRESS") : conflict("Wait until it has paused.");
    if (what == "abort"_L1) {
        if (isEnded(execution))
            return conflict("It has ended.");
        return textOf(execution, "status") == "CREATED"_L1 ? now("", "ABORTED") : now("cancelling", "PROGRESS");
    }
    if (request.method == "GET")
        look(execution);
    return entity(executions, request, path);
}

bool FakeEntrepot::isUsed(const QString &id) const
{
    for (const auto &[key, configuration] : configurations)
        if (QJsonDocument(configuration).toJson().contains('"' + id.toUtf8() + '"'))
            return true;
    for (const auto &[key, execution] : executions)
        if (!isEnded(execution) && textOf(execution, "status") != "CREATED"_L1
            && QJsonDocument(execution).toJson().contains('"' + id.toUtf8() + '"'))
            return true;
    return false;
}

FakeAnswer FakeEntrepot::onStoredData(const FakeRequest &request, const QStringList &path)
{
    if (path.isEmpty())
        return list(storedData, request, {});
    if (request.method == "DELETE" && path.size() == 1 && storedData.contains(path.front())) {
        if (isUsed(path.front()))
            return conflict("It is in use.");
        storedData[path.front()].insert(u"status"_s, u"DELETED"_s);
        return {204, {}, {}};
    }
    return entity(storedData, request, path);
}

FakeAnswer FakeEntrepot::onConfigurations(const FakeRequest &request, const QStringList &path)
{
    if (path.isEmpty() && request.method == "GET")
        return list(configurations, request, {{u"stored_data"_s, {}}});
    if (path.isEmpty()) {
        QJsonObject made = bodyOf(request);
        const QString id = newId("configuration");
        made.insert(u"_id"_s, id);
        configurations[id] = made;
        return {201, bytes(made), {}};
    }
    if (!configurations.contains(path.front()))
        return notFound();
    if (path.value(1) == "offerings"_L1 && request.method == "POST") {
        const QString id = newId("offering");
        const QJsonObject configuration = configurations[path.front()];
        offerings[id] = {{u"_id"_s, id}, {u"status"_s, u"PUBLISHED"_s}, {u"open"_s, true},
            {u"type"_s, configuration.value(u"type"_s)}, {u"layer_name"_s, configuration.value(u"layer_name"_s)},
            {u"configuration"_s, QJsonObject{{u"_id"_s, path.front()}}}};
        return {201, bytes(offerings[id]), {}};
    }
    if (path.value(1) == "offerings"_L1) {
        QJsonArray mine;
        for (const auto &[id, offering] : offerings)
            if (offering.value(u"configuration"_s)[u"_id"_s].toString() == path.front())
                mine.append(offering);
        return {200, QJsonDocument(mine).toJson(), {}};
    }
    if (request.method == "DELETE" && path.size() == 1) {
        for (const auto &[id, offering] : offerings)
            if (offering.value(u"configuration"_s)[u"_id"_s].toString() == path.front())
                return conflict("It has offerings.");
        configurations.erase(path.front());
        return {204, {}, {}};
    }
    return entity(configurations, request, path);
}

// The first DELETE unpublishes, the second one removes.
FakeAnswer FakeEntrepot::onOfferings(const FakeRequest &request, const QStringList &path)
{
    if (path.isEmpty())
        return list(offerings, request, {});
    if (request.method == "DELETE" && offerings.contains(path.front())) {
        QJsonObject &offering = offerings[path.front()];
        if (textOf(offering, "status") == "UNPUBLISHED"_L1)
            offerings.erase(path.front());
        else
            offering.insert(u"status"_s, u"UNPUBLISHED"_s);
        return {204, {}, {}};
    }
    return entity(offerings, request, path);
}

FakeAnswer FakeEntrepot::onStatics(const FakeRequest &request, const QStringList &path)
{
    if (path.isEmpty() && request.method == "GET")
        return list(statics, request, {});
    if (path.isEmpty()) {
        const QString id = newId("static");
        statics[id] = {
            {u"_id"_s, id}, {u"name"_s, request.queryValue(u"name"_s)}, {u"type"_s, request.queryValue(u"type"_s)}};
        return {201, bytes(statics[id]), {}};
    }
    if (request.method == "DELETE" && statics.erase(path.front()))
        return {204, {}, {}};
    return entity(statics, request, path);
}

} // namespace tuilerie::test
