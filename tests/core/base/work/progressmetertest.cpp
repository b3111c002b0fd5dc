// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
#include "support/testsupport.h"

using namespace tuilerie;

namespace {

/// Keeps every report.
class Listening final : public WorkControl
{
public:
    explicit Listening(int interval)
        : m_interval(interval)
    {
    }
    void progress(const Progress &progress) override { reports.push_back(progress); }
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return stop; }
    int reportIntervalMs() const override { return m_interval; }

    std::vector<Progress> reports;
    StopRequest stop = StopRequest::None;

private:
    int m_interval;
};

constexpr int never = 1000 * 3600;

} // namespace

class ProgressMeterTest : public QObject
{
    Q_OBJECT

private slots:
    void reportsAsSeldomAsTheControlWants()
    {
        Listening seldom(never);
        ProgressMeter quiet(seldom, QStringLiteral("read"), 1000);
        for (int i = 0; i < 999; ++i)
            VERIFY_OK(quiet.add(1));
        QCOMPARE(seldom.reports.size(), size_t(0));
        VERIFY_OK(quiet.add(1)); // the end is told at once
        QCOMPARE(seldom.reports.size(), size_t(1));
        QCOMPARE(seldom.reports[0].step, QStringLiteral("read"));
        QCOMPARE(seldom.reports[0].done, 1000);
        QCOMPARE(seldom.reports[0].total, 1000);

        Listening each(0);
        ProgressMeter meter(each, QStringLiteral("read"), 1000);
        for (int i = 0; i < 1000; ++i)
            VERIFY_OK(meter.add(1));
        QCOMPARE(each.reports.size(), size_t(1000));
        QCOMPARE(each.reports[499].done, 500);
    }

    // Reports of many threads come in the order of their counts: nothing goes back.
    void countsOnlyGrow()
    {
        Listening each(0);
        ProgressMeter meter(each, QStringLiteral("read"), 4000);
        VERIFY_OK(parallel(4, 4000, [&](int, qint64) { return meter.add(1); }));
        QCOMPARE(each.reports.size(), size_t(4000));
        for (size_t i = 1; i < each.reports.size(); ++i)
            QVERIFY(each.reports[i].done >= each.reports[i - 1].done);
        QCOMPARE(each.reports.back().done, 4000);
        // A retry that begins anew does not show.
        VERIFY_OK(meter.advance(3000, 10));
        QCOMPARE(each.reports.back().done, 4000);
        QCOMPARE(each.reports.back().bytes, 10);
    }

    void countsParts()
    {
        Listening each(0);
        ProgressMeter meter(each, QStringLiteral("generate"), 10, 2);
        meter.setAlreadyDone(4, 100);
        VERIFY_OK(meter.add(1));
        QCOMPARE(each.reports.back().done, 4);
        VERIFY_OK(meter.add(1));
        QCOMPARE(each.reports.back().done, 5);
        meter.addBytes(11);
        meter.report();
        QCOMPARE(each.reports.back().bytes, 111);
    }

    // What an earlier run did is done, but nobody did it in no time.
    void earlierWorkIsNoRate()
    {
        Listening each(0);
        ProgressMeter meter(each, QStringLiteral("generate"), 1000000);
        meter.setAlreadyDone(999000, 0);
        meter.report();
        QCOMPARE(each.reports.back().rate, 0.0);
        QCOMPARE(each.reports.back().etaSeconds, -1.0);
    }

    void unknownTotalHasNoEnd()
    {
        Listening each(0);
        ProgressMeter meter(each, QStringLiteral("estimate"), 0);
        VERIFY_OK(meter.add(5));
        QCOMPARE(each.reports.back().etaSeconds, -1.0);
    }

    void passesStopsOn()
    {
        Listening control(never);
        ProgressMeter meter(control, QStringLiteral("read"), 10);
        VERIFY_OK(meter.check());
        control.stop = StopRequest::Pause;
        QCOMPARE(meter.add(1).error().code, ErrorCode::Paused);
        control.stop = StopRequest::Cancel;
        QCOMPARE(meter.check().error().code, ErrorCode::Cancelled);
        control.stop = StopRequest::None;
        VERIFY_OK(meter.check());
        meter.abort();
        QCOMPARE(meter.check().error().code, ErrorCode::Cancelled);
        // A pause while the others are being stopped stays a pause.
        control.stop = StopRequest::Pause;
        QCOMPARE(meter.check().error().code, ErrorCode::Paused);
    }
};

TUILERIE_TEST_MAIN(ProgressMeterTest)
#include "progressmetertest.moc"
