// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/copyfile.h"

#include "base/filename.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/fs.h>
#endif

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::CopyFile", text);
}

} // namespace

Status copyFile(const QString &from, const QString &to, const WorkControl &control)
{
    const int in = ::open(bytesOfPath(from).constData(), O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return fail(errorFromErrno(tr("read the file"), from));
    const int out = ::open(bytesOfPath(to).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (out < 0) {
        const Error error = errorFromErrno(tr("copy the file"), to);
        ::close(in);
        return fail(error);
    }
    Status done;
#ifdef FICLONE
    const bool isShared = ::ioctl(out, FICLONE, in) == 0;
#else
    const bool isShared = false;
#endif
    QByteArray buffer(isShared ? 0 : 4 << 20, Qt::Uninitialized);
    while (!isShared && done) {
        done = checkStop(control);
        const ssize_t count = done ? ::read(in, buffer.data(), size_t(buffer.size())) : 0;
        if (count < 0)
            done = fail(errorFromErrno(tr("read the file"), from));
        // A full disk takes a part, and says why at the next call.
        for (ssize_t written = 0; done && written < count;) {
            const ssize_t more = ::write(out, buffer.constData() + written, size_t(count - written));
            if (more < 0)
                done = fail(errorFromErrno(tr("copy the file"), to));
            written += std::max<ssize_t>(more, 0);
        }
        if (count <= 0)
            break;
    }
    if (done && ::fsync(out) != 0)
        done = fail(errorFromErrno(tr("copy the file"), to));
    ::close(in);
    ::close(out);
    return done;
}

} // namespace tuilerie
