// SPDX-License-Identifier: GPL-3.0-or-later
// Maps of a world that comes round, and maps of unequal scales, from WMS.
#include "diffusionsupport.h"
#include "rawclient.h"
#include "grid/crs.h"
#include "support/testsupport.h"

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

constexpr double turn = 40075016.685578488;
constexpr double stripe = 2 * 0.5971642834779395; ///< two pixels of level 18

/// Smooth over the end of the world.
void paintWorld(double x, double y, uint8_t *pixel)
{
    pixel[0] = uint8_t(std::lround(128 + 100 * std::sin(x * 2 * M_PI * 3 / turn)));
    pixel[1] = uint8_t(std::lround(128 + 100 * std::sin(y * 2 * M_PI * 2 / turn)));
    pixel[2] = uint8_t(std::lround(128 + 100 * std::cos(x * 2 * M_PI * 5 / turn)));
}

/// Upright stripes of level 18, which the levels above hold as their mean.
void paintStripes(double x, double, uint8_t *pixel)
{
    const double part = std::abs(std::fmod(x / stripe, 1) - 0.5);
    const bool isBetween = part < 0.1 || part > 0.4; // centres of level 18 are at a quarter and three of a stripe
    pixel[0] = pixel[1] = pixel[2] = isBetween ? 128 : std::fmod(std::floor(x / stripe), 2) == 0 ? 0 : 255;
}

} // namespace

class MapWorldTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();
    std::unique_ptr<HttpServer> m_server;
    TileRange m_wide; ///< of the finest level of a layer that is mostly not there

    RawAnswer get(const QByteArray &target) { return RawClient(m_server->port()).get(target); }

    /// The samples of a map that is asked for as PNG; empty when it is none.
    QByteArray map(const QByteArray &query, int width, int height)
    {
        const RawAnswer answer = get("/wms-r?REQUEST=GetMap&SERVICE=WMS&VERSION=1.3.0&STYLES=&FORMAT=image/png&WIDTH="
            + QByteArray::number(width) + "&HEIGHT=" + QByteArray::number(height) + query);
        const auto codec = TileCodec::create({TileCompression::Png, SampleType::UInt8}, 3, width, height);
        QByteArray pixels(qsizetype(width) * height * 3, 0);
        const std::span body(reinterpret_cast<const uint8_t *>(answer.body.constData()), size_t(answer.body.size()));
        const bool isRead =
            answer.status == 200 && codec && (*codec)->decode(body, reinterpret_cast<uint8_t *>(pixels.data()));
        return isRead ? pixels : QByteArray();
    }

