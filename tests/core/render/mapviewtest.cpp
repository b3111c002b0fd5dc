// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mapview.h"
#include "render/rasterstretch.h"

#include "support/testsupport.h"

#include <QRectF>

using namespace tuilerie;

class MapViewTest : public QObject
{
    Q_OBJECT
private slots:
    void pixelsAndMapAreInverse();
    void zoomKeepsThePlaceUnderTheCursor();
    void draggingMovesTheMapWithTheHand();
    void fittingShowsTheWholeExtent();
    void scaleIsThatOfTileMatrices();
    void jsonRoundTrips();
};

static MapView sample()
{
    return {QStringLiteral("EPSG:2154"), {650000, 6860000}, 2.5, {800, 600}, 1};
}

void MapViewTest::pixelsAndMapAreInverse()
{
    const MapView view = sample();
    QCOMPARE(view.toPixel(view.center), QPointF(400, 300));
    QCOMPARE(view.extent(), (Extent{649000, 6859250, 651000, 6860750}));
    // North is up.
    QCOMPARE(view.toPixel({649000, 6860750}), QPointF(0, 0));
    for (const QPointF pixel : {QPointF(0, 0), QPointF(13.5, 599), QPointF(800, 2)})
        QCOMPARE(view.toPixel(view.toMap(pixel)), pixel);
}

void MapViewTest::zoomKeepsThePlaceUnderTheCursor()
{
    const MapView view = sample();
    const QPointF cursor(123, 456);
    const Point before = view.toMap(cursor);
    for (const double factor : {0.5, 1.7, 3.}) {
        const MapView zoomed = view.zoomed(factor, cursor);
        QCOMPARE(zoomed.unitsPerPixel, 2.5 * factor);
        QVERIFY(qAbs(zoomed.toMap(cursor).x - before.x) < 1e-6);
        QVERIFY(qAbs(zoomed.toMap(cursor).y - before.y) < 1e-6);
    }
    QVERIFY(view.zoomed(1e-30, cursor).unitsPerPixel > 0);
}

void MapViewTest::draggingMovesTheMapWithTheHand()
{
    const MapView view = sample();
    const Point grabbed = view.toMap({100, 100});
    QCOMPARE(view.dragged({40, -25}).toPixel(grabbed), QPointF(140, 75));
}

void MapViewTest::fittingShowsTheWholeExtent()
{
    const Extent wide{0, 0, 10000, 100};
    const MapView fitted = sample().fittedTo(wide, 0);
    QCOMPARE(fitted.unitsPerPixel, 12.5);
    QVERIFY(fitted.extent().contains(wide));
    // A point has no width: only the centre moves.
    const MapView point = sample().fittedTo({5, 6, 5, 6}, 0.1);
    QCOMPARE(point.center, (Point{5, 6}));
    QCOMPARE(point.unitsPerPixel, 2.5);
}

void MapViewTest::scaleIsThatOfTileMatrices()
{
    // GoogleMapsCompatible level 0: 559082264.028… at 156543.03392804097 m a pixel (WMTS 1.0.0 annex E.4).
    MapView view = sample();
    view.unitsPerPixel = 156543.03392804097;
    QVERIFY(qAbs(view.scaleDenominator(1) - 559082264.0287178) < 1e-3);
    QVERIFY(qAbs(view.withScale(25000, 1).unitsPerPixel - 7) < 1e-12);
}

void MapViewTest::jsonRoundTrips()
{
    const MapView view = sample();
    MapView back = MapView::fromJson(view.toJson());
    back.size = view.size;
    QCOMPARE(back, view);

    RasterStretch stretch;
    stretch.range = RasterStretch::Range::Manual;
    stretch.bands = {3, 2, 1};
    stretch.limits = {{-4.5, 12}, {0, 255}, {7, 8}};
    stretch.nodata = -9999;
    stretch.smooth = true;
    QCOMPARE(RasterStretch::fromJson(stretch.toJson()), stretch);
    QCOMPARE(RasterStretch::fromJson({}), RasterStretch());
}

TUILERIE_TEST_MAIN(MapViewTest)
#include "mapviewtest.moc"
