// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/publicationrunner.h"

#include "base/work/workpool.h"
#include "publish/cancel.h"
#include "publish/handover.h"
#include "publish/pause.h"
#include "publish/publish.h"
#include "ui/servers/serversession.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>
#include <QUuid>
#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

namespace tuilerie {

static constexpr int KeptLogLines = 2000;
static constexpr int LeadAfterMs = 250;    ///< a program that was asked for the lead gives it up within moments
static constexpr int AskAgainEvery = 40;   ///< looks
static constexpr int OtherWindowMs = 5000; ///< another window is not asked for it

/// The runner's ear in the thread of one work.
class PublicationRunner::Control final : public WorkControl
{
public:
    Control(PublicationRunner *runner, QString id)
        : m_runner(runner)
        , m_id(std::move(id))
    {
    }
    /// The first wish counts: a window that closes does not undo a pause.
    void request(StopRequest stop)
    {
        StopRequest none = StopRequest::None;
        m_stop.compare_exchange_strong(none, stop);
    }

    /// What the share of the whole is made of; another try goes on with that of the one before. Looks at the files.
    void plan(const PublishRequest &request)
    {
        post([whole = WholeShare(request), id = m_id](PublicationRunner &runner) {
            if (Run &run = runner.m_runs[id]; run.progress == Progress())
                run.whole = whole;
        });
    }

