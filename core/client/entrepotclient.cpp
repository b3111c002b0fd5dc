// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/entrepotclient.h"

#include "base/filename.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int logPage = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotClient", text);
}

// QUrlQuery would leave '+' and a few others as they are; servers read '+' as a blank.
QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

void addItem(QUrlQuery &query, const QString &key, const QString &value)
{
    query.addQueryItem(encoded(key), encoded(value));
}

QByteArray toBody(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QStringList texts(const QJsonArray &lines)
{
    QStringList list;
    for (const QJsonValue &line : lines)
        list << line.toString();
    return list;
}

Status withoutValue(const Result<HttpAnswer> &answer)
{
    if (!answer)
        return fail(answer.error());
    return {};
}

// A server that was started again is found by asking for it, not by patience.
HttpPolicy policyFor(const ServerAccess &access, HttpPolicy policy)
{
    if (access.isRenewable())
        policy.attempts = std::min(policy.attempts, 2);
    return policy;
}

// One part named "file", as docs/entrepot.md §6.1 shows it: the name is raw UTF-8, a quotation mark is %22.
std::unique_ptr<QHttpMultiPart> filePart(const QString &name, const std::function<bool(QHttpPart &, QObject *)> &fill)
{
    auto parts = std::make_unique<QHttpMultiPart>(QHttpMultiPart::FormDataType);
    QHttpPart part;
    part.setRawHeader("Content-Disposition",
        "form-data; name=\"file\"; filename=\"" + name.toUtf8().replace('"', "%22").replace('\n', "%0A").replace('\r', "%0D")
            + '"');
    part.setRawHeader("Content-Type", "application/octet-stream");
    if (!fill(part, parts.get()))
        return nullptr;
    parts->append(part);
    return parts;
}

} // namespace

EntrepotClient::EntrepotClient(
    ServerAddress address, std::shared_ptr<TokenSource> tokens, WorkControl &control, HttpPolicy policy)
    : EntrepotClient(std::make_shared<ServerAccess>(std::move(address), std::move(tokens)), control, policy)
{
}

EntrepotClient::EntrepotClient(std::shared_ptr<ServerAccess> access, WorkControl &control, HttpPolicy policy)
    : m_access(std::move(access))
    , m_control(control)
    , m_policy(policyFor(*m_access, policy))
    , m_session(m_access->way().tokens, m_policy)
{
}

EntrepotClient EntrepotClient::withControl(WorkControl &control) const
{
    return EntrepotClient(m_access, control, m_policy);
}

Result<HttpAnswer> EntrepotClient::call(HttpCall call, const QString &path, const QUrlQuery &query)
{
    for (;;) {
        const ServerAccess::Way way = m_access->way();
        call.url = way.address.api;
        call.url.setPath(call.url.path() + path);
        if (!query.isEmpty())
            call.url.setQuery(query);
        m_session.use(way.tokens);
        auto answer = m_session.send(call, m_control);
        const bool isLost =
            !answer && (answer.error().code == ErrorCode::Network || answer.error().code == ErrorCode::Denied);
        if (!isLost || !m_access->isRenewable())
            return answer;
        const bool mayBeDone = call.method != "GET" && m_session.mayBeDone();
        TUILERIE_TRY(isRenewed, m_access->renew(way.generation, m_control));
        if (!isRenewed || mayBeDone)
            return answer;
    }
}

Result<HttpAnswer> EntrepotClient::get(const QString &path, const QUrlQuery &query)
{
    return call({}, path, query);
}

Result<HttpAnswer> EntrepotClient::send(
    const QByteArray &method, const QString &path, const QByteArray &body, const QUrlQuery &query)
{
    HttpCall call;
    call.method = method;
    call.body = body;
    call.contentType = "application/json";
    return this->call(call, path, query);
}

Result<QString> EntrepotClient::inDatastore(const QString &path)
{
    TUILERIE_TRY(id, datastoreId());
    return u"/datastores/"_s + id + path;
}

