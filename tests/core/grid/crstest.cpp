// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/crs.h"
#include "support/testsupport.h"

#include <QRegularExpression>

#include <thread>

using namespace tuilerie;

namespace {

Crs crs(const char *text)
{
    return Crs::fromText(QString::fromLatin1(text)).value_or(Crs());
}

} // namespace

class CrsTest : public QObject
{
    Q_OBJECT

private slots:
    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        const auto row = [](const char *text, const char *id) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(id);
        };
        row("EPSG:2154", "EPSG:2154");
        row(" epsg:2154 ", "EPSG:2154");
        row("IGNF:LAMB93", "IGNF:LAMB93");
        row("urn:ogc:def:crs:EPSG::2154", "EPSG:2154");
        row("urn:ogc:def:crs:EPSG:6.9:3857", "EPSG:3857");
        row("http://www.opengis.net/def/crs/EPSG/0/4326", "EPSG:4326");
        row("https://www.opengis.net/def/crs/OGC/1.3/CRS84", "OGC:CRS84");
        row("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84");
        row("http://www.opengis.net/gml/srs/epsg.xml#4326", "EPSG:4326");
        row("CRS:84", "OGC:CRS84");
        row("OGC:CRS84", "OGC:CRS84");
        row("EPSG:900913", "EPSG:3857");
        row("EPSG:2154+5720", "EPSG:2154"); // compound: the horizontal part
        row("EPSG:4979", "EPSG:4326");      // 3D, looked up in 2D
    }

    void names()
    {
        QFETCH(QString, text);
        QFETCH(QString, id);
        const auto found = Crs::fromText(text);
        VERIFY_OK(found);
        QCOMPARE(found->id(), id);
        QVERIFY(found->isValid());
    }

    void unknownNamesAreRefused()
    {
        for (const char *text : {"", "EPSG:", "EPSG:999999", "blah", "EPSG:4978", "+proj=nothing", "PROJCS[\"x\"",
                 "EPSG:7030", "http://www.opengis.net/def/crs/EPSG/0/"}) {
            const auto found = Crs::fromText(QString::fromLatin1(text));
            QVERIFY2(!found, text);
            QCOMPARE(found.error().code, ErrorCode::Invalid);
            QVERIFY(found.error().message.contains(QString::fromLatin1(text)));
        }
        QVERIFY(!Crs::fromText(QString(1'000'000, QLatin1Char('A'))));
        QVERIFY(!Crs().isValid());
        QVERIFY(!Crs().isSameAs(crs("EPSG:4326")));
    }

    // PROJ would look through the titles of its whole database for what is no code and no definition.
    void titlesAreNotSearched()
    {
        for (const char *text : {"WGS 84", "RGF93 v1 / Lambert-93", "EPSGz3857", "A:B:C", "urn:x:EPSG::2154"})
            QVERIFY2(!Crs::fromText(QString::fromLatin1(text)), text);
        const QString wkt = crs("EPSG:2154").wkt();
        QCOMPARE(Crs::fromText(wkt).value_or(Crs()).id(), QStringLiteral("EPSG:2154"));
        QCOMPARE(crs("+proj=longlat +datum=WGS84 +no_defs").isGeographic(), true);
        QCOMPARE(crs("proj=utm zone=31 type=crs").isGeographic(), false);
        QVERIFY(crs("proj=utm zone=31 type=crs").isValid());
    }

    void properties()
    {
        const Crs lambert = crs("EPSG:2154");
        QVERIFY(!lambert.isGeographic());
        QVERIFY(!lambert.isNorthingFirst());
        QCOMPARE(lambert.metersPerUnit(), 1.0);
        QCOMPARE(lambert.title(), QStringLiteral("RGF93 v1 / Lambert-93"));
        QVERIFY(lambert.areaOfUse().contains(Point{2.35, 48.85}));
        QVERIFY(!lambert.areaOfUse().contains(Point{20, 48.85}));
        QVERIFY(lambert.wkt().startsWith(QLatin1String("PROJCRS[")));
        QVERIFY(lambert.wkt1Gdal().startsWith(QLatin1String("PROJCS[")));

        const Crs degrees = crs("EPSG:4326");
        QVERIFY(degrees.isGeographic());
        QVERIFY(degrees.isNorthingFirst());
        QVERIFY(std::abs(degrees.metersPerUnit() - 111319.49079327358) < 1e-6);
        QVERIFY(!crs("CRS:84").isNorthingFirst());
        QVERIFY(!crs("IGNF:WGS84G").isNorthingFirst());

        QVERIFY(crs("EPSG:31468").isNorthingFirst()); // Gauss-Krüger: X north, Y east
        QVERIFY(crs("EPSG:32661").isNorthingFirst()); // polar: northing, easting
        QVERIFY(!crs("EPSG:5041").isNorthingFirst()); // the same, easting first
        QVERIFY(!crs("EPSG:27572").isNorthingFirst());
        QCOMPARE(crs("EPSG:2263").metersPerUnit(), 1200.0 / 3937.0); // US survey foot
    }

    // Where the world comes round: degrees of any size, and cylinders, however they are called.
    void turns()
    {
        const double equator = 40075016.685578488;
        for (const auto &[text, turn] : std::initializer_list<std::pair<const char *, double>>{{"EPSG:4326", 360},
                 {"EPSG:4807", 400}, {"EPSG:3857", equator}, {"EPSG:3395", equator}, {"EPSG:3832", equator},
                 {"EPSG:4087", equator}, {"+proj=merc +lon_0=150 +k=0.5 +units=km", equator / 2000},
                 {"+proj=cea +lat_ts=60", equator / 2 / std::sqrt(1 - 0.0066943799901413 * 0.75)}, {"EPSG:2154", 0},
                 {"EPSG:3413", 0}, {"EPSG:32660", 0}, {"ESRI:54009", 0}, {"ESRI:54008", 0}})
            QVERIFY2(std::abs(crs(text).turn() - turn) < 1e-8 * turn + 1e-9,
                qPrintable(QStringLiteral("%1 %2").arg(QString::fromLatin1(text)).arg(crs(text).turn(), 0, 'f', 4)));
    }

    // A way to WGS 84 that the definition brings along is a part of it; beside a datum that is known, WKT 1 says nothing
    // new.
    void boundOnes()
    {
        const Crs ntf =
            crs("+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=0 +k_0=0.99987742 +x_0=600000 +y_0=2200000 +a=6378249.2 "
                "+b=6356515 +towgs84=-168,-60,320,0,0,0,0 +pm=paris +units=m +no_defs");
        QCOMPARE(ntf.id(), QString());
        QVERIFY(ntf.wkt().startsWith(QLatin1String("BOUNDCRS[")));
        QVERIFY(ntf.wkt1Gdal().contains(QLatin1String("TOWGS84[-168,-60,320,0,0,0,0]")));
        QVERIFY(!ntf.isGeographic());
        QCOMPARE(ntf.metersPerUnit(), 1.0);
        QVERIFY(!ntf.isNorthingFirst());
        QVERIFY(!ntf.isSameAs(crs("EPSG:27572")));
        for (const QString &text : {ntf.wkt(), ntf.wkt1Gdal()}) {
            const auto again = Crs::fromText(text);
            VERIFY_OK(again);
            QVERIFY2(again->wkt().startsWith(QLatin1String("BOUNDCRS[")), qPrintable(text));
        }
        QVERIFY(crs(qPrintable(ntf.wkt())).isSameAs(ntf));
        QVERIFY(crs("+proj=longlat +ellps=bessel +towgs84=598,73,418").isGeographic());
        QString wkt1 = crs("EPSG:2154").wkt1Gdal();
        wkt1.insert(wkt1.indexOf(QLatin1String("]],"), wkt1.indexOf(QLatin1String("SPHEROID["))) + 2,
            QStringLiteral(",TOWGS84[0,0,0,0,0,0,0]"));
        QCOMPARE(crs(qPrintable(wkt1)).id(), QStringLiteral("EPSG:2154"));
        // The same as GDAL passes it on, in WKT 2, with identifiers and without.
        QString wkt2 = QStringLiteral("BOUNDCRS[SOURCECRS[%1],TARGETCRS[%2],ABRIDGEDTRANSFORMATION[\"to WGS 84\","
                                      "METHOD[\"Geocentric translations (geog2D domain)\",ID[\"EPSG\",9603]],"
                                      "PARAMETER[\"X-axis translation\",0,ID[\"EPSG\",8605]],"
                                      "PARAMETER[\"Y-axis translation\",0,ID[\"EPSG\",8606]],"
                                      "PARAMETER[\"Z-axis translation\",0,ID[\"EPSG\",8607]]]]")
                           .arg(crs("EPSG:2154").wkt(), crs("EPSG:4326").wkt());
        QCOMPARE(crs(qPrintable(wkt2)).id(), QStringLiteral("EPSG:2154"));
    }

    void identifiesWkt()
    {
        for (const char *id :
            {"EPSG:2154", "EPSG:3857", "EPSG:4326", "EPSG:32631", "EPSG:3946", "EPSG:27700", "EPSG:2975"}) {
            const Crs known = crs(id);
            QString wkt = known.wkt();
            // Without its identifiers, as files carry it.
            wkt.remove(QRegularExpression(QStringLiteral(",ID\\[\"EPSG\",\\d+\\]")));
            wkt.remove(QRegularExpression(QStringLiteral(",USAGE\\[SCOPE\\[.*\\]\\]\\]?(?=\\]$)")));
            QVERIFY(!wkt.contains(QLatin1String("ID[\"EPSG\"")));
            const auto found = Crs::fromText(wkt);
            VERIFY_OK(found);
            QCOMPARE(found->id(), QString::fromLatin1(id));
            QVERIFY(found->isSameAs(known));
            QVERIFY(found->areaOfUse().intersects(known.areaOfUse()));
            QString wkt1 = known.wkt1Gdal();
            wkt1.remove(QRegularExpression(QStringLiteral(",AUTHORITY\\[\"EPSG\",\"\\d+\"\\]")));
            QVERIFY2(crs(qPrintable(wkt1)).isSameAs(known), id);
        }
    }

    void sameUnderOtherNames()
    {
        const char *const same[][2] = {{"EPSG:2154", "IGNF:LAMB93"}, {"EPSG:4326", "CRS:84"}, {"EPSG:4326", "IGNF:WGS84G"},
            {"EPSG:2975", "IGNF:RGR92UTM40S"}, {"EPSG:4471", "IGNF:RGM04UTM38S"}, {"EPSG:2972", "IGNF:UTM22RGFG95"},
            {"EPSG:27572", "IGNF:LAMBE"}, {"EPSG:3857", "ESRI:102100"}};
        for (const auto &pair : same) {
            QVERIFY2(crs(pair[0]).isSameAs(crs(pair[1])), pair[1]);
            QVERIFY2(crs(pair[1]).isSameAs(crs(pair[0])), pair[1]);
        }
    }

    void notTheSame()
    {
        const char *const other[][2] = {{"EPSG:2154", "EPSG:3857"}, {"EPSG:3857", "EPSG:3395"}, {"EPSG:4326", "EPSG:4258"},
            {"EPSG:32630", "EPSG:32631"}, {"EPSG:4326", "EPSG:3857"}, {"EPSG:27572", "EPSG:27562"},
            {"EPSG:2154", "EPSG:9794"}, {"EPSG:4289", "EPSG:4314"}, {"EPSG:4326", "EPSG:4979+"}};
        for (const auto &pair : other)
            QVERIFY2(!crs(pair[0]).isSameAs(crs(pair[1])), pair[1]);
    }

    void manyThreadsAtOnce()
    {
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 40; ++i) {
                    const auto a = Crs::fromText(QStringLiteral("EPSG:%1").arg(32601 + (i + t) % 60));
                    const auto b = Crs::fromText(QStringLiteral("EPSG:%1").arg(32601 + i % 60));
                    good += a && b && a->isSameAs(*b) == (t == 0);
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 8 * 40);
    }
};

TUILERIE_TEST_MAIN(CrsTest)
#include "crstest.moc"
