// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/workcopy.h"

#include "base/atomicfile.h"
#include "base/filename.h"
#include "source/inbox.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QStorageInfo>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::WorkCopy", sentence);
}

constexpr int keptDays = 7;             ///< of what nobody uses
constexpr qint64 leftFree = 64LL << 20; ///< a disk is not filled to its last byte

struct Copy
{
    QString place; ///< the copy itself
    QString given; ///< what it is a copy of
    int lock = -1; ///< held shared, as long as it is used
};

struct State
{
    std::mutex mutex;
    QString folder;
    std::map<QString, Copy> copies;                       ///< by their folder
    std::map<std::pair<QString, quint64>, QString> byBox; ///< folders, by path and stamp of what they are copies of
};

State &state()
{
    static State all;
    return all;
}

/// The lock file of a copy's folder, opened; −1 where that is refused.
int openLock(const QString &folder)
{
    return ::open(bytesOfPath(folder + ".lock"_L1).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/// Who takes a copy away takes its lock file too: a lock of that one holds nothing.
bool isStillThere(int lock, const QString &folder)
{
    struct stat held, present;
    return ::fstat(lock, &held) == 0 && ::stat(bytesOfPath(folder + ".lock"_L1).constData(), &present) == 0
        && held.st_ino == present.st_ino && held.st_dev == present.st_dev;
}

/// Takes a copy away, unless somebody uses it. `lock` is closed.
void removeUnlessUsed(const QString &folder, int lock)
{
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0 && isStillThere(lock, folder)) {
        QDir(folder + ".part"_L1).removeRecursively();
        QDir(folder).removeRecursively();
        QFile::remove(folder + ".lock"_L1);
    }
    ::close(lock);
}

/// What killed processes left.
void sweep(const QString &base)
{
    const QDateTime limit = QDateTime::currentDateTime().addDays(-keptDays);
    const QFileInfoList locks = QDir(base).entryInfoList({u"*.lock"_s}, QDir::Files | QDir::Hidden);
    for (const QFileInfo &lock : locks) {
        const QString folder = lock.path() + u'/' + lock.completeBaseName();
        // A half made one, whose maker is gone, is of no use to anybody.
        const bool isHalf = !QFileInfo::exists(folder);
        if (!isHalf && lock.lastModified() > limit)
            continue;
        if (const int descriptor = openLock(folder); descriptor >= 0)
            removeUnlessUsed(folder, descriptor);
    }
}

Status enoughRoom(const QString &base, qint64 bytes)
{
    const qint64 room = QStorageInfo(base).bytesAvailable();
    if (bytes + leftFree <= room)
        return {};
    const QLocale locale;
    return fail(ErrorCode::DiskFull,
        tr("The files need %1 unpacked, and the disk that holds %2 has %3 left. Free some space, or unpack them elsewhere "
           "and "
           "name the folder.")
            .arg(locale.formattedDataSize(bytes), base, locale.formattedDataSize(std::max<qint64>(0, room))));
}

Status makeAside(const QString &folder, const QString &name, const std::function<Status(const QString &place)> &make)
{
    const QString part = folder + ".part"_L1;
    QDir(part).removeRecursively();
    if (!QDir().mkpath(part))
        return fail(errorFromErrno(tr("make the folder"), part));
    const auto made = make(part + u'/' + name);
    if (!made || std::rename(bytesOfPath(part).constData(), bytesOfPath(folder).constData()) != 0) {
        const Error error = made ? errorFromErrno(tr("store the files"), folder) : made.error();
        QDir(part).removeRecursively();
        return fail(error);
    }
    return syncFolder(QFileInfo(folder).path());
}

} // namespace

QString workCopyFolder()
{
    State &all = state();
    const std::lock_guard guard(all.mutex);
    if (!all.folder.isEmpty())
        return all.folder;
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + "/tuilerie/copies"_L1;
}

void keepWorkCopiesIn(const QString &folder)
{
    State &all = state();
    const std::lock_guard guard(all.mutex);
    all.folder = folder;
}

