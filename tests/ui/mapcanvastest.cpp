// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/mapcanvas.h"

#include "ui/canvas/mapstatus.h"
#include "guitest.h"
#include "render/layerloader.h"
#include "ui/widgets/crspicker.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QWheelEvent>
#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

/// The map under real mouse and key events.
class MapCanvasTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void firstLayerChoosesThePlace();
    void pictureIsThatOfTheFile();
    void dragPans();
    void spacePans();
    void wheelZoomsAtTheCursor();
    void shiftDragZoomsToTheBox();
    void keysMoveTheMap();
    void goesBackToThePreviousView();
    void staysResponsiveWhileDrawing();
    void statusShowsCoordinatesAndScale();
    void otherCrsShowsTheSamePlace();
    void markIsDrawnUntilEscape();

private:
    std::unique_ptr<MapLayer> open(const QString &path);
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(m_canvas->isSettled(), 30000); }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers);

    std::unique_ptr<MapLayer> m_layer;
    std::unique_ptr<MapCanvas> m_canvas;
};

std::unique_ptr<MapLayer> MapCanvasTest::open(const QString &path)
{
    SilentControl control;
    const auto source = RasterSource::open({path}, {}, control);
    auto layer = source ? openRasterLayer(*source, QStringLiteral("layer"), {}, {}, control) : fail(source.error());
    return layer ? std::move(*layer) : nullptr;
}

void MapCanvasTest::init()
{
    m_layer = open(dataPath(QStringLiteral("raster/rgb_27700_2m.tif")));
    QVERIFY(m_layer);
    m_canvas = std::make_unique<MapCanvas>();
    m_canvas->resize(600, 400);
    m_canvas->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
    m_canvas->setLayers({m_layer.get()});
    m_canvas->setFocus();
    settle();
}

void MapCanvasTest::cleanup()
{
    m_canvas.reset();
    m_layer.reset();
}

void MapCanvasTest::drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers)
{
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, modifiers, from);
    QTest::mouseMove(m_canvas.get(), (from + to) / 2);
    QTest::mouseMove(m_canvas.get(), to);
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, modifiers, to);
}

void MapCanvasTest::firstLayerChoosesThePlace()
{
    QCOMPARE(m_canvas->view().crs, QStringLiteral("EPSG:27700"));
    QVERIFY(m_canvas->view().extent().contains(m_layer->extent()));
    QVERIFY(m_canvas->view().unitsPerPixel < 5.5); // 1800 m on 400 pixels and a margin: not more
}

void MapCanvasTest::pictureIsThatOfTheFile()
{
    // At the file's own cells and aligned with them the picture is the file, pixel for pixel.
    MapView view = m_canvas->view();
    view.unitsPerPixel = 2;
    view.center = {321000 + 2 * 450, 130800.94442700001 - 2 * 450};
    m_canvas->setView(view);
    settle();
    const QImage picture = m_canvas->image();
    QTemporaryDir folder;
    const QString png = folder.filePath(QStringLiteral("part.png"));
    runProgram(QStringLiteral("gdal_translate"),
        {QStringLiteral("-q"), QStringLiteral("-of"), QStringLiteral("PNG"), QStringLiteral("-srcwin"),
            QStringLiteral("150"), QStringLiteral("250"), QStringLiteral("600"), QStringLiteral("400"),
            dataPath(QStringLiteral("raster/rgb_27700_2m.tif")), png});
    const QImage expected(png);
    QCOMPARE(picture.size(), expected.size());
    qint64 wrong = 0;
    for (int y = 0; y < 400; ++y) {
        for (int x = 0; x < 600; ++x)
            wrong += picture.pixel(x, y) != expected.pixel(x, y);
    }
    QCOMPARE(wrong, 0);
    // And what the widget shows is the picture: no smoothing, no shift.
    const QImage shown = m_canvas->grab().toImage();
    QCOMPARE(shown.pixel(300, 200), expected.pixel(300, 200));
    QCOMPARE(shown.pixel(17, 31), expected.pixel(17, 31));
}

