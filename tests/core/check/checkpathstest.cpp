// SPDX-License-Identifier: GPL-3.0-or-later
#include "../source/rasterfixture.h"
#include "check/finding.h"
#include "check/raster/rasterrules.h"
#include "findinglists.h"
#include "support/testsupport.h"
#include "support/throwingcontrol.h"

#include <QElapsedTimer>

#include <gdal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <set>

using namespace tuilerie;
using namespace tuilerie::test;

class CheckPathsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;
    std::set<QString> m_triggered; ///< ids that some test made appear

    QString newFolder()
    {
        const QString path = m_folder.filePath(QString::number(++m_count));
        QDir().mkpath(path);
        return path;
    }

    /// 3 × 3 sound tiles; `change` may alter each one's recipe.
    QString tiles(const std::function<void(int, RasterSpec &)> &change = {})
    {
        const QString folder = newFolder();
        for (int i = 0; i < 9; ++i) {
            RasterSpec spec;
            spec.geoTransform = {650000.0 + 64 * (i % 3), 1, 0, 6860000.0 - 64 * (i / 3), 0, -1};
            if (change)
                change(i, spec);
            if (spec.width > 0 && !writeRaster(QStringLiteral("%1/t%2.tif").arg(folder).arg(i), spec))
                qFatal("cannot make test data");
        }
        return folder;
    }

    std::vector<Finding> found(const QString &path, const QString &assignCrs = {})
    {
        SilentControl control;
        const auto findings = checkPaths({path}, assignCrs, control);
        if (!findings) {
            qWarning("%s", qPrintable(findings.error().message));
            return {};
        }
        for (const Finding &finding : *findings)
            m_triggered.insert(finding.id);
        return *findings;
    }

