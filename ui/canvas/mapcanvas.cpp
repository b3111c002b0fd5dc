// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/mapcanvas.h"

#include "ui/canvas/scalebar.h"
#include "grid/crs.h"
#include "render/maplayer.h"
#include "render/maprenderer.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <span>

namespace tuilerie {

namespace {
constexpr int redrawDelay = 80;    // ms of rest before drawing anew: a wheel turns several clicks
constexpr int rememberDelay = 600; // ms of rest that make a view worth going back to
constexpr size_t historyLength = 100;
constexpr int flashInterval = 160; // ms
constexpr int flashCount = 5;      // odd: it ends bright
} // namespace

MapCanvas::MapCanvas(QWidget *parent)
    : QWidget(parent)
    , m_renderer(new MapRenderer)
{
    setObjectName(QStringLiteral("mapCanvas"));
    speak(this, [this] { setAccessibleName(tr("Map")); });
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(200, 150);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawDelay);
    connect(&m_redraw, &QTimer::timeout, this, &MapCanvas::startDrawing);
    m_remember.setSingleShot(true);
    m_remember.setInterval(rememberDelay);
    connect(&m_remember, &QTimer::timeout, this, [this] { m_remembered = m_view; });
    connect(m_renderer.get(), &MapRenderer::imageChanged, this, &MapCanvas::takeImage);
    connect(m_renderer.get(), &MapRenderer::drawingChanged, this, &MapCanvas::drawingChanged);
    connect(m_renderer.get(), &MapRenderer::problem, this, &MapCanvas::problem);
    m_flash.setInterval(flashInterval);
    connect(&m_flash, &QTimer::timeout, this, [this] {
        if (--m_flashes <= 0)
            m_flash.stop();
        update();
    });
    updateCursor();
}

MapCanvas::~MapCanvas() = default;

void MapCanvas::setLayers(const std::vector<MapLayer *> &topmostFirst)
{
    m_renderer->setLayers(topmostFirst);
    if (topmostFirst.empty()) {
        m_renderer->stop();
        m_placed = false;
        m_image = m_backdrop = QImage();
        m_history.clear();
        update();
        emit layersChanged();
        return;
    }
    if (!m_placed) {
        setCrs(topmostFirst.front()->crs());
        zoomToAll();
    } else if (m_view.crs.isEmpty() && !topmostFirst.front()->crs().isEmpty() && topmostFirst.size() == 1) {
        // The only layer has just been given its CRS: its numbers stay what they were.
        setCrs(topmostFirst.front()->crs());
    }
    refresh();
    emit layersChanged();
}

bool MapCanvas::hasLayers() const
{
    return !m_renderer->layers().empty();
}

void MapCanvas::refresh()
{
    m_settled = false;
    m_redraw.start();
}

bool MapCanvas::isDrawing() const
{
    return m_redraw.isActive() || m_renderer->isDrawing();
}

bool MapCanvas::isSettled() const
{
    return m_settled && !isDrawing();
}

void MapCanvas::setView(const MapView &view)
{
    m_placed = true;
    MapView next = view;
    next.size = size();
    next.pixelRatio = devicePixelRatioF();
    if (next.crs != m_view.crs) {
        const auto crs = Crs::fromText(next.crs);
        m_metersPerUnit = crs ? crs->metersPerUnit() : 1;
    }
    changeView(next);
}

void MapCanvas::changeView(const MapView &view, bool remember)
{
    if (view == m_view)
        return;
    if (remember && m_placed && m_remembered.isValid() && (m_history.empty() || !(m_history.back() == m_remembered))
        && !m_remember.isActive()) {
        m_history.push_back(m_remembered);
        if (m_history.size() > historyLength)
            m_history.erase(m_history.begin());
    }
    m_remember.start();
    m_view = view;
    refresh();
    update();
    emit viewChanged();
}

void MapCanvas::startDrawing()
{
    if (m_renderer->layers().empty())
        return;
    m_view.pixelRatio = devicePixelRatioF();
    m_renderer->render(m_view);
}

void MapCanvas::takeImage(const QImage &image, const MapView &view, bool complete)
{
    m_image = image;
    m_image.setDevicePixelRatio(view.pixelRatio);
    m_imageView = view;
    if (complete) {
        m_backdrop = m_image;
        m_backdropView = view;
        m_settled = view == m_view && !m_redraw.isActive();
    }
    update();
}

std::optional<Extent> MapCanvas::transformed(const Extent &extent, const QString &from, const QString &to) const
{
    if (from.isEmpty() || to.isEmpty() || from == to)
        return extent;
    const auto source = Crs::fromText(from);
    const auto target = Crs::fromText(to);
    if (!source || !target)
        return std::nullopt;
    const auto transform = CrsTransform::create(*source, *target);
    if (!transform)
        return std::nullopt;
    const auto found = transform->forward(extent);
    if (!found || !std::isfinite(found->width()) || !std::isfinite(found->height()))
        return std::nullopt;
    return *found;
}

