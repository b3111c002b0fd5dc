// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/privatefile.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString writing()
{
    return QCoreApplication::translate("tuilerie::AtomicFile", "Writing");
}

} // namespace

Status makePrivateFolder(const QString &path)
{
    if (QFileInfo(path).isDir())
        return {};
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return fail(errorFromErrno(writing(), path));
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0 && errno != EEXIST)
        return fail(errorFromErrno(writing(), path));
    return {};
}

Status writePrivateFile(const QString &path, const QByteArray &content)
{
    TUILERIE_CHECK(makePrivateFolder(QFileInfo(path).absolutePath()));
    const QByteArray temporary = QFile::encodeName(u"%1.%2.tmp"_s.arg(path).arg(::getpid()));
    ::unlink(temporary.constData());
    const int fd = ::open(temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return fail(errorFromErrno(writing(), path));
    bool good = ::write(fd, content.constData(), size_t(content.size())) == content.size() && ::fsync(fd) == 0;
    Error error = good ? Error{} : errorFromErrno(writing(), path);
    ::close(fd);
    if (good && ::rename(temporary.constData(), QFile::encodeName(path).constData()) != 0) {
        error = errorFromErrno(writing(), path);
        good = false;
    }
    if (!good) {
        ::unlink(temporary.constData());
        return fail(std::move(error));
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

} // namespace tuilerie
