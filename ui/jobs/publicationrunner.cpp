// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/publicationrunner.h"
#include "base/detached.h"

#include "publish/publication.h"
#include "publish/commandline.h"
#include "publish/publishdraft.h"
#include "ui/servers/serversession.h"

#include <QPointer>
#include <QTimer>
#include <QUuid>
#include <algorithm>
#include <atomic>

namespace tuilerie {

static constexpr int KeptLogLines = 2000;
static constexpr int RetryAfterMs = 3000;
static constexpr int RetriesAtMost = 10;

/// The runner's ear in the thread of one publish().
class PublicationRunner::Control final : public WorkControl
{
public:
    Control(PublicationRunner *runner, QString id)
        : m_runner(runner)
        , m_id(std::move(id))
    {
    }
    void request(StopRequest stop) { m_stop = stop; }
    StopRequest requested() const { return m_stop; }

    void progress(const Progress &progress) override
    {
        post([progress, id = m_id](PublicationRunner &runner) {
            runner.m_runs[id].progress = progress;
            emit runner.changed(id);
        });
    }
    void log(const QString &line) override
    {
        post([line, id = m_id](PublicationRunner &runner) {
            QStringList &lines = runner.m_runs[id].log;
            lines << line;
            if (lines.size() > KeptLogLines)
                lines.removeFirst();
            emit runner.changed(id);
        });
    }
    void warning(const QString &sentence) override
    {
        post([sentence, id = m_id](PublicationRunner &runner) {
            if (Publication *publication = runner.get(id); publication && !publication->warnings.contains(sentence)) {
                publication->warnings << sentence;
                runner.keep(*publication);
            }
        });
    }
    StopRequest shouldStop() const override { return m_stop; }

private:
    template <typename Change> void post(Change change)
    {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [runner = m_runner, change = std::move(change)] {
                if (runner)
                    change(*runner);
            },
            Qt::QueuedConnection);
    }

    const QPointer<PublicationRunner> m_runner;
    const QString m_id;
    std::atomic<StopRequest> m_stop = StopRequest::None;
};

