// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/layerloader.h"
#include "render/maprenderer.h"
#include "render/rendersession.h"

#include "support/testsupport.h"

#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QThread>
#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

/// Pictures are compared with what GDAL's programs make of the same file, not with pictures of our own.
class MapRendererTest : public QObject
{
    Q_OBJECT
private slots:
    void pixelsAreThoseOfTheFile();
    void reprojectedPictureMatchesGdalwarp();
    void mosaicIsTheWholePicture();
    void mosaicHasHolesWhereTilesAreMissing();
    void paletteAndMaskAreDrawn();
    void floatsAreStretched();
    void limitsAreThoseOfTheValues();
    void newestRequestWins();
    void assignedCrsPlacesTheLayer();
    void vectorTablesAreDrawn();
    void saysWhatCannotBeDrawn();

private:
    std::unique_ptr<MapLayer> open(const QStringList &paths, const RasterStretch &stretch = {}, const QString &crs = {});
    QImage gdal(const QString &program, const QStringList &arguments);
    QTemporaryDir m_folder;
};

static MapView wholeOf(const MapLayer &layer, QSize size)
{
    MapView view;
    view.crs = layer.crs();
    view.size = size;
    return view.fittedTo(layer.extent(), 0);
}

/// Mean absolute difference of the channels, over pixels that both pictures have.
static double difference(const QImage &a, const QImage &b, double *commonPart = nullptr)
{
    double sum = 0;
    qint64 common = 0;
    qint64 either = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            either += (qAlpha(p) > 0 || qAlpha(q) > 0);
            if (qAlpha(p) == 0 || qAlpha(q) == 0)
                continue;
            ++common;
            sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
        }
    }
    if (commonPart)
        *commonPart = either ? double(common) / double(either) : 0;
    return common ? sum / 3 / double(common) : 255;
}

