// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/filename.h"

#include <cstdint>
#include <list>
#include <mutex>

namespace tuilerie {

/// What was found out about files by reading them whole, kept as long as their stamps are the same; the last 64
/// are. Any thread; two that ask for the same file at once may both read it.
template <typename Value> class KeptByFile
{
public:
    /// `find` is called where nothing is kept.
    template <typename Find> Value get(const QString &path, Find find)
    {
        const FileStatus status = fileStatus(path);
        if (!status.exists)
            return find();
        const auto isSame = [&](const Entry &entry) { return entry.path == path && entry.stamp == status.stamp; };
        {
            const std::lock_guard lock(m_mutex);
            for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
                if (!isSame(*it))
                    continue;
                m_entries.splice(m_entries.begin(), m_entries, it);
                return it->value;
            }
        }
        Value value = find();
        const std::lock_guard lock(m_mutex);
        m_entries.push_front({path, status.stamp, value});
        if (m_entries.size() > 64)
            m_entries.pop_back();
        return value;
    }

private:
    struct Entry
    {
        QString path;
        quint64 stamp;
        Value value;
    };
    std::mutex m_mutex;
    std::list<Entry> m_entries;
};

} // namespace tuilerie
