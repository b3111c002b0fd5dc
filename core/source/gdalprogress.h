// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progressmeter.h"

namespace tuilerie {

/// GDAL's progress into a meter of `steps` units, and our way to stop it: give watch() and the object as GDALProgressFunc
/// and its data. For one call at a time; the meter must live longer.
class GdalProgress
{
public:
    static constexpr int steps = 1000;
    /// The call is the part of the work from `from` on, `share` of it.
    explicit GdalProgress(ProgressMeter &meter, double from = 0, double share = 1)
        : m_meter(meter)
        , m_from(from)
        , m_share(share)
        , m_reported(qint64(from * steps))
    {
    }
    static int watch(double done, const char *message, void *self);
    /// Paused or Cancelled when that is why the call ended.
    const Status &status() const { return m_status; }

private:
    ProgressMeter &m_meter;
    double m_from;
    double m_share;
    qint64 m_reported;
    Status m_status;
};

} // namespace tuilerie
