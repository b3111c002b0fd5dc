// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"

#include <QElapsedTimer>

namespace tuilerie {

/// Turns counts into reports with rate and time left, a few times a second at most. One thread.
class ProgressMeter
{
public:
    ProgressMeter(WorkControl &control, QString step, qint64 total)
        : m_control(control)
        , m_step(std::move(step))
        , m_total(total)
    {
        m_clock.start();
        m_sinceReport.start();
        report(0, 0);
    }

    void update(qint64 done, qint64 bytes)
    {
        if (m_sinceReport.elapsed() < 200 && done < m_total)
            return;
        m_sinceReport.restart();
        report(done, bytes);
    }

private:
    void report(qint64 done, qint64 bytes)
    {
        Progress progress;
        progress.step = m_step;
        progress.done = done;
        progress.total = m_total;
        progress.bytes = bytes;
        progress.elapsedSeconds = double(m_clock.elapsed()) / 1000;
        if (done > 0 && progress.elapsedSeconds > 0) {
            progress.rate = double(done) / progress.elapsedSeconds;
            progress.etaSeconds = double(m_total - done) / progress.rate;
        }
        m_control.progress(progress);
    }

    WorkControl &m_control;
    QString m_step;
    qint64 m_total;
    QElapsedTimer m_clock;
    QElapsedTimer m_sinceReport;
};

} // namespace tuilerie
