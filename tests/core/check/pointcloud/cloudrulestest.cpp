// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/cloudrules.h"
#include "check/pointcloudrules.h"
#include "cloudfixture.h"
#include "grid/shiftgrids.h"
#include "source/inspect.h"
#include "source/lascrs.h"
#include "support/testsupport.h"
#include "support/throwingcontrol.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <limits>

using namespace tuilerie;
using namespace tuilerie::test;

class CloudRulesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QSet<QString> m_seen;
    int m_counter = 0;

    static QString cloud(const char *name) { return dataPath(QStringLiteral("pointcloud/") + QLatin1String(name)); }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// A file of the given content with a name of its own, under a folder of its own.
    QString put(const QString &name, const QByteArray &content)
    {
        const QString folder = m_folder.filePath(QString::number(m_counter++));
        QDir().mkpath(folder);
        QFile file(folder + QLatin1Char('/') + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return file.fileName();
    }
    QString put(const MadeLas &las) { return put(QStringLiteral("made.las"), las.bytes()); }

    std::vector<Finding> found(const QStringList &paths, const QString &assignCrs = {})
    {
        SilentControl control;
        auto checked = checkPointCloudFiles(describeFiles(paths), assignCrs, control);
        if (!checked)
            qFatal("%s", qPrintable(checked.error().message));
        std::vector<Finding> findings = std::move(*checked);
        for (const Finding &finding : findings) {
            m_seen.insert(finding.id);
            if (finding.message.isEmpty() || finding.fix.isEmpty()
                || finding.message.contains(QRegularExpression(QStringLiteral("%\\d"))))
                qFatal("a finding without sentence: %s", qPrintable(finding.id));
        }
        return findings;
    }

    static QStringList ids(const std::vector<Finding> &findings)
    {
        QStringList names;
        for (const Finding &finding : findings)
            names << finding.id;
        return names;
    }

    static std::optional<Finding> first(const std::vector<Finding> &findings, const char *id)
    {
        for (const Finding &finding : findings) {
            if (finding.id == QLatin1String(id))
                return finding;
        }
        return {};
    }

#define FOUND(paths, name, expected)                                                                                        \
    do {                                                                                                                    \
        const auto foundAll = found(paths);                                                                                 \
        const auto foundOne = first(foundAll, name);                                                                        \
        QVERIFY2(foundOne, qPrintable(ids(foundAll).join(QLatin1Char(' '))));                                               \
        QCOMPARE(foundOne->severity, expected);                                                                             \
    } while (false)

private Q_SLOTS:
    void goodFilesAreGood()
    {
        QStringList tiles;
        for (const char *name : {"77055_627755", "77060_627755", "77055_627760", "77060_627760"})
            tiles << cloud("ign/test_data_") + QLatin1String(name) + QStringLiteral("_LA93_IGN69.laz");
        for (const Finding &finding : found(tiles))
            QVERIFY2(finding.severity == Severity::Info, qPrintable(finding.id + finding.message));
        MadeLas las;
        las.points = madeGrid(40, 40);
        QCOMPARE(ids(found({put(las)})), QStringList());
    }

    void files()
    {
        FOUND({cloud("ign/Semis_2022_0906_6665_LA93_IGN69_nok.laz")}, "pointcloud.unreadable", Severity::Blocking);
        FOUND({put(QStringLiteral("other.laz"), "LASF")}, "pointcloud.unreadable", Severity::Blocking);
        FOUND({cloud("pdal/no-points.las")}, "pointcloud.empty", Severity::Warning);
        FOUND({cloud("pdal/bad_vlr_count.las")}, "pointcloud.records", Severity::Warning);
        FOUND({cloud("laspy/unregistered_extra_bytes.las")}, "pointcloud.extrabytes.undescribed", Severity::Info);
        FOUND({cloud("laspy/fullwave.laz")}, "pointcloud.waveforms", Severity::Warning);
    }

    void truncated()
    {
        MadeLas las;
        las.points = madeGrid(20, 20);
        FOUND({put(QStringLiteral("cut.las"), las.bytes().chopped(100))}, "pointcloud.truncated", Severity::Blocking);
        // Both compressors, cut at several places: in a chunk, in the table.
        for (const char *name : {"lasr/bcts_1.laz", "ign/test_data_77060_627755_LA93_IGN69.laz"}) {
            const QByteArray whole = contentOf(cloud(name));
            for (const double share : {0.2, 0.6, 0.95}) {
                const auto findings =
                    found({put(QStringLiteral("cut.laz"), whole.left(qsizetype(double(whole.size()) * share)))});
                QVERIFY2(first(findings, "pointcloud.truncated"), qPrintable(ids(findings).join(QLatin1Char(' '))));
                QVERIFY(isBlocked(findings));
            }
        }
    }

    void chunkTable()
    {
        for (const char *name : {"lasr/bcts_1.laz", "ign/test_data_77060_627755_LA93_IGN69.laz"}) {
            const auto file = LasFile::open(cloud(name));
            VERIFY_OK(file);
            QVERIFY((*file)->hasChunkTable());
            const QByteArray whole = contentOf(cloud(name));
            QByteArray noPlace = whole; // as a program leaves it that was stopped
            noPlace.replace((*file)->header().pointDataStart, 8, QByteArray(8, '\0'));
            QByteArray noTable = whole.left((*file)->chunkTableStart());
            QByteArray wrong = whole;
            wrong[(*file)->chunkTableStart() + 10] = char(~wrong[(*file)->chunkTableStart() + 10]);
            wrong[(*file)->chunkTableStart() + 9] = char(~wrong[(*file)->chunkTableStart() + 9]);
            for (const QByteArray &content : {noPlace, noTable, wrong}) {
                const auto findings = found({put(QStringLiteral("table.laz"), content)});
                const auto finding = first(findings, "pointcloud.chunktable");
                QVERIFY2(finding, qPrintable(ids(findings).join(QLatin1Char(' '))));
                QCOMPARE(finding->severity, Severity::Warning);
                QVERIFY(!isBlocked(findings));
            }
        }
    }

    void damaged()
    {
        const QString path = cloud("ign/test_data_77060_627755_LA93_IGN69.laz");
        const auto file = LasFile::open(path);
        VERIFY_OK(file);
        QByteArray content = contentOf(path);
        const LasChunk &chunk = (*file)->chunks().at(1);
        content.replace(
            chunk.offset + (*file)->layout().recordLength + 4, 4, QByteArray(4, '\x7f')); // the size of its first layer
        const auto findings = found({put(QStringLiteral("damaged.laz"), content)});
        const auto finding = first(findings, "pointcloud.damaged");
        QVERIFY(finding);
        QCOMPARE(finding->severity, Severity::Blocking);
        QVERIFY2(finding->message.contains(QLatin1String("50,001")), qPrintable(finding->message));
    }

    void trees()
    {
        FOUND({put(QStringLiteral("plain.copc.laz"), contentOf(cloud("laspy/extra.laz")))}, "pointcloud.copc.name",
            Severity::Warning);
        QByteArray copc = contentOf(cloud("laspy/simple.copc.laz"));
        QVERIFY(!first(found({cloud("laspy/simple.copc.laz")}), "pointcloud.copc.structure"));
        copc[429 + 100] = 1;
        FOUND({put(QStringLiteral("a.copc.laz"), copc)}, "pointcloud.copc.structure", Severity::Warning);
        copc[429 + 40] = 0;
        FOUND({put(QStringLiteral("a.copc.laz"), copc)}, "pointcloud.copc.structure", Severity::Warning);

        FOUND({cloud("pdal/ept-bad-pointcount/ept.json")}, "pointcloud.ept.structure", Severity::Warning);
        QVERIFY(!isBlocked(found({cloud("pdal/ept-1.2-with-color/ept.json")})));
        FOUND({put(QStringLiteral("ept.json"), "{}")}, "pointcloud.ept.structure", Severity::Blocking);
        const QString ept = put(QStringLiteral("ept.json"), contentOf(cloud("pdal/ept-1.2-with-color/ept.json")));
        QVERIFY(QDir(QFileInfo(ept).path()).mkdir(QStringLiteral("ept-hierarchy")));
        QVERIFY(QFile::copy(cloud("pdal/ept-1.2-with-color/ept-hierarchy/0-0-0-0.json"),
            QFileInfo(ept).path() + QStringLiteral("/ept-hierarchy/0-0-0-0.json")));
        FOUND({ept}, "pointcloud.ept.missing", Severity::Blocking);

        QVERIFY(!isBlocked(
            found({put(QStringLiteral("all.vpc"), contentOf(cloud("itowns/copcStac.json")))}))); // its tiles are on a server
        QByteArray local = contentOf(cloud("itowns/copcStac.json"));
        local.replace("https://data.geopf.fr/", "./");
        FOUND({put(QStringLiteral("all.vpc"), local)}, "pointcloud.vpc.missing", Severity::Blocking);
        local.replace("\"1.0.0\"", "\"0.9.0\"");
        FOUND({put(QStringLiteral("all.vpc"), local)}, "pointcloud.vpc.structure", Severity::Warning);
        FOUND({put(QStringLiteral("all.vpc"), "[]")}, "pointcloud.vpc.structure", Severity::Blocking);
    }

    void crs()
    {
        FOUND({cloud("lasr/nocrs.las")}, "pointcloud.crs.missing", Severity::Blocking);
        QCOMPARE(first(found({cloud("lasr/nocrs.las")}), "pointcloud.crs.missing")->fixAction, QStringLiteral("assign-crs"));
        QVERIFY(!isBlocked(found({cloud("lasr/nocrs.las")}, QStringLiteral("EPSG:26917"))));
        FOUND({cloud("ign/test_noepsg_043500_629205_IGN69.laz")}, "pointcloud.crs.unknown", Severity::Blocking);
        QVERIFY(!isBlocked(found({cloud("ign/test_noepsg_043500_629205_IGN69.laz")}, QStringLiteral("EPSG:2154"))));
        FOUND({cloud("laspy/file_with_both_wkt_and_geotiff_vlrs.las")}, "pointcloud.crs.conflict", Severity::Warning);
        FOUND({cloud("ign/test_pdalfail_0643_6319_LA93_IGN69.laz")}, "pointcloud.crs.notwkt", Severity::Info);
        const QStringList two{cloud("ign/sample_lareunion_epsg2975.laz"), cloud("ign/test_data_77055_627755_LA93_IGN69.laz"),
            cloud("ign/test_data_77060_627755_LA93_IGN69.laz")};
        const auto mixed = first(found(two), "pointcloud.crs.mixed");
        QVERIFY(mixed);
        QCOMPARE(mixed->severity, Severity::Blocking);
        QCOMPARE(mixed->path, two.first());
        QVERIFY(mixed->where);

        MadeLas las;
        las.points = madeGrid(10, 10);
        MadeLas mainland = las, corsica = las;
        mainland.wkt = wktOf({QStringLiteral("EPSG:2154"), QStringLiteral("EPSG:5720")}, CloudWkt::One).toUtf8();
        corsica.wkt = wktOf({QStringLiteral("EPSG:2154"), QStringLiteral("EPSG:5721")}, CloudWkt::One).toUtf8();
        FOUND((QStringList{put(mainland), put(mainland), put(corsica)}), "pointcloud.crs.heights", Severity::Blocking);
        FOUND((QStringList{put(mainland), put(las)}), "pointcloud.crs.heights", Severity::Warning);
        QVERIFY(!first(found({put(mainland), put(mainland)}), "pointcloud.crs.heights"));
        QVERIFY(!first(found({put(las), put(las)}), "pointcloud.crs.heights"));
        // As rasters say it: one that is nowhere stops, one that would do better is a warning.
        const QString lost = QStringLiteral("+proj=utm +zone=31 +ellps=intl +nadgrids=nowhere.gsb +units=m");
        MadeLas silent = las, british = las;
        silent.wkt.clear();
        const QStringList twice{put(silent), put(silent)};
        const auto stopped = found(twice, lost);
        QCOMPARE(ids(stopped).count(QStringLiteral("pointcloud.crs.shiftgrid")), 1);
        QVERIFY(isBlocked(stopped));
        QVERIFY(first(stopped, "pointcloud.crs.shiftgrid")->message.contains(QLatin1String("nowhere.gsb")));
        british.wkt = "EPSG:27700";
        british.offset = {400000, 200000, 0};
        const auto osgb = Crs::fromText(QStringLiteral("EPSG:27700")), wgs84 = Crs::fromText(QStringLiteral("EPSG:4326"));
        const auto lack = shiftGridLack(*osgb, *wgs84, {400000, 200000, 400009, 200009});
        const auto warned = first(found({put(british)}), "pointcloud.crs.shiftgrid");
        QCOMPARE(warned.has_value(), lack.has_value());
        QVERIFY(!lack || (warned->severity == Severity::Warning && warned->message == lack->what(*osgb, *wgs84)));
        QVERIFY(!first(found({put(mainland), put(las)}), "pointcloud.crs.shiftgrid"));
        las.offset = {0, 0, 0};
        FOUND({put(las)}, "pointcloud.extent.outside", Severity::Warning);
        las.offset = {650000, 6860000, 0};
        las.points.front().x = -2'000'000'00;
        FOUND({put(las)}, "pointcloud.extent.outside", Severity::Info);
    }

    void header()
    {
        MadeLas las;
        las.points = madeGrid(20, 20);
        MadeLas changed = las;
        changed.scale = 0;
        FOUND({put(changed)}, "pointcloud.scale.invalid", Severity::Blocking);
        changed.scale = std::numeric_limits<double>::quiet_NaN();
        FOUND({put(changed)}, "pointcloud.scale.invalid", Severity::Blocking);
        changed = las;
        changed.offset[0] = 1e300;
        FOUND({put(changed)}, "pointcloud.scale.invalid", Severity::Blocking);
        changed.offset[0] = 650000;
        changed.scale = 1e-300;
        FOUND({put(changed)}, "pointcloud.scale.invalid", Severity::Blocking);
        changed.scale = std::numeric_limits<double>::quiet_NaN(); // no key of a map
        FOUND((QStringList{put(las), put(changed), put(las), put(changed)}), "pointcloud.scale.invalid", Severity::Blocking);
        changed = las;
        changed.offset[1] = 6860000.003;
        FOUND({put(changed)}, "pointcloud.offset.multiple", Severity::Info);
        FOUND({cloud("laspy/test1_4.las")}, "pointcloud.offset.multiple", Severity::Info);
        changed = las;
        changed.hasOwnBox = true;
        changed.box = {650000, 6860000, 50, 650019, std::numeric_limits<double>::infinity(), 51};
        FOUND({put(changed)}, "pointcloud.coordinates", Severity::Blocking);
        changed.box = {650019, 6860000, 50, 650000, 6860019, 51};
        FOUND({put(changed)}, "pointcloud.coordinates", Severity::Blocking);
        changed.box = {650000, 6860000, 50, 650010, 6860019, 51};
        const auto outside = first(found({put(changed)}), "pointcloud.bounds");
        QVERIFY(outside);
        QVERIFY2(outside->message.contains(QLatin1String("180 ")), qPrintable(outside->message)); // 9 of 20 columns, 20 rows
        changed.box = {640000, 6860000, 50, 650019, 6860019, 51};
        FOUND({put(changed)}, "pointcloud.bounds", Severity::Info);
        FOUND({cloud("laspy/simple1_3.las")}, "pointcloud.bounds", Severity::Warning);
        changed = las;
        changed.hasOwnReturns = true;
        changed.returns[0] = 300;
        FOUND({put(changed)}, "pointcloud.returns.counts", Severity::Info);
        QByteArray copc = contentOf(cloud("laspy/simple.copc.laz"));
        copc.replace(247, 2, QByteArray("\x00\x05", 2)); // 1280 instead of 1065
        FOUND({put(QStringLiteral("count.laz"), copc)}, "pointcloud.count", Severity::Warning);
        QByteArray low = las.bytes();
        low.replace(247, 2, QByteArray("\x0a\x00", 2)); // 10 of 400
        FOUND({put(QStringLiteral("low.las"), low)}, "pointcloud.count", Severity::Warning);
        low.replace(247, 2, QByteArray(2, '\0'));
        FOUND({put(QStringLiteral("none.las"), low)}, "pointcloud.count", Severity::Warning);
    }

    void points()
    {
        FOUND({cloud("ign/test_semis_2023_0292_6833_LA93_IGN69.laz")}, "pointcloud.returns.zero", Severity::Warning);
        MadeLas las;
        las.points = madeGrid(20, 20);
        las.points[7].returnNumber = 3;
        const auto above = first(found({put(las)}), "pointcloud.returns.above");
        QVERIFY(above);
        QVERIFY(above->message.startsWith(QLatin1String("1 points")));
        MadeLas bare;
        bare.points = madeGrid(20, 20);
        for (MadePoint &point : bare.points)
            point.classification = 1;
        FOUND({put(bare)}, "pointcloud.classes.noground", Severity::Warning);
        MadeLas ground;
        ground.points = madeGrid(20, 20);
        FOUND((QStringList{put(bare), put(ground)}), "pointcloud.classes.noground", Severity::Info);
        QVERIFY(!first(found({put(ground)}), "pointcloud.classes.moreground"));
        ground.points[5].classification = 66;
        FOUND({put(ground)}, "pointcloud.classes.moreground", Severity::Info);
        FOUND({cloud("laspy/extra.laz")}, "pointcloud.rgb.8bit", Severity::Warning);
        FOUND({cloud("ign/las_with_origin_dsmMarker.laz")}, "pointcloud.rgb.empty", Severity::Info);
        FOUND({cloud("pdal/gps-time-nan.las")}, "pointcloud.gps.invalid", Severity::Warning);
        const auto repeated = first(found({cloud("laspy/plane.laz")}), "pointcloud.duplicates");
        QVERIFY(repeated);
        QVERIFY2(repeated->message.startsWith(QLatin1String("1,325 ")),
            qPrintable(repeated->message)); // counted by sorting all records
        las.points.push_back(las.points[3]);
        FOUND({put(las)}, "pointcloud.duplicates", Severity::Warning);
        las.points[5].flags = 4;
        las.points[6].flags = 1;
        FOUND({put(las)}, "pointcloud.flags.withheld", Severity::Info);
        FOUND({put(las)}, "pointcloud.flags.synthetic", Severity::Info);
        FOUND({cloud("pdal/lone-star.laz")}, "pointcloud.density.uneven", Severity::Warning);
    }

    void density()
    {
        MadeLas las;
        las.points = madeGrid(150, 150);
        QCOMPARE(ids(found({put(las)})), QStringList());
        for (int i = 0; i < 20000; ++i) { // a heap in one corner
            MadePoint point;
            point.x = i % 200 * 15;
            point.y = i / 200 * 30;
            point.gps += 1000 + i;
            las.points.push_back(point);
        }
        FOUND({put(las)}, "pointcloud.density.uneven", Severity::Warning);
        MadeLas sparse;
        sparse.points = madeGrid(150, 150);
        sparse.points.back().x = 100000;
        sparse.points.back().y = 100000;
        FOUND({put(sparse)}, "pointcloud.density.empty", Severity::Info);
        // Not one point in the header's box, and a box that is next to nothing.
        MadeLas elsewhere;
        elsewhere.points = madeGrid(150, 150);
        elsewhere.hasOwnBox = true;
        elsewhere.box = {700000, 6900000, 0, 701000, 6901000, 100};
        FOUND({put(elsewhere)}, "pointcloud.bounds", Severity::Warning);
        elsewhere.offset = {0, 0, 0};
        elsewhere.box = {0, 0, 50, 1e-300, 1e-300, 51};
        FOUND({put(elsewhere)}, "pointcloud.bounds", Severity::Warning);
    }

    void lots()
    {
        MadeLas one, two;
        one.points = madeGrid(20, 20);
        two.points = madeGrid(20, 20);
        two.offset[0] += 500;
        QCOMPARE(ids(found({put(one), put(two)})), QStringList()); // the same numbers at another place are other points
        FOUND((QStringList{put(one), put(one)}), "pointcloud.copy", Severity::Warning);
        FOUND((QStringList{put(one), put(one)}), "pointcloud.overlap", Severity::Info);
        MadeLas fine = two;
        fine.scale = 0.001;
        fine.offset[0] += 500;
        FOUND((QStringList{put(one), put(two), put(fine)}), "pointcloud.scale.mixed", Severity::Warning);
        FOUND((QStringList{put(one), cloud("laspy/plane.laz")}), "pointcloud.format.mixed", Severity::Info);
        one.extraName = two.extraName = "deviation";
        two.extraType = 3;
        FOUND((QStringList{put(one), put(two)}), "pointcloud.extrabytes.conflict", Severity::Blocking);
        two.extraType = 1;
        QByteArray nameless = one.bytes();
        nameless.replace("deviation", QByteArray(9, '\0'));
        FOUND({put(QStringLiteral("nameless.las"), nameless)}, "pointcloud.extrabytes.names", Severity::Info);
        QVERIFY(!first(found({put(one), put(two)}), "pointcloud.extrabytes.conflict"));
    }

    /// Every file of the collection is checked without a crash.
    void everyFile()
    {
        QDirIterator walk(dataPath(QStringLiteral("pointcloud")), {QStringLiteral("*.las"), QStringLiteral("*.laz")},
            QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            found({walk.next()});
    }

    // What goes wrong in a thread of a check or an inspection is its error, not the end of the process.
    void defectInATaskIsAnError()
    {
        MadeLas made;
        made.points = madeGrid(20, 20);
        const QString las = put(made);
        ThrowingControl decoding(QStringLiteral("check"));
        VERIFY_DEFECT_IS_AN_ERROR(checkPointCloudFiles(describeFiles({las}), {}, decoding));
        ThrowingControl opening;
        VERIFY_DEFECT_IS_AN_ERROR(checkPointCloudFiles(describeFiles({las}), {}, opening));
        VERIFY_DEFECT_IS_AN_ERROR(inspectPaths({las}, opening));
    }

    void stops()
    {
        RecordingControl control;
        control.stopAfter = 1;
        const auto stopped =
            checkPointCloudFiles(describeFiles({cloud("lasr/bcts_1.laz"), cloud("lasr/bcts_2.laz")}), {}, control);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        Result<std::vector<Finding>> all = checkPaths({cloud("lasr/bcts_1.laz")}, {}, control);
        QVERIFY(!all);
        QCOMPARE(all.error().code, ErrorCode::Cancelled);
    }

    // Keep last: a rule that no test made speak is a rule that nobody tested.
    void everyRuleSpoke()
    {
        for (const CloudRule &rule : cloudRules()) {
            const QString id = QString::fromLatin1(rule.id);
            QVERIFY2(std::any_of(m_seen.begin(), m_seen.end(),
                         [&](const QString &seen) { return seen == id || seen.startsWith(id + QLatin1Char('.')); }),
                rule.id);
        }
    }
};

TUILERIE_TEST_MAIN(CloudRulesTest)
#include "cloudrulestest.moc"
