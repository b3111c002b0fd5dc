// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/progressmeter.h"

namespace tuilerie::pointcloud {

/// Counts points, each by half when it is read and by half when it is written. Thread-safe.
class RunMeter
{
public:
    RunMeter(WorkControl &control, qint64 points)
        : m_meter(control, QStringLiteral("generate"), points)
    {
    }

    Status half(qint64 points)
    {
        const qint64 before = m_halves.fetch_add(points);
        return m_meter.add((before + points) / 2 - before / 2);
    }
    void setAlreadyDone(qint64 points, qint64 bytes)
    {
        m_halves = 2 * points;
        m_meter.setAlreadyDone(points, bytes);
    }
    void addBytes(qint64 bytes) { m_meter.addBytes(bytes); }
    Status check() { return m_meter.check(); }
    void report() { m_meter.report(); }
    double elapsed() const { return m_meter.elapsed(); }

private:
    raster::ProgressMeter m_meter;
    std::atomic<qint64> m_halves{0};
};

} // namespace tuilerie::pointcloud
