// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/httpsession.h"
#include "model/check.h"
#include "model/configuration.h"
#include "model/datastore.h"
#include "model/files.h"
#include "model/offering.h"
#include "model/processing.h"
#include "model/storeddata.h"
#include "model/upload.h"
#include "model/user.h"

#include <QUrlQuery>
#include <optional>

namespace tuilerie {

/// Where a server is, and which of the user's datastores is meant.
struct ServerAddress
{
    QUrl api;          ///< "https://data.geopf.fr/api"
    QString datastore; ///< id, name or technical name; empty = the first one of users/me

    bool operator==(const ServerAddress &) const = default;
    /// From what a user types: "http://host:8080" and "https://data.geopf.fr/api" alike. Invalid when it is no http(s)
    /// address.
    static Result<ServerAddress> fromText(const QString &text);
    QUrl root() const;                             ///< without "/api": where the services of our own server are
    bool isLoopback() const;                       ///< the server sees the files of this machine
    QString viewerUrl(const QString &layer) const; ///< the page of our own server that shows a layer
};

/// What a server says of itself at GET /api; everything is false for servers that are not ours.
struct ServerCapabilities
{
    QString name;
    QString version;
    bool uploadByReference = false;
    bool pauseExecutions = false;
    bool qmlStyles = false; ///< styles may be QML, and tables may have none
};

/// Exact attribute values, "%" as a wildcard; tags as "tags[key]". See docs/entrepot.md §1.1.
using Filter = QList<std::pair<QString, QString>>;

/// The Entrepôt API, call by call. Lists are fetched to their last page. Used from one thread, which calls block (see
/// HttpSession); `control` of the constructor is asked whether to stop and must outlive the client. All calls of a datastore
/// find it first.
class EntrepotClient
{
public:
    EntrepotClient(ServerAddress address, std::shared_ptr<TokenSource> tokens, WorkControl &control, HttpPolicy policy = {});

    const ServerAddress &address() const { return m_address; }
    WorkControl &control() { return m_control; }
    /// A client of the same server, for calls that a stop of this one's control must not end.
    EntrepotClient withControl(WorkControl &control) const;
    Result<ServerCapabilities> capabilities(); ///< kept after the first call
    Result<User> user();
    Result<QString> datastoreId(); ///< kept after the first call
    Result<DatastoreInfo> datastore();

    Result<std::vector<Upload>> uploads(const Filter &filter = {});
    Result<Upload> upload(const QString &id);
    Result<Upload> createUpload(const Upload &upload);
    Status deleteUpload(const QString &id);
    Status closeUpload(const QString &id);
    Status openUpload(const QString &id);
    Result<std::vector<UploadTreeNode>> uploadTree(const QString &id);
    Result<UploadChecks> uploadChecks(const QString &id);
    /// `sent` gets the bytes of the file that have left so far.
    Status sendFile(
        const QString &upload, const QString &remotePath, const QString &file, const std::function<void(qint64)> &sent = {});
    /// By reference (our extension, loopback only): the server reads `file` where it lies.
    Status referFile(const QString &upload, const QString &remotePath, const QString &file);
    Status sendMd5(const QString &upload, const QString &fileName, const QByteArray &content);
    Status deleteData(const QString &upload, const QString &remotePath);

    Result<CheckExecution> checkExecution(const QString &id);
    Result<QStringList> checkLogs(const QString &id);

    Result<std::vector<Processing>> processings(const Filter &filter = {});
    Result<Processing> processing(const QString &id);
    Result<std::vector<ProcessingExecution>> executions(const Filter &filter = {});
    Result<ProcessingExecution> execution(const QString &id);
    Result<ProcessingExecution> createExecution(const ExecutionRequest &request);
    Status launchExecution(const QString &id);
    Status abortExecution(const QString &id);
    Status pauseExecution(const QString &id);  ///< our extension; Unsupported elsewhere
    Status resumeExecution(const QString &id); ///< our extension; Unsupported elsewhere
    Status deleteExecution(const QString &id);
    /// Lines from `first` (0-based) on.
    Result<QStringList> executionLogs(const QString &id, qint64 first = 0);

    Result<std::vector<StoredData>> storedDataList(const Filter &filter = {});
    Result<StoredData> storedData(const QString &id);
    Status deleteStoredData(const QString &id);

    Result<std::vector<Configuration>> configurations(const Filter &filter = {});
    Result<Configuration> configuration(const QString &id);
    Result<Configuration> createConfiguration(const Configuration &configuration);
    Result<Configuration> replaceConfiguration(const Configuration &configuration);
    Status deleteConfiguration(const QString &id);

    Result<std::vector<Offering>> offerings(const Filter &filter = {});
    Result<std::vector<Offering>> offeringsOf(const QString &configuration);
    Result<Offering> offering(const QString &id);
    Result<Offering> createOffering(const QString &configuration, const QString &endpoint, bool open);
    Result<Offering> synchronizeOffering(const QString &id);
    Status deleteOffering(const QString &id); ///< one DELETE; see unpublishOffering() for the whole way
    /// Hits and bytes of an offering (docs/entrepot.md §20): the `total` object and `details`.
    Result<QJsonObject> offeringStatistics(const QString &id, const QDateTime &from, const QDateTime &to);

    Result<std::vector<StaticFile>> statics(const Filter &filter = {});
    Result<StaticFile> createStatic(const StaticFile &file, const QString &fileName, const QByteArray &content);
    Status deleteStatic(const QString &id);

    /// `entity` is the plural of the route: "uploads", "stored_data", "configurations".
    Status addTags(const QString &entity, const QString &id, const Tags &tags);
    Status removeTags(const QString &entity, const QString &id, const QStringList &keys);

    Result<HttpAnswer> get(const QString &path, const QUrlQuery &query = {});
    Result<HttpAnswer> send(
        const QByteArray &method, const QString &path, const QByteArray &body = {}, const QUrlQuery &query = {});

private:
    QUrl url(const QString &path, const QUrlQuery &query) const;
    Result<QString> inDatastore(const QString &path);
    Result<QJsonObject> object(
        const QByteArray &method, const QString &path, const QByteArray &body = {}, const QUrlQuery &query = {});
    Status command(const QByteArray &method, const QString &path, const QUrlQuery &query = {});
    Result<QJsonArray> list(const QString &path, const Filter &filter, qint64 first = 0, int limit = 100);
    template <typename T> Result<std::vector<T>> entities(const QString &path, const Filter &filter);
    template <typename T> Result<T> entity(const QByteArray &method, const QString &path, const QJsonObject *body = nullptr);

    const ServerAddress m_address;
    const std::shared_ptr<TokenSource> m_tokens;
    WorkControl &m_control;
    const HttpPolicy m_policy;
    HttpSession m_session;
    std::optional<ServerCapabilities> m_capabilities;
    QString m_datastore;
};

} // namespace tuilerie
