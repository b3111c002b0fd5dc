// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

namespace tuilerie {

Error errorFromErrno(const QString &action, const QString &path)
{
    const int number = errno;
    const QString detail =
        QStringLiteral("%1: %2 (errno %3)").arg(path, QString::fromLocal8Bit(strerror(number))).arg(number);
    const auto sentence = [&](const char *text) {
        return QCoreApplication::translate("tuilerie::Error", text).arg(action, path);
    };
    switch (number) {
    case ENOSPC:
    case EDQUOT:
        return {ErrorCode::DiskFull, sentence("%1: the disk that holds %2 is full. Free some space, then resume."), detail};
    case EACCES:
    case EPERM:
    case EROFS:
        return {ErrorCode::Denied, sentence("%1: no permission for %2. Choose another place or ask for the right."), detail};
    case ENOENT:
    case ENOTDIR: return {ErrorCode::NotFound, sentence("%1: %2 does not exist. Check the path."), detail};
    default:
        return {ErrorCode::Io,
            sentence("%1 failed on %2. Check the disk and try again.") + QLatin1Char(' ')
                + QString::fromLocal8Bit(strerror(number)),
            detail};
    }
}

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid: return QStringLiteral("invalid");
    case ErrorCode::Unsupported: return QStringLiteral("unsupported");
    case ErrorCode::NotFound: return QStringLiteral("not-found");
    case ErrorCode::Conflict: return QStringLiteral("conflict");
    case ErrorCode::Denied: return QStringLiteral("denied");
    case ErrorCode::Corrupt: return QStringLiteral("corrupt");
    case ErrorCode::Io: return QStringLiteral("io");
    case ErrorCode::DiskFull: return QStringLiteral("disk-full");
    case ErrorCode::Busy: return QStringLiteral("busy");
    case ErrorCode::Network: return QStringLiteral("network");
    case ErrorCode::Cancelled: return QStringLiteral("cancelled");
    case ErrorCode::Paused: return QStringLiteral("paused");
    case ErrorCode::Internal: break;
    }
    return QStringLiteral("internal");
}

} // namespace tuilerie
