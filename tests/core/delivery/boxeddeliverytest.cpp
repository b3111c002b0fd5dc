// SPDX-License-Identifier: GPL-3.0-or-later
// What a publication asks of its data: the same answers from the box as in a process of its own, and no end of the program.
#include "../source/rasterfixture.h"
#include "base/atomicfile.h"
#include "delivery/datalook.h"
#include "delivery/deliveryfiles.h"
#include "source/archive.h"
#include "source/filesearch.h"
#include "source/inbox.h"
#include "source/inspect.h"
#include "source/workcopy.h"
#include "support/rawlas.h"
#include "support/rawzip.h"
#include "support/testsupport.h"

#include <QJsonDocument>

#include <csignal>
#include <future>
#include <sys/stat.h>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray point =
    R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[3,46]}}]})";
const QByteArray area =
    R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[3,46],[4,46],[4,47],[3,46]]]}}]})";

bool isReady(const std::future<Error> &asked)
{
    return asked.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

/// Asks to stop as soon as it hears of a step.
class StopAt final : public WorkControl
{
public:
    explicit StopAt(const QString &step)
        : m_step(step)
    {
    }
    void progress(const Progress &progress) override { m_isHeard = m_isHeard || progress.step == m_step; }
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return m_isHeard ? StopRequest::Cancel : StopRequest::None; }

private:
    const QString m_step;
    std::atomic<bool> m_isHeard{false};
};

} // namespace

class BoxedDeliveryTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }
    QString put(const QString &name, const QByteArray &content) const
    {
        QDir().mkpath(QFileInfo(at(name)).path());
        if (!writeFileAtomically(at(name), content))
            qFatal("%s cannot be written", qPrintable(at(name)));
        return at(name);
    }

