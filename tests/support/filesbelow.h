// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <atomic>
#include <functional>
#include <map>

#include <sys/stat.h>

namespace tuilerie::test {

/// All files below a folder with their bytes.
inline std::map<QString, QByteArray> filesBelow(const QString &folder)
{
    std::map<QString, QByteArray> files;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            files[QDir(folder).relativeFilePath(file.fileName())] = file.readAll();
    }
    return files;
}

/// What an output is: without what it left for the version after it.
inline std::map<QString, QByteArray> outputBelow(const QString &folder)
{
    std::map<QString, QByteArray> files = filesBelow(folder);
    std::erase_if(files, [](const auto &file) { return file.first.startsWith(QLatin1Char('.')); });
    return files;
}

/// Which file it is, whatever it is called; 0 where there is none.
inline quint64 inode(const QString &file)
{
    struct stat status;
    return ::stat(QFile::encodeName(file).constData(), &status) == 0 ? quint64(status.st_ino) : 0;
}

/// Files of one output that are the same files in the other.
inline int sharedFiles(const QString &one, const QString &other)
{
    int count = 0;
    for (const auto &[name, bytes] : outputBelow(one)) {
        const quint64 number = inode(one + QLatin1Char('/') + name);
        count += number != 0 && number == inode(other + QLatin1Char('/') + name);
    }
    return count;
}

/// Which file is missing, too many or other; empty when all are as expected.
inline QString firstDifference(const std::map<QString, QByteArray> &files, const std::map<QString, QByteArray> &expected)
{
    for (const auto &[name, bytes] : files)
        if (const auto found = expected.find(name); found == expected.end() || found->second != bytes)
            return name + (found == expected.end() ? QStringLiteral(" is too many") : QStringLiteral(" differs"));
    for (const auto &[name, bytes] : expected)
        if (!files.contains(name))
            return name + QStringLiteral(" is missing");
    return {};
}

/// Pauses once `limit` tiles are made; or does something else at that point and goes on.
class StepControl final : public WorkControl
{
public:
    explicit StepControl(qint64 limit, std::function<void()> then = {})
        : m_limit(limit)
        , m_then(std::move(then))
    {
    }
    void progress(const Progress &p) override
    {
        if (p.step != QLatin1String("generate") || p.done < m_limit)
            return;
        if (!m_reached.exchange(true) && m_then)
            m_then();
    }
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return m_reached && !m_then ? StopRequest::Pause : StopRequest::None; }

private:
    qint64 m_limit;
    std::function<void()> m_then;
    std::atomic<bool> m_reached{false};
};

} // namespace tuilerie::test
