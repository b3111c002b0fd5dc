// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
#include "jobs/jobrunner.h"
#include "support/testsupport.h"

#include <future>
#include <latch>
#include <stdexcept>

using namespace tuilerie;

/// VERIFY_OK for a call that must be made once only.
#define CHECK_OK(expression)                                                                                                \
    do {                                                                                                                    \
        const auto &outcomeOnce = (expression);                                                                             \
        VERIFY_OK(outcomeOnce);                                                                                             \
    } while (false)

namespace {

/// Work whose every step the test holds in its hand: it counts to params.count and asks each time whether to stop.
struct Bench
{
    QTemporaryDir folder;
    JobRegistry registry;
    std::shared_ptr<JobStore> store;
    std::atomic<int> starts{0};
    std::atomic<bool> wasResumed{false};
    std::function<void(int)> atCount; ///< called by the work at each count

    Bench()
    {
        registry.add(QStringLiteral("count"), [this](const QJsonObject &params, JobControl &control) -> Result<QJsonObject> {
            ++starts;
            wasResumed = control.isResumed();
            control.beginStep(QStringLiteral("one"), QStringLiteral("First"));
            control.warning(QStringLiteral("careful"));
            control.endStep();
            control.beginStep(QStringLiteral("count"), QStringLiteral("Counting"));
            const int count = params.value(QLatin1String("count")).toInt();
            for (int i = 1; i <= count; ++i) {
                control.progress({QStringLiteral("count"), i, count, 1, 0, 0, -1});
                control.log(QStringLiteral("at %1").arg(i));
                if (atCount)
                    atCount(i);
                if (control.shouldStop() == StopRequest::Pause)
                    return fail(ErrorCode::Paused, {});
                if (control.shouldStop() == StopRequest::Cancel)
                    return fail(ErrorCode::Cancelled, {});
            }
            return QJsonObject{{QStringLiteral("counted"), count}};
        });
        registry.add(QStringLiteral("fails"), [this](const QJsonObject &, JobControl &) -> Result<QJsonObject> {
            // Repaired after the first time, as a full disk would be.
            if (++starts == 1)
                return fail(ErrorCode::DiskFull, QStringLiteral("No space left."), QStringLiteral("detail"));
            return QJsonObject();
        });
        registry.add(QStringLiteral("throws"),
            [](const QJsonObject &, JobControl &) -> Result<QJsonObject> { throw std::runtime_error("boom"); });
        reopen();
    }

    void reopen()
    {
        store.reset();
        auto opened = JobStore::open(folder.filePath(QStringLiteral("jobs.sqlite")));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        store = *opened;
    }
};

Job jobOf(const char *kind, int count = 3)
{
    Job job;
    job.kind = QLatin1String(kind);
    job.title = QStringLiteral("A job");
    job.params = {{QStringLiteral("count"), count}};
    return job;
}

std::unique_ptr<JobRunner> makeRunner(const QString &name, Bench &bench)
{
    if (name == QLatin1String("synchronous"))
        return std::make_unique<SynchronousRunner>(bench.store, bench.registry);
    return std::make_unique<QueueRunner>(bench.store, bench.registry, 2);
}

} // namespace

/// One suite for every runner: each test runs once for each.
class JobRunnerTest : public QObject
{
    Q_OBJECT

    void eachRunner()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("synchronous") << QStringLiteral("synchronous");
        QTest::newRow("queue") << QStringLiteral("queue");
    }

