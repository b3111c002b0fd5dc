// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>

namespace tuilerie::raster {

/// Counts what the workers have done, reports it at most ten times a second with the rate of the last seconds, and passes on
/// the wish to stop. Thread-safe.
class ProgressMeter
{
public:
    ProgressMeter(WorkControl &control, const QString &step, qint64 total);

    /// Units that an earlier run did: they count as done, not for the rate.
    void setAlreadyDone(qint64 units, qint64 bytes);
    /// Adds units; an error of code Paused or Cancelled when somebody asked to stop or another worker failed.
    Status add(qint64 units);
    void addBytes(qint64 bytes) { m_bytes += bytes; }
    Status check();
    /// Another worker failed: the rest stops at its next check.
    void abort() { m_aborted = true; }
    void report(); ///< at once
    double elapsed() const;

private:
    using Clock = std::chrono::steady_clock;
    Progress snapshot(Clock::time_point now);

    WorkControl &m_control;
    QString m_step;
    qint64 m_total = 0;
    std::atomic<qint64> m_done{0};
    std::atomic<qint64> m_bytes{0};
    std::atomic<bool> m_aborted{false};
    Clock::time_point m_start;
    std::mutex m_mutex;
    Clock::time_point m_last;
    std::deque<std::pair<Clock::time_point, qint64>> m_history;
};

} // namespace tuilerie::raster
