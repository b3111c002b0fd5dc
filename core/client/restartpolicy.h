// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <algorithm>
#include <optional>

namespace tuilerie {

/// How soon a server that died is started again: at once the first time, later each time it dies again, and not at all once
/// it has died five times within five minutes. Knows no clock of its own; one thread.
class RestartPolicy
{
public:
    static constexpr int MostRestarts = 5;
    static constexpr qint64 WindowSeconds = 300;

    /// Counts a death at `now`; milliseconds to wait, or nothing when it is enough.
    std::optional<int> nextDelayMs(const QDateTime &now)
    {
        m_deaths.removeIf([&now](const QDateTime &when) { return when.secsTo(now) > WindowSeconds; });
        if (m_deaths.size() >= MostRestarts)
            return std::nullopt;
        m_deaths << now;
        // 0, 1, 2, 4, 8 s
        const int before = int(m_deaths.size()) - 1;
        return before == 0 ? 0 : 1000 << (before - 1);
    }
    void reset() { m_deaths.clear(); }

private:
    QList<QDateTime> m_deaths;
};

} // namespace tuilerie