private slots:
    void initTestCase()
    {
        const RasterFormat png{TileCompression::Png, SampleType::UInt8};
        const QString world = writePyramid(m_folder.path(), QStringLiteral("WORLD"), QStringLiteral("PM"), png, 3,
            {QStringLiteral("2"), QStringLiteral("3")}, {-turn / 2, -turn / 4, turn / 2, turn / 4}, &paintWorld);
        QVERIFY(!world.isEmpty());
        const QString stripes = writePyramid(m_folder.path(), QStringLiteral("STRIPES"), QStringLiteral("PM"), png, 3,
            {QStringLiteral("16"), QStringLiteral("17"), QStringLiteral("18")}, {260000, 6250000, 260400, 6250400},
            &paintStripes);
        QVERIFY(!stripes.isEmpty());
        auto wide = PyramidDescriptor::load(stripes);
        VERIFY_OK(wide);
        for (PyramidLevel &level : wide->levels) {
            const int shift = 18 - level.id.toInt();
            level.limits.maxCol = level.limits.minCol + (20 >> shift) - 1;
            level.limits.maxRow = level.limits.minRow + (60 >> shift) - 1;
        }
        m_wide = wide->levels.back().limits;
        const QString widePath = m_folder.filePath(QStringLiteral("WIDE.json"));
        VERIFY_OK(wide->save(widePath));
        m_catalogue->set({publishedLayer(QStringLiteral("wide"), "WMS-RASTER", widePath),
            publishedLayer(QStringLiteral("world"), "WMS-RASTER", world),
            publishedLayer(QStringLiteral("stripes"), "WMS-RASTER", stripes)});
        DiffusionOptions options;
        options.catalogue = m_catalogue;
        auto started = startDiffusion(options);
        VERIFY_OK(started);
        m_server = std::move(*started);
    }

    void mapsComeRound_data()
    {
        QTest::addColumn<QString>("crs");
        QTest::addColumn<double>("west"); ///< of a map of a quarter of a turn
        QTest::newRow("before the end") << "EPSG:3857" << 0.2 * turn;
        QTest::newRow("across it") << "EPSG:3857" << 0.4 * turn;
        QTest::newRow("beyond it") << "EPSG:3857" << 0.6 * turn;
        QTest::newRow("across the other end") << "EPSG:3857" << -0.6 * turn;
        QTest::newRow("two turns on") << "EPSG:3857" << 1.9 * turn;
        QTest::newRow("in degrees") << "CRS:84" << 144.0;
        QTest::newRow("in degrees, beyond") << "CRS:84" << 200.0;
        QTest::newRow("in degrees, the other end") << "CRS:84" << -216.0;
    }
    void mapsComeRound()
    {
        QFETCH(QString, crs);
        QFETCH(double, west);
        const bool isDegrees = crs == QLatin1String("CRS:84");
        const double width = isDegrees ? 90 : turn / 4;
        const double south = isDegrees ? -22.5 : -turn / 16;
        const double north = -south;
        const auto number = [](double value) { return QByteArray::number(value, 'f', 9); };
        const QByteArray query = "&LAYERS=world&CRS=" + crs.toUtf8() + "&BBOX=" + number(west) + ',' + number(south) + ','
            + number(west + width) + ',' + number(north);
        const QByteArray pixels = map(query, 256, 128);
        QVERIFY(!pixels.isEmpty());
        const auto shown = [&](int x, int y, int c) { return int(uint8_t(pixels[(y * 256 + x) * 3 + c])); };
        const auto mercator = Crs::fromText(QStringLiteral("EPSG:3857")), frame = Crs::fromText(crs);
        VERIFY_OK(mercator);
        VERIFY_OK(frame);
        const auto transform = CrsTransform::create(*frame, *mercator);
        VERIFY_OK(transform);
        for (int y = 3; y < 128; y += 11)
            for (int x = 1; x < 256; x += 6) {
                std::array places{Point{west + (x + 0.5) * width / 256, north - (y + 0.5) * (north - south) / 128}};
                QVERIFY(transform->forward(places));
                uint8_t expected[3];
                paintWorld(places[0].x, places[0].y, expected);
                for (int c = 0; c < 3; ++c)
                    QVERIFY2(std::abs(shown(x, y, c) - int(expected[c])) <= 4,
                        qPrintable(QStringLiteral("%1 %2: %3, not %4").arg(x).arg(y).arg(shown(x, y, c)).arg(expected[c])));
            }
        for (const int x : {5, 90, 200}) {
            const QByteArray info =
                get("/wms-r?REQUEST=GetFeatureInfo&SERVICE=WMS&VERSION=1.3.0&STYLES=&WIDTH=256&HEIGHT=128"
                    "&QUERY_LAYERS=world&INFO_FORMAT=text/plain&I="
                    + QByteArray::number(x) + "&J=60" + query)
                    .body;
            const QByteArrayList words = info.simplified().split(' ');
            QVERIFY2(words.size() == 4, info);
            for (int c = 0; c < 3; ++c)
                QVERIFY2(std::abs(words[c + 1].toInt() - shown(x, 60, c)) <= 4, info);
        }
    }

    // The direction that is shown fine is not blurred for the other's sake.
    void unequalScales_data()
    {
        QTest::addColumn<int>("height");
        for (const int height : {256, 128, 64, 16, 2, 1})
            QTest::addRow("256 x %d", height) << height;
    }
    void unequalScales()
    {
        QFETCH(int, height);
        const double cell = stripe / 2;
        const double west = std::ceil(260050 / cell) * cell, south = std::ceil(6250050 / cell) * cell;
        const auto number = [](double value) { return QByteArray::number(value, 'f', 9); };
        const QByteArray pixels = map("&LAYERS=stripes&CRS=EPSG:3857&BBOX=" + number(west) + ',' + number(south) + ','
                + number(west + 256 * cell) + ',' + number(south + 256 * cell),
            256, height);
        QVERIFY(!pixels.isEmpty());
        double sum = 0, squares = 0;
        for (int x = 0; x < 256; ++x) {
            const double value = uint8_t(pixels[(height / 2 * 256 + x) * 3]);
            sum += value / 256;
            squares += value * value / 256;
        }
        const double contrast = std::sqrt(squares - sum * sum);
        QVERIFY2(contrast > 120, qPrintable(QString::number(contrast)));
    }

    // However unequal they are, there is a map where there was one.
    void unequalScalesAreNotRefused()
    {
        // 20 x 60 tiles of the finest level, of which most are not there: more than a map may read.
        const TileMatrix matrix = *TileMatrixSet::find(QStringLiteral("PM"))->level(QStringLiteral("18"));
        const Extent box = matrix.rangeExtent(m_wide);
        const auto number = [](double value) { return QByteArray::number(value, 'f', 9); };
        const QByteArray query = "&LAYERS=wide&CRS=EPSG:3857&BBOX=" + number(box.west) + ',' + number(box.south) + ','
            + number(box.east) + ',' + number(box.north);
        QVERIFY(!map(query, 4096, 1).isEmpty());
        QVERIFY(!map(query, 4096, 4096).isEmpty());
    }
};

TUILERIE_TEST_MAIN(MapWorldTest)
#include "mapworldtest.moc"
