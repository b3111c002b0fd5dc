// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <memory>

namespace tuilerie {

/// A file open for reading at any place. Immutable: many threads may read one at once.
class ByteFile
{
public:
    /// NotFound, Denied, Io with the file's name.
    static Result<std::shared_ptr<const ByteFile>> open(const QString &path);
    ~ByteFile();
    ByteFile(const ByteFile &) = delete;
    ByteFile &operator=(const ByteFile &) = delete;

    const QString &path() const { return m_path; }
    qint64 size() const { return m_size; }
    /// Exactly `size` bytes from `offset`. Corrupt when the file ends before.
    Status read(qint64 offset, qint64 size, char *bytes) const;
    Result<QByteArray> read(qint64 offset, qint64 size) const;
    /// As many of them as there are.
    Result<QByteArray> readUpTo(qint64 offset, qint64 size) const;

private:
    ByteFile(QString path, int descriptor, qint64 size)
        : m_path(std::move(path))
        , m_descriptor(descriptor)
        , m_size(size)
    {
    }
    QString m_path;
    int m_descriptor = -1;
    qint64 m_size = 0;
};

} // namespace tuilerie