private slots:
    void cleanDataGiveNothing()
    {
        const auto findings = found(tiles());
        QVERIFY2(findings.empty(), qPrintable(listed(findings)));
    }

    void everyRule_data()
    {
        using Change = std::function<void(int, RasterSpec &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("severity");
        QTest::addColumn<int>("count");
        const auto row = [](const char *id, Severity severity, int count, Change change) {
            QTest::newRow(id) << change << QString::fromLatin1(id) << int(severity) << count;
        };
        row("raster.georeference.missing", Severity::Blocking, 1, [](int i, RasterSpec &s) {
            if (i == 8)
                s.geoTransform.clear();
        });
        row("raster.rotated", Severity::Blocking, 1, [](int i, RasterSpec &s) {
            if (i == 8)
                s.geoTransform = {650128, 0.9, 0.3, 6859872, 0.3, -0.9};
        });
        row("raster.crs.missing", Severity::Blocking, 1, [](int i, RasterSpec &s) {
            if (i == 4)
                s.crs.clear();
        });
        row("raster.crs.mixed", Severity::Blocking, 1, [](int i, RasterSpec &s) {
            if (i == 8)
                s.crs = QStringLiteral("EPSG:3857");
        });
        row("raster.axes.swapped", Severity::Blocking, 1, [](int i, RasterSpec &s) {
            if (i == 8)
                s.geoTransform = {6859872, 1, 0, 650128, 0, -1};
        });
        row("raster.extent.outside", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 8)
                s.geoTransform = {9650000, 1, 0, 9860000, 0, -1};
        });
        row("raster.resolution.mixed", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 8) {
                s.width = s.height = 32;
                s.geoTransform = {650128, 2, 0, 6859872, 0, -2};
            }
        });
        row("raster.grid.misaligned", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 8)
                s.geoTransform[0] += 0.3;
        });
        row("raster.bands.mixed", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 8)
                s.bands = 1;
        });
        row("raster.type.mixed", Severity::Warning, 2, [](int i, RasterSpec &s) {
            s.bands = 1;
            if (i >= 7)
                s.type = 2;
        });
        row("raster.type.clash", Severity::Blocking, 2, [](int i, RasterSpec &s) {
            if (i >= 7)
                s.type = 2;
        });
        row("raster.bands.roles", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 8) {
                s.bands = 4;
                s.options = QStringList{QStringLiteral("PHOTOMETRIC=MINISBLACK"), QStringLiteral("ALPHA=NO")};
            }
        });
        row("raster.bands.alpha", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 8) {
                s.bands = 4;
                s.alpha = true; // the default texture in it
            }
        });
        row("raster.values.scaled", Severity::Info, 9, [](int, RasterSpec &s) {
            s.bands = 1;
            s.type = 3;
            s.scale = 0.01;
        });
        row("raster.bits.few", Severity::Info, 9, [](int, RasterSpec &s) {
            s.bands = 1;
            s.options = QStringList{QStringLiteral("NBITS=4")};
            s.value = [](int x, int, int) { return x % 16; };
        });
        row("raster.type.unusual", Severity::Warning, 1, [](int i, RasterSpec &s) {
            s.bands = 1;
            if (i == 8)
                s.type = 7;
        });
        row("raster.nodata.mixed", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 0)
                s.nodata = 255;
        });
        row("raster.coverage.gap", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 4)
                s.width = 0;
        });
        row("raster.coverage.overlap", Severity::Warning, 1, [](int i, RasterSpec &s) {
            if (i == 8)
                s.geoTransform[0] -= 10;
        });
    }

    // One flaw each; the rule names the file and the place, and says what to do.
    void everyRule()
    {
        QFETCH(std::function<void(int, RasterSpec &)>, change);
        QFETCH(QString, id);
        QFETCH(int, severity);
        QFETCH(int, count);
        const auto findings = found(tiles(change));
        const auto mine = ofId(findings, qPrintable(id));
        QVERIFY2(int(mine.size()) == count || (id.contains(QLatin1String("overlap")) && !mine.empty()),
            qPrintable(listed(findings)));
        for (const Finding &finding : mine) {
            QCOMPARE(int(finding.severity), severity);
            QVERIFY(!finding.message.isEmpty() && !finding.fix.isEmpty());
            if (id != QLatin1String("raster.coverage.gap"))
                QVERIFY(finding.message.contains(finding.path) && finding.path.endsWith(QLatin1String(".tif")));
            if (id != QLatin1String("raster.georeference.missing"))
                QVERIFY(finding.where.has_value() && !finding.where->isEmpty());
        }
        for (size_t i = 1; i < findings.size(); ++i)
            QVERIFY2(findings[i - 1].severity >= findings[i].severity, "worst first");
        QCOMPARE(isBlocked(findings), severity == int(Severity::Blocking));
    }

    void furtherPagesAreSaid()
    {
        const QString path = newFolder() + QStringLiteral("/pages.tif");
        RasterSpec spec;
        QVERIFY(writeRaster(path, spec));
        spec.options = {QStringLiteral("APPEND_SUBDATASET=YES")};
        QVERIFY(writeRaster(path, spec));
        const auto pages = ofId(found(path), "raster.pages");
        QCOMPARE(pages.size(), size_t(1));
        QCOMPARE(pages.front().severity, Severity::Warning);
        QVERIFY(pages.front().message.contains(QLatin1String("2 pictures")));
    }

    void scalesOfPicturesAreLeftOut()
    {
        const auto findings = found(tiles([](int, RasterSpec &s) { s.scale = 2; }));
        QCOMPARE(ofId(findings, "raster.values.unscaled").size(), size_t(9));
        QVERIFY(ofId(findings, "raster.values.scaled").empty() && !isBlocked(findings));
    }

    // A palette among heights would make bytes of them all.
    void palettesAmongHeightsBlock()
    {
        const auto findings = found(tiles([](int i, RasterSpec &s) {
            s.bands = 1;
            s.type = i == 4 ? 1 : 6;
            s.palette = i == 4;
        }));
        const auto clash = ofId(findings, "raster.type.clash");
        QCOMPARE(clash.size(), size_t(1));
        QVERIFY(clash.front().path.endsWith(QLatin1String("t4.tif")));
        QVERIFY(isBlocked(findings));
    }

    void gapsAndOverlapsHaveTheirPlace()
    {
        const auto gap = ofId(found(tiles([](int i, RasterSpec &s) {
            if (i == 4)
                s.width = 0;
        })),
            "raster.coverage.gap");
        QCOMPARE(gap.size(), size_t(1));
        QCOMPARE(*gap.front().where, (Extent{650064, 6859872, 650128, 6859936}));
        const auto overlap = ofId(found(tiles([](int i, RasterSpec &s) {
            if (i == 2)
                s.geoTransform[0] -= 10;
        })),
            "raster.coverage.overlap");
        QCOMPARE(overlap.size(), size_t(1));
        QCOMPARE(*overlap.front().where, (Extent{650118, 6859936, 650128, 6860000}));
    }

    void zeroExtent()
    {
        const QString folder = tiles();
        QFile vrt(folder + QStringLiteral(".vrt"));
        QVERIFY(vrt.open(QIODevice::WriteOnly));
        vrt.write("<VRTDataset rasterXSize=\"64\" "
                  "rasterYSize=\"64\"><SRS>EPSG:2154</SRS><GeoTransform>650000,0,0,6860000,0,0</GeoTransform>"
                  "<VRTRasterBand dataType=\"Byte\" band=\"1\"/></VRTDataset>");
        vrt.close();
        const auto findings = found(vrt.fileName());
        QCOMPARE(ofId(findings, "raster.extent.zero").size(), size_t(1));
        QVERIFY(isBlocked(findings));
    }

    void missingShiftGridStops()
    {
        const QString folder = tiles();
        QFile vrt(folder + QStringLiteral(".vrt"));
        QVERIFY(vrt.open(QIODevice::WriteOnly));
        vrt.write("<VRTDataset rasterXSize=\"64\" rasterYSize=\"64\"><SRS>+proj=utm +zone=31 +ellps=intl "
                  "+nadgrids=nowhere.gsb +units=m</SRS><GeoTransform>450000,1,0,5400000,0,-1</GeoTransform>"
                  "<VRTRasterBand dataType=\"Byte\" band=\"1\"/></VRTDataset>");
        vrt.close();
        const auto findings = ofId(found(vrt.fileName()), "raster.crs.shiftgrid");
        QCOMPARE(findings.size(), size_t(1));
        QVERIFY(isBlocked(findings));
        QVERIFY2(findings[0].message.contains(QLatin1String("nowhere.gsb")), qPrintable(findings[0].message));
        QVERIFY(!findings[0].fix.isEmpty());
    }

    // 185° E is 175° W: in use.
    void beyondTheAntimeridianIsInUse()
    {
        RasterSpec spec;
        spec.crs = QStringLiteral("EPSG:4326");
        for (const double west : {181.0, 300.0, -185.0}) {
            spec.geoTransform = {west, 0.01, 0, -10, 0, -0.01};
            const QString path = tiles() + QStringLiteral(".%1.tif").arg(west);
            QVERIFY(writeRaster(path, spec));
            const auto findings = found(path);
            QVERIFY2(findings.empty(), qPrintable(listed(findings)));
        }
    }

    void unreadableFilesAreAllNamed()
    {
        const QString folder = tiles();
        const auto put = [&folder](const char *name, const QByteArray &content) {
            QFile file(folder + QLatin1Char('/') + QString::fromLatin1(name));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        };
        QVERIFY(put("zero.tif", {}) && put("text.tif", "just words\n") && put("half.tif", QByteArray("II*\0\x10\0\0\0", 8)));
        const auto findings = ofId(found(folder), "raster.unreadable");
        QCOMPARE(findings.size(), size_t(3));
        for (const Finding &finding : findings)
            QVERIFY(finding.severity == Severity::Blocking && finding.message.contains(finding.path)
                && finding.fixAction == QLatin1String("exclude-file"));
        // Alone they are findings as well, not a failure.
        QCOMPARE(found(folder + QStringLiteral("/text.tif")).size(), size_t(1));
    }

    void truncatedFilesAreFound_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<double>("kept");
        // GDAL writes these directories first: only the pixels of the end are missing.
        QTest::newRow("cog, last bytes") << QStringLiteral("COG") << QStringLiteral("tif") << QStringList{} << 0.999;
        QTest::newRow("tiff") << QStringLiteral("GTiff") << QStringLiteral("tif") << QStringList{} << 0.6;
        QTest::newRow("bigtiff") << QStringLiteral("GTiff") << QStringLiteral("tif")
                                 << QStringList{QStringLiteral("BIGTIFF=YES"), QStringLiteral("TILED=YES")} << 0.9;
        QTest::newRow("jpeg in tiff") << QStringLiteral("GTiff") << QStringLiteral("tif")
                                      << QStringList{QStringLiteral("COMPRESS=JPEG"), QStringLiteral("TILED=YES")} << 0.9;
        QTest::newRow("png") << QStringLiteral("PNG") << QStringLiteral("png")
                             << QStringList{QStringLiteral("WORLDFILE=YES")} << 0.9;
        QTest::newRow("jpeg") << QStringLiteral("JPEG") << QStringLiteral("jpg")
                              << QStringList{QStringLiteral("WORLDFILE=YES")} << 0.8;
        QTest::newRow("jp2") << QStringLiteral("JP2OpenJPEG") << QStringLiteral("jp2") << QStringList{} << 0.6;
    }

    void truncatedFilesAreFound()
    {
        QFETCH(QString, driver);
        QFETCH(QString, suffix);
        QFETCH(QStringList, options);
        QFETCH(double, kept);
        const QString path = newFolder() + QStringLiteral("/cut.") + suffix;
        RasterSpec spec;
        spec.driver = driver;
        spec.options = options;
        spec.width = spec.height = 700;
        QVERIFY(writeRaster(path, spec));
        const auto whole = found(path);
        QVERIFY2(whole.empty(), qPrintable(listed(whole)));
        QVERIFY(QFile::resize(path, qint64(double(QFileInfo(path).size()) * kept)));
        const auto cut = found(path);
        QVERIFY2(isBlocked(cut), qPrintable(listed(cut)));
        QVERIFY(cut.front().id == QLatin1String("raster.truncated") || cut.front().id == QLatin1String("raster.unreadable"));
    }

    // Bytes overwritten where the length stays right: only decoding finds it.
    void damagedBlockIsFound()
    {
        const QString path = newFolder() + QStringLiteral("/damaged.tif");
        RasterSpec spec;
        spec.options = QStringList{QStringLiteral("COMPRESS=DEFLATE"), QStringLiteral("TILED=YES")};
        spec.width = spec.height = 200;
        QVERIFY(writeRaster(path, spec));
        GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
        const qint64 start =
            QByteArray(GDALGetMetadataItem(GDALGetRasterBand(dataset, 1), "BLOCK_OFFSET_0_0", "TIFF")).toLongLong();
        GDALClose(dataset);
        QFile file(path);
        QVERIFY(start > 0 && file.open(QIODevice::ReadWrite) && file.seek(start));
        file.write(QByteArray(2000, '\x55'));
        file.close();
        const auto findings = found(path);
        QVERIFY2(ofId(findings, "raster.truncated").size() == 1, qPrintable(listed(findings)));
    }

    // A header that claims more than the file lists: libtiff would give out gigabytes for it, and show a hole.
    void claimedSizesAreDoubted_data()
    {
        QTest::addColumn<int>("tag");
        QTest::addColumn<quint32>("claim");
        QTest::addColumn<QStringList>("options");
        const QStringList tiled{QStringLiteral("TILED=YES")};
        QTest::newRow("height of strips") << 257 << 2'000'000'000u << QStringList{};
        QTest::newRow("height of strips, a little") << 257 << 300u << QStringList{};
        QTest::newRow("height of tiles") << 257 << 4'000'000u << tiled;
        QTest::newRow("width of tiles") << 256 << 4'000'000u << tiled;
        QTest::newRow("planes") << 257 << 4'000'000u << QStringList{QStringLiteral("INTERLEAVE=BAND")};
    }

    void claimedSizesAreDoubted()
    {
        QFETCH(int, tag);
        QFETCH(quint32, claim);
        QFETCH(QStringList, options);
        const QString path = newFolder() + QStringLiteral("/claim.tif");
        RasterSpec spec;
        spec.options = options;
        spec.width = spec.height = 200;
        QVERIFY(writeRaster(path, spec));
        QVERIFY2(found(path).empty(), "whole");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray all = file.readAll();
        const auto at = [&all](qsizetype place, int size) {
            quint32 value = 0;
            for (int i = 0; i < size; ++i)
                value |= quint32(uchar(all[place + i])) << (8 * i);
            return value;
        };
        QVERIFY(all.startsWith("II*"));
        const qsizetype directory = at(4, 4);
        bool isPatched = false;
        for (qsizetype i = 0; i < at(directory, 2); ++i) {
            const qsizetype entry = directory + 2 + 12 * i;
            if (int(at(entry, 2)) != tag)
                continue;
            const uchar lower[] = {
                4, 0, 1, 0, 0, 0, uchar(claim), uchar(claim >> 8), uchar(claim >> 16), uchar(claim >> 24)}; // LONG × 1
            isPatched = file.seek(entry + 2) && file.write(reinterpret_cast<const char *>(lower), 10) == 10;
        }
        QVERIFY(isPatched);
        file.close();
        const auto findings = ofId(found(path), "raster.unreadable");
        QCOMPARE(findings.size(), size_t(1));
        QVERIFY2(findings.front().message.contains(QString::number(claim)), qPrintable(findings.front().message));
    }

    // What goes wrong in a thread of a rule is the check's error, not the end of the process.
    void defectInATaskIsAnError()
    {
        ThrowingControl control(QStringLiteral("check"));
        VERIFY_DEFECT_IS_AN_ERROR(checkPaths({tiles()}, {}, control));
    }

    void pipesAreRefused()
    {
        const QString path = newFolder() + QStringLiteral("/pipe.tif");
        QCOMPARE(::mkfifo(path.toLocal8Bit().constData(), 0600), 0);
        SilentControl control;
        const auto findings = checkPaths({path}, {}, control);
        QVERIFY(!findings);
        QVERIFY2(findings.error().code == ErrorCode::Invalid && findings.error().message.contains(path),
            qPrintable(findings.error().message));
    }

    void closedFoldersAreNoSilentHole()
    {
        if (::geteuid() == 0)
            QSKIP("the superuser may enter every folder");
        const QString folder = tiles();
        const QString closed = folder + QStringLiteral("/closed");
        QVERIFY(QDir().mkpath(closed) && QFile::setPermissions(closed, QFileDevice::Permissions()));
        SilentControl control;
        const auto findings = checkPaths({folder}, {}, control);
        QVERIFY(QFile::setPermissions(closed, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
        QVERIFY(!findings);
        QVERIFY2(findings.error().code == ErrorCode::Denied && findings.error().message.contains(closed),
            qPrintable(findings.error().message));
    }

    // Blocks that were never written have their place in the list all the same.
    void sparseFilesAreWhole()
    {
        const QString path = newFolder() + QStringLiteral("/sparse.tif");
        GDALAllRegister();
        const char *options[] = {"SPARSE_OK=TRUE", "TILED=YES", "INTERLEAVE=BAND", nullptr};
        GDALDatasetH dataset = GDALCreate(
            GDALGetDriverByName("GTiff"), path.toUtf8().constData(), 3000, 2000, 3, GDT_Byte, const_cast<char **>(options));
        QVERIFY(dataset);
        double geoTransform[] = {650000, 1, 0, 6860000, 0, -1};
        GDALSetGeoTransform(dataset, geoTransform);
        GDALSetProjection(dataset, "EPSG:2154");
        GDALClose(dataset);
        const auto findings = found(path);
        QVERIFY2(findings.empty(), qPrintable(listed(findings)));
    }

    void missingCrsIsCuredByAssigning()
    {
        const QString folder = tiles([](int, RasterSpec &s) { s.crs.clear(); });
        const auto before = found(folder);
        QCOMPARE(ofId(before, "raster.crs.missing").size(), size_t(9));
        QCOMPARE(before.front().fixAction, QStringLiteral("assign-crs"));
        QVERIFY2(found(folder, QStringLiteral("EPSG:2154")).empty(), "assigned");
    }

    void severalFlawsAreAllListed()
    {
        const auto findings = found(tiles([](int i, RasterSpec &s) {
            if (i == 0)
                s.crs.clear();
            if (i == 1)
                s.bands = 1;
            if (i == 4)
                s.width = 0;
            if (i == 8)
                s.geoTransform[0] += 0.4;
        }));
        for (const char *id : {"raster.crs.missing", "raster.bands.mixed", "raster.coverage.gap", "raster.grid.misaligned"})
            QVERIFY2(!ofId(findings, id).empty(), id);
    }

    void vectorsAndPointCloudsAreChecked()
    {
        const QString folder = newFolder();
        const auto put = [&folder](const char *name, const QByteArray &content) {
            QFile file(folder + QLatin1Char('/') + QString::fromLatin1(name));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        };
        QVERIFY(put("broken.gpkg", "nothing of the kind") && put("short.laz", "LASF")
            && put("empty.geojson", R"({"type":"FeatureCollection","features":[]})"));
        const auto findings = found(folder);
        QCOMPARE(ofId(findings, "vector.unreadable").size(), size_t(1));
        QCOMPARE(ofId(findings, "pointcloud.unreadable").size(), size_t(1));
        QCOMPARE(ofId(findings, "vector.empty").size(), size_t(1));
    }

    void filesOfProducersAreJudged()
    {
        QVERIFY(found(dataPath(QStringLiteral("raster/rgb_27700_2m.tif"))).empty());
        QVERIFY(found(dataPath(QStringLiteral("raster/ALLINGES_RGF93_CC46_1_1.tif"))).empty());
        QCOMPARE(
            ofId(found(dataPath(QStringLiteral("raster/drone_rgba_4326.tif"))), "raster.crs.missing").size(), size_t(1));
        QCOMPARE(ofId(found(dataPath(QStringLiteral("raster/rgb_with_mask.tif"))), "raster.georeference.missing").size(),
            size_t(1));
        QVERIFY(!isBlocked(found(dataPath(QStringLiteral("vector/communes.gpkg")))));
        QVERIFY(isBlocked(found(dataPath(QStringLiteral("pointcloud/lasr/nocrs.las")))));
        QVERIFY(!isBlocked(found(dataPath(QStringLiteral("pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz")))));
    }

    void nothingToCheckIsAnError()
    {
        SilentControl control;
        QVERIFY(!checkPaths({m_folder.filePath(QStringLiteral("nowhere"))}, {}, control));
        QVERIFY(!checkPaths({newFolder()}, {}, control));
        QVERIFY(!checkPaths({}, {}, control));
        QVERIFY(!checkPaths({tiles()}, QStringLiteral("EPSG:0"), control));
    }

    void jsonRoundTrip()
    {
        const Finding finding{QStringLiteral("raster.crs.missing"), Severity::Blocking, QStringLiteral("/a.tif"),
            Extent{1, 2, 3, 4}, QStringLiteral("EPSG:2154"), QStringLiteral("m"), QStringLiteral("f"),
            QStringLiteral("assign-crs")};
        const QJsonObject object = finding.toJson();
        QCOMPARE(object.value(QStringLiteral("severity")).toString(), QStringLiteral("blocking"));
        QCOMPARE(Finding::fromJson(object).toJson(), object);
        QCOMPARE(*Finding::fromJson(object).where, (Extent{1, 2, 3, 4}));
    }

    void tenThousandTiles()
    {
        if (!qEnvironmentVariableIsSet("TUILERIE_BENCH"))
            QSKIP("set TUILERIE_BENCH=1 to measure");
        const QString folder = newFolder();
        for (int i = 0; i < 10000; ++i) {
            RasterSpec spec;
            spec.width = spec.height = 32;
            spec.geoTransform = {650000.0 + 32 * (i % 100), 1, 0, 6860000.0 - 32 * (i / 100), 0, -1};
            QVERIFY(writeRaster(QStringLiteral("%1/%2.tif").arg(folder).arg(i, 5, 10, QLatin1Char('0')), spec));
        }
        QElapsedTimer clock;
        for (int round = 1; round <= 2; ++round) {
            clock.start();
            QVERIFY(found(folder).empty());
            qInfo("checking 10,000 tiles, round %d: %lld ms", round, clock.elapsed());
        }
    }

    // More of it in outsidetest.
    void whatNamesOthersIsRefused()
    {
        const QString path = newFolder() + QStringLiteral("/m.vrt");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"><VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource>"
            "<SourceFilename>/etc/passwd</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>");
        file.close();
        const auto findings = found(path);
        QVERIFY2(findings.size() == 1 && findings.front().id == QLatin1String("file.outside"), qPrintable(listed(findings)));
    }

    // Keep last: a rule that no test made speak is a rule that nobody tested.
    void everyRuleHasATest()
    {
        for (const RasterRule &rule : rasterRules())
            QVERIFY2(m_triggered.contains(QString::fromLatin1(rule.id)), rule.id);
    }
};

TUILERIE_TEST_MAIN(CheckPathsTest)
#include "checkpathstest.moc"
