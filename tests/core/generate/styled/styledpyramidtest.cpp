// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/styled/styledpyramid.h"
#include "pyramid/pyramidreader.h"
#include "support/filesbelow.h"
#include "support/testsupport.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QImage>

#include <cstring>

using namespace tuilerie;
using namespace tuilerie::test;

/// Pyramids of styled vectors, drawn by the real tuilerie-renderer.
class StyledPyramidTest : public QObject
{
    Q_OBJECT

    TemporaryProfile m_profile;
    QTemporaryDir m_folder;
    std::shared_ptr<RenderPool> m_pool;

    QString write(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        return path;
    }

    static QByteArray sld(const QByteArray &rules)
    {
        return "<StyledLayerDescriptor version='1.0.0' xmlns='http://www.opengis.net/sld' "
               "xmlns:ogc='http://www.opengis.net/ogc'>"
               "<NamedLayer><Name>x</Name><UserStyle><FeatureTypeStyle>"
            + rules + "</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>";
    }

    static QByteArray communesRule()
    {
        return "<Rule><Name>all</Name><PolygonSymbolizer><Fill><CssParameter "
               "name='fill'>#cfe8ff</CssParameter></Fill><Stroke>"
               "<CssParameter name='stroke'>#204080</CssParameter><CssParameter "
               "name='stroke-width'>2</CssParameter></Stroke></PolygonSymbolizer>"
               "<TextSymbolizer><Label><ogc:PropertyName>NOM_COM</ogc:PropertyName></Label><Font><CssParameter "
               "name='font-family'>DejaVu Sans</CssParameter>"
               "<CssParameter name='font-size'>14</CssParameter></Font><Fill><CssParameter "
               "name='fill'>#000000</CssParameter></Fill></TextSymbolizer></Rule>";
    }

    static QByteArray pointsRule()
    {
        return "<Rule><Name>all</Name><PointSymbolizer><Graphic><Mark><WellKnownName>circle</"
               "WellKnownName><Fill><CssParameter name='fill'>#d03030</CssParameter></Fill></Mark>"
               "<Size>12</Size></Graphic></PointSymbolizer>"
               "<TextSymbolizer><Label><ogc:PropertyName>commune</ogc:PropertyName></Label><Font><CssParameter "
               "name='font-family'>DejaVu Sans</CssParameter>"
               "<CssParameter "
               "name='font-size'>11</CssParameter></Font><LabelPlacement><PointPlacement><AnchorPoint><AnchorPointX>0.5</"
               "AnchorPointX><AnchorPointY>0.5</AnchorPointY></AnchorPoint></PointPlacement></LabelPlacement>"
               "<Fill><CssParameter name='fill'>#000000</CssParameter></Fill></TextSymbolizer></Rule>";
    }

    StyledPyramidParams communes(const QString &name)
    {
        StyledPyramidParams params;
        params.tables = {{dataPath(QStringLiteral("vector/communes.gpkg")), QStringLiteral("communes"),
            write(QStringLiteral("communes.sld"), sld(communesRule()))}};
        params.output = m_folder.filePath(name);
        params.top = QStringLiteral("10");
        params.bottom = QStringLiteral("12");
        params.metatile = 2; // many borders
        return params;
    }

    /// The tiles of a level's limits as one picture.
    static QImage stitched(const QString &descriptorPath, const QString &level, Extent *extent)
    {
        const auto reader = PyramidReader::open(descriptorPath);
        if (!reader)
            return {};
        const TileMatrix *matrix = (*reader)->grid().level(level);
        const auto &levels = (*reader)->descriptor().levels;
        const auto found =
            std::find_if(levels.begin(), levels.end(), [&](const PyramidLevel &one) { return one.id == level; });
        if (!matrix || found == levels.end())
            return {};
        const TileRange range = found->limits;
        QImage all(int(range.maxCol - range.minCol + 1) * matrix->tileWidth,
            int(range.maxRow - range.minRow + 1) * matrix->tileHeight, QImage::Format_RGBA8888);
        all.fill(Qt::transparent);
        for (qint64 row = range.minRow; row <= range.maxRow; ++row)
            for (qint64 col = range.minCol; col <= range.maxCol; ++col) {
                const auto bytes = (*reader)->tile(level, col, row);
                if (!bytes || bytes->isEmpty())
                    continue;
                const QImage tile = QImage::fromData(*bytes).convertToFormat(QImage::Format_RGBA8888);
                for (int y = 0; y < tile.height(); ++y)
                    std::memcpy(all.scanLine(int(row - range.minRow) * matrix->tileHeight + y)
                            + (col - range.minCol) * matrix->tileWidth * 4,
                        tile.constScanLine(y), size_t(tile.width()) * 4);
            }
        *extent = matrix->rangeExtent(range);
        return all;
    }