Result<QJsonObject> EntrepotClient::object(
    const QByteArray &method, const QString &path, const QByteArray &body, const QUrlQuery &query)
{
    TUILERIE_TRY(route, inDatastore(path));
    auto answer = method == "GET" ? get(route, query) : send(method, route, body, query);
    if (!answer)
        return fail(std::move(answer.error()));
    return answer->object();
}

Status EntrepotClient::command(const QByteArray &method, const QString &path, const QUrlQuery &query)
{
    TUILERIE_TRY(route, inDatastore(path));
    return withoutValue(send(method, route, {}, query));
}

// Ends when as many items as the total were seen; without Content-Range the first page is all (docs/entrepot.md §1.1).
Result<QJsonArray> EntrepotClient::list(const QString &path, const Filter &filter, qint64 first, int limit)
{
    TUILERIE_TRY(route, inDatastore(path));
    QJsonArray items;
    const qint64 firstPage = first / limit + 1;
    for (qint64 page = firstPage;; ++page) {
        QUrlQuery query;
        for (const auto &[key, value] : filter)
            addItem(query, key, value);
        query.addQueryItem(u"page"_s, QString::number(page));
        query.addQueryItem(u"limit"_s, QString::number(limit));
        TUILERIE_TRY(answer, get(route, query));
        TUILERIE_TRY(part, answer.array());
        qsizetype skip = page == firstPage ? first % limit : 0;
        for (const QJsonValue &item : part) {
            if (skip-- <= 0)
                items.append(item);
        }
        ContentRange range;
        if (part.isEmpty() || !ContentRange::parse(answer.header("Content-Range"), range))
            break;
        // Servers may give shorter pages than asked for; then `limit` is theirs.
        if ((page - 1) * limit + part.size() >= range.total)
            break;
        if (part.size() < limit) {
            if (page != 1)
                break;
            limit = int(part.size());
        }
    }
    return items;
}

template <typename T> Result<std::vector<T>> EntrepotClient::entities(const QString &path, const Filter &filter)
{
    TUILERIE_TRY(items, list(path, filter));
    std::vector<T> found;
    found.reserve(size_t(items.size()));
    for (const QJsonValue &item : items)
        found.push_back(T::fromJson(item.toObject()));
    return found;
}

template <typename T>
Result<T> EntrepotClient::entity(const QByteArray &method, const QString &path, const QJsonObject *body)
{
    TUILERIE_TRY(read, object(method, path, body ? toBody(*body) : QByteArray()));
    T found = T::fromJson(read);
    if (found.id.isEmpty())
        return fail(
            ErrorCode::Corrupt, tr("The server's answer names no entity. Check that it is an Entrepôt server."), path);
    return found;
}

Result<ServerCapabilities> EntrepotClient::capabilities()
{
    if (m_capabilities)
        return *m_capabilities;
    ServerCapabilities found;
    const auto answer = get(QString());
    if (answer) {
        if (const auto object = answer->object()) {
            found.name = object->value(u"name"_s).toString();
            found.version = object->value(u"version"_s).toString();
            const QStringList extensions = modeljson::texts(object->value(u"extensions"_s));
            found.uploadByReference = address().isLoopback() && extensions.contains("upload-by-reference"_L1);
            found.workingCopies = extensions.contains("working-copies"_L1);
            found.qmlStyles = extensions.contains("qml-styles"_L1);
            found.pauseExecutions = extensions.contains("pause-executions"_L1);
        }
    } else if (answer.error().code == ErrorCode::Network || answer.error().code == ErrorCode::Cancelled
        || answer.error().code == ErrorCode::Paused) {
        return fail(answer.error());
    }
    // Any other answer: an Entrepôt that says nothing of itself.
    m_capabilities = found;
    return found;
}

Result<User> EntrepotClient::user()
{
    TUILERIE_TRY(answer, get(u"/users/me"_s));
    TUILERIE_TRY(object, answer.object());
    return User::fromJson(object);
}

