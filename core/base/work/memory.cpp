// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/memory.h"

#include <QFile>

#include <algorithm>
#include <optional>
#include <malloc.h>
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 unknown = 2048 * mebi;
constexpr qint64 least = 512 * mebi;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The number of a file that holds one; nothing where there is none ("max").
std::optional<qint64> numberIn(const QString &path)
{
    bool isNumber = false;
    const qint64 number = contentOf(path).trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

/// The number after a name, in lines of "name: 12 kB" or "name 12".
std::optional<qint64> lineIn(const QByteArray &content, const QByteArray &name)
{
    for (const QByteArray &line : content.split('\n'))
        if (line.startsWith(name))
            return line.mid(name.size()).trimmed().split(' ').value(0).toLongLong();
    return std::nullopt;
}

/// What the names of a version's files are.
struct GroupFiles
{
    QString mount;
    std::vector<QString> limits;
    QString usage;
    QByteArray cache;
};

/// What a group has left; nothing when it has no limit.
std::optional<qint64> leftIn(const QString &folder, const GroupFiles &files)
{
    std::optional<qint64> limit;
    for (const QString &name : files.limits)
        if (const auto number = numberIn(folder + name))
            limit = std::min(limit.value_or(*number), *number);
    const auto usage = numberIn(folder + files.usage);
    if (!limit || !usage)
        return std::nullopt;
    const qint64 cache = lineIn(contentOf(folder + QStringLiteral("/memory.stat")), files.cache).value_or(0);
    return std::max<qint64>(0, *limit - std::max<qint64>(0, *usage - cache));
}

/// The least that the groups from `path` up have left. A container sees its own group as the root of the mount while its
/// name is that of outside: then only the root is there to be asked.
std::optional<qint64> leftInGroups(const GroupFiles &files, QString path)
{
    std::optional<qint64> left;
    for (;;) {
        if (path.endsWith(QLatin1Char('/')))
            path.chop(1);
        if (const auto here = leftIn(files.mount + path, files))
            left = std::min(left.value_or(*here), *here);
        if (path.isEmpty())
            return left;
        path.truncate(std::max<qsizetype>(0, path.lastIndexOf(QLatin1Char('/'))));
    }
}

} // namespace

qint64 availableMemory(const QString &root)
{
    const GroupFiles second{root + QStringLiteral("/sys/fs/cgroup"),
        {QStringLiteral("/memory.max"), QStringLiteral("/memory.high")}, QStringLiteral("/memory.current"),
        "inactive_file "};
    const GroupFiles first{root + QStringLiteral("/sys/fs/cgroup/memory"), {QStringLiteral("/memory.limit_in_bytes")},
        QStringLiteral("/memory.usage_in_bytes"), "total_inactive_file "};
    std::optional<qint64> available = lineIn(contentOf(root + QStringLiteral("/proc/meminfo")), "MemAvailable:");
    if (available)
        *available *= 1024;
    // "hierarchy:controllers:path"; version 2 is hierarchy 0 without controllers.
    for (const QByteArray &line : contentOf(root + QStringLiteral("/proc/self/cgroup")).split('\n')) {
        const qsizetype controllers = line.indexOf(':') + 1, path = line.indexOf(':', controllers) + 1;
        if (controllers == 0 || path == 0)
            continue;
        const QList<QByteArray> names = line.mid(controllers, path - controllers - 1).split(',');
        const bool isSecond = line.startsWith("0::");
        if (!isSecond && !names.contains("memory"))
            continue;
        if (const auto left = leftInGroups(isSecond ? second : first, QFile::decodeName(line.mid(path))))
            available = std::min(available.value_or(*left), *left);
    }
    return available.value_or(unknown);
}

qint64 memoryGiven(int wantedMiB)
{
    return wantedMiB > 0 ? wantedMiB * mebi : std::max(least, availableMemory() / 2);
}

qint64 residentMemory(qint64 pid)
{
    // size resident shared text lib data dt, in pages
    return contentOf(QStringLiteral("/proc/%1/statm").arg(pid)).split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

void giveBackMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace tuilerie
