// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/tempfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie {

namespace {

QString writing()
{
    return QCoreApplication::translate("tuilerie::Work", "Writing a temporary file");
}

QString reading()
{
    return QCoreApplication::translate("tuilerie::Work", "Reading a temporary file");
}

/// A file that never has a name, where the file system knows them; else one whose name is taken off at once.
int openNameless(const QString &folder)
{
    const QByteArray place = QFile::encodeName(folder);
    if (const int file = ::open(place.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); file >= 0)
        return file;
    QByteArray name = place + "/tuilerie.XXXXXX";
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file >= 0)
        ::unlink(name.constData());
    return file;
}

} // namespace

TempFile::TempFile(QString folder)
    : m_place(std::move(folder))
{
}

Result<std::unique_ptr<TempFile>> TempFile::open(const QString &path, bool isFresh)
{
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC | (isFresh ? O_CREAT | O_TRUNC : 0), 0600);
    if (file < 0)
        return fail(errorFromErrno(writing(), path));
    auto opened = std::make_unique<TempFile>(path);
    opened->m_isNamed = true;
    opened->m_file = file;
    struct stat state
    {
    };
    if (::fstat(file, &state) != 0)
        return fail(errorFromErrno(reading(), path));
    opened->m_size = quint64(state.st_size);
    return opened;
}

TempFile::~TempFile()
{
    if (m_file >= 0)
        ::close(m_file);
}

Status TempFile::openOnce()
{
    if (m_file >= 0)
        return {};
    const std::lock_guard lock(m_mutex);
    if (m_file >= 0)
        return {};
    errno = 0;
    if (!QDir().mkpath(m_place))
        return fail(errorFromErrno(writing(), m_place));
    const int file = openNameless(m_place);
    if (file < 0)
        return fail(errorFromErrno(writing(), m_place));
    m_file = file;
    return {};
}

Status TempFile::write(std::span<const char> bytes, quint64 offset)
{
    TUILERIE_CHECK(openOnce());
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t count = ::pwrite(m_file, bytes.data() + done, bytes.size() - done, off_t(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errorFromErrno(writing(), m_place));
        done += size_t(count);
    }
    return {};
}

Result<quint64> TempFile::append(std::span<const char> bytes)
{
    const quint64 offset = reserve(bytes.size());
    TUILERIE_CHECK(write(bytes, offset));
    return offset;
}

Status TempFile::read(std::span<char> bytes, quint64 offset) const
{
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t count =
            m_file < 0 ? 0 : ::pread(m_file, bytes.data() + done, bytes.size() - done, off_t(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errorFromErrno(reading(), m_place));
        if (count == 0)
            return fail(ErrorCode::Corrupt,
                QCoreApplication::translate("tuilerie::Work",
                    "A temporary file in %1 is shorter than it was written. Check the disk, then start again.")
                    .arg(m_place));
        done += size_t(count);
    }
    return {};
}

Status TempFile::sync()
{
    if (m_file >= 0 && ::fdatasync(m_file) != 0)
        return fail(errorFromErrno(writing(), m_place));
    return {};
}

} // namespace tuilerie
