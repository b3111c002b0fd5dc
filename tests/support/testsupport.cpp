// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testsupport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <csignal>
#include <thread>

namespace tuilerie::test {

QString dataPath(const QString &relative)
{
    const QString real = realDataPath(relative);
    if (QFileInfo::exists(real))
        return real;
    if (!real.isEmpty())
        qInfo("no %s: the stand-in is read", qPrintable(real));
    return QDir::cleanPath(QStringLiteral(TESTDATA_FOLDER "/") + relative);
}

QString realDataPath(const QString &relative)
{
    const QString root = qEnvironmentVariable("TUILERIE_TEST_DATA");
    return root.isEmpty() ? QString() : QDir::cleanPath(root + QLatin1Char('/') + relative);
}

QString copyOfData(const QString &relative, const QString &folder)
{
    const QString copy = folder + QLatin1Char('/') + QFileInfo(relative).fileName();
    QFile::copy(dataPath(relative), copy);
    return copy;
}

QString programPath(const QString &name)
{
    return qEnvironmentVariable("TUILERIE_BIN", QCoreApplication::applicationDirPath() + QStringLiteral("/../bin"))
        + QLatin1Char('/') + name;
}

TemporaryProfile::TemporaryProfile()
{
    const auto point = [this](const char *variable, const QString &name) {
        const QString folder = m_folder.filePath(name);
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv(variable, QFile::encodeName(folder));
    };
    point("HOME", QStringLiteral("home"));
    point("XDG_CACHE_HOME", QStringLiteral("cache"));
    point("XDG_CONFIG_HOME", QStringLiteral("config"));
    point("XDG_DATA_HOME", QStringLiteral("data"));
    point("XDG_RUNTIME_DIR", QStringLiteral("run"));
    // A test never meets the keychain of whoever runs it, nor its prompt.
    qputenv("TUILERIE_SECRETS", "file");
    // GDAL's WMS and WMTS drivers would keep theirs in the working folder.
    point("GDAL_DEFAULT_WMS_CACHE_PATH", QStringLiteral("wms"));
}

ProcessResult runProgram(const QString &program, const QStringList &arguments, int timeoutMs)
{
    QProcess process;
    process.start(program, arguments);
    ProcessResult result;
    if (!process.waitForFinished(timeoutMs)) {
        result.errors = process.errorString().toUtf8() + '\n' + process.readAllStandardError();
        process.kill();
        process.waitForFinished();
        return result;
    }
    result.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    return result;
}

void breakChildren(qint64 parent, int signal, const std::function<bool()> &isDone)
{
    while (!isDone()) {
        const QString tasks = QStringLiteral("/proc/%1/task").arg(parent);
        for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile file(tasks + QLatin1Char('/') + task + QStringLiteral("/children"));
            const QByteArray list = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            for (const QByteArray &child : list.split(' '))
                if (const int pid = child.trimmed().toInt(); pid > 0)
                    ::kill(pid, signal);
        }
        std::this_thread::yield();
    }
}

bool killedAt(const QString &program, const QStringList &arguments, const QString &step, qint64 count)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("KILL_AT"), QStringLiteral("%1:%2").arg(step).arg(count));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(120000)) {
        process.kill();
        process.waitForFinished();
        return false;
    }
    return process.exitStatus() == QProcess::CrashExit;
}

void RecordingControl::progress(const Progress &progress)
{
    lastDone = progress.done;
    const std::lock_guard lock(m_mutex);
    m_totals[progress.step] = progress.total;
}

void RecordingControl::log(const QString &line)
{
    const std::lock_guard lock(m_mutex);
    m_lines << line;
}

void RecordingControl::warning(const QString &sentence)
{
    const std::lock_guard lock(m_mutex);
    m_warnings << sentence;
}

qint64 RecordingControl::totalOf(const QString &step) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_totals.find(step);
    return found == m_totals.end() ? 0 : found->second;
}

StopRequest RecordingControl::shouldStop() const
{
    return stopAfter >= 0 && lastDone >= stopAfter ? stopWith : StopRequest::None;
}

QStringList RecordingControl::lines() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines;
}

QStringList RecordingControl::warnings() const
{
    const std::lock_guard lock(m_mutex);
    return m_warnings;
}

} // namespace tuilerie::test
