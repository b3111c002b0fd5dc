// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>

namespace tuilerie {

/// The one meter: counts what the workers have done, reports it to the control as seldom as that wants it
/// (WorkControl::reportIntervalMs), and the last unit in any case, with the rate of the last seconds and the time left, and
/// passes on the wish to stop. Counts only grow. All members are thread-safe; the control must live longer.
class ProgressMeter
{
public:
    /// `total`: 0 where it is not known. `parts`: of what add() counts, so many make a unit (a point that counts by half
    /// when it is read and by half when it is written).
    ProgressMeter(WorkControl &control, const QString &step, qint64 total, int parts = 1);

    /// Units that an earlier run did: they count as done, not for the rate.
    void setAlreadyDone(qint64 units, qint64 bytes);
    /// Adds units (or parts of them); Paused or Cancelled when somebody asked to stop or another worker failed.
    Status add(qint64 units);
    void addBytes(qint64 bytes) { m_bytes += bytes; }
    /// What add() and addBytes() came to when somebody else counts: units and bytes from the beginning on.
    Status advance(qint64 units, qint64 bytes);
    Status check() const;
    /// Another worker failed: the rest stops at its next check.
    void abort() { m_isAborted = true; }
    void report();          ///< at once
    double elapsed() const; ///< seconds

private:
    using Clock = std::chrono::steady_clock;
    Status tell();
    Progress snapshot(Clock::time_point now);

    WorkControl &m_control;
    const QString m_step;
    const qint64 m_total;
    const int m_parts;
    std::atomic<qint64> m_done{0}; ///< parts
    std::atomic<qint64> m_bytes{0};
    std::atomic<bool> m_isAborted{false};
    const Clock::time_point m_start;
    std::mutex m_mutex; ///< of all below
    Clock::time_point m_last;
    bool m_isEndTold = false; ///< the last unit is reported whatever the time
    std::deque<std::pair<Clock::time_point, qint64>> m_history;
};

} // namespace tuilerie
