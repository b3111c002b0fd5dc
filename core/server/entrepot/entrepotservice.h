// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedwork.h"
#include "datastore/accounts.h"
#include "datastore/datastore.h"
#include "jobs/jobrunner.h"
#include "renderpool/renderpool.h"
#include "server/http/http.h"

#include <atomic>
#include <memory>
#include <unordered_map>

namespace tuilerie {

struct EntrepotOptions
{
    DatastoreOptions datastore;
    TokenLifetimes tokens;
    QByteArray operatorToken; ///< content of --token-file; empty = none
    QString publicUrl;        ///< without a final slash; empty = as the request's Host header says
    int jobThreads = 3;
    std::shared_ptr<RenderPool> renderPool; ///< draws styled pyramids; null: they are refused
    WorkBox::Options box;                   ///< where files of deliveries are opened
    QString version;                        ///< of this program, told at GET /api
};

/// The Entrepôt API (docs/entrepot.md §1 to §19, §23) over one datastore, and its token endpoint.
///
/// What is ours beyond the protocol, all listed in `extensions` of GET /api:
/// - `upload-by-reference`: POST …/uploads/{u}/data?path=P&reference=/abs/path with an empty body, below the folders that
/// the
///   administrator named; the file (or all files below a folder) stays where it is and is never changed or removed.
/// - `working-copies`: data of vector databases, whole or in part, their states, and pushes of changes (docs/sync.md §5).
/// - `pause-executions`: POST …/processings/executions/{e}/pause and …/resume; resume also takes up a failed one.
/// - `execution-progress`: executions carry progress {step, done, total, rate, bytes, elapsed_s, eta_s, eta_range_s: [low,
/// high]},
///   steps, warnings, job_state, attempts, message, and of a pyramid made {slabs, tiles}; check executions carry findings.
/// - `stop-when-idle`: POST /api/stop {"when": "idle", "quiet_s": 60} ends the process once no job waits or runs and nobody
/// has
///   called the API for that long, {"when": "never"} takes that back;
///   for the token of --token-file only.
/// - `tile-matrix-set-by-reference`: the raster processing's `tms` may be the absolute path of a JSON file below those
/// folders.
/// - `qml-styles`: a static of the type GEOSERVER-STYLE may be a QML file of QGIS; a relation of a WMS-VECTOR configuration
/// may leave its
///   style out, for the one that is stored with the data or a plain one.
/// - processings of point clouds and of styled vectors (catalogueofwork.h), and stored data of the types PYRAMID-3D-COPC and
///   PYRAMID-3D-EPT in DOWNLOAD configurations.
/// - the raster processing's parameters assign_crs, sample, channels, bands, nodata, memory.
///
/// Thread-safe; owns datastore, accounts and job runner. Routes hold on to it.
class EntrepotService : public std::enable_shared_from_this<EntrepotService>
{
public:
    static Result<std::shared_ptr<EntrepotService>> create(const EntrepotOptions &options);
    ~EntrepotService();

    void addRoutes(HttpRouter &router);
    /// Takes up what an earlier process left, and runs jobs. After addRoutes(), before the HTTP server starts.
    Status start();
    /// Jobs pause and go on at the next start.
    void stop();

    const std::shared_ptr<Datastore> &datastore() const { return m_datastore; }
    Accounts &accounts() { return *m_accounts; }
    JobRunner &jobs() { return *m_jobs; }
    const EntrepotOptions &options() const { return m_options; }
    const WorkBox &box() const { return *m_box; } ///< for what requests bring

    /// Whether this HASH key has an access to this layer. For each private request: no lock, no database.
    bool isKeyAllowed(const std::string &key, const PublishedLayer &layer) const;
    /// After a change of keys, permissions, accesses or offerings.
    void rebuildKeyRing();
    /// Adds to the traffic statistics, in memory: returns at once.
    void countTraffic(const std::string &service, const std::string &layer, const std::string &key, quint64 bytes);
    /// The process is to end once no job waits or runs and nobody has called the API for so many seconds: a client between
    /// two steps of a publication asks every few seconds. −1 = never. POST /api/stop sets it, too.
    void setStopWhenIdle(int quietSeconds);
    bool isStopDue() const;
    void noteCall();     ///< somebody called the API
    void writeTraffic(); ///< to the database; call it every few seconds, stop() does it, too

    /// Starts the checks of an upload whose state is CHECKING already.
    Status submitChecks(const QString &upload);
    Status launchExecution(const QString &execution);
    /// Brings the entity of a job to what the job's state says.
    void applyJob(const QString &jobId);

private:
    explicit EntrepotService(EntrepotOptions options)
        : m_options(std::move(options))
    {
    }
    Status takeUp();
    void applyExecution(const Job &job, const QJsonObject &document);
    void applyCheck(const Job &job, const QJsonObject &document);
    void finishChecks(const QString &upload);

    struct KeyRing;
    EntrepotOptions m_options;
    std::shared_ptr<Datastore> m_datastore;
    std::unique_ptr<Accounts> m_accounts;
    std::unique_ptr<JobRunner> m_jobs;
    std::shared_ptr<const WorkBox> m_box;
    std::atomic<int> m_quietSeconds{-1};
    std::atomic<qint64> m_lastCallMs{0}; ///< of the monotonic clock
    std::mutex m_applying;
    std::shared_ptr<const KeyRing> m_keyRing; ///< through std::atomic_load and atomic_store only
    std::mutex m_trafficMutex;
    std::map<std::array<std::string, 4>, std::pair<qint64, qint64>> m_traffic;
};

} // namespace tuilerie
