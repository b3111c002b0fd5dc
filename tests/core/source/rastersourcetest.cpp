// SPDX-License-Identifier: GPL-3.0-or-later
#include "rasterfixture.h"
#include "source/rastersource.h"
#include "support/testsupport.h"
#include "support/throwingcontrol.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <fcntl.h>
#include <sys/stat.h>

using namespace tuilerie;
using namespace tuilerie::test;

class RasterSourceTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }

    static Result<std::shared_ptr<const RasterSource>> open(const QStringList &paths, const RasterOpenOptions &options = {})
    {
        SilentControl control;
        return RasterSource::open(paths, options, control);
    }

    QString grid(const QString &name, int columns, int rows, int size = 16)
    {
        QDir().mkpath(at(name));
        for (int i = 0; i < columns * rows; ++i) {
            RasterSpec spec;
            spec.width = spec.height = size;
            spec.bands = 1;
            spec.geoTransform = {650000.0 + (i % columns) * size, 1, 0, 6860000.0 - (i / columns) * size, 0, -1};
            if (!writeRaster(at(QStringLiteral("%1/t%2.tif").arg(name).arg(i, 5, 10, QLatin1Char('0'))), spec))
                return {};
        }
        return at(name);
    }

private slots:
    void init()
    {
        QDir(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QStringLiteral("/tuilerie"))
            .removeRecursively();
    }

    void folderGlobListAndVrtAreTheSameDataSet()
    {
        const QString folder = grid(QStringLiteral("forms"), 4, 3);
        QVERIFY(!folder.isEmpty());
        const QString vrt = at(QStringLiteral("forms.vrt"));
        const QStringList files = QDir(folder).entryList(QDir::Files);
        QStringList paths;
        for (const QString &file : files)
            paths << folder + QLatin1Char('/') + file;
        if (QStandardPaths::findExecutable(QStringLiteral("gdalbuildvrt")).isEmpty())
            QSKIP("no gdalbuildvrt");
        QCOMPARE(runProgram(QStringLiteral("gdalbuildvrt"), QStringList{vrt} + paths).exitCode, 0);
        const Extent whole{650000, 6860000 - 48, 650064, 6860000};
        for (const QStringList &form : {QStringList{folder}, QStringList{folder + QStringLiteral("/*.tif")},
                 QStringList{at(QStringLiteral("for?s/t*"))}, paths, QStringList{vrt}}) {
            const auto source = open(form);
            VERIFY_OK(source);
            QCOMPARE((*source)->info().files, 12);
            QCOMPARE((*source)->info().extent, whole);
            QCOMPARE((*source)->info().width, 64);
            QCOMPARE((*source)->info().height, 48);
            QCOMPARE((*source)->info().crs, QStringLiteral("EPSG:2154"));
            QCOMPARE((*source)->tilesTouching({650017, 6859970, 650020, 6859980}), std::vector<int>{5});
        }
    }

    // A VRT that does more than placing files must be read as what it is.
    void vrtThatScalesIsOneRaster()
    {
        const QString folder = grid(QStringLiteral("scaled"), 2, 1);
        const QString vrt = at(QStringLiteral("scaled.vrt"));
        if (QStandardPaths::findExecutable(QStringLiteral("gdal_translate")).isEmpty())
            QSKIP("no gdal_translate");
        QCOMPARE(runProgram(QStringLiteral("gdal_translate"),
                     {QStringLiteral("-of"), QStringLiteral("VRT"), QStringLiteral("-outsize"), QStringLiteral("8"),
                         QStringLiteral("8"), folder + QStringLiteral("/t00000.tif"), vrt})
                     .exitCode,
            0);
        const auto source = open({vrt});
        VERIFY_OK(source);
        QCOMPARE((*source)->tiles().size(), size_t(1));
        QCOMPARE((*source)->tiles().front().driver, QStringLiteral("VRT"));
        QCOMPARE((*source)->info().width, 8);
    }

    void sidecarsAreNoTiles()
    {
        QDir().mkpath(at(QStringLiteral("real")));
        for (const char *name : {"drone_rgba_4326.tif", "drone_rgba_4326.tfw", "drone_rgba_4326.tif.aux.xml"})
            QVERIFY(QFile::copy(dataPath(QStringLiteral("raster/") + QString::fromLatin1(name)),
                at(QStringLiteral("real/") + QString::fromLatin1(name))));
        const auto source = open({at(QStringLiteral("real"))});
        VERIFY_OK(source);
        QCOMPARE((*source)->info().files, 1);
        const RasterInfo &info = (*source)->info();
        QVERIFY2(info.crs.isEmpty(), "the file itself says nothing, only its name does");
        QCOMPARE(info.width, 3285);
        QCOMPARE(info.height, 1060);
        QVERIFY(info.hasAlpha);
        QCOMPARE(info.bands, 4);
    }

    void worldFileGivesThePlace()
    {
        const auto source = open({dataPath(QStringLiteral("raster/ALLINGES_RGF93_CC46_1_1.tif"))});
        VERIFY_OK(source);
        QCOMPARE((*source)->info().crs, QStringLiteral("EPSG:3946"));
        QCOMPARE((*source)->info().type, RasterSampleType::Float32);
        QVERIFY(std::abs((*source)->info().cellSizeX - 0.02) < 1e-9);
        QVERIFY((*source)->info().nodata.has_value());
    }

    void missingCrsIsAssigned()
    {
        RasterSpec spec;
        spec.crs.clear();
        QVERIFY(writeRaster(at(QStringLiteral("nocrs.tif")), spec));
        const auto without = open({at(QStringLiteral("nocrs.tif"))});
        VERIFY_OK(without);
        QVERIFY((*without)->info().crs.isEmpty());
        const auto with = open({at(QStringLiteral("nocrs.tif"))}, {QStringLiteral("EPSG:2154")});
        VERIFY_OK(with);
        QCOMPARE((*with)->info().crs, QStringLiteral("EPSG:2154"));
        QVERIFY(!open({at(QStringLiteral("nocrs.tif"))}, {QStringLiteral("EPSG:999999")}));
    }

    void prjBesidePngIsUsed()
    {
        RasterSpec spec;
        spec.driver = QStringLiteral("PNG");
        spec.crs.clear();
        spec.options = QStringList{QStringLiteral("WORLDFILE=YES")};
        QVERIFY(writeRaster(at(QStringLiteral("world.png")), spec));
        QFile::remove(at(QStringLiteral("world.png.aux.xml")));
        QFile prj(at(QStringLiteral("world.prj")));
        QVERIFY(prj.open(QIODevice::WriteOnly));
        prj.write("PROJCS[\"RGF93_Lambert_93\",GEOGCS[\"GCS_RGF93\",DATUM[\"D_RGF_1993\",SPHEROID[\"GRS_1980\",6378137.0,"
                  "298.257222101]],"
                  "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Lambert_Conformal_Conic\"],"
                  "PARAMETER[\"False_Easting\",700000.0],PARAMETER[\"False_Northing\",6600000.0],PARAMETER[\"Central_"
                  "Meridian\",3.0],"
                  "PARAMETER[\"Standard_Parallel_1\",49.0],PARAMETER[\"Standard_Parallel_2\",44.0],PARAMETER[\"Latitude_Of_"
                  "Origin\",46.5],UNIT[\"Meter\",1.0]]");
        prj.close();
        const auto source = open({at(QStringLiteral("world.png"))});
        VERIFY_OK(source);
        QCOMPARE((*source)->info().crs, QStringLiteral("EPSG:2154"));
        QCOMPARE((*source)->info().extent.west, 650000.0);
    }

    // "unnamed, metres" in the file says nothing of a place; what lies beside it does, for that file alone.
    void prjBesideLocalCrsIsUsed()
    {
        RasterSpec spec;
        spec.crs = QStringLiteral("LOCAL_CS[\"unnamed\",UNIT[\"metre\",1]]");
        QDir().mkpath(at(QStringLiteral("local")));
        QVERIFY(writeRaster(at(QStringLiteral("local/a.tif")), spec));
        QVERIFY(writeRaster(at(QStringLiteral("local/b.tif")), spec));
        QFile prj(at(QStringLiteral("local/A.PRJ")));
        QVERIFY(prj.open(QIODevice::WriteOnly));
        prj.write("Projection    UTM\nZone          31\nDatum         WGS84\nUnits         METERS\nParameters\n");
        prj.close();
        const auto source = open({at(QStringLiteral("local/a.tif")), at(QStringLiteral("local/b.tif"))});
        VERIFY_OK(source);
        QCOMPARE((*source)->tiles()[0].crs, QStringLiteral("EPSG:32631"));
        QVERIFY((*source)->tiles()[1].crs.isEmpty());
    }

    void badFilesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("this is no picture at all\n");
        QTest::newRow("tiff header alone") << QByteArray("II*\0\x08\0\0\0", 8);
    }

    void badFilesAreNamed()
    {
        QFETCH(QByteArray, content);
        QDir().mkpath(at(QStringLiteral("bad")));
        QFile bad(at(QStringLiteral("bad/bad.tif")));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write(content);
        bad.close();
        QFile::remove(at(QStringLiteral("bad/good.tif")));
        const auto alone = open({at(QStringLiteral("bad"))});
        QVERIFY(!alone);
        QCOMPARE(alone.error().code, ErrorCode::Corrupt);
        QVERIFY(alone.error().message.contains(QLatin1String("bad.tif")));

        QVERIFY(writeRaster(at(QStringLiteral("bad/good.tif")), {}));
        RecordingControl control;
        const auto both = RasterSource::open({at(QStringLiteral("bad"))}, {}, control);
        VERIFY_OK(both);
        QCOMPARE(control.warnings().size(), 1);
        QVERIFY(control.warnings().first().contains(QLatin1String("bad.tif")));
        QCOMPARE((*both)->tilesTouching((*both)->info().extent), std::vector<int>{1});
    }

    void noPermissionSaysSo()
    {
        const QString path = at(QStringLiteral("secret.tif"));
        QVERIFY(writeRaster(path, {}));
        QFile::setPermissions(path, {});
        if (QFile file(path); file.open(QIODevice::ReadOnly))
            QSKIP("runs as root, whom no permission stops");
        const auto source = open({path});
        QVERIFY(!source);
        QVERIFY(source.error().message.contains(path));
    }

    void missingPathSaysSo()
    {
        const auto source = open({at(QStringLiteral("nowhere"))});
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::NotFound);
        QVERIFY(!open({at(QStringLiteral("nothing*.tif"))}));
        QVERIFY(!open({}));
    }

    void severalCrsAreRefused()
    {
        QDir().mkpath(at(QStringLiteral("mixed")));
        QVERIFY(writeRaster(at(QStringLiteral("mixed/a.tif")), {}));
        RasterSpec other;
        other.crs = QStringLiteral("EPSG:3857");
        QVERIFY(writeRaster(at(QStringLiteral("mixed/b.tif")), other));
        const auto source = open({at(QStringLiteral("mixed"))});
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::Invalid);
        VERIFY_OK(open({at(QStringLiteral("mixed"))}, {{}, true, true}));
    }

    void swappedAxesAreSuspected()
    {
        RasterSpec spec;
        spec.geoTransform = {6860000, 1, 0, 650000, 0, -1};
        QVERIFY(writeRaster(at(QStringLiteral("swapped.tif")), spec));
        QVERIFY(writeRaster(at(QStringLiteral("straight.tif")), {}));
        QVERIFY((*open({at(QStringLiteral("swapped.tif"))}))->tiles().front().isNorthingFirst);
        QVERIFY(!(*open({at(QStringLiteral("straight.tif"))}))->tiles().front().isNorthingFirst);
    }

    // What changed on disk is seen, whatever the cache says.
    void cacheNoticesChanges()
    {
        const QString folder = grid(QStringLiteral("cached"), 3, 1);
        const auto first = open({folder});
        VERIFY_OK(first);
        const auto second = open({folder});
        VERIFY_OK(second);
        QCOMPARE((*second)->toJson(), (*first)->toJson());

        RasterSpec bigger;
        bigger.width = 32;
        bigger.bands = 1;
        bigger.geoTransform[0] = 650032;
        QVERIFY(writeRaster(folder + QStringLiteral("/t00002.tif"), bigger));
        QCOMPARE((*open({folder}))->info().width, 64);
        QVERIFY(QFile::remove(folder + QStringLiteral("/t00002.tif")));
        QCOMPARE((*open({folder}))->info().width, 32);

        RasterSpec bare;
        bare.bands = 1;
        bare.geoTransform.clear();
        QVERIFY(writeRaster(folder + QStringLiteral("/w.tif"), bare));
        QVERIFY(!(*open({folder}))->tiles().back().isGeoreferenced);
        QFile world(folder + QStringLiteral("/w.tfw"));
        QVERIFY(world.open(QIODevice::WriteOnly));
        world.write("1\n0\n0\n-1\n650100.5\n6859999.5\n");
        world.close();
        QVERIFY((*open({folder}))->tiles().back().isGeoreferenced);
    }

    // Nor is one of the same size and time the same file, whether it was written over or took the other's place.
    void cacheNoticesTwins()
    {
        const QString folder = grid(QStringLiteral("twins"), 1, 1);
        const QString path = (*open({folder}))->tiles().front().path;
        const QString other = at(QStringLiteral("other.tif"));
        for (const bool isRenamed : {false, true}) {
            struct stat before
            {
            };
            QCOMPARE(::stat(QFile::encodeName(path).constData(), &before), 0);
            RasterSpec spec;
            const auto now = open({folder});
            VERIFY_OK(now);
            const RasterTile tile = (*now)->tiles().front();
            spec.width = tile.width;
            spec.height = tile.height;
            spec.bands = tile.bands;
            spec.geoTransform = {tile.extent.west + 1000, 1, 0, tile.extent.north, 0, -1};
            QVERIFY(writeRaster(other, spec));
            QFile content(other);
            QVERIFY(content.open(QIODevice::ReadOnly));
            QCOMPARE(content.size(), qint64(before.st_size));
            const timespec times[2]{before.st_atim, before.st_mtim};
            if (isRenamed) {
                QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(other).constData(), times, 0), 0);
                QCOMPARE(::rename(QFile::encodeName(other).constData(), QFile::encodeName(path).constData()), 0);
            } else {
                QFile over(path);
                QVERIFY(over.open(QIODevice::ReadWrite));
                QCOMPARE(over.write(content.readAll()), qint64(before.st_size));
                over.close();
                QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times, 0), 0);
            }
            QCOMPARE((*open({folder}))->tiles().front().extent.west, tile.extent.west + 1000);
        }
    }

    void damagedCacheIsMadeAgain()
    {
        const QString folder = grid(QStringLiteral("damaged"), 3, 2);
        const auto first = open({folder});
        VERIFY_OK(first);
        const QString caches =
            QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QStringLiteral("/tuilerie/rasterindex");
        const QStringList files = QDir(caches).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        const QString path = caches + QLatin1Char('/') + files.first();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        for (int cut = 0; cut < whole.size(); cut += 37) {
            QByteArray damaged = cut % 2 ? whole.left(cut) : whole;
            if (cut % 2 == 0)
                damaged[cut] = char(damaged[cut] ^ 0x5a);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(damaged);
            file.close();
            const auto again = open({folder});
            VERIFY_OK(again);
            QCOMPARE((*again)->toJson(), (*first)->toJson());
        }
    }

    void defectInATaskIsAnError()
    {
        const QString folder = grid(QStringLiteral("defect"), 20, 10, 4);
        ThrowingControl control(QStringLiteral("index"));
        VERIFY_DEFECT_IS_AN_ERROR(RasterSource::open({folder}, {{}, false}, control));
    }

    void cancelStops()
    {
        const QString folder = grid(QStringLiteral("stopped"), 20, 10, 4);
        RecordingControl control;
        control.stopAfter = 0;
        const auto source = RasterSource::open({folder}, {{}, false}, control);
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::Cancelled);
    }

    // Prints; what it prints is judged by people (10,000 tiles: ≤ 60 s, then ≤ 2 s).
    void tenThousandTiles()
    {
        if (!qEnvironmentVariableIsSet("TUILERIE_BENCH"))
            QSKIP("set TUILERIE_BENCH=1 to measure");
        const QString folder = grid(QStringLiteral("ten"), 100, 100, 32);
        QElapsedTimer clock;
        for (int round = 0; round < 3; ++round) {
            clock.start();
            const auto source = open({folder});
            VERIFY_OK(source);
            qInfo("opening %d of %lld tiles: %lld ms", round + 1, (*source)->info().files, clock.elapsed());
            clock.start();
            size_t found = 0;
            for (int i = 0; i < 10000; ++i)
                found += (*source)->tilesTouching({650000.0 + i % 3000, 6857000, 650000.0 + i % 3000 + 40, 6857040}).size();
            qInfo("10,000 footprint queries: %lld ms, %zu tiles", clock.elapsed(), found);
        }
    }
};

TUILERIE_TEST_MAIN(RasterSourceTest)
#include "rastersourcetest.moc"