std::unique_ptr<MapLayer> MapRendererTest::open(const QStringList &paths, const RasterStretch &stretch, const QString &crs)
{
    SilentControl control;
    RasterOpenOptions options;
    options.assignCrs = crs;
    const auto source = RasterSource::open(paths, options, control);
    if (!source) {
        QTest::qFail(qPrintable(source.error().message), __FILE__, __LINE__);
        return nullptr;
    }
    // On a thread that is not the window's, as in the program.
    Result<std::unique_ptr<MapLayer>> layer;
    QThread *worker =
        QThread::create([&] { layer = openRasterLayer(*source, QStringLiteral("layer"), crs, stretch, control); });
    worker->start();
    worker->wait();
    delete worker;
    if (!layer) {
        QTest::qFail(qPrintable(layer.error().message + layer.error().detail), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(*layer);
}

QImage MapRendererTest::gdal(const QString &program, const QStringList &arguments)
{
    static int count = 0;
    const QString path = m_folder.filePath(QStringLiteral("%1.tif").arg(++count));
    const ProcessResult run = runProgram(program, QStringList(arguments) << path);
    if (run.exitCode != 0)
        QTest::qFail(run.errors.constData(), __FILE__, __LINE__);
    const QString png = path + QStringLiteral(".png");
    runProgram(
        QStringLiteral("gdal_translate"), {QStringLiteral("-q"), QStringLiteral("-of"), QStringLiteral("PNG"), path, png});
    return QImage(png);
}

void MapRendererTest::pixelsAreThoseOfTheFile()
{
    const QString path = dataPath(QStringLiteral("raster/rgb_27700_2m.tif"));
    const auto layer = open({path});
    QVERIFY(layer);
    QCOMPARE(layer->crs(), QStringLiteral("EPSG:27700"));
    MapRenderer renderer;
    renderer.setLayers({layer.get()});
    const QImage picture = renderer.renderNow(wholeOf(*layer, {900, 900}));
    const QImage expected =
        gdal(QStringLiteral("gdal_translate"), {QStringLiteral("-q"), path}).convertToFormat(picture.format());
    QCOMPARE(picture.size(), expected.size());
    QCOMPARE(difference(picture, expected), 0.);
    // A part of it at the file's own cells.
    MapView part = wholeOf(*layer, {300, 200});
    part.unitsPerPixel = 2;
    part.center = {321000 + 2 * 450, 130800.94442700001 - 2 * 500};
    QCOMPARE(difference(renderer.renderNow(part), expected.copy(300, 400, 300, 200)), 0.);
}

void MapRendererTest::reprojectedPictureMatchesGdalwarp()
{
    const QString path = dataPath(QStringLiteral("raster/drone_rgba_4326.tif"));
    const auto layer = open({path});
    QVERIFY(layer);
    MapRenderer renderer;
    renderer.setLayers({layer.get()});
    MapView view;
    view.crs = QStringLiteral("EPSG:3857");
    view.size = {700, 500};
    view = view.fittedTo(layer->extentIn(view.crs), 0.02);
    const QImage picture = renderer.renderNow(view);
    const Extent extent = view.extent();
    const auto text = [](double value) { return QString::number(value, 'f', 9); };
    const QImage expected = gdal(QStringLiteral("gdalwarp"),
        {QStringLiteral("-q"), QStringLiteral("-r"), QStringLiteral("near"), QStringLiteral("-ovr"), QStringLiteral("NONE"),
            QStringLiteral("-t_srs"), view.crs, QStringLiteral("-te"), text(extent.west), text(extent.south),
            text(extent.east), text(extent.north), QStringLiteral("-ts"), QStringLiteral("700"), QStringLiteral("500"),
            path});
    double common = 0;
    const double mean = difference(picture, expected, &common);
    QVERIFY2(common > 0.99, qPrintable(QString::number(common)));
    // Both take the nearest of many source pixels, but may choose neighbours: measured 5.5 of 255; moved by three pixels it
    // is twice that.
    const double moved = difference(picture, expected.copy(3, 3, 697, 497).copy(0, 0, 700, 500));
    QVERIFY2(mean < 8 && moved > 1.5 * mean, qPrintable(QStringLiteral("%1, moved %2").arg(mean).arg(moved)));
}

void MapRendererTest::mosaicIsTheWholePicture()
{
    const QString path = dataPath(QStringLiteral("raster/rgb_27700_2m.tif"));
    QTemporaryDir tiles;
    for (int i = 0; i < 4; ++i) {
        const QStringList window{
            QString::number(i % 2 * 450), QString::number(i / 2 * 450), QStringLiteral("450"), QStringLiteral("450")};
        runProgram(QStringLiteral("gdal_translate"),
            QStringList{QStringLiteral("-q"), QStringLiteral("-srcwin")} + window
                + QStringList{path, tiles.filePath(QStringLiteral("t%1.tif").arg(i))});
    }
    const auto single = open({path});
    const auto mosaic = open({tiles.path()});
    QVERIFY(single && mosaic);
    QCOMPARE(mosaic->crs(), single->crs());
    QVERIFY(std::abs(mosaic->extent().west - single->extent().west) < 1e-6
        && std::abs(mosaic->extent().north - single->extent().north) < 1e-6);
    MapRenderer renderer;
    const MapView view = wholeOf(*single, {900, 900});
    renderer.setLayers({single.get()});
    const QImage expected = renderer.renderNow(view);
    renderer.setLayers({mosaic.get()});
    double common = 0;
    QCOMPARE(difference(renderer.renderNow(view), expected, &common), 0.);
    QCOMPARE(common, 1.);
}

void MapRendererTest::mosaicHasHolesWhereTilesAreMissing()
{
    const QString path = dataPath(QStringLiteral("raster/rgb_27700_2m.tif"));
    QTemporaryDir tiles;
    for (const int i : {0, 3}) {
        const QStringList window{
            QString::number(i % 2 * 450), QString::number(i / 2 * 450), QStringLiteral("450"), QStringLiteral("450")};
        runProgram(QStringLiteral("gdal_translate"),
            QStringList{QStringLiteral("-q"), QStringLiteral("-srcwin")} + window
                + QStringList{path, tiles.filePath(QStringLiteral("t%1.tif").arg(i))});
    }
    const auto mosaic = open({tiles.path()});
    QVERIFY(mosaic);
    MapRenderer renderer;
    renderer.setLayers({mosaic.get()});
    const QImage picture = renderer.renderNow(wholeOf(*mosaic, {900, 900}));
    QCOMPARE(qAlpha(picture.pixel(100, 100)), 255);
    QCOMPARE(qAlpha(picture.pixel(800, 800)), 255);
    QCOMPARE(qAlpha(picture.pixel(800, 100)), 0);
    QCOMPARE(qAlpha(picture.pixel(100, 800)), 0);
    QCOMPARE(qAlpha(picture.pixel(449, 449)), 255);
    QCOMPARE(qAlpha(picture.pixel(450, 449)), 0);
}

void MapRendererTest::paletteAndMaskAreDrawn()
{
    MapRenderer renderer;
    const QString palette = dataPath(QStringLiteral("raster/with_color_table.tif"));
    const auto colors = open({palette});
    QVERIFY(colors);
    QVERIFY(colors->isColorData());
    renderer.setLayers({colors.get()});
    const QImage expanded = gdal(
        QStringLiteral("gdal_translate"), {QStringLiteral("-q"), QStringLiteral("-expand"), QStringLiteral("rgb"), palette});
    const QImage picture = renderer.renderNow(wholeOf(*colors, {258, 320}));
    double common = 0;
    QVERIFY(difference(picture, expanded.convertToFormat(QImage::Format_ARGB32), &common) < 0.5);

    const QString masked = copyOfData(QStringLiteral("raster/rgb_with_mask.tif"), m_folder.path());
    const auto layer = open({masked});
    QVERIFY(layer);
    renderer.setLayers({layer.get()});
    const QImage mask =
        gdal(QStringLiteral("gdal_translate"), {QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("mask"), masked});
    const QImage drawn = renderer.renderNow(wholeOf(*layer, mask.size()));
    qint64 wrong = 0;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x)
            wrong += (qGray(mask.pixel(x, y)) > 0) != (qAlpha(drawn.pixel(x, y)) > 0);
    }
    QCOMPARE(wrong, 0);
}

