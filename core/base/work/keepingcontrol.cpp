// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/keepingcontrol.h"

namespace tuilerie {

void KeepingControl::warning(const QString &sentence)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_warnings.contains(sentence))
            return;
        m_warnings << sentence;
    }
    outer().warning(sentence);
}

QStringList KeepingControl::warnings() const
{
    const std::lock_guard lock(m_mutex);
    return m_warnings;
}

} // namespace tuilerie
