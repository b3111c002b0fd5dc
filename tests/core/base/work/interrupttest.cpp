// SPDX-License-Identifier: GPL-3.0-or-later
// What Ctrl-C and SIGTERM do to a program: this one, run again as a child that hears nothing, or that does.
#include "base/work/interrupt.h"
#include "support/testsupport.h"

#include <QProcess>

#include <csignal>
#include <cstdio>
#include <sys/eventfd.h>
#include <unistd.h>

using namespace tuilerie;

class InterruptTest : public QObject
{
    Q_OBJECT

    static void start(QProcess &child, const QString &part)
    {
        child.start(QCoreApplication::applicationFilePath(), {part});
        QVERIFY(child.waitForStarted() && child.waitForReadyRead());
        QCOMPARE(child.readAllStandardOutput(), QByteArray("ready\n"));
    }

private Q_SLOTS:
    void aProgramThatHearsNothingEnds()
    {
        QProcess child;
        start(child, QStringLiteral("deaf"));
        ::kill(pid_t(child.processId()), SIGTERM);
        QVERIFY2(child.waitForFinished(60000), "it never ended");
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        QCOMPARE(child.exitCode(), 42);
    }

    void theSecondOneEndsAtOnce()
    {
        QProcess child;
        start(child, QStringLiteral("deaf"));
        child.setReadChannel(QProcess::StandardError);
        ::kill(pid_t(child.processId()), SIGINT);
        QVERIFY(child.waitForReadyRead());
        QCOMPARE(child.readAllStandardError(), QByteArray("stopping\n"));
        ::kill(pid_t(child.processId()), SIGINT);
        QVERIFY(child.waitForFinished(60000));
        QCOMPARE(child.exitCode(), 130);
    }

    void whoHearsEndsByItself_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void whoHearsEndsByItself()
    {
        QFETCH(int, signal);
        QProcess child;
        start(child, QStringLiteral("hears"));
        ::kill(pid_t(child.processId()), signal);
        QVERIFY(child.waitForFinished(60000));
        QCOMPARE(child.exitCode(), 7);
    }
};

int main(int argc, char *argv[])
{
    if (const QByteArray part = argc == 2 ? argv[1] : ""; part == "deaf" || part == "hears") {
        const int wakeUp = ::eventfd(0, EFD_CLOEXEC);
        catchInterrupts({"stopping\n", wakeUp, 42});
        std::puts("ready");
        std::fflush(stdout);
        quint64 count = 0;
        if (part == "hears" && ::read(wakeUp, &count, sizeof count) == sizeof count)
            return interrupted() && count == 1 ? 7 : 8;
        for (;;)
            ::pause();
    }
    QCoreApplication application(argc, argv);
    InterruptTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "interrupttest.moc"