    /// Shares of equal pixels: of all, and of those that one of the two draws darkly (letters).
    struct Likeness
    {
        double all = 0;
        double dark = 0;
        int darkPixels = 0;
    };
    static Likeness compare(const QImage &a, const QImage &b)
    {
        qint64 same = 0, dark = 0, darkSame = 0;
        for (int y = 0; y < a.height(); ++y)
            for (int x = 0; x < a.width(); ++x) {
                const uchar *p = a.constScanLine(y) + x * 4;
                const uchar *q = b.constScanLine(y) + x * 4;
                const bool isSame = p[3] == q[3] && (p[3] == 0 || std::memcmp(p, q, 3) == 0);
                same += isSame;
                const auto isDark = [](const uchar *pixel) {
                    return pixel[3] > 200 && pixel[0] < 20 && pixel[1] < 20 && pixel[2] < 20;
                };
                if (isDark(p) || isDark(q)) {
                    ++dark;
                    darkSame += isSame;
                }
            }
        return {double(same) / double(qint64(a.width()) * a.height()), dark > 0 ? double(darkSame) / double(dark) : 0,
            int(dark)};
    }

    QImage wholePicture(const StyledPyramidParams &params, const Extent &extent, QSize size)
    {
        MapRequest request;
        request.tables = params.tables;
        request.crs = QStringLiteral("EPSG:3857");
        request.extent = extent;
        request.width = size.width();
        request.height = size.height();
        request.format = QStringLiteral("rgba");
        request.partOfLarger = true;
        request.margin = params.buffer;
        const auto pixels = m_pool->map(request);
        if (!pixels)
            return {};
        QImage image(size, QImage::Format_RGBA8888);
        for (int y = 0; y < size.height(); ++y)
            std::memcpy(image.scanLine(y), pixels->constData() + qsizetype(y) * size.width() * 4, size_t(size.width()) * 4);
        return image;
    }

private slots:
    void initTestCase()
    {
        const QString program = programPath(QStringLiteral("tuilerie-renderer"));
        if (!QFileInfo::exists(program))
            QSKIP("This build has no renderer.");
        RenderPoolOptions options;
        options.program = program;
        options.workers = 2;
        const auto pool = RenderPool::create(options);
        QVERIFY(pool);
        m_pool = *pool;
    }

    void paramsRoundTrip()
    {
        StyledPyramidParams params = communes(QStringLiteral("x"));
        params.format = QStringLiteral("JPG90");
        params.background = QStringLiteral("#102030");
        params.buffer = 128;
        params.resume = true;
        const auto back = StyledPyramidParams::fromJson(params.toJson());
        VERIFY_OK(back);
        QVERIFY(*back == params);
        QVERIFY(!StyledPyramidParams::fromJson({{QStringLiteral("buffer"), QStringLiteral("wide")}}));
        QVERIFY(!StyledPyramidParams::fromJson({{QStringLiteral("tables"), 3}}));
    }

