// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/spillfile.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstdlib>
#include <unistd.h>

namespace tuilerie::derive {

SpillFile::~SpillFile()
{
    if (m_file >= 0)
        ::close(m_file);
}

Status SpillFile::open()
{
    const std::lock_guard lock(m_mutex);
    if (m_file >= 0)
        return {};
    QByteArray name = QFile::encodeName(m_beside + QStringLiteral(".spill-XXXXXX"));
    m_file = ::mkstemp(name.data());
    if (m_file < 0)
        return fail(errorFromErrno(QCoreApplication::translate("tuilerie::Derive", "Making a temporary file"), m_beside));
    ::unlink(name.constData());
    return {};
}

Result<qint64> SpillFile::append(const void *bytes, qint64 size)
{
    TUILERIE_CHECK(open());
    const qint64 offset = m_size.fetch_add(size);
    TUILERIE_CHECK(rewrite(offset, bytes, size));
    return offset;
}

Status SpillFile::rewrite(qint64 offset, const void *bytes, qint64 size)
{
    const char *from = static_cast<const char *>(bytes);
    while (size > 0) {
        const ssize_t written = ::pwrite(m_file, from, size_t(size), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return fail(
                errorFromErrno(QCoreApplication::translate("tuilerie::Derive", "Writing a temporary file"), m_beside));
        from += written;
        offset += written;
        size -= written;
    }
    return {};
}

Status SpillFile::read(qint64 offset, void *bytes, qint64 size) const
{
    char *to = static_cast<char *>(bytes);
    while (size > 0) {
        const ssize_t got = ::pread(m_file, to, size_t(size), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(
                errorFromErrno(QCoreApplication::translate("tuilerie::Derive", "Reading a temporary file"), m_beside));
        to += got;
        offset += got;
        size -= got;
    }
    return {};
}

} // namespace tuilerie::derive