    void progress(const Progress &progress) override
    {
        post([progress, id = m_id](PublicationRunner &runner) {
            Run &run = runner.m_runs[id];
            run.progress = progress;
            run.whole.take(progress);
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
        change([sentence](Publication &publication) { publication.addWarning(sentence); });
    }
    StopRequest shouldStop() const override { return m_stop; }

    /// On the runner's thread, and kept.
    template <typename Change> void change(Change change)
    {
        post([change = std::move(change), id = m_id](PublicationRunner &runner) {
            if (Publication *publication = runner.get(id)) {
                change(*publication);
                runner.keep(*publication);
            }
        });
    }

private:
    template <typename Change> void post(Change change)
    {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [runner = m_runner, change = std::move(change)] {
                if (runner && !runner->m_leaving)
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

double PublicationRunner::shareOf(const QString &id) const
{
    const auto run = m_runs.constFind(id);
    return run == m_runs.constEnd() || run->progress == Progress() ? -1 : run->whole.share();
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
    // Only who leads writes: the command line may be about to say how it ended.
    if (m_runs[publication.id].lead)
        write(publication);
    emit changed(publication.id);
}

/// On the writer's thread: each is flushed to the disk.
void PublicationRunner::write(const Publication &publication)
{
    WorkPool::writer().start(
        [store = m_store, publication, runner = QPointer(this), lead = m_runs[publication.id].lead] {
            const Status saved = store.save(publication);
            if (saved)
                return;
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [runner, id = publication.id, message = saved.error().message] {
                    if (runner)
                        runner->m_runs[id].log << message;
                },
                Qt::QueuedConnection);
        },
        WorkPool::AtClose::Run);
}

/// After what was kept under it.
void PublicationRunner::giveLead(Run &run)
{
    run.given = run.lead;
    if (run.lead)
        WorkPool::writer().start([lead = std::exchange(run.lead, nullptr)] {}, WorkPool::AtClose::Run);
}

QString PublicationRunner::start(const PublishRequest &request, const QString &server)
{
    Publication publication;
    publication.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    publication.server = server;
    publication.request = request;
    publication.created = QDateTime::currentDateTimeUtc();
    m_publications.push_back(publication);
    write(publication);
    advance(publication.id);
    return publication.id;
}

void PublicationRunner::resumeKept()
{
    std::vector<QString> ids;
    for (const Publication &publication : m_publications) {
        // A cancel that was cut off goes on, too.
        if (publication.state == PublicationState::Running || publication.isBeingCancelled())
            ids.push_back(publication.id);
    }
    for (const QString &id : ids)
        advance(id);
}

/// Does what is to be done next for a publication, once it has the lead and nothing else is under way for it.
void PublicationRunner::advance(const QString &id)
{
    const Publication *publication = get(id);
    if (!publication || m_leaving || m_runs[id].control || m_runs[id].isWaiting)
        return;
    const bool isToDo = publication->state == PublicationState::Running || publication->isBeingCancelled()
        || (publication->state == PublicationState::Paused && m_runs[id].toPause);
    if (!isToDo) {
        giveLead(m_runs[id]);
        return;
    }
    if (!takeLead(id))
        return;
    publication = get(id);
    if (publication->isBeingCancelled())
        cancelOnServer(*publication);
    else if (publication->state == PublicationState::Paused)
        pauseOnServer(*publication);
    else if (publication->state == PublicationState::Running)
        carryThrough(*publication);
    else
        giveLead(m_runs[id]);
}

/// False when it has to wait for another program; advance() comes again then.
bool PublicationRunner::takeLead(const QString &id)
{
    Run &run = m_runs[id];
    if (run.lead)
        return true;
    // One that was given and has not gone yet: nobody else has changed anything.
    run.lead = run.given.lock();
    if (run.lead)
        return true;
    const QString file = m_store.file(id);
    run.lead = PublicationLead::take(file);
    if (!run.lead) {
        const bool comes = run.asked % AskAgainEvery != 0 || PublicationLead::askBack(file);
        run.asked += comes ? 1 : 0;
        run.isWaiting = true;
        QTimer::singleShot(comes ? LeadAfterMs : OtherWindowMs, this, [this, id] {
            m_runs[id].isWaiting = false;
            advance(id);
        });
        return false;
    }
    run.asked = 0;
    // What another program has made of it since.
    Publication *publication = get(id);
    const auto kept = PublicationStore::loadFile(file);
    if (kept) {
        publication->identity = kept->identity;
        publication->executions = kept->executions;
        for (const QString &warning : kept->warnings)
            publication->addWarning(warning);
    }
    if (!kept || !kept->isEnded() || kept->isBeingCancelled() || publication->state == PublicationState::Cancelled) {
        keep(*publication);
        return true;
    }
    *publication = *kept;
    giveLead(run);
    emit changed(id);
    if (publication->state == PublicationState::Done)
        emit published(id);
    else if (publication->state == PublicationState::Failed)
        emit failed(id);
    return false;
}

/// One work of a publication on its server; `done` gets its result on this thread. The work keeps the lead to its very end.
template <typename R, typename Work, typename Done>
void PublicationRunner::onServer(const Publication &publication, Work work, Done done)
{
    const QString id = publication.id;
    auto control = std::make_shared<Control>(this, id);
    m_runs[id].control = control;
    m_servers->withClient(publication.server, this,
        [id, control, lead = m_runs[id].lead, work = std::move(work), done = std::move(done), this](
            const Result<std::shared_ptr<AsyncClient>> &client) {
            if (!client) {
                done(R(fail(client.error())));
                return;
            }
            (*client)
                ->run([work, control, lead](EntrepotClient &entrepot) -> R { return work(entrepot, *control); }, control)
                .then(this, [done](const R &result) { done(result); })
                .onCanceled(this, [done] { done(R(fail(ErrorCode::Cancelled, {}))); });
        });
    emit changed(id);
}

void PublicationRunner::carryThrough(const Publication &publication)
{
    using Outcome = Result<PublicationResult>;
    const auto work = [request = publication.request, identity = publication.identity](
                          EntrepotClient &client, Control &control) -> Outcome {
        PublishRun run;
        run.identity = identity;
        run.identified = [&control](const PublicationIdentity &found) {
            control.change([found](Publication &changed) { changed.identity = found; });
        };
        run.executing = [&control](const QString &execution) {
            control.change([execution](Publication &changed) { changed.addExecution(execution); });
        };
        control.plan(request);
        return tuilerie::publish(client, request, run);
    };
    onServer<Outcome>(publication, work, [this, id = publication.id](const Outcome &result) { ended(id, result); });
}

void PublicationRunner::ended(const QString &id, const Result<PublicationResult> &result)
{
    Run &run = m_runs[id];
    run.control.reset();
    Publication *publication = get(id);
    if (!publication || m_leaving)
        return;
    if (publication->state == PublicationState::Cancelled) {
        if (result)
            run.result = *result;
        return advance(id);
    }
    // publish() has paused what works for it on the server; by now it may be wished to go on again.
    const bool isPause = !result && result.error().code == ErrorCode::Paused;
    if (isPause || (!result && publication->state == PublicationState::Paused)) {
        run.toPause = run.toPause && !isPause;
        return advance(id);
    }
    publication->end(result);
    if (!result) {
        run.log << result.error().message;
        if (!result.error().detail.isEmpty())
            run.log << result.error().detail;
    }
    keep(*publication);
    giveLead(run);
    if (result)
        emit published(id);
    else
        emit failed(id);
}

/// Of a publication that no work of ours was following.
void PublicationRunner::pauseOnServer(const Publication &publication)
{
    const auto work = [request = publication.request, identity = publication.identity](
                          EntrepotClient &client, Control &) -> Status {
        return pausePublication(client, identity.isEmpty() ? PublicationIdentity::of(request) : identity);
    };
    onServer<Status>(publication, work, [this, id = publication.id](const Status &status) {
        m_runs[id].toPause = false;
        stopped(id, status ? QString() : tr("The processing goes on on the server: %1").arg(status.error().message));
    });
}

void PublicationRunner::cancelOnServer(const Publication &publication)
{
    using Outcome = Result<CancelOutcome>;
    const auto work = [request = publication.request, identity = publication.identity](
                          EntrepotClient &client, Control &) -> Outcome {
        return cancelPublication(client, request, identity.isEmpty() ? PublicationIdentity::of(request) : identity);
    };
    onServer<Outcome>(publication, work, [this, id = publication.id](const Outcome &outcome) {
        Publication *cancelled = get(id);
        if (!cancelled || m_leaving)
            return;
        cancelled->finished = QDateTime::currentDateTimeUtc();
        if (!outcome)
            return stopped(id, tr("Not everything could be removed from the server: %1").arg(outcome.error().message));
        if (*outcome == CancelOutcome::Removed)
            return stopped(id, {});
        cancelled->end(m_runs[id].result.value_or(PublicationResult()));
        stopped(id, tr("It was published already. End it in the list of published layers."));
        emit published(id);
    });
}

void PublicationRunner::stopped(const QString &id, const QString &complaint)
{
    m_runs[id].control.reset();
    Publication *publication = get(id);
    if (!publication || m_leaving)
        return;
    if (!complaint.isEmpty())
        m_runs[id].log << complaint;
    keep(*publication);
    advance(id);
}

void PublicationRunner::pause(const QString &id)
{
    Publication *publication = get(id);
    if (!publication || publication->state != PublicationState::Running)
        return;
    publication->state = PublicationState::Paused;
    Run &run = m_runs[id];
    run.toPause = true;
    if (run.control)
        run.control->request(StopRequest::Pause);
    keep(*publication);
    advance(id);
}

void PublicationRunner::resume(const QString &id)
{
    Publication *publication = get(id);
    if (!publication || (publication->state != PublicationState::Paused && publication->state != PublicationState::Failed))
        return;
    publication->state = PublicationState::Running;
    publication->error = {};
    publication->finished = {};
    Run &run = m_runs[id];
    run.toPause = false;
    if (!run.lead)
        run.lead = run.given.lock();
    if (!run.lead)
        run.lead = PublicationLead::take(m_store.file(id));
    keep(*publication);
    // A pause that has not reached the server yet ends first; then it goes on by itself.
    advance(id);
}

void PublicationRunner::cancel(const QString &id)
{
    Publication *publication = get(id);
    if (!publication || publication->isEnded())
        return;
    publication->state = PublicationState::Cancelled;
    publication->finished = {};
    if (const auto control = m_runs[id].control)
        control->request(StopRequest::Cancel);
    keep(*publication);
    advance(id);
}

void PublicationRunner::remove(const QString &id)
{
    const Publication *publication = get(id);
    if (!publication || !publication->isEnded() || publication->isBeingCancelled() || m_runs[id].control)
        return;
    WorkPool::writer().start([store = m_store, id] { store.remove(id); }, WorkPool::AtClose::Run);
    m_runs.remove(id);
    m_publications.erase(
        std::find_if(m_publications.begin(), m_publications.end(), [&](const Publication &p) { return p.id == id; }));
    emit removed(id);
}

void PublicationRunner::leave()
{
    m_leaving = true;
    for (Run &run : m_runs) {
        // Neither paused nor cancelled for the server: only this thread stops following it.
        if (run.control)
            run.control->request(StopRequest::Cancel);
        giveLead(run);
    }
    // Whoever goes on reads what was kept.
    std::promise<void> written;
    WorkPool::writer().start([&written] { written.set_value(); }, WorkPool::AtClose::Run);
    written.get_future().wait();
}

bool PublicationRunner::handOver()
{
    leave();
    bool all = true;
    for (const Publication &publication : m_publications) {
        if (publication.state == PublicationState::Running)
            all = tuilerie::handOver(m_store.file(publication.id), m_servers->dataFolder()).has_value() && all;
    }
    return all;
}

} // namespace tuilerie
