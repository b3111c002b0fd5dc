// SPDX-License-Identifier: GPL-3.0-or-later
// Float layers in their styles, through every door, against gdaldem; the values beside them as they are stored.
#include "diffusionsupport.h"
#include "rawclient.h"
#include "support/testsupport.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QXmlStreamReader>

#include <gdal_utils.h>
#include <gdal.h>

#include <cmath>
#include <cstring>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

constexpr float none = -99999;
constexpr int columns = 3, rows = 3, side = 256;

/// Hills, by their place in pixels; a lake without data.
float height(double x, double y)
{
    if (std::hypot(x - 300, y - 420) < 60)
        return none;
    return float(400 + 180 * std::sin(x / 37) * std::cos(y / 51) + 40 * std::sin((x + 2 * y) / 9));
}

/// A pyramid of one level, whose pixel (0, 0) is the corner of tile (col, row).
struct Hills
{
    QString grid, level;
    qint64 col = 0, row = 0;
    TileMatrix matrix;
    QString descriptor;

    Hills(const QString &folder, const QString &name, const QString &gridId, const QString &levelId, Point place)
        : grid(gridId)
        , level(levelId)
        , matrix(*TileMatrixSet::find(gridId)->level(levelId))
    {
        const TileRange at = matrix.rangeOf({place.x, place.y, place.x + matrix.cellSize, place.y + matrix.cellSize});
        col = at.minCol;
        row = at.minRow;
        const Extent corner = matrix.tileExtent(col, row), opposite = matrix.tileExtent(col + columns - 1, row + rows - 1);
        const double inset = matrix.cellSize / 2;
        descriptor = writePyramid(folder, name, gridId, {TileCompression::Zip, SampleType::Float32}, 1, {levelId},
            {corner.west + inset, opposite.south + inset, opposite.east - inset, corner.north - inset},
            [this, corner](double x, double y, uint8_t *pixel) {
                const float value = height((x - corner.west) / matrix.cellSize, (corner.north - y) / matrix.cellSize);
                std::memcpy(pixel, &value, sizeof value);
            });
    }
    QByteArray at(int dx, int dy) const { return QByteArray::number(row + dy) + '/' + QByteArray::number(col + dx); }
};

/// What gdaldem makes of the whole, red, green, blue and opacity; one band is spread.
QImage gdaldem(const Hills &hills, const char *mode, const QByteArrayList &options, const QByteArray &colours = {})
{
    GDALAllRegister();
    const int width = columns * side, high = rows * side;
    GDALDatasetH source = GDALCreate(GDALGetDriverByName("MEM"), "", width, high, 1, GDT_Float32, nullptr);
    double transform[] = {0, hills.matrix.cellSize, 0, 0, 0, -hills.matrix.cellSize};
    GDALSetGeoTransform(source, transform);
    GDALRasterBandH band = GDALGetRasterBand(source, 1);
    GDALSetRasterNoDataValue(band, double(none));
    std::vector<float> line(size_t(width), 0);
    bool good = true;
    for (int y = 0; y < high; ++y) {
        for (int x = 0; x < width; ++x)
            line[size_t(x)] = height(x + 0.5, y + 0.5);
        good = GDALRasterIO(band, GF_Write, 0, y, width, 1, line.data(), width, 1, GDT_Float32, 0, 0) == CE_None && good;
    }
    QTemporaryDir folder;
    QByteArray colourFile;
    if (!colours.isEmpty()) {
        colourFile = folder.filePath(u"colours.txt"_s).toUtf8();
        QFile file(QString::fromUtf8(colourFile));
        if (!file.open(QIODevice::WriteOnly) || file.write(colours) < 0)
            return {};
    }
    std::vector<char *> words;
    QByteArrayList all{"-of", "MEM", "-compute_edges"};
    all += options;
    for (QByteArray &word : all)
        words.push_back(word.data());
    words.push_back(nullptr);
    GDALDEMProcessingOptions *parsed = GDALDEMProcessingOptionsNew(words.data(), nullptr);
    int error = 0;
    GDALDatasetH made =
        GDALDEMProcessing("", source, mode, colourFile.isEmpty() ? nullptr : colourFile.constData(), parsed, &error);
    GDALDEMProcessingOptionsFree(parsed);
    GDALClose(source);
    if (!made)
        return {};
    QImage image(width, high, QImage::Format_RGBA8888);
    image.fill(0);
    const int bands = GDALGetRasterCount(made);
    for (int c = 0; c < 3; ++c)
        good = GDALRasterIO(GDALGetRasterBand(made, bands >= 3 ? c + 1 : 1), GF_Read, 0, 0, width, high, image.bits() + c,
                   width, high, GDT_Byte, 4, int(image.bytesPerLine()))
                == CE_None
            && good;
    GDALClose(made);
    return good ? image : QImage();
}

