// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <atomic>
#include <mutex>

namespace tuilerie::derive {

/// A nameless file beside the output for what does not fit into memory: it goes with the process, however that ends. Made at
/// its first use. Thread-safe.
class SpillFile
{
public:
    explicit SpillFile(const QString &beside)
        : m_beside(beside)
    {
    }
    ~SpillFile();
    SpillFile(const SpillFile &) = delete;
    SpillFile &operator=(const SpillFile &) = delete;

    /// The place where the bytes went. DiskFull, Io.
    Result<qint64> append(const void *bytes, qint64 size);
    /// Over what append() put there.
    Status rewrite(qint64 offset, const void *bytes, qint64 size);
    Status read(qint64 offset, void *bytes, qint64 size) const;
    qint64 size() const { return m_size; }

private:
    Status open();

    QString m_beside;
    std::mutex m_mutex;
    int m_file = -1;
    std::atomic<qint64> m_size{0};
};

} // namespace tuilerie::derive