Result<QString> workCopy(const QString &source, const QString &name, const QByteArray &key, qint64 bytes,
    const WorkControl *control, const std::function<Status(const QString &place)> &make)
{
    const QString base = workCopyFolder();
    const QString folder = base + u'/' + QString::fromLatin1(key.toHex());
    const QString place = folder + u'/' + name, given = asGiven(source);
    State &all = state();
    for (;;) {
        {
            const std::lock_guard guard(all.mutex);
            if (all.copies.contains(folder))
                return all.copies[folder].place;
        }
        if (!QDir().mkpath(base))
            return fail(errorFromErrno(tr("make the folder"), base));
        const int lock = openLock(folder);
        if (lock < 0)
            return fail(errorFromErrno(tr("make the file"), folder + ".lock"_L1));
        const auto take = [&] {
            const std::lock_guard guard(all.mutex);
            if (!all.copies.emplace(folder, Copy{place, given, lock}).second)
                ::close(lock); // another thread was first
            return place;
        };
        if (::flock(lock, LOCK_SH | LOCK_NB) == 0 && isStillThere(lock, folder) && isFolder(folder)) {
            ::futimens(lock, nullptr); // used again: a week from now
            return take();
        }
        if (::flock(lock, LOCK_EX | LOCK_NB) == 0 && isStillThere(lock, folder) && !isFolder(folder)) {
            sweep(base);
            Status made = enoughRoom(base, bytes);
            if (made)
                made = makeAside(folder, name, make);
            if (!made) {
                removeUnlessUsed(folder, lock);
                return fail(made.error());
            }
            ::flock(lock, LOCK_SH);
            if (isStillThere(lock, folder))
                return take();
        }
        ::close(lock);
        if (control)
            TUILERIE_CHECK(checkStop(*control));
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // somebody else makes it
    }
}

std::optional<Result<QString>> workCopyByBox(const QString &source, WorkControl *control)
{
    if (!usesBox())
        return std::nullopt;
    State &all = state();
    const std::pair<QString, quint64> key(absolutePath(source), fileStatus(source).stamp);
    SilentControl quiet;
    for (;;) {
        {
            const std::lock_guard guard(all.mutex);
            if (const auto known = all.byBox.find(key); known != all.byBox.end() && all.copies.contains(known->second))
                return all.copies[known->second].place;
        }
        const auto made =
            inBox(u"unpack"_s, {{u"path"_s, source}}, {source}, {workCopyFolder() + "/copy"_L1}, control ? *control : quiet);
        if (!made)
            return std::nullopt;
        if (!*made)
            return Result<QString>(fail(made->error()));
        const QString place = (**made)["place"_L1].toString();
        const QString folder = QFileInfo(place).path();
        if (QFileInfo(folder).path() != workCopyFolder()) // its own words
            return Result<QString>(fail(ErrorCode::Internal, tr("%1 was not unpacked. Try again.").arg(source), place));
        const int lock = openLock(folder);
        if (lock < 0)
            return Result<QString>(fail(errorFromErrno(tr("make the file"), folder + ".lock"_L1)));
        if (::flock(lock, LOCK_SH | LOCK_NB) == 0 && isStillThere(lock, folder) && isFolder(folder)) {
            const std::lock_guard guard(all.mutex);
            all.byBox[key] = folder;
            if (!all.copies.emplace(folder, Copy{place, source, lock}).second)
                ::close(lock); // another thread was first
            return all.copies[folder].place;
        }
        ::close(lock); // it went with another process that has used it
    }
}

void removeWorkCopies()
{
    State &all = state();
    std::map<QString, Copy> copies;
    {
        const std::lock_guard guard(all.mutex);
        copies.swap(all.copies);
        all.byBox.clear();
    }
    for (const auto &[folder, copy] : copies)
        removeUnlessUsed(folder, copy.lock);
}

QString asGiven(QString text)
{
    State &all = state();
    const std::lock_guard guard(all.mutex);
    for (const auto &[folder, copy] : all.copies)
        text.replace(copy.place, copy.given);
    return text;
}

} // namespace tuilerie