void MapRendererTest::floatsAreStretched()
{
    const QString path = copyOfData(QStringLiteral("raster/dem.tif"), m_folder.path());
    const auto layer = open({path});
    QVERIFY(layer);
    // Values are no colours: the first look is a stretch with limits inside of the data's.
    QCOMPARE(layer->stretch().range, RasterStretch::Range::Percentile);
    QCOMPARE(layer->stretch().limits.size(), size_t(1));
    RasterStretch stretch = layer->stretch();
    stretch.range = RasterStretch::Range::Manual;
    stretch.limits = {{80, 250}};
    QSignalSpy changed(layer.get(), &MapLayer::appearanceChanged);
    layer->setStretch(stretch);
    QCOMPARE(changed.count(), 1);
    MapRenderer renderer;
    renderer.setLayers({layer.get()});
    const QSize cells(373, 350);
    const QImage picture = renderer.renderNow(wholeOf(*layer, cells));
    const QImage expected = gdal(QStringLiteral("gdal_translate"),
        {QStringLiteral("-q"), QStringLiteral("-ot"), QStringLiteral("Byte"), QStringLiteral("-scale"), QStringLiteral("80"),
            QStringLiteral("250"), QStringLiteral("0"), QStringLiteral("255"), QStringLiteral("-a_nodata"),
            QStringLiteral("none"), path});
    QCOMPARE(expected.size(), cells);
    qint64 compared = 0;
    qint64 wrong = 0;
    for (int y = 0; y < cells.height(); ++y) {
        for (int x = 0; x < cells.width(); ++x) {
            if (qAlpha(picture.pixel(x, y)) == 0)
                continue;
            ++compared;
            // Cells of a ten-thousandth of a degree fall on pixel edges but for rounding: a neighbour may be the nearest.
            bool same = false;
            for (int dy = std::max(0, y - 1); dy <= std::min(cells.height() - 1, y + 1) && !same; ++dy) {
                for (int dx = std::max(0, x - 1); dx <= std::min(cells.width() - 1, x + 1) && !same; ++dx)
                    same = std::abs(qGray(picture.pixel(x, y)) - qGray(expected.pixel(dx, dy))) <= 1;
            }
            wrong += !same;
        }
    }
    QVERIFY(compared > 1000);
    QVERIFY2(wrong == 0, qPrintable(QStringLiteral("%1 of %2").arg(wrong).arg(compared)));
}

void MapRendererTest::limitsAreThoseOfTheValues()
{
    const QString path = copyOfData(QStringLiteral("raster/dem.tif"), m_folder.path());
    const auto layer = open({path});
    QVERIFY(layer);
    const ProcessResult numpy = runProgram(QStringLiteral("/usr/bin/python3"),
        {QStringLiteral("-c"),
            QStringLiteral("import sys,numpy\n"
                           "from osgeo import gdal\n"
                           "a=gdal.Open(sys.argv[1]).ReadAsArray();a=a[a!=-99999]\n"
                           "print(a.min(),a.max(),*numpy.percentile(a,[5,90]))"),
            path});
    QCOMPARE(numpy.exitCode, 0);
    const QList<QByteArray> figures = numpy.output.trimmed().split(' ');
    QCOMPARE(figures.size(), 4);
    RasterStretch stretch = layer->stretch();
    stretch.range = RasterStretch::Range::MinMax;
    const auto extremes = layer->limitsTask(stretch, {})();
    VERIFY_OK(extremes);
    QVERIFY(std::abs(extremes->front().min - figures[0].toDouble()) < 1e-3);
    QVERIFY(std::abs(extremes->front().max - figures[1].toDouble()) < 1e-3);
    stretch.range = RasterStretch::Range::Percentile;
    stretch.lowPercent = 5;
    stretch.highPercent = 90;
    const auto cut = layer->limitsTask(stretch, {})();
    VERIFY_OK(cut);
    // From a histogram: within a hundredth of the range.
    const double bin = (figures[1].toDouble() - figures[0].toDouble()) / 100;
    QVERIFY(std::abs(cut->front().min - figures[2].toDouble()) < bin);
    QVERIFY(std::abs(cut->front().max - figures[3].toDouble()) < bin);

    stretch.bands = {7};
    const auto none = layer->limitsTask(stretch, {})();
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::Invalid);
}