RasterStyle builtIn(const char *name, std::pair<double, double> range = {0, 1})
{
    return *builtInStyle(QLatin1String(name), range);
}

} // namespace

class HeightsAsPicturesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();
    std::unique_ptr<HttpServer> m_server;
    std::optional<Hills> m_hills, m_north, m_degrees;

    RawAnswer get(const QByteArray &target) { return RawClient(m_server->port()).get(target); }
    QByteArray tileUrl(const Hills &hills, const QByteArray &layer, const QByteArray &style, int dx, int dy,
        const QByteArray &extension = "png") const
    {
        return "/wmts/1.0.0/" + layer + '/' + style + '/' + hills.grid.toUtf8() + '/' + hills.level.toUtf8() + '/'
            + hills.at(dx, dy) + '.' + extension;
    }
    /// All tiles beside each other.
    QImage mosaic(const Hills &hills, const QByteArray &layer, const QByteArray &style)
    {
        QImage all(columns * side, rows * side, QImage::Format_RGBA8888);
        all.fill(0);
        for (int dy = 0; dy < rows; ++dy)
            for (int dx = 0; dx < columns; ++dx) {
                const RawAnswer answer = get(tileUrl(hills, layer, style, dx, dy));
                if (answer.status != 200 || answer.header("Content-Type") != "image/png")
                    return {};
                const QImage tile = QImage::fromData(answer.body).convertToFormat(QImage::Format_RGBA8888);
                if (tile.width() != side || tile.height() != side)
                    return {};
                for (int y = 0; y < side; ++y)
                    std::memcpy(all.scanLine(dy * side + y) + dx * side * 4, tile.constScanLine(y), side * 4);
            }
        return all;
    }
    QImage map(const Hills &hills, const QByteArray &layer, const QByteArray &style, const QByteArray &more = {})
    {
        const Extent corner = hills.matrix.tileExtent(hills.col, hills.row),
                     opposite = hills.matrix.tileExtent(hills.col + columns - 1, hills.row + rows - 1);
        const auto text = [](double value) { return QByteArray::number(value, 'f', 9); };
        const RawAnswer answer = get("/wms-r?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=" + layer + "&STYLES=" + style
            + "&FORMAT=image/png&TRANSPARENT=TRUE&SRS=" + TileMatrixSet::find(hills.grid)->crs().toUtf8() + "&BBOX="
            + text(corner.west) + ',' + text(opposite.south) + ',' + text(opposite.east) + ',' + text(corner.north)
            + "&WIDTH=" + QByteArray::number(columns * side) + "&HEIGHT=" + QByteArray::number(rows * side) + more);
        return QImage::fromData(answer.body).convertToFormat(QImage::Format_RGBA8888);
    }
    /// The greatest difference within the outermost pixels, where both draw something; -1 when one draws where the other
    /// does not, or a size is wrong.
    static int difference(const QImage &ours, const QImage &theirs)
    {
        if (ours.size() != theirs.size() || ours.isNull())
            return -1;
        int worst = 0;
        for (int y = 1; y < ours.height() - 1; ++y)
            for (int x = 1; x < ours.width() - 1; ++x) {
                const uchar *a = ours.constScanLine(y) + 4 * x, *b = theirs.constScanLine(y) + 4 * x;
                const bool holdsData = height(x + 0.5, y + 0.5) != none;
                if ((a[3] != 0) != holdsData)
                    return -1;
                for (int c = 0; holdsData && c < 3; ++c)
                    worst = std::max(worst, std::abs(int(a[c]) - int(b[c])));
            }
        return worst;
    }