private slots:
    void initTestCase()
    {
        useBox();
        QVERIFY(QDir(m_folder.path()).mkpath(u"rasters"_s));
        RasterSpec spec;
        spec.nodata = 255;
        QVERIFY(writeRaster(at(u"rasters/a.tif"_s), spec));
        spec.geoTransform = {650064, 1, 0, 6860000, 0, -1};
        spec.crs.clear();
        QVERIFY(writeRaster(at(u"rasters/b.tif"_s), spec));
        put(u"rasters/c.tif"_s, "no raster");
        spec.type = 6; // Float32, of which NaN is nodata
        spec.bands = 1;
        spec.nodata = qQNaN();
        QVERIFY(writeRaster(at(u"dem.tif"_s), spec));
        put(u"v/areas.geojson"_s, area);
        put(u"v/points.geojson"_s, point);
        RawLas las;
        las.points.resize(2);
        las.points[1].x = 100;
        las.records = {RawRecord::wkt(R"(PROJCS["RGF93 v1 / Lambert-93",AUTHORITY["EPSG","2154"]])")};
        QVERIFY(las.write(at(u"a.las"_s)));
        put(u"p.json"_s,
            R"({"tile_matrix_set":"PM","format":"TIFF_ZIP_FLOAT32","raster_specifications":{"channels":1,"nodata":"-9999","photometric":"gray","interpolation":"bicubic"},"levels":[{"id":"0","tiles_per_width":16,"tiles_per_height":16,"tile_limits":{"min_row":0,"max_row":0,"min_col":0,"max_col":0},"storage":{"type":"FILE","image_directory":"p/DATA/0","path_depth":2}}]})");
        put(u"p/DATA/0/00/00/00.tif"_s, "slab");
        put(u"broken.gpkg"_s, "no data");
    }

    void sameAsInThisProcess_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("rasters") << u"rasters"_s << true;
        QTest::newRow("values") << u"dem.tif"_s << true;
        QTest::newRow("tables") << u"v"_s << true;
        QTest::newRow("cloud") << u"a.las"_s << true;
        QTest::newRow("pyramid") << u"p.json"_s << true;
        QTest::newRow("broken") << u"broken.gpkg"_s << false;
        QTest::newRow("not there") << u"nothing.tif"_s << false;
    }

    void sameAsInThisProcess()
    {
        QFETCH(QString, name);
        QFETCH(bool, isGood);
        SilentControl control;
        const QStringList paths{at(name)};
        for (const QString &crs : {QString(), u"EPSG:2154"_s}) {
            const auto here = lookAtData(paths, PublishKind::Automatic, crs, control);
            const auto there = lookAtDataInBox(paths, PublishKind::Automatic, crs, control);
            QCOMPARE(bool(here), isGood);
            QCOMPARE(bool(there), isGood);
            if (!isGood) {
                QCOMPARE(there.error().code, here.error().code);
                QCOMPARE(there.error().message, here.error().message);
                continue;
            }
            QCOMPARE(there->toJson(), here->toJson());
        }
        for (const bool byReference : {true, false}) {
            const PublishKind kind = publishKindOf(paths);
            const auto here = filesToDeliver(kind, paths, byReference),
                       there = filesInBox(kind, paths, byReference, control);
            QCOMPARE(bool(there), bool(here));
            if (here)
                QVERIFY(*there == *here);
        }
    }

    void whatItSays()
    {
        SilentControl control;
        const auto rasters = lookAtDataInBox({at(u"rasters"_s)}, PublishKind::Automatic, {}, control);
        VERIFY_OK(rasters);
        QCOMPARE(rasters->kind, PublishKind::Raster);
        QVERIFY(rasters->isFolder);
        QCOMPARE(rasters->crs, u"EPSG:2154"_s);
        QCOMPARE(rasters->extent, (Extent{650000, 6859936, 650128, 6860000}));
        QCOMPARE(rasters->files, 3);
        QCOMPARE(rasters->problems, 1);
        QCOMPARE(rasters->footprints.size(), size_t(2));
        QCOMPARE(rasters->raster.nodata.value_or(0), 255.0);
        const auto dem = lookAtDataInBox({at(u"dem.tif"_s)}, PublishKind::Automatic, u"EPSG:2154"_s, control);
        VERIFY_OK(dem);
        QVERIFY(dem->raster.type == RasterSampleType::Float32 && std::isnan(dem->raster.nodata.value_or(0)));
        const auto tables = lookAtDataInBox({at(u"v"_s)}, PublishKind::Automatic, {}, control);
        VERIFY_OK(tables);
        QCOMPARE(tables->tables.size(), size_t(2));
        QCOMPARE(tables->tables.front().geometry, u"Point"_s); // which areas would hide
        QCOMPARE(tables->extent, (Extent{3, 46, 4, 47}));
        const auto pyramid = lookAtDataInBox({at(u"p.json"_s)}, PublishKind::Automatic, {}, control);
        VERIFY_OK(pyramid);
        QCOMPARE(pyramid->kind, PublishKind::RasterPyramid);
        QCOMPARE(pyramid->crs, u"EPSG:3857"_s);
        QVERIFY(pyramid->channels == 1 && pyramid->hasValues);
    }

    // Whatever ends the process that reads them: here it waits for ever for a pipe.
    void aBreakdownIsAnError_data()
    {
        QTest::addColumn<QString>("work");
        for (const char *work : {"look", "files", "zip"})
            QTest::newRow(work) << QString::fromLatin1(work);
    }

    void aBreakdownIsAnError()
    {
        QFETCH(QString, work);
        const QString folder = u"broken "_s + work;
        RasterSpec spec;
        QVERIFY(QDir(m_folder.path()).mkpath(folder) && writeRaster(at(folder + u"/a.tif"_s), spec));
        const QString pipe = at(folder + u"/a.tif.aux.xml"_s);
        if (work == "look"_L1)
            QCOMPARE(::mkfifo(pipe.toUtf8().constData(), 0600), 0);
        // Larger than what is read while the signal is on its way.
        const QString zip = at(folder + u"/a.zip"_s), vrt = at(folder + u"/a.vrt"_s);
        if (work == "zip"_L1)
            put(folder + u"/a.zip"_s, rawZip({{"a.geojson", point + QByteArray(8 << 20, ' ')}}));
        if (work == "files"_L1)
            put(folder + u"/a.vrt"_s, "<VRTDataset>" + QByteArray(8 << 20, ' ') + "</VRTDataset>");
        auto asked = std::async(std::launch::async, [&]() -> Error {
            SilentControl control;
            if (work == "zip"_L1)
                return unpackArchive(zip, &control).error();
            if (work == "files"_L1)
                return filesInBox(PublishKind::Raster, {vrt}, false, control).error();
            return lookAtDataInBox({at(folder + u"/a.tif"_s)}, PublishKind::Automatic, {}, control).error();
        });
        breakChildren(::getpid(), SIGSEGV, [&] { return isReady(asked); });
        const Error error = asked.get();
        QCOMPARE(error.code, ErrorCode::Corrupt);
        QVERIFY2(
            error.message.contains("broke down"_L1) && error.message.contains(folder + u"/a."_s), qPrintable(error.message));
    }

    // Who uses the box unpacks nothing itself, and finds what the box has unpacked.
    void copiesAreMadeInTheBox()
    {
        const QString zip = put(u"z/a.zip"_s, rawZip({{"points.geojson", point}}));
        const QString dump = put(u"z/b.sql"_s,
            "CREATE TABLE t (a integer, g geometry(Point,4326));\n"
            "INSERT INTO t VALUES (1, 'SRID=4326;POINT(3 46)');\n");
        RecordingControl control;
        VERIFY_OK(makeWorkCopies({zip, dump}, control));
        QCOMPARE(control.totalOf(u"unpack"_s) > 0, true);
        QCOMPARE(sourceKind({zip}), SourceKind::Vector);
        const auto files = findFiles({zip});
        VERIFY_OK(files);
        QCOMPARE(files->files.size(), size_t(1));
        QCOMPARE(asGiven(files->files.front().path), zip + u"/points.geojson"_s);
        const auto names = namesInArchive(zip);
        VERIFY_OK(names);
        QCOMPARE(*names, QStringList{u"points.geojson"_s});
        for (const QString &path : {zip, dump}) {
            const auto look = lookAtDataInBox({path}, PublishKind::Automatic, {}, control);
            VERIFY_OK(look);
            QCOMPARE(look->tables.size(), size_t(1));
            QCOMPARE(look->crs, u"EPSG:4326"_s);
        }
        const auto sent = filesInBox(PublishKind::Vector, {zip}, false, control);
        VERIFY_OK(sent);
        QCOMPARE(sent->size(), size_t(1));
        QVERIFY(QFileInfo(sent->front().path).isFile());
        removeWorkCopies();
        QVERIFY(QDir(workCopyFolder()).isEmpty());
        const auto refused = unpackArchive(put(u"z/c.zip"_s, rawZip({{"../a.geojson", point}})));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
        QVERIFY(refused.error().message.contains("c.zip"_L1));
    }

    void aStopEndsTheUnpacking()
    {
        StopAt control(u"unpack"_s);
        const QString zip = put(u"large.zip"_s, rawZip({{"a.geojson", point + QByteArray(150 << 20, ' ')}}));
        const auto stopped = unpackArchive(zip, &control);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY(QDir(workCopyFolder()).isEmpty());
    }
};

TUILERIE_TEST_MAIN(BoxedDeliveryTest)
#include "boxeddeliverytest.moc"