void MapRendererTest::newestRequestWins()
{
    const auto layer = open({dataPath(QStringLiteral("raster/drone_rgba_4326.tif"))});
    QVERIFY(layer);
    MapRenderer renderer;
    renderer.setLayers({layer.get()});
    QSignalSpy drawing(&renderer, &MapRenderer::drawingChanged);
    std::vector<MapView> complete;
    connect(&renderer, &MapRenderer::imageChanged, this, [&](const QImage &image, const MapView &view, bool whole) {
        QCOMPARE(image.size(), view.size);
        if (whole)
            complete.push_back(view);
    });
    MapView view = wholeOf(*layer, {640, 480});
    for (int i = 0; i < 30; ++i) {
        view = view.zoomed(0.9, {320, 240});
        renderer.render(view);
    }
    QVERIFY(renderer.isDrawing());
    QTRY_VERIFY_WITH_TIMEOUT(!renderer.isDrawing(), 30000);
    QCOMPARE(complete.size(), size_t(1));
    QCOMPARE(complete.front(), view);
    QCOMPARE(drawing.count(), 2);
    // A renderer that goes while it draws waits for its threads and leaves no trace.
    auto *brief = new MapRenderer;
    brief->setLayers({layer.get()});
    brief->render(view);
    delete brief;
}

void MapRendererTest::assignedCrsPlacesTheLayer()
{
    // An image and its world file: it lies somewhere, and does not say in which CRS.
    const QString bare = m_folder.filePath(QStringLiteral("bare.png"));
    runProgram(QStringLiteral("gdal_translate"),
        {QStringLiteral("-q"), QStringLiteral("-of"), QStringLiteral("PNG"), QStringLiteral("-co"),
            QStringLiteral("WORLDFILE=YES"), dataPath(QStringLiteral("raster/rgb_27700_2m.tif")), bare});
    QFile::remove(bare + QStringLiteral(".aux.xml"));
    const auto unknown = open({bare});
    QVERIFY(unknown);
    QCOMPARE(unknown->crs(), QString());
    const auto assigned = open({bare}, {}, QStringLiteral("EPSG:27700"));
    QVERIFY(assigned);
    QCOMPARE(assigned->crs(), QStringLiteral("EPSG:27700"));
    const Extent degrees = assigned->extentIn(QStringLiteral("EPSG:4326"));
    QVERIFY(std::abs(degrees.west - -3.1277) < 3e-3 && std::abs(degrees.north - 51.0707) < 3e-3);
}

void MapRendererTest::vectorTablesAreDrawn()
{
    SilentControl control;
    auto layers =
        openVectorLayers(dataPath(QStringLiteral("vector/communes.gpkg")), QStringLiteral("communes"), {}, control);
    VERIFY_OK(layers);
    QCOMPARE(layers->size(), size_t(2));
    int drawn = 0;
    for (const auto &layer : *layers) {
        layer->setColor(QColor(Qt::red));
        MapRenderer renderer;
        renderer.setLayers({layer.get()});
        MapView view;
        view.crs = layer->crs();
        view.size = {200, 200};
        view = view.fittedTo(layer->extent(), 0.1);
        const QImage picture = renderer.renderNow(view);
        for (int i = 0; i < picture.width() * picture.height(); ++i) {
            if (qAlpha(picture.pixel(i % picture.width(), i / picture.width())) > 0) {
                ++drawn;
                break;
            }
        }
        layer->setVisible(false);
        QCOMPARE(difference(renderer.renderNow(view), renderer.renderNow(view)), 255.); // nothing at all
    }
    QCOMPARE(drawn, 2);
}

void MapRendererTest::saysWhatCannotBeDrawn()
{
    SilentControl control;
    const QString text = m_folder.filePath(QStringLiteral("text.gpkg"));
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no GeoPackage");
    file.close();
    const auto vector = openVectorLayers(text, QStringLiteral("text"), {}, control);
    QVERIFY(!vector);
    QCOMPARE(vector.error().code, ErrorCode::Unsupported);
    // Nobody listens on port 1.
    const auto wmts = openWmtsLayer(
        QStringLiteral("http://127.0.0.1:1/wmts?SERVICE=WMTS&REQUEST=GetCapabilities"), QStringLiteral("L"), {}, control);
    QVERIFY(!wmts);
    QCOMPARE(wmts.error().code, ErrorCode::Network);
}

int main(int argc, char *argv[])
{
    const TemporaryProfile profile;
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started)
        qFatal("%s", qPrintable(started.error().message + started.error().detail));
    MapRendererTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "maprenderertest.moc"
