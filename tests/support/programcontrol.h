// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"

#include <QFile>
#include <QByteArrayList>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace tuilerie::test {

/// The control of the programs that tests kill, limit or measure: prints what the work says on stderr (its progress with
/// SHOW_PROGRESS in the environment). KILL_AT=STEP:COUNT kills the process, as nobody can prevent or notice, when the work
/// reports that count of that step; each count is then reported, so that it is the same point on any machine.
class ProgramControl final : public WorkControl
{
public:
    ProgramControl()
    {
        const QByteArrayList parts = qgetenv("KILL_AT").split(':');
        m_step = QString::fromUtf8(parts.value(0));
        m_count = parts.value(1).toLongLong();
    }

    void progress(const Progress &progress) override
    {
        if (!m_step.isEmpty() && progress.step == m_step && progress.done >= m_count)
            ::kill(::getpid(), SIGKILL);
        if (qEnvironmentVariableIsSet("SHOW_PROGRESS"))
            std::fprintf(stderr, "%s\n", QJsonDocument(progress.toJson()).toJson(QJsonDocument::Compact).constData());
    }
    void log(const QString &line) override { std::fprintf(stderr, "%s\n", qPrintable(line)); }
    void warning(const QString &sentence) override { std::fprintf(stderr, "warning: %s\n", qPrintable(sentence)); }
    StopRequest shouldStop() const override { return StopRequest::None; }
    int reportIntervalMs() const override { return m_step.isEmpty() ? 100 : 0; }

private:
    QString m_step;
    qint64 m_count = 0;
};

/// The most that this program had in memory. Not getrusage(): what its parent had when it started it counts there too.
inline qint64 peakKib()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll(), name = "VmHWM:";
    const qsizetype at = text.indexOf(name);
    return at < 0 ? 0 : text.mid(at + name.size(), 20).trimmed().split(' ').first().toLongLong();
}

} // namespace tuilerie::test
