// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/gdalprogress.h"

#include <algorithm>

namespace tuilerie {

int GdalProgress::watch(double done, const char *, void *self)
{
    auto &progress = *static_cast<GdalProgress *>(self);
    const qint64 now = std::max(progress.m_reported, qint64((progress.m_from + progress.m_share * done) * steps));
    progress.m_status = progress.m_meter.add(now - progress.m_reported);
    progress.m_reported = now;
    return progress.m_status.has_value();
}

} // namespace tuilerie