void MapCanvasTest::dragPans()
{
    const MapView before = m_canvas->view();
    const Point grabbed = before.toMap({200, 150});
    drag({200, 150}, {290, 110}, Qt::NoModifier);
    const QPointF now = m_canvas->view().toPixel(grabbed);
    QVERIFY(std::abs(now.x() - 290) < 1e-6 && std::abs(now.y() - 110) < 1e-6);
    QCOMPARE(m_canvas->view().unitsPerPixel, before.unitsPerPixel);
    settle();
}

void MapCanvasTest::spacePans()
{
    QTest::mouseMove(m_canvas.get(), {100, 100});
    QTest::keyPress(m_canvas.get(), Qt::Key_Space);
    QTest::mouseMove(m_canvas.get(), {120, 130});
    const Point grabbed = m_canvas->view().toMap({120, 130});
    QTest::mouseMove(m_canvas.get(), {180, 150});
    const QPointF now = m_canvas->view().toPixel(grabbed);
    QTest::keyRelease(m_canvas.get(), Qt::Key_Space);
    QVERIFY(std::abs(now.x() - 180) < 1e-6 && std::abs(now.y() - 150) < 1e-6);
    const MapView after = m_canvas->view();
    QTest::mouseMove(m_canvas.get(), {10, 10});
    QCOMPARE(m_canvas->view(), after);
}

void MapCanvasTest::wheelZoomsAtTheCursor()
{
    const MapView before = m_canvas->view();
    const QPointF cursor(450, 90);
    const Point under = before.toMap(cursor);
    QWheelEvent wheel(
        cursor, m_canvas->mapToGlobal(cursor), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_canvas.get(), &wheel);
    QVERIFY(m_canvas->view().unitsPerPixel < before.unitsPerPixel);
    const QPointF now = m_canvas->view().toPixel(under);
    QVERIFY(std::abs(now.x() - cursor.x()) < 1e-6 && std::abs(now.y() - cursor.y()) < 1e-6);
    settle();
}

void MapCanvasTest::shiftDragZoomsToTheBox()
{
    const MapView before = m_canvas->view();
    const Point topLeft = before.toMap({150, 100});
    const Point bottomRight = before.toMap({300, 200});
    drag({150, 100}, {300, 200}, Qt::ShiftModifier);
    const MapView after = m_canvas->view();
    QVERIFY(std::abs(after.unitsPerPixel - before.unitsPerPixel / 4) < 1e-9);
    QVERIFY(std::abs(after.center.x - (topLeft.x + bottomRight.x) / 2) < 1e-6);
    QVERIFY(std::abs(after.center.y - (topLeft.y + bottomRight.y) / 2) < 1e-6);
    // The action of the toolbar does the same without Shift, once.
    QSignalSpy ended(m_canvas.get(), &MapCanvas::boxZoomEnded);
    m_canvas->setBoxZoom(true);
    drag({150, 100}, {300, 200}, Qt::NoModifier);
    QCOMPARE(ended.count(), 1);
    QVERIFY(std::abs(m_canvas->view().unitsPerPixel - before.unitsPerPixel / 16) < 1e-9);
    settle();
}

void MapCanvasTest::keysMoveTheMap()
{
    const MapView start = m_canvas->view();
    QTest::keyClick(m_canvas.get(), Qt::Key_Right);
    QVERIFY(std::abs(m_canvas->view().center.x - (start.center.x + 150 * start.unitsPerPixel)) < 1e-6);
    QTest::keyClick(m_canvas.get(), Qt::Key_Up);
    QVERIFY(m_canvas->view().center.y > start.center.y);
    QTest::keyClick(m_canvas.get(), Qt::Key_Plus);
    QCOMPARE(m_canvas->view().unitsPerPixel, start.unitsPerPixel / 2);
    QTest::keyClick(m_canvas.get(), Qt::Key_Minus);
    QCOMPARE(m_canvas->view().unitsPerPixel, start.unitsPerPixel);
    QTest::keyClick(m_canvas.get(), Qt::Key_Home);
    QCOMPARE(m_canvas->view(), start);
    settle();
}

