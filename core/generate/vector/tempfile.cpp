// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/tempfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie::vector {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
}

} // namespace

Result<std::unique_ptr<TempFile>> TempFile::create(const QString &folder)
{
    errno = 0;
    if (!QDir().mkpath(folder))
        return fail(errorFromErrno(tr("Making a folder for temporary files"), folder));
    QByteArray name = QFile::encodeName(folder) + "/store.XXXXXX";
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0)
        return fail(errorFromErrno(tr("Writing a temporary file"), folder));
    ::unlink(name.constData());
    return std::unique_ptr<TempFile>(new TempFile(fd, folder));
}

TempFile::~TempFile()
{
    ::close(m_fd);
}

Status TempFile::write(std::span<const char> bytes, uint64_t offset)
{
    size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::pwrite(m_fd, bytes.data() + done, bytes.size() - done, off_t(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(tr("Writing a temporary file"), m_folder));
        done += size_t(n);
    }
    return {};
}

Status TempFile::read(std::span<char> bytes, uint64_t offset) const
{
    size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::pread(m_fd, bytes.data() + done, bytes.size() - done, off_t(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(tr("Reading a temporary file"), m_folder));
        if (n == 0)
            return fail(ErrorCode::Internal,
                tr("A temporary file is shorter than it was written. Resume, and report it if it happens again."), m_folder);
        done += size_t(n);
    }
    return {};
}

} // namespace tuilerie::vector
