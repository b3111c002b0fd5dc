// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/barrier.h"
#include "base/work/parallel.h"
#include "base/work/thread.h"
#include "support/testsupport.h"

#include <condition_variable>
#include <latch>
#include <pthread.h>
#include <set>
#include <stdexcept>

using namespace tuilerie;

namespace {

/// While it lives the system gives no thread: the default stack is larger than any address space.
class NoMoreThreads
{
public:
    NoMoreThreads()
    {
        pthread_getattr_default_np(&m_before);
        pthread_attr_t huge;
        pthread_attr_init(&huge);
        pthread_attr_setstacksize(&huge, size_t(1) << 47);
        m_isSet = pthread_setattr_default_np(&huge) == 0;
        pthread_attr_destroy(&huge);
    }
    ~NoMoreThreads()
    {
        pthread_setattr_default_np(&m_before);
        pthread_attr_destroy(&m_before);
    }
    bool isSet() const { return m_isSet; }

private:
    pthread_attr_t m_before;
    bool m_isSet = false;
};

Error broken(int number)
{
    return {ErrorCode::Corrupt, QStringLiteral("broken %1").arg(number), {}};
}

} // namespace

class ParallelTest : public QObject
{
    Q_OBJECT

private slots:
    void doesEachTaskOnce_data()
    {
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("count");
        for (const int workers : {-1, 0, 1, 2, 7, 64})
            for (const int count : {0, 1, 5, 1000})
                QTest::addRow("%d workers, %d tasks", workers, count) << workers << count;
    }
    void doesEachTaskOnce()
    {
        QFETCH(const int, workers);
        QFETCH(const int, count);
        std::vector<std::atomic<int>> times(size_t(count) + 1);
        const int limit = std::max(1, std::min(workers, count));
        std::atomic<int> wrongWorkers{0}, running{0}, most{0};
        VERIFY_OK(parallel(workers, count, [&](int worker, qint64 index) -> Status {
            const int together = ++running;
            for (int seen = most; seen < together && !most.compare_exchange_weak(seen, together);) {}
            wrongWorkers += worker < 0 || worker >= limit;
            ++times[size_t(index)];
            --running;
            return {};
        }));
        for (int i = 0; i < count; ++i)
            QCOMPARE(times[size_t(i)].load(), 1);
        QCOMPARE(wrongWorkers.load(), 0);
        QVERIFY2(most <= limit, qPrintable(QString::number(most)));
    }

    // One worker does them in their order, on the thread that called.
    void oneWorkerKeepsTheOrder()
    {
        std::vector<qint64> order;
        const auto caller = std::this_thread::get_id();
        bool isElsewhere = false;
        VERIFY_OK(parallel(1, 50, [&](int, qint64 index) -> Status {
            order.push_back(index);
            isElsewhere |= std::this_thread::get_id() != caller;
            return {};
        }));
        QVERIFY(!isElsewhere);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QCOMPARE(order.size(), size_t(50));
    }

    // Workers really work side by side: each of three waits until all three are there.
    void workersAreThereTogether()
    {
        std::latch all(3);
        VERIFY_OK(parallel(3, 3, [&](int, qint64) -> Status {
            all.arrive_and_wait();
            return {};
        }));
    }