private slots:
    void runsToTheEnd_data() { eachRunner(); }
    void runsToTheEnd()
    {
        QFETCH(QString, name);
        Bench bench;
        const auto runner = makeRunner(name, bench);
        std::mutex mutex;
        QStringList states;
        runner->setListener([&](const Job &job) {
            const std::lock_guard lock(mutex);
            states << jobStateName(job.state);
        });
        CHECK_OK(runner->start());
        const auto id = runner->submit(jobOf("count"));
        CHECK_OK(id);
        runner->waitForIdle();
        const auto job = runner->job(*id);
        CHECK_OK(job);
        QCOMPARE(job->state, JobState::Succeeded);
        QCOMPARE(job->result.value(QLatin1String("counted")).toInt(), 3);
        QCOMPARE(job->attempts, 1);
        QCOMPARE(job->steps.size(), size_t(2));
        QCOMPARE(job->steps[0].warnings, QStringList{QStringLiteral("careful")});
        QCOMPARE(job->steps[1].state, StepState::Done);
        QCOMPARE(job->steps[1].progress.done, 3);
        QVERIFY(job->started.isValid() && job->finished.isValid());
        QCOMPARE(states, QStringList({QStringLiteral("running"), QStringLiteral("succeeded")}));
        QCOMPARE(*runner->logSize(*id), 4);
        QVERIFY(runner->log(*id, 1, 1)->at(0).endsWith(QLatin1String("INFO||count||at 1")));
    }

    void pausesAndGoesOn_data() { eachRunner(); }
    void pausesAndGoesOn()
    {
        QFETCH(QString, name);
        Bench bench;
        const auto runner = makeRunner(name, bench);
        CHECK_OK(runner->start());
        Job job = jobOf("count");
        job.id = QStringLiteral("j");
        bench.atCount = [&](int i) {
            if (i == 2 && bench.starts == 1)
                QVERIFY(runner->pause(QStringLiteral("j")).has_value());
        };
        CHECK_OK(runner->submit(job));
        runner->waitForIdle();
        QCOMPARE(runner->job(job.id)->state, JobState::Paused);
        QCOMPARE(runner->job(job.id)->steps[1].progress.done, 2);
        CHECK_OK(runner->resume(job.id));
        runner->waitForIdle();
        QCOMPARE(runner->job(job.id)->state, JobState::Succeeded);
        QCOMPARE(runner->job(job.id)->attempts, 2);
        QVERIFY(bench.wasResumed);
        QCOMPARE(runner->resume(job.id).error().code, ErrorCode::Conflict);
        QCOMPARE(runner->pause(job.id).error().code, ErrorCode::Conflict);
        // The warning of the first run is not doubled by the second.
        QCOMPARE(runner->job(job.id)->warnings(), QStringList{QStringLiteral("careful")});
    }

    void cancels_data() { eachRunner(); }
    void cancels()
    {
        QFETCH(QString, name);
        Bench bench;
        const auto runner = makeRunner(name, bench);
        CHECK_OK(runner->start());
        Job job = jobOf("count");
        job.id = QStringLiteral("j");
        bench.atCount = [&](int i) {
            if (i == 1)
                QVERIFY(runner->cancel(QStringLiteral("j")).has_value());
        };
        CHECK_OK(runner->submit(job));
        runner->waitForIdle();
        QCOMPARE(runner->job(job.id)->state, JobState::Cancelled);
        QCOMPARE(runner->job(job.id)->steps[1].state, StepState::Cancelled);
        QCOMPARE(runner->resume(job.id).error().code, ErrorCode::Conflict);
        QCOMPARE(runner->cancel(job.id).error().code, ErrorCode::Conflict);
        CHECK_OK(runner->remove(job.id));
        QCOMPARE(runner->job(job.id).error().code, ErrorCode::NotFound);
    }

    void failsAndIsTakenUpAfterRepair_data() { eachRunner(); }
    void failsAndIsTakenUpAfterRepair()
    {
        QFETCH(QString, name);
        Bench bench;
        const auto runner = makeRunner(name, bench);
        CHECK_OK(runner->start());
        const auto id = runner->submit(jobOf("fails"));
        CHECK_OK(id);
        runner->waitForIdle();
        const auto failed = runner->job(*id);
        QCOMPARE(failed->state, JobState::Failed);
        QCOMPARE(failed->error, (Error{ErrorCode::DiskFull, QStringLiteral("No space left."), QStringLiteral("detail")}));
        QVERIFY(runner->log(*id, 0, 10)->at(0).contains(QLatin1String("ERROR||fails||No space left.")));
        CHECK_OK(runner->resume(*id));
        runner->waitForIdle();
        QCOMPARE(runner->job(*id)->state, JobState::Succeeded);
    }

    void outlivesADefectOfOneJob_data() { eachRunner(); }
    void outlivesADefectOfOneJob()
    {
        QFETCH(QString, name);
        Bench bench;
        const auto runner = makeRunner(name, bench);
        CHECK_OK(runner->start());
        const auto bad = runner->submit(jobOf("throws"));
        const auto good = runner->submit(jobOf("count"));
        CHECK_OK(bad);
        runner->waitForIdle();
        QCOMPARE(runner->job(*bad)->state, JobState::Failed);
        QCOMPARE(runner->job(*bad)->error.detail, QStringLiteral("boom"));
        QVERIFY(!runner->job(*bad)->error.message.isEmpty());
        QCOMPARE(runner->job(*good)->state, JobState::Succeeded);
        QCOMPARE(runner->submit(jobOf("unheard-of")).error().code, ErrorCode::Unsupported);
        Job again = jobOf("count");
        again.id = *good;
        QCOMPARE(runner->submit(again).error().code, ErrorCode::Conflict);
    }

    // An engine that throws in one of its own threads fails its job with a sentence; the others go on, and so does the
    // process.
    void outlivesADefectInAnEnginesThread_data() { eachRunner(); }
    void outlivesADefectInAnEnginesThread()
    {
        QFETCH(QString, name);
        Bench bench;
        bench.registry.add(QStringLiteral("fans"), [](const QJsonObject &, JobControl &control) -> Result<QJsonObject> {
            ProgressMeter meter(control, QStringLiteral("work"), 4);
            std::latch all(4);
            TUILERIE_CHECK(parallelWorkers(
                4,
                [&](int worker) -> Status {
                    all.arrive_and_wait();
                    if (worker == 2)
                        throw std::bad_alloc();
                    while (meter.check()) {}
                    return meter.check();
                },
                [&] { meter.abort(); }));
            return QJsonObject();
        });
        const auto runner = makeRunner(name, bench);
        CHECK_OK(runner->start());
        const auto bad = runner->submit(jobOf("fans"));
        const auto good = runner->submit(jobOf("count"));
        CHECK_OK(bad);
        runner->waitForIdle();
        QCOMPARE(runner->job(*bad)->state, JobState::Failed);
        QVERIFY(runner->job(*bad)->error.message.contains(QLatin1String("memory")));
        QCOMPARE(runner->job(*good)->state, JobState::Succeeded);
    }

    void takesUpWhatAKilledProcessLeft_data() { eachRunner(); }
    void takesUpWhatAKilledProcessLeft()
    {
        QFETCH(QString, name);
        Bench bench;
        // What a process that was killed at these moments leaves on disk.
        for (const JobState state : {JobState::Running, JobState::Pausing, JobState::Cancelling, JobState::Waiting}) {
            Job job = jobOf("count");
            job.id = jobStateName(state);
            CHECK_OK(bench.store->insert(job));
            job.state = state;
            job.attempts = state == JobState::Waiting ? 0 : 1;
            CHECK_OK(bench.store->update(job));
        }
        bench.reopen();
        const auto runner = makeRunner(name, bench);
        // The listener hears of each, also of those that nothing is done with any more.
        std::mutex mutex;
        QMap<QString, QList<JobState>> heard;
        runner->setListener([&](const Job &job) {
            const std::lock_guard lock(mutex);
            heard[job.id] << job.state;
        });
        CHECK_OK(runner->start());
        runner->waitForIdle();
        QCOMPARE(heard.value(QStringLiteral("running")).value(0), JobState::Waiting);
        QCOMPARE(heard.value(QStringLiteral("pausing")), QList{JobState::Paused});
        QCOMPARE(heard.value(QStringLiteral("cancelling")), QList{JobState::Cancelled});
        QVERIFY(runner->job(QStringLiteral("cancelling"))->finished.isValid());
        QCOMPARE(runner->job(QStringLiteral("running"))->state, JobState::Succeeded);
        QCOMPARE(runner->job(QStringLiteral("running"))->attempts, 2);
        QCOMPARE(runner->job(QStringLiteral("pausing"))->state, JobState::Paused);
        QCOMPARE(runner->job(QStringLiteral("cancelling"))->state, JobState::Cancelled);
        QCOMPARE(runner->job(QStringLiteral("waiting"))->attempts, 1);
        QCOMPARE(bench.starts.load(), 2);
    }

    // A job that the program dies of is not begun again for ever; one that gets on is.
    void isNotTakenUpWithoutEnd()
    {
        Bench bench;
        for (const QString &id : {QStringLiteral("stuck"), QStringLiteral("gets on")}) {
            Job job = jobOf("count");
            job.id = id;
            CHECK_OK(bench.store->insert(job));
        }
        for (int death = 1; death <= 3; ++death) {
            for (const QString &id : {QStringLiteral("stuck"), QStringLiteral("gets on")}) {
                Job job = *bench.store->job(id);
                QCOMPARE(job.state, JobState::Waiting);
                job.state = JobState::Running;
                JobStep step;
                step.id = QStringLiteral("count");
                step.progress.done = id == QLatin1String("stuck") ? 7 : death * 10;
                job.steps = {step};
                CHECK_OK(bench.store->update(job));
            }
            bench.reopen();
            const auto left = bench.store->recover();
            VERIFY_OK(left);
            QCOMPARE(left->size(), size_t(2));
        }
        const Job stuck = *bench.store->job(QStringLiteral("stuck"));
        QCOMPARE(stuck.state, JobState::Failed);
        QVERIFY(!stuck.error.message.isEmpty() && stuck.finished.isValid());
        QCOMPARE(bench.store->job(QStringLiteral("gets on"))->state, JobState::Waiting);
        // Who resumes it begins anew.
        SynchronousRunner runner(bench.store, bench.registry);
        CHECK_OK(runner.resume(QStringLiteral("stuck")));
        QCOMPARE(bench.store->job(QStringLiteral("stuck"))->deaths, 0);
    }

    void stopLetsJobsGoOnAtTheNextStart()
    {
        Bench bench;
        std::promise<void> isRunning, mayGoOn;
        auto isAllowed = mayGoOn.get_future().share();
        bench.atCount = [&](int i) {
            if (i == 1 && bench.starts == 1) {
                isRunning.set_value();
                isAllowed.wait();
            }
        };
        Job job = jobOf("count");
        job.id = QStringLiteral("j");
        {
            QueueRunner runner(bench.store, bench.registry, 1);
            CHECK_OK(runner.start());
            CHECK_OK(runner.submit(job));
            isRunning.get_future().wait();
            std::thread stopper([&] { runner.stop(); });
            mayGoOn.set_value();
            stopper.join();
        }
        bench.reopen();
        const JobState left = bench.store->job(job.id)->state;
        QVERIFY2(left == JobState::Waiting || left == JobState::Succeeded, qPrintable(jobStateName(left)));
        QueueRunner runner(bench.store, bench.registry, 1);
        CHECK_OK(runner.start());
        runner.waitForIdle();
        QCOMPARE(runner.job(job.id)->state, JobState::Succeeded);
    }

    void runsOneHeavyJobAtATime()
    {
        Bench bench;
        std::atomic<int> now{0}, most{0};
        bench.registry.add(
            QStringLiteral("heavy"),
            [&](const QJsonObject &, JobControl &) -> Result<QJsonObject> {
                most = std::max(most.load(), ++now);
                std::this_thread::yield();
                --now;
                return QJsonObject();
            },
            true);
        QueueRunner runner(bench.store, bench.registry, 4);
        CHECK_OK(runner.start());
        for (int i = 0; i < 20; ++i)
            CHECK_OK(runner.submit(jobOf("heavy")));
        runner.waitForIdle();
        QCOMPARE(most.load(), 1);
        const auto jobs = runner.jobs();
        QCOMPARE(jobs->size(), size_t(20));
        QVERIFY(std::all_of(jobs->begin(), jobs->end(), [](const Job &job) { return job.state == JobState::Succeeded; }));
    }
};

TUILERIE_TEST_MAIN(JobRunnerTest)
#include "jobrunnertest.moc"
