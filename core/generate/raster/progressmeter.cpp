// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/progressmeter.h"

#include <QCoreApplication>

namespace tuilerie::raster {

namespace {

constexpr std::chrono::milliseconds reportInterval(100);
constexpr std::chrono::seconds rateWindow(15);

} // namespace

ProgressMeter::ProgressMeter(WorkControl &control, const QString &step, qint64 total)
    : m_control(control)
    , m_step(step)
    , m_total(total)
    , m_start(Clock::now())
    , m_last(m_start)
{
    m_history.emplace_back(m_start, 0);
}

void ProgressMeter::setAlreadyDone(qint64 units, qint64 bytes)
{
    m_done = units;
    m_bytes = bytes;
    const std::lock_guard lock(m_mutex);
    m_history.assign(1, {m_start, units});
}

double ProgressMeter::elapsed() const
{
    return std::chrono::duration<double>(Clock::now() - m_start).count();
}

Status ProgressMeter::check()
{
    const StopRequest stop = m_control.shouldStop();
    if (stop == StopRequest::Pause)
        return fail(
            ErrorCode::Paused, QCoreApplication::translate("tuilerie::RasterPyramid", "Paused. What is done is kept."));
    if (stop == StopRequest::Cancel || m_aborted)
        return fail(ErrorCode::Cancelled,
            QCoreApplication::translate("tuilerie::RasterPyramid", "Stopped. What is done is kept and can be resumed."));
    return {};
}

Status ProgressMeter::add(qint64 units)
{
    m_done += units;
    const Clock::time_point now = Clock::now();
    {
        // Whoever finds the meter busy need not report: somebody does.
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (lock && now - m_last >= reportInterval) {
            m_last = now;
            m_control.progress(snapshot(now));
        }
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
    progress.done = m_done;
    progress.total = m_total;
    progress.bytes = m_bytes;
    progress.elapsedSeconds = std::chrono::duration<double>(now - m_start).count();
    m_history.emplace_back(now, progress.done);
    while (m_history.size() > 2 && now - m_history.front().first > rateWindow)
        m_history.pop_front();
    const double seconds = std::chrono::duration<double>(now - m_history.front().first).count();
    if (seconds > 0)
        progress.rate = double(progress.done - m_history.front().second) / seconds;
    if (progress.rate > 0)
        progress.etaSeconds = double(m_total - progress.done) / progress.rate;
    return progress;
}

} // namespace tuilerie::raster
