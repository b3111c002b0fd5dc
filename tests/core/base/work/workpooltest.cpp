// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/workpool.h"

#include <QProcess>
#include <QSemaphore>
#include <QTest>
#include <QThread>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace tuilerie;
using namespace std::chrono_literals;

class WorkPoolTest : public QObject
{
    Q_OBJECT

private slots:
    void threadsAreBounded();
    void threadsBearTheNameAndTheNiceness();
    void theGlobalPoolStaysFree();
    void closingDropsWhatWaits();
    void whatMustBeDoneIsDone();
    void joiningIsBounded();
    void tasksOfOneThreadKeepTheirOrder();
    void aProgramEndsWithoutHungWork();
};

void WorkPoolTest::threadsAreBounded()
{
    WorkPool pool("test", 3);
    QSemaphore begun, go;
    for (int i = 0; i < 10; ++i) {
        pool.start([&] {
            begun.release();
            go.acquire();
        });
    }
    begun.acquire(3);
    QCOMPARE(begun.available(), 0); // the others wait for these three
    go.release(10);
    QVERIFY(pool.join(60s));
    QCOMPARE(begun.available(), 7);
}

void WorkPoolTest::threadsBearTheNameAndTheNiceness()
{
    WorkPool pool("test-name", 1, 7);
    char name[16] = {};
    int nice = 0;
    pool.start([&] {
        pthread_getname_np(pthread_self(), name, sizeof name);
        nice = getpriority(PRIO_PROCESS, id_t(gettid()));
    });
    QVERIFY(pool.join(60s));
    QCOMPARE(QByteArray(name), QByteArray("test-name"));
    QCOMPARE(nice, getpriority(PRIO_PROCESS, id_t(gettid())) + 7);
}

// Qt paints through it: work of ours in it would hold up every widget.
void WorkPoolTest::theGlobalPoolStaysFree()
{
    QSemaphore begun, go;
    const std::vector<WorkPool *> pools{&WorkPool::quick(), &WorkPool::lengthy(), &WorkPool::network(), &WorkPool::writer()};
    int threads = 0;
    for (WorkPool *pool : pools) {
        threads += pool->maxThreads();
        for (int i = 0; i < pool->maxThreads(); ++i) {
            pool->start([&] {
                begun.release();
                go.acquire();
            });
        }
    }
    begun.acquire(threads);
    QCOMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
    QSemaphore painted;
    QThreadPool::globalInstance()->start([&] { painted.release(); });
    QVERIFY(painted.tryAcquire(1, 60000));
    go.release(threads);
    for (WorkPool *pool : pools)
        QVERIFY(pool->join(60s));
}

void WorkPoolTest::closingDropsWhatWaits()
{
    WorkPool pool("test", 1);
    QSemaphore begun, go;
    std::atomic_int ran = 0;
    bool asked = false;
    pool.start([&] {
        begun.release();
        go.acquire();
        asked = pool.isClosing();
    });
    begun.acquire();
    for (int i = 0; i < 5; ++i)
        pool.start([&] { ++ran; });
    pool.close();
    pool.start([&] { ++ran; });
    go.release();
    QVERIFY(pool.join(60s));
    QCOMPARE(int(ran), 0);
    QVERIFY(asked);
}

void WorkPoolTest::whatMustBeDoneIsDone()
{
    WorkPool pool("test", 1);
    QSemaphore begun, go;
    QStringList done;
    pool.start([&] {
        begun.release();
        go.acquire();
    });
    begun.acquire();
    pool.start([&] { done << QStringLiteral("dropped"); });
    pool.start([&] { done << QStringLiteral("before"); }, WorkPool::AtClose::Run);
    pool.close();
    pool.start([&] { done << QStringLiteral("after"); }, WorkPool::AtClose::Run);
    go.release();
    QVERIFY(pool.join(60s));
    QCOMPARE(done, QStringList({QStringLiteral("before"), QStringLiteral("after")}));
}

void WorkPoolTest::joiningIsBounded()
{
    WorkPool pool("test", 1);
    QSemaphore go;
    pool.start([&] { go.acquire(); });
    QVERIFY(!pool.join(1ms));
    go.release();
    QVERIFY(pool.join(60s));
}

void WorkPoolTest::tasksOfOneThreadKeepTheirOrder()
{
    WorkPool pool("test", 1);
    std::vector<int> order;
    for (int i = 0; i < 1000; ++i)
        pool.start([&order, i] { order.push_back(i); });
    QVERIFY(pool.join(60s));
    QCOMPARE(order.size(), size_t(1000));
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void WorkPoolTest::aProgramEndsWithoutHungWork()
{
    const QString hangs = QStringLiteral("TUILERIE_TEST_HANGS");
    if (qEnvironmentVariableIsSet(hangs.toLatin1())) { // a program of its own, below
        static QSemaphore begun;
        WorkPool::quick().start([] {
            begun.release();
            QThread::sleep(3600);
        });
        begun.acquire();
        WorkPool::endAll(200ms);
        QFAIL("the program goes on");
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(hangs, QStringLiteral("1"));
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("aProgramEndsWithoutHungWork")});
    QVERIFY(program.waitForFinished(120000));
    const QByteArray said = program.readAll() + program.readAllStandardError();
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), EXIT_FAILURE);
    QVERIFY2(said.contains("the program ends without it"), said);
    QVERIFY2(!said.contains("the program goes on"), said);
}

QTEST_GUILESS_MAIN(WorkPoolTest)
#include "workpooltest.moc"