void MapCanvas::setCrs(const QString &crs)
{
    if (crs == m_view.crs)
        return;
    const auto known = Crs::fromText(crs);
    m_metersPerUnit = known ? known->metersPerUnit() : 1;
    MapView next = m_view;
    if (m_placed && m_view.isValid()) {
        if (const auto extent = transformed(m_view.extent(), m_view.crs, crs))
            next = m_view.fittedTo(*extent, 0);
    }
    next.crs = crs;
    m_history.clear();
    m_remembered = {};
    m_image = m_backdrop = QImage();
    changeView(next, false);
}

Extent MapCanvas::everything() const
{
    Extent all;
    for (const MapLayer *layer : m_renderer->layers()) {
        if (layer->isVisible())
            all = all.united(layer->extentIn(m_view.crs));
    }
    return all;
}

void MapCanvas::zoomToAll()
{
    if (const Extent all = everything(); !all.isEmpty())
        setView(m_view.fittedTo(all));
}

void MapCanvas::zoomTo(const Extent &extent, const QString &crs)
{
    const auto here = transformed(extent, crs, m_view.crs);
    if (!here) {
        emit problem(tr("This place cannot be shown in the map's CRS. Choose another CRS for the map."));
        return;
    }
    MapView next = m_view.fittedTo(*here, 0.25);
    if (here->width() <= 0 && here->height() <= 0)
        next.unitsPerPixel = std::min(next.unitsPerPixel, m_view.unitsPerPixel);
    setView(next);
}

void MapCanvas::zoomBy(double factor)
{
    setView(m_view.zoomed(factor, QPointF(width() / 2., height() / 2.)));
}

void MapCanvas::zoomToScale(double denominator)
{
    setView(m_view.withScale(denominator, m_metersPerUnit));
}

void MapCanvas::zoomToPrevious()
{
    if (m_history.empty())
        return;
    MapView back = m_history.back();
    m_history.pop_back();
    back.size = size();
    m_remembered = back;
    changeView(back, false);
}

void MapCanvas::panBy(double widths, double heights)
{
    setView(m_view.dragged(QPointF(-widths * width(), -heights * height())));
}

void MapCanvas::setBoxZoom(bool on)
{
    m_boxZoom = on;
    updateCursor();
}

void MapCanvas::setMark(const Mark &mark)
{
    m_mark = mark;
    update();
}

void MapCanvas::clearMark()
{
    m_mark.reset();
    update();
}

void MapCanvas::setShape(const MapShape &shape)
{
    m_shape = shape;
    m_shapeHere = {};
    m_flashes = shape.isEmpty() ? 0 : flashCount;
    shape.isEmpty() ? m_flash.stop() : m_flash.start();
    update();
}

void MapCanvas::zoomToShape(const MapShape &shape)
{
    QRectF box;
    for (const QPolygonF &line : shape.lines)
        box = box.isNull() ? line.boundingRect() : box.united(line.boundingRect());
    Extent extent = box.isNull() ? Extent() : Extent{box.left(), box.top(), box.right(), box.bottom()};
    for (const QPointF &point : shape.points) {
        const Extent one{point.x(), point.y(), point.x(), point.y()};
        extent = extent == Extent() ? one
                                    : Extent{std::min(extent.west, one.west), std::min(extent.south, one.south),
                                        std::max(extent.east, one.east), std::max(extent.north, one.north)};
    }
    if (!shape.isEmpty())
        zoomTo(extent, shape.crs);
    setShape(shape);
}

void MapCanvas::setIdentifying(bool on)
{
    m_identifying = on;
    updateCursor();
}

