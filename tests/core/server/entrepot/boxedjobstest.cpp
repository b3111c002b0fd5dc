// SPDX-License-Identifier: GPL-3.0-or-later
#include "entrepotsupport.h"
#include "server/entrepot/boxedstyle.h"
#include "server/entrepot/jobsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Jobs whose files bring the program down that opens them.
class BoxedJobsTest : public QObject
{
    Q_OBJECT

private slots:
    // A program that says nothing and ends is one that a file has brought down.
    void aBreakdownIsTheJobsErrorAndNamesTheFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("kind");
        QTest::newRow("vector") << u"data/x.csv"_s << 0;
        QTest::newRow("raster") << u"data/x.tif"_s << 1;
        QTest::newRow("point cloud") << u"data/x.laz"_s << 2;
    }

    void aBreakdownIsTheJobsErrorAndNamesTheFile()
    {
        QFETCH(QString, file);
        QFETCH(int, kind);
        constexpr std::array types{"VECTOR", "RASTER", "POINT-CLOUD"};
        constexpr std::array checks{runVectorCheck, runRasterCheck, runPointCloudCheck};
        Entrepot entrepot;
        const QString upload = entrepot.makeUpload(types[size_t(kind)]);
        entrepot.put(upload, file, "x,x,y\n1,2,3\n");
        WorkBox::Options options;
        options.program = u"/bin/true"_s;
        const WorkBox box(options);
        KeepingJob control;
        const auto outcome = checks[size_t(kind)](entrepot.datastore(), box, {{u"upload"_s, upload}}, control);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Corrupt);
        QVERIFY2(outcome.error().message.contains(file.section(u'/', -1)), qPrintable(outcome.error().message));
    }

    // A style is read while its request waits: what it does to a process is an answer, and nothing of it is kept.
    void aStyleThatBreaksItsReaderIsRefused()
    {
        const QByteArray sld =
            R"(<StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld"><NamedLayer><UserStyle>)"
            R"(<FeatureTypeStyle><Rule><LineSymbolizer/></Rule></FeatureTypeStyle></UserStyle></NamedLayer>)"
            R"(</StyledLayerDescriptor>)";
        const auto real = styleInfosInBox(WorkBox({}), sld);
        VERIFY_OK(real);
        QCOMPARE((*real)["format"_L1].toString(), u"SLD"_s);
        const auto none = styleInfosInBox(WorkBox({}), "no style");
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::Invalid);
        WorkBox::Options options;
        options.program = u"/bin/true"_s;
        const auto broken = styleInfosInBox(WorkBox(options), sld);
        QVERIFY(!broken);
        QCOMPARE(broken.error().code, ErrorCode::Corrupt);
        QVERIFY2(broken.error().message.contains("style"_L1), qPrintable(broken.error().message));
    }

    // The second one fails the job, and a server that starts again begins with what it had counted.
    void aBreakdownIsTriedOnceMore()
    {
        KeepingJob control;
        int runs = 0;
        WorkBox::Options options;
        options.program = u"/bin/true"_s;
        const WorkBox box(options);
        const auto breaks = [&] {
            ++runs;
            return box.run(u"check"_s, {}, {}, control);
        };
        const auto failed = triedTwice(breaks, control);
        QVERIFY(!failed && WorkBox::isBreakdown(failed.error()));
        QCOMPARE(runs, 2);
        QCOMPARE(control.breakdowns, 2);
        QVERIFY(control.lines.value(0).contains(failed.error().message));
        // One was counted before the server ended.
        KeepingJob later;
        later.breakdowns = 1;
        QVERIFY(!triedTwice(breaks, later));
        QCOMPARE(runs, 3);
        // What passes is no failure, and other errors are not tried again.
        KeepingJob other;
        int tries = 0;
        const auto passed = triedTwice(
            [&]() -> Result<QJsonObject> { return ++tries == 1 ? box.run(u"check"_s, {}, {}, other) : QJsonObject(); },
            other);
        QVERIFY(passed && tries == 2);
        QVERIFY(!triedTwice(
            [&]() -> Result<QJsonObject> {
                ++tries;
                return fail(ErrorCode::Corrupt, u"no"_s);
            },
            other));
        QCOMPARE(tries, 3);
    }

    // The same check with the real program: a finding, and the CRS that the file is not in.
    void theWorkersFindingsAreTheJobs()
    {
        Entrepot entrepot;
        const QString upload = entrepot.makeUpload("VECTOR");
        entrepot.put(upload, u"data/x.geojson"_s,
            R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[3,46]}}]})");
        KeepingJob control;
        const auto outcome = runVectorCheck(entrepot.datastore(), WorkBox({}), {{u"upload"_s, upload}}, control);
        VERIFY_OK(outcome);
        QJsonObject differs;
        for (const QJsonValue finding : (*outcome)["findings"_L1].toArray())
            if (finding["id"_L1] == "vector.crs.differs"_L1)
                differs = finding.toObject();
        QCOMPARE(differs["path"_L1].toString(), u"data/x.geojson"_s);
        QVERIFY(control.steps.contains(u"vector"_s));
    }
};

QTEST_GUILESS_MAIN(BoxedJobsTest)
#include "boxedjobstest.moc"
