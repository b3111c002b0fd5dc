// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"

#include "base/filename.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <xxhash.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie {

namespace {

QString writing()
{
    return QCoreApplication::translate("tuilerie::AtomicFile", "Writing");
}

// Two writers of the same path must not share a temporary name, nor must two processes.
QString temporaryName(const QString &path)
{
    static std::atomic<unsigned> counter{0};
    return QStringLiteral("%1.%2-%3.tmp").arg(path).arg(getpid()).arg(counter++);
}

bool writeAll(int fd, std::span<const char> content)
{
    size_t done = 0;
    while (done < content.size()) {
        const ssize_t n = ::write(fd, content.data() + done, content.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        done += size_t(n);
    }
    return true;
}

} // namespace

Status syncFolder(const QString &folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(errorFromErrno(writing(), folder));
    // Some file systems refuse to fsync a folder; the rename is still atomic there.
    ::fsync(fd);
    ::close(fd);
    return {};
}

Status writeFileAtomically(const QString &path, std::span<const char> content)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return fail(errorFromErrno(writing(), folder));

    const QString temporary = temporaryName(path);
    const QByteArray name = QFile::encodeName(temporary);
    const int fd = ::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0)
        return fail(errorFromErrno(writing(), path));

    bool good = writeAll(fd, content) && ::fsync(fd) == 0;
    Error error;
    if (!good)
        error = errorFromErrno(writing(), path);
    // A full disk may be reported by close() only (NFS, quotas).
    if (::close(fd) != 0 && good) {
        error = errorFromErrno(writing(), path);
        good = false;
    }
    if (good && ::rename(name.constData(), QFile::encodeName(path).constData()) != 0) {
        error = errorFromErrno(writing(), path);
        good = false;
    }
    if (!good) {
        ::unlink(name.constData());
        return fail(std::move(error));
    }
    return syncFolder(folder);
}

Status writeFileAtomically(const QString &path, const QByteArray &content)
{
    return writeFileAtomically(path, std::span<const char>(content.constData(), size_t(content.size())));
}

Status writeSealedFile(const QString &path, const QByteArray &content)
{
    QByteArray sealed(sizeof(quint64), Qt::Uninitialized);
    qToLittleEndian(quint64(XXH3_64bits(content.constData(), size_t(content.size()))), sealed.data());
    return writeFileAtomically(path, sealed + content);
}

std::optional<QByteArray> readSealedFile(const QString &path)
{
    Result<QByteArray> sealed = readWholeFile(path);
    constexpr qsizetype seal = sizeof(quint64);
    if (!sealed || sealed->size() < seal)
        return std::nullopt;
    const size_t size = size_t(sealed->size() - seal);
    if (XXH3_64bits(sealed->constData() + seal, size) != qFromLittleEndian<quint64>(sealed->constData()))
        return std::nullopt;
    return sealed->sliced(seal);
}

bool linkFile(const QString &path, const QString &as)
{
    const QByteArray from = QFile::encodeName(path), to = QFile::encodeName(as);
    if (::link(from.constData(), to.constData()) == 0)
        return true;
    if (errno == ENOENT && QDir().mkpath(QFileInfo(as).absolutePath()) && ::link(from.constData(), to.constData()) == 0)
        return true;
    if (errno != EEXIST)
        return false;
    const QByteArray temporary = QFile::encodeName(temporaryName(as));
    if (::link(from.constData(), temporary.constData()) != 0)
        return false;
    const bool isThere = ::rename(temporary.constData(), to.constData()) == 0;
    ::unlink(temporary.constData()); // also where both were the same file already, of which rename() makes nothing
    return isThere;
}

Result<QByteArray> readWholeFile(const QString &path)
{
    const QString reading = QCoreApplication::translate("tuilerie::AtomicFile", "Reading");
    QFile file;
    errno = 0;
    if (!openFile(file, path))
        return fail(errorFromErrno(reading, path));
    QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(errorFromErrno(reading, path));
    return content;
}

} // namespace tuilerie
