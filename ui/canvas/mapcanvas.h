// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"
#include "render/identify.h"
#include "render/mapview.h"

#include <QImage>
#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

namespace tuilerie {

class CrsTransform;
class MapLayer;
class MapRenderer;

/// The map: draws what its MapRenderer delivers, and lets mouse and keyboard move it. While a new picture is on its way the
/// old one is stretched to the new place, so that it follows the hand at once. UI thread only; nothing here waits.
///
/// Drag or Space+move = pan, click = identify when that is on, wheel = zoom at the cursor, Shift+drag = zoom to a box,
/// arrows, + and −, Home = everything.
class MapCanvas : public QWidget
{
    Q_OBJECT
public:
    /// A place to look at: drawn above the map until it is cleared.
    struct Mark
    {
        Extent extent;
        QString crs; ///< of the extent; empty = the map's
        QString text;
    };

    explicit MapCanvas(QWidget *parent = nullptr);
    ~MapCanvas() override;

    void setLayers(const std::vector<MapLayer *> &topmostFirst);
    const MapView &view() const { return m_view; }
    void setView(const MapView &view);
    /// The same place in another CRS; kept as it is when the place cannot be transformed.
    void setCrs(const QString &crs);
    double metersPerUnit() const { return m_metersPerUnit; }
    double scaleDenominator() const { return m_view.scaleDenominator(m_metersPerUnit); }

    void zoomBy(double factor); ///< around the centre; > 1 shows more
    void zoomToScale(double denominator);
    void zoomTo(const Extent &extent, const QString &crs);
    void zoomToAll();
    void zoomToPrevious();
    bool hasLayers() const; ///< drawn or not
    bool hasPrevious() const { return !m_history.empty(); }
    /// The map has stood still long enough for this view to be one to go back to.
    bool isAtRest() const { return m_placed && !m_remember.isActive(); }
    void panBy(double widths, double heights); ///< as parts of the window
    void setBoxZoom(bool on);                  ///< the next drag draws a box, without Shift

    void setMark(const Mark &mark);
    void clearMark();
    bool hasMark() const { return m_mark.has_value(); }

    /// What was identified or selected: drawn above the map, flashing for a moment, until it is cleared or another one
    /// comes.
    void setShape(const MapShape &shape);
    const MapShape &shape() const { return m_shape; }
    void zoomToShape(const MapShape &shape);
    /// Clicks ask what lies there (clicked()); the cursor says so.
    void setIdentifying(bool on);
    bool isIdentifying() const { return m_identifying; }

    bool isDrawing() const;
    /// The picture is whole and shows the present view. For tests and for what waits for it.
    bool isSettled() const;
    /// The last picture of the map alone, without scale bar and marks.
    const QImage &image() const { return m_image; }
    void refresh(); ///< draws anew

    QSize sizeHint() const override { return {800, 600}; }

signals:
    void viewChanged();
    void layersChanged();
    void cursorMoved(const tuilerie::Point &place); ///< in the map's CRS
    void cursorLeft();
    void clicked(QPointF pixel); ///< with the left button, without dragging, while identifying
    void drawingChanged(bool drawing);
    void boxZoomEnded();
    void problem(const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    enum class Drag { None, Pan, Box };

    void changeView(const MapView &view, bool remember = true);
    void startDrawing();
    void takeImage(const QImage &image, const MapView &view, bool complete);
    void paintMark(QPainter &painter) const;
    void paintShape(QPainter &painter);
    void paintHint(QPainter &painter) const;
    void updateCursor();
    std::optional<Extent> transformed(const Extent &extent, const QString &from, const QString &to) const;
    Extent everything() const;

    std::unique_ptr<MapRenderer> m_renderer;
    MapView m_view;
    bool m_placed = false; ///< a place was chosen; until then the first layer chooses it
    double m_metersPerUnit = 1;
    QImage m_image; ///< what was drawn last, maybe in part
    MapView m_imageView;
    QImage m_backdrop; ///< the last whole picture, shown under partial ones
    MapView m_backdropView;
    bool m_settled = false;
    QTimer m_redraw;
    std::vector<MapView> m_history;
    QTimer m_remember;
    MapView m_remembered;
    Drag m_drag = Drag::None;
    bool m_boxZoom = false;
    bool m_spacePan = false;
    QPointF m_dragStart;
    QPointF m_dragLast;
    QRectF m_box;
    std::optional<Mark> m_mark;
    bool m_identifying = false;
    MapShape m_shape;
    MapShape m_shapeHere; ///< the same in the map's CRS
    QTimer m_flash;
    int m_flashes = 0;
};

} // namespace tuilerie
