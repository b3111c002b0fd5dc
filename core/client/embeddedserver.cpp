// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/embeddedserver.h"

#include "base/work/workpool.h"

#include <QPromise>

#include <mutex>
extern "C" {
#include <sys/pidfd.h> // whose declarations in glibc 2.36 forget it
}
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr int watchMs = 2000; ///< where the system does not tell of a process's end
constexpr int lookAgainMs = 50;
constexpr int longestWaitMs = 60000;

// Ends a start that is under way when the object dies.
class StartControl final : public WorkControl
{
public:
    explicit StartControl(std::shared_ptr<std::atomic_bool> stop)
        : m_stop(std::move(stop))
    {
    }
    void progress(const Progress &) override {}
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return m_stop->load() ? StopRequest::Cancel : StopRequest::None; }

private:
    std::shared_ptr<std::atomic_bool> m_stop;
};

} // namespace

/// What works on other threads see of it.
struct EmbeddedServer::Shared
{
    std::mutex mutex;
    EmbeddedServerState state; ///< pid 0 while it is being started
    std::optional<Error> over; ///< why nobody need wait any more

    Result<EmbeddedServerState> now()
    {
        const std::lock_guard lock(mutex);
        if (over)
            return fail(*over);
        return state;
    }
};

EmbeddedServer::EmbeddedServer(EmbeddedServerOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_shared(std::make_shared<Shared>())
    , m_stop(std::make_shared<std::atomic_bool>(false))
{
    m_watch.setInterval(watchMs);
    connect(&m_watch, &QTimer::timeout, this, &EmbeddedServer::look);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &EmbeddedServer::launch);
}

EmbeddedServer::~EmbeddedServer()
{
    giveUp({ErrorCode::Network, tr("The embedded server is no longer looked after."), {}});
    m_stop->store(true);
    m_starting.waitForFinished();
    m_looking.waitForFinished();
}

void EmbeddedServer::giveUp(const Error &error)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->over = error;
}

void EmbeddedServer::setState(const EmbeddedServerState &state)
{
    m_state = state;
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->state = state;
    }
    if (state.pid == 0 || m_access)
        return;
    auto last = std::make_shared<EmbeddedServerState>(state);
    const auto renew = [shared = m_shared, last, options = m_options](
                           WorkControl &control) -> Result<std::optional<ServerAccess::Way>> {
        for (int waited = 0; waited < longestWaitMs; waited += lookAgainMs) {
            TUILERIE_TRY(now, shared->now());
            if (now.pid != 0 && now != *last) {
                *last = now;
                return ServerAccess::Way{now.address(), now.tokens()};
            }
            // The same one, and it lives: what went wrong is not that.
            if (now.pid != 0 && findEmbeddedServer(options) == Result<EmbeddedServerState>(now))
                return std::nullopt;
            TUILERIE_CHECK(waitFor(lookAgainMs, control));
        }
        return fail(ErrorCode::Network, tr("The embedded server is not there again after a minute. Start it by its light."));
    };
    m_access = std::make_shared<ServerAccess>(state.address(), state.tokens(), renew);
}

void EmbeddedServer::start()
{
    m_policy.reset();
    m_isRestart = false;
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->over.reset();
    }
    launch();
}

/// `work` in the pool for the network, then `done` with what it gives here. The destructor waits for it, so `this` lives.
template <typename Work, typename Done> QFuture<void> EmbeddedServer::aside(Work work, Done done)
{
    auto promise = std::make_shared<QPromise<void>>();
    QFuture<void> future = promise->future();
    promise->start();
    WorkPool::network().start([this, promise, work = std::move(work), done = std::move(done)] {
        QMetaObject::invokeMethod(
            this, [done, answer = work()] { done(answer); }, Qt::QueuedConnection);
        promise->finish();
    });
    return future;
}

void EmbeddedServer::launch()
{
    m_again.stop();
    if (m_starting.isRunning()) {
        // The start that has just failed is told of a moment before its thread is free.
        if (m_isRestart)
            m_again.start(lookAgainMs);
        return;
    }
    m_watch.stop();
    m_starting = aside(
        [options = m_options, stop = m_stop] {
            StartControl control(stop);
            auto state = ensureEmbeddedServer(options, control);
            // The window that left it to end by itself is back.
            if (state)
                keepEmbeddedServer(*state);
            return state;
        },
        [this](const Result<EmbeddedServerState> &state) { launched(state); });
}

void EmbeddedServer::launched(const Result<EmbeddedServerState> &state)
{
    if (!state && state.error().code == ErrorCode::Cancelled)
        return;
    // One that ends before it listens has died, too: of the same job, perhaps.
    if (!state && m_isRestart && state.error().code == ErrorCode::Io)
        return restart(state.error());
    if (!state) {
        giveUp(state.error());
        emit failed(state.error());
        return;
    }
    setState(*state);
    watchEnd();
    m_watch.start();
    emit started(m_state);
}

/// The system says at once when the process has ended, whoever started it.
void EmbeddedServer::watchEnd()
{
    const int end = ::pidfd_open(pid_t(m_state.pid), 0);
    if (end < 0)
        return; // the timer looks
    m_end.reset(new QSocketNotifier(end, QSocketNotifier::Read));
    connect(m_end.get(), &QObject::destroyed, [end] { ::close(end); });
    connect(m_end.get(), &QSocketNotifier::activated, this, [this] {
        m_end->setEnabled(false);
        look();
    });
}

void EmbeddedServer::look()
{
    if (!m_looking.isRunning())
        m_looking = aside([options = m_options] { return findEmbeddedServer(options); },
            [this](const Result<EmbeddedServerState> &running) { saw(running); });
}

void EmbeddedServer::saw(const Result<EmbeddedServerState> &running)
{
    if (!m_watch.isActive())
        return; // stopped or started again meanwhile
    if (!running)
        return restart(endsTooOften(m_options));
    if (*running == m_state)
        return;
    // Another program was faster.
    setState(*running);
    watchEnd();
    emit started(m_state);
}

void EmbeddedServer::restart(const Error &error)
{
    m_end.reset();
    m_watch.stop();
    setState({});
    m_isRestart = true;
    const auto delay = m_policy.nextDelayMs(QDateTime::currentDateTimeUtc());
    if (!delay) {
        giveUp(error);
        emit failed(error);
        return;
    }
    emit crashed(*delay);
    m_again.start(*delay);
}

void EmbeddedServer::stop()
{
    m_watch.stop();
    m_again.stop();
    m_end.reset();
    giveUp({ErrorCode::Network, tr("The embedded server was stopped."), {}});
    m_stop->store(true);
    m_starting.waitForFinished();
    m_stop = std::make_shared<std::atomic_bool>(false);
    (void)stopEmbeddedServer(m_options);
    setState({});
}

} // namespace tuilerie
