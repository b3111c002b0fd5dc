// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/progressmeter.h"

#include <algorithm>

namespace tuilerie {

namespace {

constexpr std::chrono::seconds rateWindow(15);
constexpr std::chrono::milliseconds rateStep(50); ///< what the window keeps is no finer

void raise(std::atomic<qint64> &value, qint64 to)
{
    for (qint64 before = value; before < to && !value.compare_exchange_weak(before, to);) {}
}

} // namespace

ProgressMeter::ProgressMeter(WorkControl &control, const QString &step, qint64 total, int parts)
    : m_control(control)
    , m_step(step)
    , m_total(total)
    , m_parts(std::max(1, parts))
    , m_start(Clock::now())
    , m_last(m_start)
{
    m_history.emplace_back(m_start, 0);
}

void ProgressMeter::setAlreadyDone(qint64 units, qint64 bytes)
{
    m_done = units * m_parts;
    m_bytes = bytes;
    const std::lock_guard lock(m_mutex);
    m_history.assign(1, {m_start, units});
}

double ProgressMeter::elapsed() const
{
    return std::chrono::duration<double>(Clock::now() - m_start).count();
}

Status ProgressMeter::check() const
{
    TUILERIE_CHECK(checkStop(m_control));
    if (m_isAborted)
        return fail(stopError(StopRequest::Cancel));
    return {};
}

Status ProgressMeter::add(qint64 units)
{
    m_done += units;
    return tell();
}

Status ProgressMeter::advance(qint64 units, qint64 bytes)
{
    raise(m_done, units * m_parts);
    raise(m_bytes, bytes);
    return tell();
}

Status ProgressMeter::tell()
{
    const int interval = m_control.reportIntervalMs();
    // Whoever finds the meter busy need not report: somebody does. Unless each single count is wanted.
    std::unique_lock lock(m_mutex, std::defer_lock);
    if (interval > 0 ? lock.try_lock() : (lock.lock(), true)) {
        const Clock::time_point now = Clock::now();
        const bool isEnd = m_total > 0 && !m_isEndTold && m_done / m_parts >= m_total;
        if (isEnd || now - m_last >= std::chrono::milliseconds(interval)) {
            m_isEndTold |= isEnd;
            m_last = now;
            m_control.progress(snapshot(now));
        }
        lock.unlock();
    }
    return check();
}

void ProgressMeter::report()
{
    const std::lock_guard lock(m_mutex);
    m_last = Clock::now();
    m_control.progress(snapshot(m_last));
}

Progress ProgressMeter::snapshot(Clock::time_point now)
{
    Progress progress;
    progress.step = m_step;
    progress.done = m_done / m_parts;
    progress.total = m_total;
    progress.bytes = m_bytes;
    progress.elapsedSeconds = std::chrono::duration<double>(now - m_start).count();
    if (m_history.size() < 2 || now - m_history.back().first >= rateStep)
        m_history.emplace_back(now, progress.done);
    while (m_history.size() > 2 && now - m_history.front().first > rateWindow)
        m_history.pop_front();
    const double seconds = std::chrono::duration<double>(now - m_history.front().first).count();
    if (seconds > 0)
        progress.rate = double(progress.done - m_history.front().second) / seconds;
    if (progress.rate > 0 && m_total >= progress.done)
        progress.etaSeconds = double(m_total - progress.done) / progress.rate;
    return progress;
}

} // namespace tuilerie
