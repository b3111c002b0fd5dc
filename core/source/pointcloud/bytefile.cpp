// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/bytefile.h"

#include "base/filename.h"

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudSource", sentence);
}

} // namespace

Result<std::shared_ptr<const ByteFile>> ByteFile::open(const QString &path)
{
    // Without O_NONBLOCK the opening of a pipe would wait for a writer.
    const int descriptor = ::open(bytesOfPath(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return fail(errorFromErrno(tr("Reading"), path));
    struct stat state
    {
    };
    if (fstat(descriptor, &state) != 0) {
        const Error error = errorFromErrno(tr("Reading"), path);
        ::close(descriptor);
        return fail(error);
    }
    if (!S_ISREG(state.st_mode)) {
        ::close(descriptor);
        return fail(ErrorCode::Unsupported, tr("%1 is no file. Choose a LAS or LAZ file.").arg(path));
    }
    return std::shared_ptr<const ByteFile>(new ByteFile(path, descriptor, qint64(state.st_size)));
}

ByteFile::~ByteFile()
{
    ::close(m_descriptor);
}

Status ByteFile::read(qint64 offset, qint64 size, char *bytes) const
{
    const qint64 wanted = size;
    while (size > 0) {
        const ssize_t count = offset < 0 ? 0 : ::pread(m_descriptor, bytes, size_t(std::min<qint64>(size, 1 << 30)), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errorFromErrno(tr("Reading"), m_path));
        if (count == 0)
            return fail(ErrorCode::Corrupt,
                tr("%1 ends too early: a part of it is missing. Copy it again from its source.").arg(m_path),
                QStringLiteral("%1 of %2 bytes missing at %3").arg(size).arg(wanted).arg(offset));
        bytes += count;
        offset += count;
        size -= count;
    }
    return {};
}

Result<QByteArray> ByteFile::read(qint64 offset, qint64 size) const
{
    // Asked of the size first, so that a wrong length in a file does not become an allocation.
    if (offset < 0 || size < 0 || offset > m_size || size > m_size - offset)
        return fail(ErrorCode::Corrupt,
            tr("%1 ends too early: a part of it is missing. Copy it again from its source.").arg(m_path),
            QStringLiteral("%1 bytes at %2 of %3").arg(size).arg(offset).arg(m_size));
    QByteArray bytes(size, Qt::Uninitialized);
    TUILERIE_CHECK(read(offset, size, bytes.data()));
    return bytes;
}

Result<QByteArray> ByteFile::readUpTo(qint64 offset, qint64 size) const
{
    return read(offset, std::clamp<qint64>(m_size - offset, 0, std::max<qint64>(size, 0)));
}

} // namespace tuilerie