private slots:
    void initTestCase()
    {
        m_hills.emplace(m_folder.path(), u"HILLS"_s, u"2154_50cm"_s, u"16"_s, Point{600000, 6600000});
        m_north.emplace(m_folder.path(), u"NORTH"_s, u"PM"_s, u"15"_s, Point{1200000, 8500000});
        m_degrees.emplace(m_folder.path(), u"DEGREES"_s, u"4326"_s, u"14"_s, Point{7, 45});
        std::vector<PublishedLayer> layers;
        const auto add = [&](const char *name, const Hills &hills, std::vector<RasterStyle> styles) {
            QVERIFY(!hills.descriptor.isEmpty());
            for (const char *type : {"WMTS-TMS", "WMS-RASTER"}) {
                layers.push_back(publishedLayer(QLatin1String(name), type, hills.descriptor));
                layers.back().styles = styles;
            }
        };
        RasterStyle slope;
        slope.identifier = slope.title = u"slope"_s;
        slope.slope = StyleSlope();
        slope.slope->most = 90;
        RasterStyle aspect;
        aspect.identifier = aspect.title = u"aspect"_s;
        aspect.aspect = StyleAspect();
        aspect.aspect->leastSlope = 0;
        RasterStyle steep = builtIn("hillshade");
        steep.identifier = u"steep"_s;
        steep.hillshade = StyleHillshade{30, 120, 2.5};
        const auto styles = std::vector{builtIn("hillshade"), builtIn("relief", {200, 600}), builtIn("terrain-rgb"), slope,
            aspect, steep, builtIn("grey", {200, 600})};
        add("hills", *m_hills, styles);
        add("plain", *m_hills, {});
        add("north", *m_north, {builtIn("hillshade"), builtIn("terrain-rgb")});
        add("degrees", *m_degrees, {builtIn("hillshade")});
        m_catalogue->set(layers);
        DiffusionOptions options;
        options.catalogue = m_catalogue;
        auto started = startDiffusion(options);
        VERIFY_OK(started);
        m_server = std::move(*started);
    }

    // Tiles beside each other are gdaldem's picture of the whole: no seam, and nothing where there are no data.
    void tilesAreGdaldemsPicture_data()
    {
        QTest::addColumn<QByteArray>("style");
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QByteArrayList>("options");
        QTest::addColumn<QByteArray>("colours");
        QTest::newRow("hillshade") << QByteArray("hillshade") << QByteArray("hillshade") << QByteArrayList() << QByteArray();
        QTest::newRow("low light from the south-east, 2.5 times higher")
            << QByteArray("steep") << QByteArray("hillshade") << QByteArrayList{"-az", "120", "-alt", "30", "-z", "2.5"}
            << QByteArray();
        QByteArray ramp;
        const RasterStyle relief = builtIn("relief", {200, 600});
        for (const StyleColour &colour : relief.palette->colours)
            ramp += QByteArray::number(colour.value) + ' ' + QByteArray::number(colour.rgba[0]) + ' '
                + QByteArray::number(colour.rgba[1]) + ' ' + QByteArray::number(colour.rgba[2]) + '\n';
        QTest::newRow("colour ramp") << QByteArray("relief") << QByteArray("color-relief") << QByteArrayList() << ramp;
        QTest::newRow("grey stretch") << QByteArray("grey") << QByteArray("color-relief") << QByteArrayList()
                                      << QByteArray("200 0 0 0\n600 255 255 255\n");
    }
    void tilesAreGdaldemsPicture()
    {
        QFETCH(QByteArray, style);
        QFETCH(QByteArray, mode);
        QFETCH(QByteArrayList, options);
        QFETCH(QByteArray, colours);
        const QImage tiles = mosaic(*m_hills, "hills", style);
        const QImage theirs = gdaldem(*m_hills, mode.constData(), options, colours);
        const int worst = difference(tiles, theirs);
        QVERIFY2(worst >= 0 && worst <= 1, QByteArray::number(worst).constData());
        // A map of the same pixels is the same picture.
        QVERIFY(map(*m_hills, "hills", style) == tiles);
    }

    void slopeAndAspectAreGdals()
    {
        const QImage slope = mosaic(*m_hills, "hills", "slope");
        const QImage theirs = gdaldem(*m_hills, "slope", {});
        int worst = 0;
        for (int y = 1; y < slope.height() - 1; ++y)
            for (int x = 1; x < slope.width() - 1; ++x)
                if (height(x + 0.5, y + 0.5) != none)
                    worst = std::max(
                        worst, std::abs(slope.constScanLine(y)[4 * x] - int(theirs.constScanLine(y)[4 * x] / 90.0 * 255)));
        QVERIFY2(worst <= 4, QByteArray::number(worst).constData()); // theirs are whole degrees here
        const QImage aspect = mosaic(*m_hills, "hills", "aspect");
        const QImage looks = gdaldem(*m_hills, "aspect", {});
        int far = 0;
        for (int y = 1; y < aspect.height() - 1; ++y)
            for (int x = 1; x < aspect.width() - 1; ++x) {
                const int theirDegrees = looks.constScanLine(y)[4 * x]; // a byte holds up to 255 of them
                if (height(x + 0.5, y + 0.5) == none || theirDegrees == 0 || theirDegrees >= 254)
                    continue;
                far = std::max(far, std::abs(aspect.constScanLine(y)[4 * x] - int(std::lround(theirDegrees / 360.0 * 255))));
            }
        QVERIFY2(far <= 1, QByteArray::number(far).constData());
    }

    // Mercator's metres and degrees are not those on the ground.
    void lengthsAreThoseOnTheGround()
    {
        const double y = m_north->matrix.tileExtent(m_north->col + 1, m_north->row + 1).south;
        const double latitude = std::atan(std::sinh(y / 6378137.0));
        const QImage north = mosaic(*m_north, "north", "hillshade");
        const QImage right = gdaldem(*m_north, "hillshade", {"-s", QByteArray::number(std::cos(latitude), 'g', 12)});
        const int worst = difference(north, right);
        QVERIFY2(worst >= 0 && worst <= 2, QByteArray::number(worst).constData());
        QVERIFY(difference(north, gdaldem(*m_north, "hillshade", {})) > 10); // what the grid's own metres would give
        const QImage degrees = mosaic(*m_degrees, "degrees", "hillshade");
        QVERIFY(!degrees.isNull());
        // A degree of longitude is shorter by the cosine of 45°, which gdaldem has no word for: its mean is between.
        const int coarse = difference(degrees, gdaldem(*m_degrees, "hillshade", {"-s", "94000"}));
        QVERIFY2(coarse > 0 && coarse < 60, QByteArray::number(coarse).constData());
    }

    void terrainRgbGivesTheHeightsBack()
    {
        for (const Hills *hills : {&*m_hills, &*m_north}) {
            const QByteArray layer = hills == &*m_hills ? "hills" : "north";
            const QImage tiles = mosaic(*hills, layer, "terrain-rgb");
            QVERIFY(!tiles.isNull());
            double worst = 0;
            for (int y = 0; y < tiles.height(); ++y)
                for (int x = 0; x < tiles.width(); ++x) {
                    const uchar *p = tiles.constScanLine(y) + 4 * x;
                    const float stored = height(x + 0.5, y + 0.5);
                    QCOMPARE(p[3] != 0, stored != none);
                    const double read = -10000 + (p[0] * 65536 + p[1] * 256 + p[2]) * 0.1;
                    worst = std::max(worst, std::abs(read - (stored == none ? 0.0 : double(stored))));
                }
            QVERIFY2(worst <= 0.1, QByteArray::number(worst).constData());
        }
        const QJsonObject json = QJsonDocument::fromJson(get("/tms/1.0.0/north/terrain-rgb/tilejson.json").body).object();
        QCOMPARE(json["encoding"_L1].toString(), u"mapbox"_s);
        QCOMPARE(json["tileSize"_L1].toInt(), 256);
        const QByteArray address = json["tiles"_L1].toArray()[0].toString().toUtf8();
        QVERIFY2(address.endsWith("/tms/1.0.0/north/terrain-rgb/{z}/{x}/{y}.png"), address.constData());
        const QByteArray path = "/tms/1.0.0/north/terrain-rgb/15/" + QByteArray::number(m_north->col) + '/'
            + QByteArray::number(m_north->row) + ".png";
        QVERIFY(get(path).body == get(tileUrl(*m_north, "north", "terrain-rgb", 0, 0)).body);
        QVERIFY(!QJsonDocument::fromJson(get("/tms/1.0.0/north/tilejson.json").body).object().contains("encoding"_L1));
    }

    // Whoever chooses nothing sees the data in every service; whoever asks for values gets them.
    void withoutAStyleThereIsAPicture()
    {
        const QImage tiles = mosaic(*m_hills, "plain", "normal");
        QVERIFY(!tiles.isNull());
        QSet<int> greys;
        for (int y = 0; y < tiles.height(); ++y)
            for (int x = 0; x < tiles.width(); ++x) {
                const uchar *p = tiles.constScanLine(y) + 4 * x;
                QCOMPARE(p[3] != 0, height(x + 0.5, y + 0.5) != none);
                if (p[3])
                    greys << p[0];
            }
        QVERIFY(greys.contains(0) && greys.contains(255) && greys.size() > 100);
        QVERIFY(map(*m_hills, "plain", "") == tiles);
        const QByteArray place =
            "/tms/1.0.0/plain/16/" + QByteArray::number(m_hills->col) + '/' + QByteArray::number(m_hills->row);
        QVERIFY(get(place + ".png").body == get(tileUrl(*m_hills, "plain", "normal", 0, 0)).body);
        const QJsonObject json = QJsonDocument::fromJson(get("/tms/1.0.0/plain/metadata.json").body).object();
        QCOMPARE(json["format"_L1].toString(), u"png"_s);
    }

    void valuesStayWhatIsStored()
    {
        const auto reader = PyramidReader::open(m_hills->descriptor);
        VERIFY_OK(reader);
        const RasterFormat format{TileCompression::Zip, SampleType::Float32};
        const auto stored = (*reader)->tile(u"16"_s, m_hills->col, m_hills->row);
        VERIFY_OK(stored);
        const QByteArray expected =
            (format.needsTiffHeader() ? (*reader)->tileHeader(quint64(stored->size())) : QByteArray()) + *stored;
        const QByteArray extension = format.extension().toUtf8(), mime = format.mimeType().toUtf8();
        const RawAnswer tile = get(tileUrl(*m_hills, "plain", "normal", 0, 0, extension));
        QCOMPARE(tile.header("Content-Type"), mime);
        QVERIFY(tile.body == expected);
        // In any style, by any door.
        QVERIFY(get(tileUrl(*m_hills, "hills", "hillshade", 0, 0, extension)).body == expected);
        QVERIFY(get("/tms/1.0.0/hills/16/" + QByteArray::number(m_hills->col) + '/' + QByteArray::number(m_hills->row) + '.'
                    + extension)
                    .body
            == expected);
        const QByteArray kvp = "/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=plain&STYLE=&TILEMATRIXSET="
            + m_hills->grid.toUtf8() + "&TILEMATRIX=16&TILEROW=" + QByteArray::number(m_hills->row)
            + "&TILECOL=" + QByteArray::number(m_hills->col) + "&FORMAT=";
        QVERIFY(get(kvp + QByteArray(mime).replace(';', "%3B")).body == expected);
        QVERIFY(get(kvp + "image/png").body.startsWith("\x89PNG"));
        QCOMPARE(get(kvp + "image/jpeg").status, 400);
        QCOMPARE(get(kvp + "png").status, 400); // an extension is no media type
        const RawAnswer info = get(tileUrl(*m_hills, "hills", "hillshade", 0, 0, "x").chopped(2) + "/20/10.txt");
        QVERIFY2(std::abs(info.body.mid(7).toDouble() - double(height(10.5, 20.5))) < 0.01, info.body.constData());
    }

    void documentsNameWhatThereIs()
    {
        const QByteArray wmts = get("/wmts?SERVICE=WMTS&REQUEST=GetCapabilities").body;
        QXmlStreamReader xml(wmts);
        QMap<QString, QStringList> formats, styles, templates;
        QString layer, style, element;
        QStringList path;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement()) {
                path << xml.name().toString();
                if (path.last() == "ResourceURL"_L1 && xml.attributes().value("resourceType"_L1) == "tile"_L1)
                    templates[layer] << xml.attributes().value("format"_L1).toString();
            } else if (xml.isEndElement()) {
                path.removeLast();
            } else if (xml.isCharacters() && path.size() >= 3 && path.at(path.size() - 2) == "Layer"_L1) {
                if (path.last() == "Identifier"_L1)
                    layer = xml.text().toString();
                else if (path.last() == "Format"_L1)
                    formats[layer] << xml.text().toString();
            } else if (xml.isCharacters() && path.size() >= 2 && path.last() == "Identifier"_L1
                && path.at(path.size() - 2) == "Style"_L1) {
                styles[layer] << xml.text().toString();
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        const QString mime = RasterFormat{TileCompression::Zip, SampleType::Float32}.mimeType();
        QCOMPARE(formats[u"plain"_s], (QStringList{u"image/png"_s, mime}));
        QCOMPARE(templates[u"plain"_s], formats[u"plain"_s]);
        QCOMPARE(styles[u"plain"_s], QStringList{u"normal"_s});
        QCOMPARE(styles[u"hills"_s].mid(0, 3), (QStringList{u"hillshade"_s, u"relief"_s, u"terrain-rgb"_s}));
        QVERIFY(wmts.contains("/wmts/1.0.0/hills/relief/legend.png"));
        QVERIFY(!wmts.contains("/wmts/1.0.0/hills/hillshade/legend.png"));
        const QImage legend = QImage::fromData(get("/wmts/1.0.0/hills/relief/legend.png").body);
        QCOMPARE(get("/wmts/1.0.0/hills/none/legend.png").status, 404);
        for (const QByteArray version : {"1.3.0", "1.1.1"}) {
            const QByteArray wms = get("/wms-r?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=" + version).body;
            QVERIFY2(wms.contains("<Title>Relief in colours</Title>") && wms.contains("GetLegendGraphic"), wms.constData());
            const QByteArray get1 =
                "/wms-r?SERVICE=WMS&VERSION=" + version + "&REQUEST=GetLegendGraphic&LAYER=hills&FORMAT=image/png&STYLE=";
            const QImage picture = QImage::fromData(get(get1 + "relief").body);
            QVERIFY(!picture.isNull() && picture == legend);
            QVERIFY(wms.contains("width=\"" + QByteArray::number(picture.width()) + "\" height=\""
                + QByteArray::number(picture.height()) + '"'));
            QVERIFY(get(get1 + "none").body.contains("StyleNotDefined"));
        }
        const QByteArray maps = get("/tms/1.0.0").body;
        QVERIFY2(maps.contains("/tms/1.0.0/hills/relief\"") && maps.contains("/tms/1.0.0/hills\""), maps.constData());
        QCOMPARE(get("/tms/1.0.0/hills/relief").status, 200);
        QCOMPARE(get("/tms/1.0.0/hills/none").status, 404);
    }
};

TUILERIE_TEST_MAIN(HeightsAsPicturesTest)
#include "heightsaspicturestest.moc"
