// SPDX-License-Identifier: GPL-3.0-or-later
// Where the points of a pyramid are said to be: x, y and the zero of the heights, by what of the file counts. The values are
// read back by GDAL.
#include "check/finding.h"
#include "generate/derive/derivedraster.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "source/inspect.h"
#include "source/pointcloud/lasfile.h"
#include "support/rawlas.h"
#include "support/testsupport.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <ogr_spatialref.h>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

/// "EPSG:2154+EPSG:5720" of a WKT, by GDAL.
QByteArray partsOf(const QByteArray &wkt)
{
    OGRSpatialReference crs;
    if (crs.SetFromUserInput(wkt.constData()) != OGRERR_NONE)
        return "none";
    const auto id = [&crs](const char *node) {
        const char *authority = crs.GetAuthorityName(node), *code = crs.GetAuthorityCode(node);
        return authority && code ? QByteArray(authority) + ':' + code : QByteArray(crs.GetAttrValue(node));
    };
    QByteArray text = id(crs.GetAttrNode("PROJCS") ? "PROJCS" : "GEOGCS");
    if (crs.IsCompound())
        text += '+' + id("VERT_CS");
    else if (crs.GetAxesCount() == 3)
        text += "+ellipsoid";
    return text;
}

RawLas withWkt(const QByteArray &wkt, int x = 650000)
{
    RawLas las;
    las.points = rawCloud(300, x);
    las.records = {RawRecord::wkt(wkt)};
    return las;
}

RawLas withKeys(std::initializer_list<std::pair<quint16, quint16>> keys)
{
    RawLas las;
    las.points = rawCloud(300);
    las.pointFormat = 1;
    las.minor = 2;
    las.records = {RawRecord::keys(keys)};
    return las;
}

/// One system in another's words: names and identifiers as an older database has them.
QByteArray inOtherWords(QByteArray wkt)
{
    return wkt.replace("RGF93 v1 / Lambert-93", "RGF93 / Lambert-93");
}

QByteArray withoutIds(QByteArray wkt)
{
    return wkt.replace(R"(,AUTHORITY["EPSG","5720"])", "").replace(R"(,AUTHORITY["EPSG","5119"])", "");
}

} // namespace

class CloudCrsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_counter = 0;

    QString put(const RawLas &las)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.las").arg(m_counter++));
        if (!las.write(path))
            qFatal("cannot write");
        return path;
    }

    Result<PointCloudResult> generate(const QStringList &paths, RecordingControl &control, const QString &assign = {},
        const QString &suffix = QStringLiteral(".copc.laz"))
    {
        PointCloudParams params;
        params.paths = paths;
        params.assignCrs = assign;
        params.output = m_folder.filePath(QString::number(m_counter++) + suffix);
        return generatePointCloud(params, control);
    }

    static QByteArray wktOfFile(const QString &path)
    {
        const auto file = LasFile::open(path);
        const LasRecord *record = file ? (*file)->record("LASF_Projection", 2112) : nullptr;
        return record ? record->data : QByteArray();
    }

    static QStringList findings(const QStringList &paths, const QString &assign = {})
    {
        SilentControl control;
        const auto found = checkPaths(paths, assign, control);
        QStringList ids;
        if (found)
            for (const Finding &finding : *found)
                if (finding.id.startsWith(QLatin1String("pointcloud.crs")))
                    ids << finding.id + QLatin1Char(' ') + finding.toJson().value(QLatin1String("severity")).toString();
        return ids;
    }

