// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderpool/renderpool.h"

#include "base/childprocess.h"
#include "base/work/parallel.h"
#include "renderpool/workerprocess.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <condition_variable>
#include <mutex>

namespace tuilerie {

namespace {

constexpr int startSeconds = 60; ///< QGIS loads its libraries and databases; a cold disk may take its time

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RenderPool", text);
}

class ProcessPool final : public RenderPool
{
public:
    explicit ProcessPool(const RenderPoolOptions &options)
        : m_options(options)
    {
    }

    Result<QByteArray> map(const MapRequest &request) override
    {
        TUILERIE_TRY(answer, ask(renderRequest(request)));
        return answer.data;
    }
    Result<QByteArray> legend(const LegendRequest &request) override
    {
        TUILERIE_TRY(answer, ask(renderRequest(request)));
        return answer.data;
    }
    Result<QJsonArray> features(const FeatureRequest &request) override
    {
        TUILERIE_TRY(answer, ask(renderRequest(request)));
        return answer.head.value(QLatin1String("result")).toArray();
    }
    Result<QJsonObject> describe(const StyledTable &table) override
    {
        TUILERIE_TRY(answer,
            ask({{QStringLiteral("op"), QStringLiteral("describe")},
                {QStringLiteral("tables"), QJsonArray{table.toJson()}}}));
        return answer.head.value(QLatin1String("result")).toObject();
    }
    Result<QByteArray> sld(const StyledTable &table) override
    {
        TUILERIE_TRY(answer,
            ask({{QStringLiteral("op"), QStringLiteral("sld")}, {QStringLiteral("tables"), QJsonArray{table.toJson()}}}));
        return answer.data;
    }
    QJsonObject statistics() const override;

private:
    Result<RenderMessage> ask(const QJsonObject &request);
    Result<std::unique_ptr<WorkerProcess>> take();
    void giveBack(std::unique_ptr<WorkerProcess> worker);
    void drop(std::unique_ptr<WorkerProcess> worker, bool broke);
    tl::unexpected<Error> sentence(WorkerProcess::Failure failure);