    void exceptionBecomesTheError_data()
    {
        QTest::addColumn<int>("workers");
        QTest::newRow("in the calling thread") << 1;
        QTest::newRow("in any thread") << 4;
    }
    void exceptionBecomesTheError()
    {
        QFETCH(const int, workers);
        std::atomic<int> later{0};
        const Status status = parallel(workers, 100000, [&](int, qint64 index) -> Status {
            if (index == 3)
                throw std::runtime_error("a defect");
            later += index > 90000;
            return {};
        });
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Internal);
        QVERIFY(status.error().message.contains(QLatin1String("report it")));
        QCOMPARE(status.error().detail, QStringLiteral("a defect"));
        if (workers == 1)
            QCOMPARE(later.load(), 0);
    }

    void lackOfMemoryIsSaid()
    {
        const Status status = parallel(2, 2, [&](int, qint64) -> Status { throw std::bad_alloc(); });
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Io);
        QVERIFY(status.error().message.contains(QLatin1String("memory")));
    }

    void anythingThrownIsCaught()
    {
        const Status status = parallel(2, 2, [&](int, qint64) -> Status { throw 42; });
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Internal);
    }

    // After the error nothing begins any more, and those that wait for the failed one are woken.
    void failureStopsTheOthers()
    {
        std::mutex mutex;
        std::condition_variable wake;
        bool isFailed = false;
        int calls = 0;
        std::atomic<int> begun{0};
        std::latch waiting(3);
        const Status status = parallel(
            3, 1000,
            [&](int, qint64 index) -> Status {
                ++begun;
                waiting.arrive_and_wait();
                if (index == 0)
                    throw std::logic_error("first");
                std::unique_lock lock(mutex);
                wake.wait(lock, [&] { return isFailed; });
                return fail(ErrorCode::Cancelled, QStringLiteral("told to stop"));
            },
            [&] {
                const std::lock_guard lock(mutex);
                isFailed = true;
                ++calls;
                wake.notify_all();
            });
        QVERIFY(!status);
        QCOMPARE(status.error().detail, QStringLiteral("first"));
        QCOMPARE(calls, 1);
        QCOMPARE(begun.load(), 3);
    }

    // Whoever fails first in time, the same error comes back: here the lower one waits until the higher one has failed.
    void lowestFailureComesBack()
    {
        std::latch higherFailed(1);
        const Status status = parallel(
            2, 2,
            [&](int, qint64 index) -> Status {
                if (index == 0)
                    higherFailed.wait();
                return fail(broken(int(index)));
            },
            [&] { higherFailed.count_down(); });
        QVERIFY(!status);
        QCOMPARE(status.error(), broken(0));
    }

    // A failure is stronger than the wish to stop that came before it.
    void failureIsStrongerThanStop()
    {
        std::latch both(2), stopped(1);
        const Status status = parallel(
            2, 2,
            [&](int, qint64 index) -> Status {
                both.arrive_and_wait();
                if (index == 0)
                    return fail(ErrorCode::Paused, QStringLiteral("paused"));
                stopped.wait();
                return fail(broken(1));
            },
            [&] { stopped.count_down(); });
        QVERIFY(!status);
        QCOMPARE(status.error(), broken(1));
    }

    void failingHookIsCaught()
    {
        const Status status = parallel(
            2, 2, [&](int, qint64 index) -> Status { return fail(broken(int(index))); },
            [] { throw std::runtime_error("hook"); });
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Corrupt);
    }

    void asksTheControl_data()
    {
        QTest::addColumn<int>("request");
        QTest::addColumn<int>("code");
        QTest::newRow("cancel") << int(StopRequest::Cancel) << int(ErrorCode::Cancelled);
        QTest::newRow("pause") << int(StopRequest::Pause) << int(ErrorCode::Paused);
    }
    void asksTheControl()
    {
        QFETCH(const int, request);
        QFETCH(const int, code);
        test::RecordingControl control;
        control.stopWith = StopRequest(request);
        control.stopAfter = 5;
        std::atomic<qint64> done{0};
        const Status status = parallel(1, 100, control, [&](int, qint64) -> Status {
            control.progress({QStringLiteral("test"), ++done, 100});
            return {};
        });
        QVERIFY(!status);
        QCOMPARE(int(status.error().code), code);
        QCOMPARE(done.load(), 5);
    }

    // A task may fan out again; what fails inside fails that task alone, if it wants to.
    void nests()
    {
        std::atomic<int> leaves{0}, failures{0};
        VERIFY_OK(parallel(3, 6, [&](int, qint64 outer) -> Status {
            const Status inner = parallel(3, 10, [&](int, qint64 index) -> Status {
                if (outer == 2 && index == 9)
                    throw std::runtime_error("inner");
                ++leaves;
                return {};
            });
            failures += !inner;
            return {};
        }));
        QCOMPARE(leaves.load(), 59);
        QCOMPARE(failures.load(), 1);
    }

    void fewerThreadsDoAllTasks()
    {
        std::atomic<int> done{0};
        std::set<int> workers;
        {
            const NoMoreThreads none;
            QVERIFY(none.isSet());
            VERIFY_OK(parallel(4, 100, [&](int worker, qint64) -> Status {
                workers.insert(worker);
                ++done;
                return {};
            }));
        }
        QCOMPARE(done.load(), 100);
        QCOMPARE(workers, std::set<int>{0});
    }

    // Loops that hand things to each other would wait for ever for one that never came.
    void loopsNeedTheirThreads()
    {
        bool isTold = false;
        const NoMoreThreads none;
        QVERIFY(none.isSet());
        const Status status = parallelWorkers(
            3, [](int) -> Status { return {}; }, [&] { isTold = true; });
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Busy);
        QVERIFY(isTold);
    }

    void loopsRunTogetherAndFailTogether()
    {
        std::mutex mutex;
        std::condition_variable wake;
        bool isClosed = false;
        std::latch all(4);
        const Status status = parallelWorkers(
            4,
            [&](int worker) -> Status {
                all.arrive_and_wait();
                if (worker == 3)
                    throw std::bad_alloc();
                std::unique_lock lock(mutex);
                wake.wait(lock, [&] { return isClosed; });
                return {};
            },
            [&] {
                const std::lock_guard lock(mutex);
                isClosed = true;
                wake.notify_all();
            });
        QVERIFY(!status);
        QVERIFY(status.error().message.contains(QLatin1String("memory")));
    }

    void threadGivesItsOutcome()
    {
        auto thread = Thread::start([]() -> Status { throw std::runtime_error("in a thread"); });
        VERIFY_OK(thread);
        const Status status = thread->join();
        QVERIFY(!status);
        QCOMPARE(status.error().detail, QStringLiteral("in a thread"));
        QVERIFY(thread->join());
        std::atomic<bool> ran{false};
        {
            auto unjoined = Thread::start([&]() -> Status {
                ran = true;
                return {};
            });
            VERIFY_OK(unjoined);
        }
        QVERIFY(ran);
        const NoMoreThreads none;
        const auto refused = Thread::start([]() -> Status { return {}; });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Busy);
    }

    void guardedGivesResults()
    {
        const Result<int> value = guarded([]() -> Result<int> { return 7; });
        QCOMPARE(*value, 7);
        const Result<int> thrown = guarded([]() -> Result<int> { throw std::out_of_range("far"); });
        QVERIFY(!thrown);
        QCOMPARE(thrown.error().detail, QStringLiteral("far"));
        QVERIFY(guarded([] {}));
        QVERIFY(!guarded([] { throw std::bad_alloc(); }));
    }
};

TUILERIE_TEST_MAIN(ParallelTest)
#include "paralleltest.moc"
