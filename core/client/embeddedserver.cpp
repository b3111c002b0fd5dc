// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/embeddedserver.h"

#include <QPromise>
#include <QThreadPool>

namespace tuilerie {

namespace {

constexpr int watchMs = 2000;
constexpr int mostRestarts = 5;
constexpr qint64 restartWindowSeconds = 300;

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

EmbeddedServer::EmbeddedServer(EmbeddedServerOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_stop(std::make_shared<std::atomic_bool>(false))
{
    m_watch.setInterval(watchMs);
    connect(&m_watch, &QTimer::timeout, this, &EmbeddedServer::look);
}

EmbeddedServer::~EmbeddedServer()
{
    m_stop->store(true);
    m_starting.waitForFinished();
}

void EmbeddedServer::start()
{
    m_restarts.clear();
    launch();
}

void EmbeddedServer::launch()
{
    if (m_starting.isRunning())
        return;
    m_watch.stop();
    auto promise = std::make_shared<QPromise<void>>();
    m_starting = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([this, promise, options = m_options, stop = m_stop] {
        StartControl control(stop);
        auto state = ensureEmbeddedServer(options, control);
        // The window that left it to end by itself is back.
        if (state)
            keepEmbeddedServer(*state);
        // The destructor waits for this work, so `this` lives; the answer is taken on its own thread.
        QMetaObject::invokeMethod(
            this,
            [this, state = std::move(state)] {
                if (!state) {
                    if (state.error().code != ErrorCode::Cancelled)
                        emit failed(state.error());
                    return;
                }
                m_state = *state;
                m_watch.start();
                emit started(m_state);
            },
            Qt::QueuedConnection);
        promise->finish();
    });
}

void EmbeddedServer::look()
{
    const auto running = findEmbeddedServer(m_options);
    if (running) {
        m_state = *running;
        return;
    }
    m_state = {};
    m_watch.stop();
    emit crashed();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_restarts.removeIf([&now](const QDateTime &when) { return when.secsTo(now) > restartWindowSeconds; });
    if (m_restarts.size() >= mostRestarts) {
        emit failed({ErrorCode::Internal,
            tr("The embedded server ended five times within five minutes. Its log says why: %1")
                .arg(serverLogFile(m_options)),
            {}});
        return;
    }
    m_restarts << now;
    launch();
}

void EmbeddedServer::stop()
{
    m_watch.stop();
    m_stop->store(true);
    m_starting.waitForFinished();
    m_stop = std::make_shared<std::atomic_bool>(false);
    (void)stopEmbeddedServer(m_options);
    m_state = {};
}

} // namespace tuilerie
