// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/wholeprogress.h"

#include <QTest>
#include <vector>

using namespace tuilerie;

class WholeProgressTest : public QObject
{
    Q_OBJECT

private slots:
    void neverGoesBack_data();
    void neverGoesBack();
    void eachPartMovesIt();
    void aSecondTryWaitsWhereItIs();
};

using Reports = std::vector<Progress>;
Q_DECLARE_METATYPE(Reports)

static Progress at(const char *step, qint64 done, qint64 total)
{
    Progress progress;
    progress.step = QLatin1String(step);
    progress.done = done;
    progress.total = total;
    return progress;
}

static void counted(Reports &reports, const char *step, qint64 total)
{
    for (qint64 done = 0; done <= total; done += std::max<qint64>(1, total / 10))
        reports.push_back(at(step, done, total));
}

// As `tuilerie-cli publish --progress=json` reports them.
static Reports recorded(const QByteArray &kind)
{
    Reports reports;
    if (kind == "sent anew") {
        counted(reports, "upload", 40); // by reference; the server does not see the files
        reports.resize(8);
    }
    counted(reports, "upload", kind == "by reference" ? 16 : 1000000);
    if (kind != "by reference")
        counted(reports, "checksum", 16);
    // Checks that are asked for later make the total grow.
    for (const auto &[done, total] : {std::pair{0, 1}, {1, 2}, {1, 3}, {2, 4}, {4, 4}})
        reports.push_back(at("check", done, total));
    reports.push_back(at("processing", 0, 0));
    if (kind == "vector") {
        counted(reports, "integration", 5);
        reports.push_back(at("processing", 0, 0));
        counted(reports, "read", 2000);
        counted(reports, "simplify", 2000);
        counted(reports, "generate", 500);
        reports.push_back(at("write", 0, 0));
        reports.push_back(at("processing", 0, 0));
    } else if (kind == "derived") {
        counted(reports, "scan", 8);
        counted(reports, "derive", 64);
    }
    counted(reports, "plan", 3);
    counted(reports, "generate", 300);
    counted(reports, "write", 2);
    counted(reports, "publish", 3);
    return reports;
}

void WholeProgressTest::neverGoesBack_data()
{
    QTest::addColumn<Reports>("reports");
    QTest::addColumn<int>("productions");
    for (const char *kind : {"by reference", "sent", "sent anew", "vector", "derived"}) {
        for (const int productions : {1, 2, 3})
            QTest::addRow("%s, %d planned", kind, productions) << recorded(kind) << productions;
    }
}

void WholeProgressTest::neverGoesBack()
{
    QFETCH(Reports, reports);
    QFETCH(int, productions);
    WholeShare share(productions);
    double before = 0;
    for (const Progress &report : reports) {
        const double now = share.take(report);
        QVERIFY2(now >= before, qPrintable(QStringLiteral("%1: %2 after %3").arg(report.step).arg(now).arg(before)));
        QVERIFY(now <= 1);
        before = now;
    }
    QCOMPARE(before, 1.0);
}

void WholeProgressTest::eachPartMovesIt()
{
    WholeShare share(3); // database, vector tiles, picture tiles
    double before = 0;
    QString step;
    for (const Progress &report : recorded("vector")) {
        const double now = share.take(report);
        const bool isEnd = report.total > 0 && report.done == report.total;
        if (isEnd) {
            QVERIFY2(now > before, qPrintable(report.step));
            before = now;
        }
    }
}

void WholeProgressTest::aSecondTryWaitsWhereItIs()
{
    WholeShare share;
    for (const char *step : {"upload", "check", "plan", "generate"})
        share.take(at(step, 9, 10));
    const double reached = share.share();
    QVERIFY(reached > 0.5);
    for (const char *step : {"upload", "check", "plan", "generate"})
        QCOMPARE(share.take(at(step, 1, 10)), reached);
    QVERIFY(share.take(at("generate", 10, 10)) > reached);
}

QTEST_GUILESS_MAIN(WholeProgressTest)
#include "wholeprogresstest.moc"
