// SPDX-License-Identifier: GPL-3.0-or-later
// The hands of MapCanvas: mouse and keyboard.
#include "ui/canvas/mapcanvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <cmath>

namespace tuilerie {

namespace {
constexpr double wheelFactor = 1.5; // of scale for one click of the wheel
constexpr double keyFactor = 2;
constexpr double clickMost = 4; // pixels; a hand that moves farther drags
constexpr double boxLeast = 5;  // pixels; a smaller box is a click that shook
} // namespace

void MapCanvas::updateCursor()
{
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_boxZoom || m_drag == Drag::Box)
        setCursor(Qt::CrossCursor);
    else if (m_identifying)
        setCursor(Qt::PointingHandCursor);
    else
        setCursor(Qt::OpenHandCursor);
}

void MapCanvas::mousePressEvent(QMouseEvent *event)
{
    if (m_drag != Drag::None)
        return;
    const bool box = event->button() == Qt::LeftButton && (m_boxZoom || event->modifiers().testFlag(Qt::ShiftModifier));
    if (!box && event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_drag = box ? Drag::Box : Drag::Pan;
    m_dragStart = m_dragLast = event->position();
    m_box = QRectF();
    updateCursor();
}

void MapCanvas::mouseMoveEvent(QMouseEvent *event)
{
    emit cursorMoved(m_view.toMap(event->position()));
    if (m_drag == Drag::Box) {
        m_box = QRectF(m_dragStart, event->position()).normalized();
        update();
    } else if (m_drag == Drag::Pan || m_spacePan) {
        if (m_spacePan && m_drag == Drag::None && m_dragLast.isNull())
            m_dragLast = event->position();
        setView(m_view.dragged(event->position() - m_dragLast));
        m_dragLast = event->position();
    }
}

void MapCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_drag == Drag::None || (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton))
        return;
    const Drag ended = m_drag;
    m_drag = Drag::None;
    if (ended == Drag::Box) {
        const QRectF box = m_box;
        m_box = QRectF();
        m_boxZoom = false;
        emit boxZoomEnded();
        if (box.width() >= boxLeast && box.height() >= boxLeast) {
            const Point topLeft = m_view.toMap(box.topLeft());
            const Point bottomRight = m_view.toMap(box.bottomRight());
            setView(m_view.fittedTo({topLeft.x, bottomRight.y, bottomRight.x, topLeft.y}, 0));
        }
        update();
    } else if (m_identifying && event->button() == Qt::LeftButton
        && (event->position() - m_dragStart).manhattanLength() <= clickMost) {
        emit clicked(event->position());
    }
    updateCursor();
}

void MapCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setView(m_view.zoomed(1 / keyFactor, event->position()));
}

void MapCanvas::wheelEvent(QWheelEvent *event)
{
    // Touchpads send small angles often: the factor follows the angle.
    const double clicks = event->angleDelta().y() / 120.;
    if (clicks == 0)
        return;
    const double fine = event->modifiers().testFlag(Qt::ControlModifier) ? 0.2 : 1;
    setView(m_view.zoomed(std::pow(wheelFactor, -clicks * fine), event->position()));
    event->accept();
}

void MapCanvas::keyPressEvent(QKeyEvent *event)
{
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? 0.02 : 0.25;
    switch (event->key()) {
    case Qt::Key_Left: panBy(-step, 0); return;
    case Qt::Key_Right: panBy(step, 0); return;
    case Qt::Key_Up: panBy(0, -step); return;
    case Qt::Key_Down: panBy(0, step); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_PageUp: zoomBy(1 / keyFactor); return;
    case Qt::Key_Minus:
    case Qt::Key_PageDown: zoomBy(keyFactor); return;
    case Qt::Key_Home: zoomToAll(); return;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spacePan = true;
            m_dragLast = mapFromGlobal(QCursor::pos());
            setCursor(Qt::ClosedHandCursor);
        }
        return;
    case Qt::Key_Escape:
        if (m_drag == Drag::Box || m_boxZoom) {
            m_drag = Drag::None;
            m_boxZoom = false;
            m_box = QRectF();
            emit boxZoomEnded();
            updateCursor();
            update();
            return;
        }
        if (m_mark) {
            clearMark();
            return;
        }
        if (!m_shape.isEmpty()) {
            setShape({});
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void MapCanvas::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spacePan = false;
        updateCursor();
        return;
    }
    QWidget::keyReleaseEvent(event);
}

void MapCanvas::leaveEvent(QEvent *event)
{
    emit cursorLeft();
    QWidget::leaveEvent(event);
}

} // namespace tuilerie
