// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"
#include "base/work/workpool.h"

#include <QByteArray>
#include <QScopeGuard>
#include <QString>
#include <QTemporaryDir>
#include <QTest>
#include <QtGlobal>

#include <atomic>
#include <functional>

namespace tuilerie::test {

/// A file or folder that tests read, which is always there: the stand-in that tests/support/testdata wrote for this build.
/// Where TUILERIE_TEST_DATA says a folder with real files of others, the one of the same name there takes its place; what is
/// asserted holds for both.
QString dataPath(const QString &relative);
/// The place below TUILERIE_TEST_DATA, for what no generator can write; there may be nothing.
QString realDataPath(const QString &relative);
/// A copy of such a file in `folder`, for tests that open it in ways that keep statistics beside it.
QString copyOfData(const QString &relative, const QString &folder);

/// The programs just built: "tuilerie-cli", "tuilerie-server".
QString programPath(const QString &name);

/// An empty profile for the whole process: HOME, XDG_CACHE_HOME, XDG_CONFIG_HOME, XDG_DATA_HOME and XDG_RUNTIME_DIR point
/// below a temporary folder that goes with it; secrets are kept in a file there, never in the keychain.
class TemporaryProfile
{
public:
    TemporaryProfile();
    QString path() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

/// Runs a program to its end; output is what it wrote to stdout, errors to stderr.
struct ProcessResult
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};
ProcessResult runProgram(const QString &program, const QStringList &arguments, int timeoutMs = 120000);

/// Runs one of the programs that tests kill (support/programcontrol.h) on `arguments` until it reports that count of that
/// step; false when it ended in another way.
bool killedAt(const QString &program, const QStringList &arguments, const QString &step, qint64 count);

/// Sends the programs that a process has started a signal, again and again until `isDone`: what files do to the processes
/// that read them.
void breakChildren(qint64 parent, int signal, const std::function<bool()> &isDone);

/// Collects what a long work reports, and asks it to stop once it has reported `stopAfter` units.
class RecordingControl final : public WorkControl
{
public:
    void progress(const Progress &progress) override;
    void log(const QString &line) override;
    void warning(const QString &sentence) override;
    StopRequest shouldStop() const override;
    int reportIntervalMs() const override { return 0; } ///< so that a stop at a count is one

    std::atomic<qint64> stopAfter{-1};
    StopRequest stopWith = StopRequest::Cancel;
    std::atomic<qint64> lastDone{0};
    QStringList lines() const;
    QStringList warnings() const;
    qint64 totalOf(const QString &step) const; ///< as it was reported; 0 for a step that there was not

private:
    mutable std::mutex m_mutex;
    QStringList m_lines;
    QStringList m_warnings;
    std::map<QString, qint64> m_totals;
};

} // namespace tuilerie::test

/// Fails the test with the error's sentence when a Result is an error. The expression is evaluated once.
#define VERIFY_OK(expression)                                                                                               \
    do {                                                                                                                    \
        const auto &verified = (expression);                                                                                \
        QVERIFY2(verified.has_value(),                                                                                      \
            verified ? "" : qPrintable(verified.error().message + QLatin1String(" | ") + verified.error().detail));         \
    } while (false)

/// One test class is the whole program, without a GUI.
#define TUILERIE_TEST_MAIN(TestClass)                                                                                       \
    int main(int argc, char *argv[])                                                                                        \
    {                                                                                                                       \
        const ::tuilerie::test::TemporaryProfile profile;                                                                   \
        QCoreApplication application(argc, argv);                                                                           \
        const auto ended = qScopeGuard([] { ::tuilerie::WorkPool::endAll(); });                                             \
        TestClass test;                                                                                                     \
        return QTest::qExec(&test, argc, argv);                                                                             \
    }
