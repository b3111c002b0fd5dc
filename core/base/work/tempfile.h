// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <span>

namespace tuilerie {

/// The bytes of `count` plain values.
template <typename T> std::span<const char> bytesOf(const T *first, size_t count)
{
    return {reinterpret_cast<const char *>(first), count * sizeof(T)};
}
template <typename T> std::span<char> bytesOf(T *first, size_t count)
{
    return {reinterpret_cast<char *>(first), count * sizeof(T)};
}

/// A file for what does not fit into memory, read and written at offsets. One without a name goes with the process, however
/// that ends; one with a name stays for a run that goes on later. Errors: DiskFull, Denied, Io, with a sentence that names
/// the place; Corrupt when it is shorter than what is to be read. Thread-safe, as far as the ranges differ. The owner closes
/// it by its destructor.
class TempFile
{
public:
    /// Nameless, in `folder`, which is made when it is missing. Nothing is on the disk before the first write.
    explicit TempFile(QString folder);
    /// With a name: made anew (`isFresh`), or one that an earlier run left.
    static Result<std::unique_ptr<TempFile>> open(const QString &path, bool isFresh);
    ~TempFile();
    TempFile(const TempFile &) = delete;
    TempFile &operator=(const TempFile &) = delete;

    Status write(std::span<const char> bytes, quint64 offset);
    /// Writes at the end and gives the place.
    Result<quint64> append(std::span<const char> bytes);
    Status read(std::span<char> bytes, quint64 offset) const; ///< all of them, or an error
    /// Keeps room at the end for a later write; gives the place.
    quint64 reserve(quint64 size) { return m_size.fetch_add(size); }
    quint64 size() const { return m_size; } ///< with what is reserved
    /// What was written is on the disk.
    Status sync();

private:
    Status openOnce();

    QString m_place; ///< its folder, or itself
    bool m_isNamed = false;
    std::mutex m_mutex; ///< of opening
    std::atomic<int> m_file{-1};
    std::atomic<quint64> m_size{0};
};

} // namespace tuilerie
