// SPDX-License-Identifier: GPL-3.0-or-later
// What programs with people in front of them ask: the same answers as in their own process, and no end of theirs.
#include "../source/rasterfixture.h"
#include "base/atomicfile.h"
#include "check/boxedcheck.h"
#include "check/vector/vectorfix.h"
#include "source/inspect.h"
#include "support/dyingworkers.h"
#include "support/testsupport.h"

#include <csignal>
#include <future>
#include <sys/stat.h>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class BoxedCheckTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }

private slots:
    void initTestCase()
    {
        RasterSpec spec;
        spec.crs.clear();
        QVERIFY(QDir(m_folder.path()).mkpath(u"rasters"_s) && writeRaster(at(u"rasters/a.tif"_s), spec));
        VERIFY_OK(writeFileAtomically(at(u"v.geojson"_s),
            QByteArray(
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[3,46]}}]})")));
        VERIFY_OK(writeFileAtomically(at(u"broken.gpkg"_s), QByteArray("no data")));
    }

    void sameAsInThisProcess_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"rasters", "rasters/*.tif", "v.geojson", "broken.gpkg"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void sameAsInThisProcess()
    {
        QFETCH(QString, name);
        SilentControl control;
        const QStringList paths{at(name)};
        for (const QString &crs : {QString(), u"EPSG:2154"_s}) {
            const auto here = checkPaths(paths, crs, control), there = checkPathsInBox(paths, crs, control);
            VERIFY_OK(here);
            VERIFY_OK(there);
            QCOMPARE(there->size(), here->size());
            for (size_t i = 0; i < here->size(); ++i)
                QCOMPARE((*there)[i].toJson(), (*here)[i].toJson());
        }
        const auto probed = probeInBox(paths, control);
        VERIFY_OK(probed);
        const auto inspected = name == "v.geojson"_L1 ? inspectPaths(paths, control) : Result<QJsonArray>(QJsonArray());
        QCOMPARE(*probed, *inspected);
        const auto here = inspectPaths(paths, control), there = inspectInBox(paths, control);
        QCOMPARE(bool(there), bool(here));
        if (here)
            QCOMPARE(*there, *here);
        else
            QCOMPARE(there.error(), here.error());
    }

    void theCopyIsRepairedThere()
    {
        SilentControl control;
        const QString copy = at(u"repaired.gpkg"_s);
        const auto made = fixVectorInBox(at(u"v.geojson"_s), copy, {u"promote-to-multi"_s}, {u"EPSG:2154"_s, {}}, control);
        VERIFY_OK(made);
        const auto here =
            fixVector(at(u"v.geojson"_s), at(u"here.gpkg"_s), {u"promote-to-multi"_s}, control, {u"EPSG:2154"_s, {}});
        VERIFY_OK(here);
        QCOMPARE(made->copy, copy);
        QVERIFY(QFile::exists(copy));
        QJsonObject there = made->toJson(), expected = here->toJson();
        for (QJsonObject *report : {&there, &expected})
            report->remove("copy"_L1);
        QCOMPARE(there, expected);
        QCOMPARE(made->features, 1);
        // Errors are those of the work: the copy is there already.
        const auto again = fixVectorInBox(at(u"v.geojson"_s), copy, {u"promote-to-multi"_s}, {}, control);
        QVERIFY(!again && !again.error().message.contains("broke down"_L1));
    }

    void aDyingWorkerIsAnError()
    {
        const DyingWorkers dying;
        SilentControl control;
        const QString file = at(u"v.geojson"_s);
        const auto inspected = inspectInBox({file}, control);
        const auto repaired = fixVectorInBox(file, at(u"never.gpkg"_s), {u"drop-empty"_s}, {}, control);
        QVERIFY(!inspected && !repaired);
        for (const Error &error : {inspected.error(), repaired.error()}) {
            QCOMPARE(error.code, ErrorCode::Corrupt);
            QVERIFY2(error.message.contains("v.geojson"_L1), qPrintable(error.message));
        }
        QVERIFY(!QFile::exists(at(u"never.gpkg"_s)));
    }

    void scopeComesThrough()
    {
        SilentControl control;
        const QStringList paths{m_folder.path()};
        const auto rasters = checkPathsInBox(paths, {}, control, {SourceKind::Raster, true});
        const auto here = checkPaths(paths, {}, control, {SourceKind::Raster, true});
        VERIFY_OK(rasters);
        VERIFY_OK(here);
        QCOMPARE(rasters->size(), here->size());
    }

    // Whatever ends the process that reads them: here it waits for ever for what lies beside the raster.
    void aBreakdownIsAnError_data()
    {
        QTest::addColumn<bool>("isCheck");
        QTest::newRow("check") << true;
        QTest::newRow("probe") << false;
    }

    void aBreakdownIsAnError()
    {
        QFETCH(bool, isCheck);
        const QString pipe = at(u"rasters/a.tif.aux.xml"_s);
        QCOMPARE(::mkfifo(pipe.toUtf8().constData(), 0600), 0);
        const auto remove = qScopeGuard([&] { QFile::remove(pipe); });
        SilentControl control;
        auto asked = std::async(std::launch::async, [&]() -> Error {
            const QStringList paths{at(u"rasters/a.tif"_s)};
            if (isCheck) {
                const auto findings = checkPathsInBox(paths, {}, control);
                return findings ? Error() : findings.error();
            }
            const auto probed = probeInBox(paths, control);
            return probed ? Error() : probed.error();
        });
        breakChildren(
            ::getpid(), SIGSEGV, [&] { return asked.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
        const Error error = asked.get();
        QCOMPARE(error.code, ErrorCode::Corrupt);
        QVERIFY2(error.message.contains("a.tif"_L1), qPrintable(error.message));
    }
};

QTEST_GUILESS_MAIN(BoxedCheckTest)
#include "boxedchecktest.moc"
