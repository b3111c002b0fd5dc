// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/httpsession.h"
#include "client/serveraccess.h"
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

/// What a server says of itself at GET /api; everything is false for servers that are not ours.
struct ServerCapabilities
{
    QString name;
    QString version;
    bool uploadByReference = false;
    bool pauseExecutions = false;
    bool workingCopies = false; ///< data can be taken away, edited and pushed (docs/sync.md §5)
    bool qmlStyles = false;     ///< styles may be QML, and tables may have none
};

/// Exact attribute values, "%" as a wildcard; tags as "tags[key]". See docs/entrepot.md §1.1.
using Filter = QList<std::pair<QString, QString>>;

/// The Entrepôt API, call by call. Lists are fetched to their last page. Used from one thread, which calls block (see
/// HttpSession); `control` of the constructor is asked whether to stop and must outlive the client. All calls of a datastore
/// find it first.
///
/// Where the way to the server can be renewed (ServerAccess), a call that found it dead is repeated on the new way, if it
/// cannot have done anything: each GET, and whatever was not taken at all. What may have been done comes back as an error of
/// code Network with generation() grown: a chain of calls that can go on where it was begins again then.
class EntrepotClient
{
public:
    EntrepotClient(ServerAddress address, std::shared_ptr<TokenSource> tokens, WorkControl &control, HttpPolicy policy = {});
    EntrepotClient(std::shared_ptr<ServerAccess> access, WorkControl &control, HttpPolicy policy = {});

    ServerAddress address() const { return m_access->way().address; }
    int generation() const { return m_access->way().generation; }
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
    /// Our extension: what a raster pyramid was made from (lookAtRasterVersion()). NotFound where there is none, also on
    /// other servers.
    Result<QByteArray> stateOfStoredData(const QString &id);

    // Data of vector databases for working copies (docs/sync.md §5): extensions of ours.
    Result<QJsonObject> dataVersions(const QString &storedData);
    /// The whole database; with a body that part of it: {selection, besides}.
    Status saveData(const QString &storedData, const QJsonObject &part, const QString &file);
    Status saveChanges(const QString &storedData, const QString &file); ///< that led to this state; NotFound: not kept
    Result<QJsonObject> push(const QString &storedData, const QString &push, const QString &changesFile);
    Result<QJsonObject> pushState(const QString &storedData, const QString &push); ///< NotFound: it never came

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
    Result<HttpAnswer> call(HttpCall call, const QString &path, const QUrlQuery &query = {});
    Result<QString> inDatastore(const QString &path);
    Result<QJsonObject> object(
        const QByteArray &method, const QString &path, const QByteArray &body = {}, const QUrlQuery &query = {});
    Status command(const QByteArray &method, const QString &path, const QUrlQuery &query = {});
    Result<QJsonArray> list(const QString &path, const Filter &filter, qint64 first = 0, int limit = 100);
    template <typename T> Result<std::vector<T>> entities(const QString &path, const Filter &filter);
    template <typename T> Result<T> entity(const QByteArray &method, const QString &path, const QJsonObject *body = nullptr);

    const std::shared_ptr<ServerAccess> m_access;
    WorkControl &m_control;
    const HttpPolicy m_policy;
    HttpSession m_session;
    std::optional<ServerCapabilities> m_capabilities;
    QString m_datastore;
};

} // namespace tuilerie