// There is no call to list datastores: they come from the user's communities.
Result<QString> EntrepotClient::datastoreId()
{
    if (!m_datastore.isEmpty())
        return m_datastore;
    TUILERIE_TRY(me, user());
    QStringList known;
    for (const CommunityMember &member : me.communities) {
        if (member.datastore.isEmpty())
            continue;
        const QString wanted = address().datastore;
        if (wanted.isEmpty() || wanted == member.datastore || wanted == member.name || wanted == member.technicalName) {
            m_datastore = member.datastore;
            return m_datastore;
        }
        known << member.technicalName;
    }
    if (known.isEmpty())
        return fail(
            ErrorCode::Denied, tr("Your account has no datastore on this server. Ask its community's supervisor for one."));
    return fail(ErrorCode::NotFound,
        tr("You have no datastore named %1. Yours are: %2.").arg(address().datastore, known.join(", "_L1)));
}

Result<DatastoreInfo> EntrepotClient::datastore()
{
    TUILERIE_TRY(read, object("GET", QString()));
    return DatastoreInfo::fromJson(read);
}

Result<std::vector<Upload>> EntrepotClient::uploads(const Filter &filter)
{
    return entities<Upload>(u"/uploads"_s, filter);
}
Result<Upload> EntrepotClient::upload(const QString &id)
{
    return entity<Upload>("GET", u"/uploads/"_s + id);
}

Result<Upload> EntrepotClient::createUpload(const Upload &upload)
{
    QJsonObject body{
        {u"name"_s, upload.name}, {u"description"_s, upload.description}, {u"type"_s, upload.type}, {u"srs"_s, upload.srs}};
    modeljson::put(body, "type_infos", upload.typeInfos);
    return entity<Upload>("POST", u"/uploads"_s, &body);
}

Status EntrepotClient::deleteUpload(const QString &id)
{
    return command("DELETE", u"/uploads/"_s + id);
}
Status EntrepotClient::closeUpload(const QString &id)
{
    return command("POST", u"/uploads/%1/close"_s.arg(id));
}
Status EntrepotClient::openUpload(const QString &id)
{
    return command("POST", u"/uploads/%1/open"_s.arg(id));
}

Result<std::vector<UploadTreeNode>> EntrepotClient::uploadTree(const QString &id)
{
    TUILERIE_TRY(route, inDatastore(u"/uploads/%1/tree"_s.arg(id)));
    TUILERIE_TRY(answer, get(route));
    TUILERIE_TRY(nodes, answer.array());
    return treeFromJson(nodes);
}

Result<UploadChecks> EntrepotClient::uploadChecks(const QString &id)
{
    TUILERIE_TRY(read, object("GET", u"/uploads/%1/checks"_s.arg(id)));
    return UploadChecks::fromJson(read);
}

Status EntrepotClient::sendFile(
    const QString &upload, const QString &remotePath, const QString &file, const std::function<void(qint64)> &sent)
{
    TUILERIE_TRY(route, inDatastore(u"/uploads/%1/data"_s.arg(upload)));
    QUrlQuery query;
    addItem(query, u"path"_s, remotePath);
    HttpCall call;
    call.method = "POST";
    call.sent = sent;
    // QNetworkAccessManager reads the file while it sends; its size is known, so the length is stated and nothing is
    // buffered.
    call.multipart = [&file] {
        return filePart(portablePath(QFileInfo(file).fileName()), [&file](QHttpPart &part, QObject *owner) {
            auto *device = new QFile(owner);
            if (!openFile(*device, file))
                return false;
            part.setBodyDevice(device);
            return true;
        });
    };
    return withoutValue(this->call(call, route, query));
}

Status EntrepotClient::referFile(const QString &upload, const QString &remotePath, const QString &file)
{
    QUrlQuery query;
    addItem(query, u"path"_s, remotePath);
    addItem(query, u"reference"_s, absolutePath(file));
    return command("POST", u"/uploads/%1/data"_s.arg(upload), query);
}

Status EntrepotClient::sendMd5(const QString &upload, const QString &fileName, const QByteArray &content)
{
    TUILERIE_TRY(route, inDatastore(u"/uploads/%1/md5"_s.arg(upload)));
    HttpCall call;
    call.method = "POST";
    call.multipart = [&] {
        return filePart(fileName, [&content](QHttpPart &part, QObject *) {
            part.setBody(content);
            return true;
        });
    };
    return withoutValue(this->call(call, route));
}

