// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <atomic>
#include <memory>
#include <span>

namespace tuilerie::vector {

/// A file without a name: it goes with the process, however that ends. Reads and writes at offsets; thread-safe.
class TempFile
{
public:
    static Result<std::unique_ptr<TempFile>> create(const QString &folder);
    ~TempFile();

    Status write(std::span<const char> bytes, uint64_t offset);
    Status read(std::span<char> bytes, uint64_t offset) const; ///< all of them, or an error
    /// Reserves room at the end.
    uint64_t reserve(uint64_t size) { return m_size.fetch_add(size); }
    uint64_t size() const { return m_size; }

private:
    TempFile(int fd, QString folder)
        : m_fd(fd)
        , m_folder(std::move(folder))
    {
    }
    int m_fd = -1;
    QString m_folder;
    std::atomic<uint64_t> m_size{0};
};

} // namespace tuilerie::vector