private Q_SLOTS:
    void heightsAreKept_data()
    {
        QTest::addColumn<RawLas>("las");
        QTest::addColumn<QByteArray>("parts");
        QTest::addColumn<QString>("inspected");
        const QByteArray compound = wktByGdal("EPSG:2154+5720");
        const QByteArray both = "EPSG:2154+EPSG:5720";
        QTest::newRow("keys") << withKeys({{3072, 2154}, {4096, 5720}}) << both << "EPSG:5720";
        QTest::newRow("WKT 1") << withWkt(compound) << both << "EPSG:5720";
        QTest::newRow("WKT 1, a compound of the database") << withWkt(wktByGdal("EPSG:5698")) << both << "EPSG:5720";
        QTest::newRow("WKT 1 of other words") << withWkt(inOtherWords(compound)) << both << "EPSG:5720";
        QTest::newRow("WKT 2") << withWkt(wktByGdal("EPSG:2154+5720", "WKT2_2019")) << both << "EPSG:5720";
        QTest::newRow("WKT 2 without identifiers")
            << withWkt(wktByGdal(withoutIds(compound), "WKT2_2019")) << both << "EPSG:5720";
        QTest::newRow("degrees") << withWkt(wktByGdal("EPSG:4326+5773", "WKT2_2019")) << QByteArray("EPSG:4326+EPSG:5773")
                                 << "EPSG:5773";
        QTest::newRow("feet") << withKeys({{3072, 2927}, {4096, 6360}}) << QByteArray("EPSG:2927+EPSG:6360") << "EPSG:6360";
        QTest::newRow("above the ellipsoid")
            << withWkt(wktByGdal("EPSG:4979", "WKT2_2019")) << QByteArray("EPSG:4979+ellipsoid") << "ellipsoidal height";
        QTest::newRow("a zero of one's own") << withWkt(wktByGdal(R"(COMPD_CS["site",)" + wktByGdal("EPSG:2154")
                + R"(,VERT_CS["Site zero",VERT_DATUM["Bolt in the wall",2005],UNIT["metre",1],AXIS["Up",UP]]])",
            "WKT2_2019")) << QByteArray("EPSG:2154+Site zero")
                                             << "Site zero";
        QTest::newRow("none") << withKeys({{3072, 2154}}) << QByteArray("EPSG:2154") << QString();
        QTest::newRow("a unit, no zero") << withKeys({{3072, 2154}, {4099, 9001}}) << QByteArray("EPSG:2154") << QString();
        QTest::newRow("nonsense in the vertical key")
            << withKeys({{3072, 2154}, {4096, 2154}}) << QByteArray("EPSG:2154") << QString();
        RawLas shared = withWkt(wktByGdal("EPSG:2154"));
        shared.records.push_back(RawRecord::keys({{3072, 2154}, {4096, 5720}}));
        QTest::newRow("x and y as WKT, all three as keys") << shared << both << "EPSG:5720";
    }
    void heightsAreKept()
    {
        QFETCH(RawLas, las);
        QFETCH(QByteArray, parts);
        QFETCH(QString, inspected);
        const QString path = put(las);
        RecordingControl control;
        const auto seen = inspectPaths({path}, control);
        VERIFY_OK(seen);
        const QJsonObject cloud = seen->at(0)[QLatin1String("pointcloud")].toObject();
        QCOMPARE(cloud.value(QLatin1String("vertical_crs")).toString(), inspected);
        const auto made = generate({path}, control);
        VERIFY_OK(made);
        QCOMPARE(partsOf(wktOfFile(made->path)), parts);
        QVERIFY(wktOfFile(made->path).contains("CS[")); // WKT 1
    }

    void otherOutputsSayThemToo()
    {
        const QString path = put(withKeys({{3072, 2154}, {4096, 5720}}));
        RecordingControl control;
        const auto vpc = generate({path}, control, {}, QStringLiteral(".vpc"));
        VERIFY_OK(vpc);
        QFile file(vpc->path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonValue feature = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("features")][0];
        QCOMPARE(partsOf(feature[QLatin1String("properties")][QLatin1String("proj:wkt2")].toString().toUtf8()),
            QByteArray("EPSG:2154+EPSG:5720"));
        const auto ept = generate({path}, control, {}, QStringLiteral("-ept"));
        VERIFY_OK(ept);
        QFile json(ept->path);
        QVERIFY(json.open(QIODevice::ReadOnly));
        const QJsonValue srs = QJsonDocument::fromJson(json.readAll()).object()[QLatin1String("srs")];
        QCOMPARE(srs[QLatin1String("vertical")].toString(), QStringLiteral("5720"));
        QCOMPARE(partsOf(srs[QLatin1String("wkt")].toString().toUtf8()), QByteArray("EPSG:2154+EPSG:5720"));
    }

    void twoTextsOfOneSystem()
    {
        const QByteArray compound = wktByGdal("EPSG:2154+5720");
        const QStringList paths{put(withWkt(compound)), put(withWkt(inOtherWords(withoutIds(compound)), 650100))};
        QCOMPARE(findings(paths), QStringList());
        RecordingControl control;
        const auto made = generate(paths, control);
        VERIFY_OK(made);
        QCOMPARE(partsOf(wktOfFile(made->path)), QByteArray("EPSG:2154+EPSG:5720"));
        QCOMPARE(control.warnings(), QStringList());
    }

    void twoZerosAreRefused()
    {
        const QStringList paths{
            put(withWkt(wktByGdal("EPSG:2154+5720"))), put(withWkt(wktByGdal("EPSG:2154+5721"), 650100))};
        QCOMPARE(findings(paths), QStringList{QStringLiteral("pointcloud.crs.heights blocking")});
        for (const char *suffix : {".copc.laz", ".vpc", "-ept"}) {
            RecordingControl control;
            const auto made = generate(paths, control, {}, QString::fromLatin1(suffix));
            QVERIFY2(!made, suffix);
            QVERIFY(made.error().message.contains(QLatin1String("EPSG:5720")));
            QVERIFY(made.error().message.contains(QLatin1String("EPSG:5721")));
        }
        DeriveParams params;
        params.paths = paths;
        params.product = QStringLiteral("dsm");
        params.cell = 2;
        params.output = m_folder.filePath(QStringLiteral("zeros.tif"));
        SilentControl control;
        const auto derived = deriveRaster(params, control);
        QVERIFY(!derived);
        QVERIFY(derived.error().message.contains(QLatin1String("EPSG:5721")));
    }

    void aSilentFileIsNamed()
    {
        const QStringList paths{put(withWkt(wktByGdal("EPSG:2154+5720"))), put(withWkt(wktByGdal("EPSG:2154"), 650100))};
        QCOMPARE(findings(paths), QStringList{QStringLiteral("pointcloud.crs.heights warning")});
        RecordingControl control;
        const auto made = generate(paths, control);
        VERIFY_OK(made);
        QCOMPARE(control.warnings().size(), 1);
        QVERIFY(control.warnings().front().contains(paths[1]));
        QCOMPARE(partsOf(wktOfFile(made->path)), QByteArray("EPSG:2154"));
        // The way out that the sentence names.
        RecordingControl assigned;
        const auto whole = generate(paths, assigned, QStringLiteral("EPSG:2154+5720"));
        VERIFY_OK(whole);
        QCOMPARE(assigned.warnings(), QStringList());
        QCOMPARE(partsOf(wktOfFile(whole->path)), QByteArray("EPSG:2154+EPSG:5720"));
        QCOMPARE(findings(paths, QStringLiteral("EPSG:2154+5720")), QStringList());
    }

    void theBitSaysWhatCounts_data()
    {
        QTest::addColumn<int>("encoding");
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("counted");
        QTest::newRow("keys") << 0 << 1 << QByteArray("EPSG:2154+EPSG:5720");
        QTest::newRow("WKT") << 16 << 1 << QByteArray("EPSG:32631+EPSG:5773");
        QTest::newRow("WKT, by the format") << 16 << 6 << QByteArray("EPSG:32631+EPSG:5773");
    }
    void theBitSaysWhatCounts()
    {
        QFETCH(int, encoding);
        QFETCH(int, format);
        QFETCH(QByteArray, counted);
        RawLas las = withKeys({{3072, 2154}, {4096, 5720}});
        las.minor = 4;
        las.pointFormat = format;
        las.encoding = quint16(encoding);
        las.records.insert(las.records.begin(), RawRecord::wkt(wktByGdal("EPSG:32631+5773")));
        const QString path = put(las);
        RecordingControl control;
        const auto made = generate({path}, control);
        VERIFY_OK(made);
        QCOMPARE(partsOf(wktOfFile(made->path)), counted);
        const auto header = readLasHeader(path);
        VERIFY_OK(header);
        QCOMPARE(header->crs.toUtf8() + '+' + header->verticalCrs.toUtf8(), counted);
        QCOMPARE(findings({path}), QStringList{QStringLiteral("pointcloud.crs.conflict warning")});
    }

    /// A text that names a document is no system: what it names is neither opened nor asked for.
    void documentsAreNotFollowed()
    {
        const QString document = m_folder.filePath(QStringLiteral("crs.wkt"));
        QFile file(document);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(wktByGdal("EPSG:2154"));
        file.close();
        const auto header = readLasHeader(put(withWkt(document.toUtf8())));
        VERIFY_OK(header);
        QCOMPARE(header->crs, QString());
    }
};

TUILERIE_TEST_MAIN(CloudCrsTest)
#include "cloudcrstest.moc"