void MapCanvasTest::goesBackToThePreviousView()
{
    const MapView start = m_canvas->view();
    QVERIFY(!m_canvas->hasPrevious());
    // A view counts once the map has rested there: what a turning wheel passes does not.
    QTRY_VERIFY(m_canvas->isAtRest());
    m_canvas->zoomBy(0.5);
    m_canvas->zoomBy(0.5);
    m_canvas->panBy(0.5, 0);
    QVERIFY(m_canvas->hasPrevious());
    m_canvas->zoomToPrevious();
    QCOMPARE(m_canvas->view(), start);
    QVERIFY(!m_canvas->hasPrevious());
    settle();
}

void MapCanvasTest::staysResponsiveWhileDrawing()
{
    const auto big = open(dataPath(QStringLiteral("raster/drone_rgba_4326.tif")));
    QVERIFY(big);
    m_canvas->setLayers({});
    m_canvas->setLayers({big.get()});
    QSignalSpy drawing(m_canvas.get(), &MapCanvas::drawingChanged);
    for (int i = 0; i < 12; ++i) {
        QTest::keyClick(m_canvas.get(), i % 2 ? Qt::Key_Minus : Qt::Key_Plus);
        QTest::keyClick(m_canvas.get(), Qt::Key_Left);
    }
    // Keys are answered at once whatever is being drawn.
    QVERIFY(m_canvas->isDrawing());
    settle();
    QVERIFY(drawing.count() >= 2);
    QCOMPARE(drawing.last().first().toBool(), false);
    m_canvas->setLayers({});
}

void MapCanvasTest::statusShowsCoordinatesAndScale()
{
    MapStatus status(m_canvas.get());
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    MapView view = m_canvas->view();
    view.unitsPerPixel = 2;
    view.center = {321900, 129900};
    m_canvas->setView(view);
    QTest::mouseMove(m_canvas.get(), {10, 10});
    QTest::mouseMove(m_canvas.get(), {300, 200});
    QTRY_VERIFY(status.coordinatesText().simplified().contains(QStringLiteral("321,900 129,900")));
    status.setDisplayCrs(QStringLiteral("EPSG:4326"));
    QTest::mouseMove(m_canvas.get(), {301, 200});
    QTest::mouseMove(m_canvas.get(), {300, 200});
    QTRY_VERIFY(
        status.coordinatesText().startsWith(QStringLiteral("-3.115"))); // longitude first; gdaltransform says -3.1159
    status.setDisplayCrs({});

    auto *scale = status.findChild<QComboBox *>(QStringLiteral("scale"));
    QVERIFY(scale);
    scale->lineEdit()->setFocus();
    scale->lineEdit()->selectAll();
    QTest::keyClicks(scale->lineEdit(), QStringLiteral("1:10000"));
    QTest::keyClick(scale->lineEdit(), Qt::Key_Return);
    QVERIFY(std::abs(m_canvas->view().unitsPerPixel - 2.8) < 1e-9);
    QVERIFY(std::abs(m_canvas->scaleDenominator() - 10000) < 1e-6);
    Language::apply(QStringLiteral("en"));
    settle();
}

void MapCanvasTest::otherCrsShowsTheSamePlace()
{
    MapStatus status(m_canvas.get());
    CrsPicker::setNextAnswer(QStringLiteral("EPSG:3857"));
    QTest::mouseClick(status.findChild<QWidget *>(QStringLiteral("mapCrs")), Qt::LeftButton);
    QTRY_COMPARE(m_canvas->view().crs, QStringLiteral("EPSG:3857"));
    settle();
    const Extent here = m_layer->extentIn(QStringLiteral("EPSG:3857"));
    QVERIFY(m_canvas->view().extent().contains(here));
    // Something of the layer is on the picture, in its middle.
    QVERIFY(qAlpha(m_canvas->image().pixel(300, 200)) == 255);
}

void MapCanvasTest::markIsDrawnUntilEscape()
{
    const QImage before = m_canvas->grab().toImage();
    m_canvas->setMark({{-3.12, 51.06, -3.115, 51.065}, QStringLiteral("EPSG:4326"), QStringLiteral("A gap of 12 tiles")});
    QVERIFY(m_canvas->grab().toImage() != before);
    QTest::keyClick(m_canvas.get(), Qt::Key_Escape);
    QVERIFY(!m_canvas->hasMark());
    QCOMPARE(m_canvas->grab().toImage(), before);
}

TUILERIE_GUI_TEST_MAIN(MapCanvasTest)
#include "mapcanvastest.moc"