PublicationRunner::PublicationRunner(ServerSession *servers, PublicationStore store, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_store(std::move(store))
    , m_publications(m_store.load())
{
}

PublicationRunner::~PublicationRunner()
{
    leave();
}

const Publication *PublicationRunner::find(const QString &id) const
{
    return const_cast<PublicationRunner *>(this)->get(id);
}

Publication *PublicationRunner::get(const QString &id)
{
    const auto found =
        std::find_if(m_publications.begin(), m_publications.end(), [&](const Publication &p) { return p.id == id; });
    return found == m_publications.end() ? nullptr : &*found;
}

Progress PublicationRunner::progressOf(const QString &id) const
{
    return m_runs.value(id).progress;
}

QStringList PublicationRunner::logOf(const QString &id) const
{
    return m_runs.value(id).log;
}

int PublicationRunner::runningCount() const
{
    return int(std::count_if(m_publications.begin(), m_publications.end(),
        [](const Publication &p) { return p.state == PublicationState::Running; }));
}

void PublicationRunner::keep(Publication &publication)
{
    if (const Status saved = m_store.save(publication); !saved)
        m_runs[publication.id].log << saved.error().message;
    emit changed(publication.id);
}

QString PublicationRunner::start(const PublishRequest &request, const QString &server)
{
    Publication publication;
    publication.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    publication.server = server;
    publication.request = request;
    publication.created = QDateTime::currentDateTimeUtc();
    m_publications.push_back(publication);
    keep(m_publications.back());
    run(publication.id);
    return publication.id;
}

void PublicationRunner::resumeKept()
{
    std::vector<QString> ids;
    for (const Publication &publication : m_publications) {
        if (publication.state == PublicationState::Running)
            ids.push_back(publication.id);
    }
    for (const QString &id : ids)
        run(id);
}

void PublicationRunner::run(const QString &id)
{
    const Publication *publication = get(id);
    if (!publication || m_runs[id].control)
        return;
    auto control = std::make_shared<Control>(this, id);
    m_runs[id].control = control;
    m_servers->withClient(publication->server, this,
        [this, id, control, request = publication->request](Result<std::shared_ptr<AsyncClient>> client) {
            if (!client) {
                ended(id, fail(client.error()));
                return;
            }
            (*client)
                ->run([request](EntrepotClient &entrepot) { return tuilerie::publish(entrepot, request); }, control)
                .then(this, [this, id](const Result<PublicationResult> &result) { ended(id, result); })
                .onCanceled(this, [this, id] { ended(id, fail(ErrorCode::Cancelled, {})); });
        });
    emit changed(id);
}

/// The executions on the server that work for a request.
static Result<std::vector<ProcessingExecution>> executionsOf(EntrepotClient &client, const StoredData &output)
{
    TUILERIE_TRY(listed, client.executions({{QStringLiteral("output_stored_data"), output.id}}));
    std::vector<ProcessingExecution> executions;
    for (const ProcessingExecution &item : listed) {
        TUILERIE_TRY(execution, client.execution(item.id));
        executions.push_back(execution);
    }
    return executions;
}

static Result<std::vector<StoredData>> storedDataOf(EntrepotClient &client, const QString &fingerprint)
{
    TUILERIE_TRY(listed, client.storedDataList({{QStringLiteral("tags[tuilerie_fingerprint]"), fingerprint}}));
    std::vector<StoredData> mine;
    for (const StoredData &item : listed) {
        TUILERIE_TRY(whole, client.storedData(item.id));
        // Servers that do not know the filter give everything.
        if (whole.tags.value(QStringLiteral("tuilerie_fingerprint")) == fingerprint)
            mine.push_back(whole);
    }
    return mine;
}

static Status pauseProcessing(EntrepotClient &client, const QString &fingerprint)
{
    TUILERIE_TRY(storedData, storedDataOf(client, fingerprint));
    for (const StoredData &item : storedData) {
        TUILERIE_TRY(executions, executionsOf(client, item));
        for (const ProcessingExecution &execution : executions) {
            if (!execution.isFinished() && execution.status != ExecutionStatus::Created)
                TUILERIE_CHECK(client.pauseExecution(execution.id));
        }
    }
    return {};
}

/// What the server has of it: the running execution is ended, the half-made pyramid and the upload go.
static Status discardUnfinished(EntrepotClient &client, const QString &fingerprint)
{
    TUILERIE_TRY(storedData, storedDataOf(client, fingerprint));
    for (const StoredData &item : storedData) {
        TUILERIE_TRY(executions, executionsOf(client, item));
        for (ProcessingExecution &execution : executions) {
            if (!execution.isFinished())
                TUILERIE_CHECK(client.abortExecution(execution.id));
            while (!execution.isFinished()) {
                TUILERIE_CHECK(waitFor(200, client.control()));
                TUILERIE_TRY(again, client.execution(execution.id));
                execution = again;
            }
        }
        // One that a layer uses is refused (409) and stays.
        if (const Status deleted = client.deleteStoredData(item.id); !deleted && deleted.error().code != ErrorCode::Conflict)
            return deleted;
    }
    TUILERIE_TRY(uploads, client.uploads({{QStringLiteral("tags[tuilerie_fingerprint]"), fingerprint}}));
    for (const Upload &listed : uploads) {
        TUILERIE_TRY(upload, client.upload(listed.id));
        if (upload.tags.value(QStringLiteral("tuilerie_fingerprint")) != fingerprint)
            continue;
        if (const Status deleted = client.deleteUpload(upload.id); !deleted && deleted.error().code != ErrorCode::Conflict)
            return deleted;
    }
    return {};
}

void PublicationRunner::ended(const QString &id, const Result<PublicationResult> &result)
{
    const auto control = std::exchange(m_runs[id].control, nullptr);
    Publication *publication = get(id);
    if (!publication || m_leaving)
        return;
    if (result) {
        publication->state = PublicationState::Done;
        publication->result = *result;
        publication->finished = QDateTime::currentDateTimeUtc();
        for (const QString &warning : result->warnings) {
            if (!publication->warnings.contains(warning))
                publication->warnings << warning;
        }
        keep(*publication);
        emit published(id);
        return;
    }
    if (control && control->requested() == StopRequest::Cancel)
        return onServer(id, discardUnfinished, tr("Not everything could be removed from the server: %1"));
    if (publication->state == PublicationState::Paused) {
        keep(*publication);
        return onServer(id, pauseProcessing, tr("The processing goes on on the server: %1"));
    }
    if (result.error().code == ErrorCode::Network && publication->server == EmbeddedServerName
        && m_servers->light() != ServerSession::Light::Trouble && m_runs[id].retries++ < RetriesAtMost) {
        // The embedded server has crashed and is being started again, if the session has noticed it yet or not.
        QTimer::singleShot(RetryAfterMs, this, [this, id] {
            if (const Publication *again = find(id); again && again->state == PublicationState::Running)
                run(id);
        });
        return;
    }
    publication->state = PublicationState::Failed;
    publication->error = result.error();
    publication->finished = QDateTime::currentDateTimeUtc();
    m_runs[id].log << result.error().message;
    if (!result.error().detail.isEmpty())
        m_runs[id].log << result.error().detail;
    keep(*publication);
    emit failed(id);
}

void PublicationRunner::pause(const QString &id)
{
    Publication *publication = get(id);
    if (!publication || publication->state != PublicationState::Running)
        return;
    publication->state = PublicationState::Paused;
    if (const auto control = m_runs[id].control)
        control->request(StopRequest::Pause);
    keep(*publication);
}

void PublicationRunner::resume(const QString &id)
{
    Publication *publication = get(id);
    if (!publication || (publication->state != PublicationState::Paused && publication->state != PublicationState::Failed))
        return;
    if (m_runs[id].control) {
        // The pause has not reached the server yet: try again when it has.
        QTimer::singleShot(200, this, [this, id] { resume(id); });
        return;
    }
    publication->state = PublicationState::Running;
    m_runs[id].retries = 0;
    publication->error = {};
    publication->finished = {};
    keep(*publication);
    run(id);
}

void PublicationRunner::cancel(const QString &id)
{
    Publication *publication = get(id);
    if (!publication || publication->isEnded())
        return;
    publication->state = PublicationState::Cancelled;
    publication->finished = QDateTime::currentDateTimeUtc();
    keep(*publication);
    if (const auto control = m_runs[id].control)
        control->request(StopRequest::Cancel);
    else
        onServer(id, discardUnfinished, tr("Not everything could be removed from the server: %1"));
}

/// Something small about one publication on its server; what goes wrong is a line of its log.
void PublicationRunner::onServer(
    const QString &id, Status (*work)(EntrepotClient &, const QString &), const QString &complaint)
{
    const Publication *publication = get(id);
    if (!publication)
        return;
    m_servers->withClient(publication->server, this,
        [this, id, work, complaint, fingerprint = publication->request.fingerprint()](
            Result<std::shared_ptr<AsyncClient>> client) {
            if (!client)
                return;
            (*client)
                ->run([work, fingerprint](EntrepotClient &entrepot) { return work(entrepot, fingerprint); })
                .then(this, [this, id, complaint](const Status &status) {
                    if (!status)
                        m_runs[id].log << complaint.arg(status.error().message);
                    emit changed(id);
                });
        });
    emit changed(id);
}

void PublicationRunner::remove(const QString &id)
{
    const Publication *publication = get(id);
    if (!publication || !publication->isEnded() || m_runs[id].control)
        return;
    m_store.remove(id);
    m_runs.remove(id);
    m_publications.erase(
        std::find_if(m_publications.begin(), m_publications.end(), [&](const Publication &p) { return p.id == id; }));
    emit removed(id);
}

void PublicationRunner::leave()
{
    m_leaving = true;
    for (const Run &run : std::as_const(m_runs)) {
        // Neither paused nor cancelled for the server: only this thread stops following it.
        if (run.control)
            run.control->request(StopRequest::Cancel);
    }
}

bool PublicationRunner::handOver()
{
    leave();
    const QString program = commandLineProgram();
    bool all = true;
    for (const Publication &publication : m_publications) {
        if (publication.state != PublicationState::Running)
            continue;
        const QString tokenFile =
            publication.server == EmbeddedServerName ? QString() : m_servers->signInFile(publication.server);
        auto arguments = publishArguments(publication.request, publication.server, tokenFile);
        if (arguments)
            *arguments << QStringLiteral("--no-check") << QStringLiteral("--data") << m_servers->dataFolder();
        all = arguments && !program.isEmpty() && startDetached(program, *arguments).has_value() && all;
    }
    return all;
}

} // namespace tuilerie