void MapCanvas::paintShape(QPainter &painter)
{
    if (m_shapeHere.isEmpty() || m_shapeHere.crs != m_view.crs) {
        m_shapeHere = m_shape;
        m_shapeHere.crs = m_view.crs;
        if (!m_shape.crs.isEmpty() && !m_view.crs.isEmpty() && m_shape.crs != m_view.crs) {
            const auto from = Crs::fromText(m_shape.crs);
            const auto to = Crs::fromText(m_view.crs);
            const auto transform =
                from && to ? CrsTransform::create(*from, *to) : Result<CrsTransform>(fail(ErrorCode::Invalid, QString()));
            if (!transform) {
                m_shapeHere = {};
                return;
            }
            const auto move = [&](QPointF &point) {
                Point there{point.x(), point.y()};
                (void)transform->forward(std::span(&there, 1));
                point = {there.x, there.y};
            };
            for (QPolygonF &line : m_shapeHere.lines)
                std::for_each(line.begin(), line.end(), move);
            std::for_each(m_shapeHere.points.begin(), m_shapeHere.points.end(), move);
        }
    }
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    for (const QPolygonF &line : m_shapeHere.lines) {
        QPolygonF pixels;
        pixels.reserve(line.size());
        for (const QPointF &point : line) {
            if (std::isfinite(point.x()) && std::isfinite(point.y()))
                pixels << m_view.toPixel({point.x(), point.y()});
        }
        path.addPolygon(pixels);
    }
    const QColor color = Theme::color(ThemeColor::MapHighlight);
    QColor fill = color;
    fill.setAlpha(m_flashes % 2 ? 130 : 50);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, m_flashes % 2 ? 4.5 : 2.5));
    painter.setBrush(m_shapeHere.isArea ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawPath(path);
    painter.setBrush(fill);
    const double radius = m_flashes % 2 ? 9 : 6;
    for (const QPointF &point : m_shapeHere.points)
        painter.drawEllipse(m_view.toPixel({point.x(), point.y()}), radius, radius);
}

void MapCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::color(ThemeColor::MapBackground));
    if (m_renderer->layers().empty()) {
        paintHint(painter);
        return;
    }
    const auto draw = [&](const QImage &image, const MapView &view) {
        if (image.isNull() || view.crs != m_view.crs)
            return;
        const QRectF target = m_view.toPixels(view.extent());
        const bool exact = view.unitsPerPixel == m_view.unitsPerPixel;
        painter.setRenderHint(QPainter::SmoothPixmapTransform, !exact && view.unitsPerPixel < m_view.unitsPerPixel);
        if (exact && view.size == m_view.size)
            painter.drawImage(QPointF(std::round(target.x()), std::round(target.y())), image);
        else
            painter.drawImage(target, image, QRectF(image.rect()));
    };
    if (!m_settled)
        draw(m_backdrop, m_backdropView);
    draw(m_image, m_imageView);
    if (!m_shape.isEmpty())
        paintShape(painter);
    if (m_mark)
        paintMark(painter);
    if (m_drag == Drag::Box && !m_box.isEmpty()) {
        QColor fill = Theme::color(ThemeColor::MapHighlight);
        painter.setPen(QPen(fill, 1.5));
        fill.setAlpha(40);
        painter.setBrush(fill);
        painter.drawRect(m_box);
    }
    paintScaleBar(painter, rect(), m_view, m_metersPerUnit);
}

void MapCanvas::paintHint(QPainter &painter) const
{
    const int side = 64;
    const QRect icon(width() / 2 - side / 2, height() / 2 - side - 12, side, side);
    Theme::icon(QStringLiteral("raster"), ThemeColor::Muted).paint(&painter, icon);
    painter.setPen(Theme::color(ThemeColor::Muted));
    painter.setFont(Theme::headingFont(2));
    painter.drawText(QRect(20, height() / 2, width() - 40, 80), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
        tr("Drop rasters, vector files, point clouds or a folder of them here,\nor choose File ▸ Open Files…"));
}

void MapCanvas::paintMark(QPainter &painter) const
{
    const auto place = transformed(m_mark->extent, m_mark->crs, m_view.crs);
    if (!place)
        return;
    QRectF box = m_view.toPixels(*place).normalized();
    // Small places must still be seen.
    constexpr double least = 14;
    if (box.width() < least)
        box.adjust(-(least - box.width()) / 2, 0, (least - box.width()) / 2, 0);
    if (box.height() < least)
        box.adjust(0, -(least - box.height()) / 2, 0, (least - box.height()) / 2);
    const QColor color = Theme::color(ThemeColor::MapHighlight);
    QColor fill = color;
    fill.setAlpha(36);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2.5));
    painter.setBrush(fill);
    painter.drawRect(box);
    if (m_mark->text.isEmpty())
        return;
    const QRectF room = painter.boundingRect(QRectF(0, 0, 320, 400), Qt::TextWordWrap, m_mark->text).adjusted(-8, -5, 8, 5);
    QRectF label(QPointF(box.left(), box.top() - room.height() - 6), room.size());
    label.moveLeft(std::clamp(label.left(), 6., std::max(6., width() - label.width() - 6)));
    label.moveTop(std::clamp(label.top(), 6., std::max(6., height() - label.height() - 6)));
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(label, 4, 4);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(label.adjusted(8, 5, -8, -5), Qt::TextWordWrap, m_mark->text);
}

void MapCanvas::resizeEvent(QResizeEvent *)
{
    MapView next = m_view;
    next.size = size();
    const bool first = !m_view.isValid();
    changeView(next, false);
    if (first && m_placed && !m_renderer->layers().empty() && m_view.unitsPerPixel == 1)
        zoomToAll();
}

} // namespace tuilerie