Result<std::vector<StaticFile>> EntrepotClient::statics(const Filter &filter)
{
    return entities<StaticFile>(u"/statics"_s, filter);
}

Result<StaticFile> EntrepotClient::createStatic(const StaticFile &file, const QString &fileName, const QByteArray &content)
{
    TUILERIE_TRY(route, inDatastore(u"/statics"_s));
    QUrlQuery query;
    addItem(query, u"name"_s, file.name);
    addItem(query, u"type"_s, file.type);
    if (!file.description.isEmpty())
        addItem(query, u"description"_s, file.description);
    HttpCall call;
    call.method = "POST";
    call.multipart = [&] {
        return filePart(fileName, [&content](QHttpPart &part, QObject *) {
            part.setBody(content);
            return true;
        });
    };
    TUILERIE_TRY(answer, this->call(call, route, query));
    TUILERIE_TRY(read, answer.object());
    return StaticFile::fromJson(read);
}

Status EntrepotClient::deleteStatic(const QString &id)
{
    return command("DELETE", u"/statics/"_s + id);
}

Status EntrepotClient::deleteData(const QString &upload, const QString &remotePath)
{
    QUrlQuery query;
    addItem(query, u"path"_s, remotePath);
    return command("DELETE", u"/uploads/%1/data"_s.arg(upload), query);
}

Result<CheckExecution> EntrepotClient::checkExecution(const QString &id)
{
    return entity<CheckExecution>("GET", u"/checks/executions/"_s + id);
}

Result<QStringList> EntrepotClient::checkLogs(const QString &id)
{
    TUILERIE_TRY(lines, list(u"/checks/executions/%1/logs"_s.arg(id), {}, 0, logPage));
    return texts(lines);
}

Result<std::vector<Processing>> EntrepotClient::processings(const Filter &filter)
{
    return entities<Processing>(u"/processings"_s, filter);
}
Result<Processing> EntrepotClient::processing(const QString &id)
{
    return entity<Processing>("GET", u"/processings/"_s + id);
}

Result<std::vector<ProcessingExecution>> EntrepotClient::executions(const Filter &filter)
{
    return entities<ProcessingExecution>(u"/processings/executions"_s, filter);
}

Result<ProcessingExecution> EntrepotClient::execution(const QString &id)
{
    return entity<ProcessingExecution>("GET", u"/processings/executions/"_s + id);
}

Result<ProcessingExecution> EntrepotClient::createExecution(const ExecutionRequest &request)
{
    const QJsonObject body = request.toJson();
    return entity<ProcessingExecution>("POST", u"/processings/executions"_s, &body);
}

Status EntrepotClient::launchExecution(const QString &id)
{
    return command("POST", u"/processings/executions/%1/launch"_s.arg(id));
}
Status EntrepotClient::abortExecution(const QString &id)
{
    return command("POST", u"/processings/executions/%1/abort"_s.arg(id));
}
Status EntrepotClient::deleteExecution(const QString &id)
{
    return command("DELETE", u"/processings/executions/"_s + id);
}

Status EntrepotClient::pauseExecution(const QString &id)
{
    TUILERIE_TRY(can, capabilities());
    if (!can.pauseExecutions)
        return fail(ErrorCode::Unsupported, tr("This server cannot pause a processing. Cancel it, or let it end."));
    return command("POST", u"/processings/executions/%1/pause"_s.arg(id));
}

Status EntrepotClient::resumeExecution(const QString &id)
{
    TUILERIE_TRY(can, capabilities());
    if (!can.pauseExecutions)
        return fail(ErrorCode::Unsupported, tr("This server cannot resume a processing. Start it again."));
    return command("POST", u"/processings/executions/%1/resume"_s.arg(id));
}

Result<QStringList> EntrepotClient::executionLogs(const QString &id, qint64 first)
{
    TUILERIE_TRY(lines, list(u"/processings/executions/%1/logs"_s.arg(id), {}, first, logPage));
    return texts(lines);
}

