// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/parallel.h"

#include "base/work/barrier.h"
#include "base/work/thread.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <optional>
#include <vector>

namespace tuilerie {

namespace {

constexpr int mostWorkers = 1024; ///< a slip of the keyboard must not use up the system's threads

bool isStop(ErrorCode code)
{
    return code == ErrorCode::Paused || code == ErrorCode::Cancelled;
}

/// What the tasks of one call came to.
class Outcome
{
public:
    explicit Outcome(const std::function<void()> &onFailure)
        : m_onFailure(onFailure)
    {
    }
    bool isStopped() const { return m_isStopped; }

    void take(Status status, qint64 index)
    {
        if (status)
            return;
        keep(std::move(status.error()), index);
        if (!m_isStopped.exchange(true) && m_onFailure)
            if (Status told = guarded(m_onFailure); !told)
                keep(std::move(told.error()), std::numeric_limits<qint64>::max());
    }
    Status status()
    {
        if (m_error)
            return fail(std::move(*m_error));
        return {};
    }

private:
    void keep(Error error, qint64 index)
    {
        const std::lock_guard lock(m_mutex);
        const bool isStronger = m_error && isStop(m_error->code) && !isStop(error.code);
        const bool isLower = m_error && isStop(m_error->code) == isStop(error.code) && index < m_index;
        if (m_error && !isStronger && !isLower)
            return;
        m_error = std::move(error);
        m_index = index;
    }

    const std::function<void()> &m_onFailure;
    std::atomic<bool> m_isStopped{false};
    std::mutex m_mutex;
    std::optional<Error> m_error;
    qint64 m_index = 0;
};

} // namespace

int workerCount(int wanted)
{
    return wanted > 0 ? wanted : std::max(1, int(std::thread::hardware_concurrency()));
}

Status parallel(int workers, qint64 count, const std::function<Status(int worker, qint64 index)> &work,
    const std::function<void()> &onFailure)
{
    Outcome outcome(onFailure);
    workers = int(std::min<qint64>({workers, count, mostWorkers}));
    std::atomic<qint64> next{0};
    const auto run = [&](int worker) {
        for (qint64 index = next++; index < count && !outcome.isStopped(); index = next++)
            outcome.take(guarded([&] { return work(worker, index); }), index);
    };
    {
        std::vector<Thread> threads;
        threads.reserve(size_t(std::max(1, workers)));
        for (int worker = 1; worker < workers; ++worker) {
            auto thread = Thread::start([&run, worker]() -> Status {
                run(worker);
                return {};
            });
            if (!thread)
                break;
            threads.push_back(std::move(*thread));
        }
        run(0);
    }
    return outcome.status();
}

Status parallel(int workers, qint64 count, const WorkControl &control,
    const std::function<Status(int worker, qint64 index)> &work, const std::function<void()> &onFailure)
{
    return parallel(
        workers, count,
        [&](int worker, qint64 index) -> Status {
            TUILERIE_CHECK(checkStop(control));
            return work(worker, index);
        },
        onFailure);
}

Status parallelWorkers(int workers, const std::function<Status(int worker)> &work, const std::function<void()> &onFailure)
{
    Outcome outcome(onFailure);
    const auto run = [&](int worker) { outcome.take(guarded([&] { return work(worker); }), worker); };
    {
        std::vector<Thread> threads;
        threads.reserve(size_t(std::max(1, workers)));
        for (int worker = 1; worker < workers && !outcome.isStopped(); ++worker) {
            auto thread = Thread::start([&run, worker]() -> Status {
                run(worker);
                return {};
            });
            if (thread)
                threads.push_back(std::move(*thread));
            else
                outcome.take(fail(std::move(thread.error())), worker);
        }
        if (workers > 0 && !outcome.isStopped())
            run(0);
    }
    return outcome.status();
}

} // namespace tuilerie
