// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include <QDir>
#include <QFile>
#include <unistd.h>

namespace tuilerie::fuzz {

namespace {

// tmpfs where there is one: no disk is worn by millions of files.
QString root()
{
    static const QString place = (QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm") : QDir::tempPath())
        + QStringLiteral("/tuilerie-fuzz-%1").arg(::getpid());
    static const struct Cleaner
    {
        ~Cleaner() { QDir(place).removeRecursively(); }
    } cleaner;
    QDir().mkpath(place);
    return place;
}

} // namespace

MemoryFile::MemoryFile(const uint8_t *bytes, size_t size, const char *suffix)
    : m_path(root() + QStringLiteral("/input") + QLatin1String(suffix))
{
    QFile file(m_path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(reinterpret_cast<const char *>(bytes), qint64(size));
}

MemoryFile::~MemoryFile()
{
    QFile::remove(m_path);
}

QString MemoryFile::folder()
{
    const QString place = root() + QStringLiteral("/folder");
    QDir(place).removeRecursively();
    QDir().mkpath(place);
    return place;
}

} // namespace tuilerie::fuzz
