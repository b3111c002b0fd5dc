// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/watchdog.h"

#include "support/testsupport.h"

#include <QRegularExpression>
#include <QThread>
#include <ctime>
#include <sched.h>

using namespace tuilerie::test;

class WatchdogTest : public QObject
{
    Q_OBJECT

private slots:
    void aBlockingCallIsAPause();
    void aLongComputationIsAPause();
    void aWaitForACoreIsNone();
    void manyShortEventsAreNone();
    void theTestsOwnCodeIsNone();
    void aWindowInTheMakingIsNone();
    void aPauseFailsTheProgramAndNotTheTestThatWaits();
};

/// Uses the CPU for this long, however long that takes.
static void compute(int ms)
{
    const auto used = [] {
        timespec time;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    };
    const double end = used() + ms;
    while (used() < end) {}
}

/// In an event, and some beats afterwards.
template <typename Work> static QStringList pausesOf(Watchdog &watchdog, Work work)
{
    bool done = false;
    QTimer::singleShot(20, [&] {
        work();
        QTimer::singleShot(40, [&] { done = true; });
    });
    while (!done)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return watchdog.takePauses();
}

void WatchdogTest::aBlockingCallIsAPause()
{
    Watchdog watchdog;
    const QStringList pauses = pausesOf(watchdog, [] { QThread::msleep(300); });
    QCOMPARE(pauses.size(), 1);
    QVERIFY2(pauses.front().contains(QLatin1String("msleep")), qPrintable(pauses.front())); // it says where
    QVERIFY(watchdog.longestMs() > 50);
}

void WatchdogTest::aLongComputationIsAPause()
{
    Watchdog watchdog;
    const QStringList pauses = pausesOf(watchdog, [] { compute(200); });
    QCOMPARE(pauses.size(), 1);
}

// Eight others want the same core: 25 ms of work take 200 ms or more.
void WatchdogTest::aWaitForACoreIsNone()
{
    cpu_set_t all, one;
    QCOMPARE(sched_getaffinity(0, sizeof all, &all), 0);
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu) {
        if (CPU_ISSET(cpu, &all))
            CPU_SET(cpu, &one);
    }
    std::atomic_bool end = false;
    std::vector<std::thread> others;
    for (int i = 0; i < 8; ++i) {
        others.emplace_back([&end, one] {
            sched_setaffinity(0, sizeof one, &one);
            while (!end)
                compute(1);
        });
    }
    Watchdog watchdog;
    QCOMPARE(sched_setaffinity(0, sizeof one, &one), 0);
    QElapsedTimer wall;
    wall.start();
    const QStringList pauses = pausesOf(watchdog, [] { compute(25); });
    const qint64 elapsed = wall.elapsed();
    sched_setaffinity(0, sizeof all, &all);
    end = true;
    for (std::thread &other : others)
        other.join();
    QVERIFY2(pauses.isEmpty(), qPrintable(pauses.join(QLatin1Char('\n'))));
    QVERIFY(elapsed > 100); // it did take its time
}

void WatchdogTest::manyShortEventsAreNone()
{
    Watchdog watchdog;
    int events = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&events] {
        compute(2);
        ++events;
    });
    timer.start(4);
    QTRY_VERIFY(events > 100);
    QVERIFY(watchdog.takePauses().isEmpty());
}

void WatchdogTest::theTestsOwnCodeIsNone()
{
    Watchdog watchdog;
    pausesOf(watchdog, [] {});
    QThread::msleep(200);
    compute(100);
    QVERIFY(pausesOf(watchdog, [] {}).isEmpty());
}

void WatchdogTest::aWindowInTheMakingIsNone()
{
    Watchdog watchdog;
    QStringList pauses;
    {
        const Watchdog::Making making;
        pauses = pausesOf(watchdog, [] { compute(100); });
    }
    QVERIFY(pauses.isEmpty());
    QCOMPARE(pausesOf(watchdog, [] { compute(100); }).size(), 1);
}

// A test that fails while it waits would go on without what it waits for.
void WatchdogTest::aPauseFailsTheProgramAndNotTheTestThatWaits()
{
    Watchdog watchdog;
    bool done = false;
    QTimer::singleShot(20, [&done] {
        QThread::msleep(300);
        QTimer::singleShot(100, [&done] { done = true; });
    });
    QTRY_VERIFY(done);
    QVERIFY(!QTest::currentTestFailed());
    QTest::ignoreMessage(
        QtCriticalMsg, QRegularExpression(QStringLiteral("^aPauseFails.*: the event loop paused for [\\s\\S]*msleep")));
    QCOMPARE(watchdog.finish(0), 1);
    QCOMPARE(watchdog.finish(0), 0); // each is said once
}

TUILERIE_TEST_MAIN(WatchdogTest)
#include "watchdogtest.moc"