    // Tile borders are nowhere to be seen: the pyramid is one big map cut up.
    void labelsGoOverBorders_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("level");
        QTest::newRow("polygons 10") << QStringLiteral("communes") << QStringLiteral("10");
        QTest::newRow("polygons 12") << QStringLiteral("communes") << QStringLiteral("12");
        QTest::newRow("points 9") << QStringLiteral("installation") << QStringLiteral("9");
        QTest::newRow("points 10") << QStringLiteral("installation") << QStringLiteral("10");
    }
    void labelsGoOverBorders()
    {
        QFETCH(QString, table);
        QFETCH(QString, level);
        StyledPyramidParams params = communes(table + level);
        if (table == QLatin1String("installation"))
            params.tables = {{dataPath(QStringLiteral("vector/installation.gpkg")), table,
                write(QStringLiteral("points.sld"), sld(pointsRule()))}};
        params.top = params.bottom = level;
        RecordingControl control;
        const auto result = generateStyledPyramid(params, *m_pool, control);
        VERIFY_OK(result);
        QVERIFY(result->tiles >= 4);
        Extent extent;
        const QImage tiles = stitched(result->descriptorPath, level, &extent);
        QVERIFY(!tiles.isNull());
        const QImage whole = wholePicture(params, extent, tiles.size());
        QVERIFY(!whole.isNull());
        const Likeness likeness = compare(tiles, whole);
        qInfo("%s: %d × %d pixels, equal %.4f %%, of %d dark ones %.3f %%", QTest::currentDataTag(), tiles.width(),
            tiles.height(), likeness.all * 100, likeness.darkPixels, likeness.dark * 100);
        QVERIFY(likeness.darkPixels > 500);
        QVERIFY(likeness.all >= 0.999);
        QVERIFY(likeness.dark >= 0.97);
    }

    // A style's scale limits hold at each level, because each is drawn and none is reduced from another.
    void scaleLimitsHold()
    {
        StyledPyramidParams params = communes(QStringLiteral("scales"));
        // Level 11 of PM is 1:272,989; 12 is 1:136,495.
        const QByteArray limited =
            "<Rule><Name>near</Name><MaxScaleDenominator>200000.5</"
            "MaxScaleDenominator><PolygonSymbolizer><Fill><CssParameter "
            "name='fill'>#ff0000</CssParameter></Fill></PolygonSymbolizer></Rule>"
            "<Rule><Name>far</Name><MinScaleDenominator>400000</MinScaleDenominator><PolygonSymbolizer><Fill><CssParameter "
            "name='fill'>#0000ff</CssParameter></Fill></PolygonSymbolizer></Rule>";
        params.tables.front().style = write(QStringLiteral("limits.sld"), sld(limited));
        SilentControl control;
        const auto result = generateStyledPyramid(params, *m_pool, control);
        VERIFY_OK(result);
        const auto colourAt = [&](const QString &level) {
            Extent extent;
            const QImage image = stitched(result->descriptorPath, level, &extent);
            std::map<QRgb, int> counts;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).alpha() == 255)
                        ++counts[image.pixel(x, y)];
            const auto most = std::max_element(
                counts.begin(), counts.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
            return most == counts.end() ? QString() : QColor(most->first).name();
        };
        QCOMPARE(colourAt(QStringLiteral("12")), QStringLiteral("#ff0000"));
        QCOMPARE(colourAt(QStringLiteral("11")), QString());
        QCOMPARE(colourAt(QStringLiteral("10")), QStringLiteral("#0000ff"));
    }

    // Stopped and resumed, with other workers: the same bytes.
    void sameBytesHoweverItIsMade()
    {
        SilentControl silent;
        StyledPyramidParams params = communes(QStringLiteral("one/c"));
        params.slabWidth = params.slabHeight = 4;
        params.workers = 1;
        VERIFY_OK(generateStyledPyramid(params, *m_pool, silent));
        params.output = m_folder.filePath(QStringLiteral("two/c"));
        params.workers = 3;
        RecordingControl stopping;
        stopping.stopAfter = 8;
        const auto stopped = generateStyledPyramid(params, *m_pool, stopping);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY(!QFileInfo::exists(params.output + QStringLiteral(".json")));
        params.resume = true;
        VERIFY_OK(generateStyledPyramid(params, *m_pool, silent));
        const auto one = filesBelow(m_folder.filePath(QStringLiteral("one")));
        const auto two = filesBelow(m_folder.filePath(QStringLiteral("two")));
        QVERIFY(one.size() > 3);
        QVERIFY(one == two);
        // Resuming with another style would mix two maps.
        params.output = m_folder.filePath(QStringLiteral("three/c"));
        params.resume = false;
        RecordingControl again;
        again.stopAfter = 24;
        QVERIFY(!generateStyledPyramid(params, *m_pool, again));
        params.resume = true;
        write(QStringLiteral("communes.sld"),
            sld("<Rule><PolygonSymbolizer><Fill><CssParameter "
                "name='fill'>#ffffff</CssParameter></Fill></PolygonSymbolizer></Rule>"));
        const auto mixed = generateStyledPyramid(params, *m_pool, silent);
        QVERIFY(!mixed);
        QCOMPARE(mixed.error().code, ErrorCode::Conflict);
    }

    void jpegLiesOverItsBackground()
    {
        StyledPyramidParams params = communes(QStringLiteral("jpeg"));
        params.top = params.bottom = QStringLiteral("11");
        params.format = QStringLiteral("JPG90");
        params.background = QStringLiteral("#00ff00");
        SilentControl control;
        const auto result = generateStyledPyramid(params, *m_pool, control);
        VERIFY_OK(result);
        const auto descriptor = PyramidDescriptor::load(result->descriptorPath);
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->format, QStringLiteral("TIFF_JPG90_UINT8"));
        QCOMPARE(descriptor->channels, 3);
        QCOMPARE(descriptor->nodata, QStringLiteral("0,255,0"));
        Extent extent;
        const QColor corner = stitched(result->descriptorPath, QStringLiteral("11"), &extent).pixelColor(3, 3);
        QVERIFY2(corner.green() > 245 && corner.red() < 12 && corner.blue() < 12, qPrintable(corner.name()));
    }

    void sampleAndEstimate()
    {
        StyledPyramidParams params = communes(QStringLiteral("estimated"));
        params.metatile = 8;
        SilentControl control;
        const auto estimate = estimateStyledPyramid(params, *m_pool, control);
        VERIFY_OK(estimate);
        QCOMPARE(estimate->levels.size(), size_t(3));
        const auto result = generateStyledPyramid(params, *m_pool, control);
        VERIFY_OK(result);
        qint64 tiles = 0;
        for (const LevelEstimate &level : estimate->levels)
            tiles += level.tiles;
        QVERIFY2(std::abs(double(tiles - result->tiles)) <= 0.3 * double(result->tiles),
            qPrintable(QStringLiteral("%1 %2").arg(tiles).arg(result->tiles)));
        QVERIFY2(result->bytes > estimate->bytesLow / 2 && result->bytes < estimate->bytesHigh * 2,
            qPrintable(QString::number(result->bytes)));
        const auto reader = PyramidReader::open(result->descriptorPath);
        VERIFY_OK(reader);
        const TileRange limits = (*reader)->descriptor().levels.back().limits;
        const qint64 col = (limits.minCol + limits.maxCol) / 2, row = (limits.minRow + limits.maxRow) / 2;
        const auto sample = sampleStyledTile(params, *m_pool, QStringLiteral("12"), col, row);
        VERIFY_OK(sample);
        const QImage a = QImage::fromData(*sample).convertToFormat(QImage::Format_RGBA8888);
        const QImage b =
            QImage::fromData(*(*reader)->tile(QStringLiteral("12"), col, row)).convertToFormat(QImage::Format_RGBA8888);
        QCOMPARE(a.size(), b.size());
        QVERIFY(compare(a, b).all > 0.995);
        QVERIFY(sampleStyledTile(params, *m_pool, QStringLiteral("12"), 0, 0)->isEmpty());
        QCOMPARE(sampleStyledTile(params, *m_pool, QStringLiteral("3"), 0, 0).error().code, ErrorCode::NotFound);
    }

    void refusesWhatCannotBe()
    {
        SilentControl control;
        StyledPyramidParams params = communes(QStringLiteral("refused"));
        params.tables.clear();
        QCOMPARE(generateStyledPyramid(params, *m_pool, control).error().code, ErrorCode::Invalid);
        params = communes(QStringLiteral("refused"));
        params.format = QStringLiteral("ZIP");
        QCOMPARE(generateStyledPyramid(params, *m_pool, control).error().code, ErrorCode::Unsupported);
        params = communes(QStringLiteral("refused"));
        params.tables.front().table = QStringLiteral("nothing");
        QCOMPARE(generateStyledPyramid(params, *m_pool, control).error().code, ErrorCode::NotFound);
        params = communes(QStringLiteral("refused"));
        params.tms = QStringLiteral("UTM20W84MART_1M_MNT");
        QVERIFY(!generateStyledPyramid(params, *m_pool, control));
        params = communes(QStringLiteral("refused"));
        params.background = QStringLiteral("red");
        QCOMPARE(generateStyledPyramid(params, *m_pool, control).error().code, ErrorCode::Invalid);
    }
};

QTEST_GUILESS_MAIN(StyledPyramidTest)
#include "styledpyramidtest.moc"