Result<std::vector<StoredData>> EntrepotClient::storedDataList(const Filter &filter)
{
    return entities<StoredData>(u"/stored_data"_s, filter);
}
Result<StoredData> EntrepotClient::storedData(const QString &id)
{
    return entity<StoredData>("GET", u"/stored_data/"_s + id);
}
Status EntrepotClient::deleteStoredData(const QString &id)
{
    return command("DELETE", u"/stored_data/"_s + id);
}
Result<QByteArray> EntrepotClient::stateOfStoredData(const QString &id)
{
    TUILERIE_TRY(path, inDatastore(u"/stored_data/%1/state"_s.arg(id)));
    TUILERIE_TRY(answer, get(path));
    return answer.body;
}

Result<std::vector<Configuration>> EntrepotClient::configurations(const Filter &filter)
{
    return entities<Configuration>(u"/configurations"_s, filter);
}

Result<Configuration> EntrepotClient::configuration(const QString &id)
{
    return entity<Configuration>("GET", u"/configurations/"_s + id);
}

Result<Configuration> EntrepotClient::createConfiguration(const Configuration &configuration)
{
    const QJsonObject body = configuration.toRequest();
    return entity<Configuration>("POST", u"/configurations"_s, &body);
}

// A full replacement, in which the layer's name cannot change.
Result<Configuration> EntrepotClient::replaceConfiguration(const Configuration &configuration)
{
    QJsonObject body = configuration.toRequest();
    body.remove(u"layer_name"_s);
    return entity<Configuration>("PUT", u"/configurations/"_s + configuration.id, &body);
}

Status EntrepotClient::deleteConfiguration(const QString &id)
{
    return command("DELETE", u"/configurations/"_s + id);
}

Result<std::vector<Offering>> EntrepotClient::offerings(const Filter &filter)
{
    return entities<Offering>(u"/offerings"_s, filter);
}

Result<std::vector<Offering>> EntrepotClient::offeringsOf(const QString &configuration)
{
    return entities<Offering>(u"/configurations/%1/offerings"_s.arg(configuration), {});
}

Result<Offering> EntrepotClient::offering(const QString &id)
{
    return entity<Offering>("GET", u"/offerings/"_s + id);
}

Result<Offering> EntrepotClient::createOffering(const QString &configuration, const QString &endpoint, bool open)
{
    const QJsonObject body{{u"endpoint"_s, endpoint}, {u"open"_s, open}};
    return entity<Offering>("POST", u"/configurations/%1/offerings"_s.arg(configuration), &body);
}

Result<Offering> EntrepotClient::synchronizeOffering(const QString &id)
{
    TUILERIE_TRY(read, object("PUT", u"/offerings/"_s + id));
    return read.isEmpty() ? offering(id) : Result<Offering>(Offering::fromJson(read));
}

Status EntrepotClient::deleteOffering(const QString &id)
{
    return command("DELETE", u"/offerings/"_s + id);
}

Result<QJsonObject> EntrepotClient::offeringStatistics(const QString &id, const QDateTime &from, const QDateTime &to)
{
    QUrlQuery query;
    addItem(query, u"start"_s, from.toUTC().toString(Qt::ISODate));
    addItem(query, u"end"_s, to.toUTC().toString(Qt::ISODate));
    query.addQueryItem(u"details"_s, u"true"_s);
    return object("GET", u"/offerings/%1/stats"_s.arg(id), {}, query);
}

Status EntrepotClient::addTags(const QString &entity, const QString &id, const Tags &tags)
{
    TUILERIE_TRY(route, inDatastore(u"/%1/%2/tags"_s.arg(entity, id)));
    return withoutValue(send("POST", route, toBody(modeljson::object(tags))));
}

Status EntrepotClient::removeTags(const QString &entity, const QString &id, const QStringList &keys)
{
    QUrlQuery query;
    for (const QString &key : keys)
        addItem(query, u"tags[]"_s, key);
    return command("DELETE", u"/%1/%2/tags"_s.arg(entity, id), query);
}

} // namespace tuilerie