    const RenderPoolOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<std::unique_ptr<WorkerProcess>> m_idle;
    std::vector<pid_t> m_pids; ///< of all that run
    int m_workers = 0;         ///< that run or are being started
    int m_waiting = 0;
    qint64 m_restarts = 0, m_timeouts = 0, m_refused = 0, m_requests = 0;
};

QJsonObject ProcessPool::statistics() const
{
    const std::lock_guard lock(m_mutex);
    QJsonArray pids;
    for (const pid_t pid : m_pids)
        pids.append(qint64(pid));
    return {{QStringLiteral("workers"), m_workers}, {QStringLiteral("busy"), m_workers - int(m_idle.size())},
        {QStringLiteral("waiting"), m_waiting}, {QStringLiteral("restarts"), m_restarts},
        {QStringLiteral("timeouts"), m_timeouts}, {QStringLiteral("refused"), m_refused},
        {QStringLiteral("requests"), m_requests}, {QStringLiteral("limit"), m_options.workers},
        {QStringLiteral("pids"), pids}};
}

Result<std::unique_ptr<WorkerProcess>> ProcessPool::take()
{
    const QDeadlineTimer deadline(qint64(m_options.timeoutSeconds) * 1000);
    std::unique_lock lock(m_mutex);
    ++m_requests;
    const auto canGoOn = [this] { return !m_idle.empty() || m_workers < m_options.workers; };
    if (!canGoOn()) {
        if (m_waiting >= m_options.queueLimit) {
            ++m_refused;
            return fail(ErrorCode::Busy, tr("Too many maps are being drawn. Try again in a moment."));
        }
        ++m_waiting;
        const bool came = m_wake.wait_for(lock, std::chrono::milliseconds(deadline.remainingTime()), canGoOn);
        --m_waiting;
        if (!came) {
            ++m_refused;
            return fail(ErrorCode::Busy, tr("Too many maps are being drawn. Try again in a moment."),
                QStringLiteral("no worker came free in time"));
        }
    }
    if (!m_idle.empty()) {
        auto worker = std::move(m_idle.back()); // the one used last has its layers still warm
        m_idle.pop_back();
        return worker;
    }
    ++m_workers;
    lock.unlock();
    auto started = WorkerProcess::start(m_options.program, m_options.memoryMiB);
    lock.lock();
    if (!started) {
        --m_workers;
        m_wake.notify_one();
        return fail(ErrorCode::Busy, tr("No renderer can be started now. Try again in a moment."),
            started.error().message + started.error().detail);
    }
    m_pids.push_back((*started)->pid());
    return started;
}

void ProcessPool::giveBack(std::unique_ptr<WorkerProcess> worker)
{
    // What a worker keeps grows with what it was asked: a fresh one is cheap, a full one is killed over somebody's request.
    const bool isWorn = worker->answered >= m_options.requestsPerWorker
        || worker->residentBytes() > (qint64(m_options.memoryMiB) << 20) * 4 / 5;
    if (isWorn) {
        drop(std::move(worker), false);
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(worker));
    m_wake.notify_one();
}

void ProcessPool::drop(std::unique_ptr<WorkerProcess> worker, bool broke)
{
    const pid_t pid = worker->pid();
    worker.reset();
    const std::lock_guard lock(m_mutex);
    std::erase(m_pids, pid);
    --m_workers;
    m_restarts += broke ? 1 : 0;
    m_wake.notify_one();
}

tl::unexpected<Error> ProcessPool::sentence(WorkerProcess::Failure failure)
{
    switch (failure) {
    case WorkerProcess::Failure::TooSlow: {
        const std::lock_guard lock(m_mutex);
        ++m_timeouts;
        return fail(ErrorCode::Internal,
            tr("Drawing took longer than %1 seconds. Ask for a smaller area, or give the style scale limits.")
                .arg(m_options.timeoutSeconds));
    }
    case WorkerProcess::Failure::TooLarge:
        return fail(ErrorCode::Internal,
            tr("Drawing needs more than %1 MiB of memory. Ask for a smaller picture or area.").arg(m_options.memoryMiB));
    case WorkerProcess::Failure::Broke: break;
    }
    return fail(ErrorCode::Internal,
        tr("The renderer broke down over this request. Others are not affected; check the data with “tuilerie-cli check”."));
}

Result<RenderMessage> ProcessPool::ask(const QJsonObject &request)
{
    for (int attempt = 0;; ++attempt) {
        TUILERIE_TRY(worker, take());
        if (!worker->isAlive() && attempt < m_options.workers + 1) {
            drop(std::move(worker), true); // it ended while it had nothing to do: that is not this request's fault
            continue;
        }
        if (const auto ready = worker->waitReady(QDeadlineTimer(qint64(startSeconds) * 1000)); !ready) {
            drop(std::move(worker), true);
            return fail(ErrorCode::Busy, tr("No renderer can be started now. Try again in a moment."),
                QStringLiteral("%1 ended or hung while it started").arg(m_options.program));
        }
        auto answer = worker->ask(request, QDeadlineTimer(qint64(m_options.timeoutSeconds) * 1000));
        if (!answer) {
            drop(std::move(worker), true);
            return sentence(answer.error());
        }
        giveBack(std::move(worker));
        if (answer->head.contains(QLatin1String("error")))
            return fail(renderErrorOf(answer->head));
        return std::move(*answer);
    }
}

} // namespace

Result<std::shared_ptr<RenderPool>> RenderPool::create(const RenderPoolOptions &given)
{
    RenderPoolOptions options = given;
    if (options.program.isEmpty())
        options.program = programBeside(QStringLiteral("tuilerie-renderer"));
    const QFileInfo program(options.program);
    if (!program.isFile() || !program.isExecutable())
        return fail(ErrorCode::Unsupported,
            tr("Styled vector maps need the program %1, which is not there. Install the package tuilerie-qgis-core, or "
               "build Tuilerie with QGIS (TUILERIE_RENDER=ON).")
                .arg(options.program.isEmpty() ? QStringLiteral("tuilerie-renderer") : options.program));
    if (options.workers <= 0)
        options.workers = std::max(1, workerCount(0) / 2);
    options.timeoutSeconds = std::max(1, options.timeoutSeconds);
    options.queueLimit = std::max(0, options.queueLimit);
    options.requestsPerWorker = std::max(1, options.requestsPerWorker);
    return std::shared_ptr<RenderPool>(std::make_shared<ProcessPool>(options));
}

} // namespace tuilerie
