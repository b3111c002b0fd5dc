// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/samplepicture.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tuilerie {

static constexpr int TileSide = 256;

SamplePicture::SamplePicture(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void SamplePicture::setImage(const QImage &image)
{
    m_image = image;
    m_sentence.clear();
    m_busy = false;
    update();
}

void SamplePicture::setSentence(const QString &sentence)
{
    m_image = {};
    m_sentence = sentence;
    m_busy = false;
    update();
}

void SamplePicture::setBusy(bool busy)
{
    m_busy = busy;
    update();
}

QSize SamplePicture::sizeHint() const
{
    return {TileSide + 4, TileSide + 4};
}

QSize SamplePicture::minimumSizeHint() const
{
    return sizeHint();
}

int SamplePicture::factor() const
{
    const int side = std::max({m_image.width(), m_image.height(), 1});
    return std::max(1, std::min(width() - 4, height() - 4) / side);
}

static void drawChequers(QPainter &painter, const QRect &rect, const QPalette &palette)
{
    const QColor one = palette.color(QPalette::Base), other = palette.color(QPalette::AlternateBase);
    painter.fillRect(rect, one);
    for (int y = 0; y * 8 < rect.height(); ++y)
        for (int x = y % 2; x * 8 < rect.width(); x += 2)
            painter.fillRect(QRect(rect.left() + x * 8, rect.top() + y * 8, 8, 8).intersected(rect), other);
}

void SamplePicture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (!m_image.isNull()) {
        const QSize size = m_image.size() * factor();
        QRect target(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
        target.translate(m_dragged);
        drawChequers(painter, target.intersected(rect()), palette());
        painter.setOpacity(m_busy ? 0.5 : 1);
        painter.drawImage(target, m_image);
        painter.setOpacity(1);
    } else if (!m_sentence.isEmpty()) {
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, m_sentence);
    }
    painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void SamplePicture::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedAt = event->position().toPoint();
    setCursor(Qt::ClosedHandCursor);
}

void SamplePicture::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || m_image.isNull())
        return;
    m_dragged = event->position().toPoint() - m_pressedAt;
    update();
}

void SamplePicture::mouseReleaseEvent(QMouseEvent *)
{
    setCursor(Qt::OpenHandCursor);
    const QPoint moved = std::exchange(m_dragged, {});
    update();
    if (m_image.isNull())
        return;
    // A third of a tile is enough to mean the neighbour. Dragging the picture west shows what lies east.
    const auto tiles = [this](int pixels) {
        const double share = double(pixels) / (TileSide * factor());
        return std::abs(share) < 0.33 ? 0 : -int(std::copysign(std::max(1.0, std::round(std::abs(share))), share));
    };
    if (tiles(moved.x()) != 0 || tiles(moved.y()) != 0)
        emit neighbourAsked(tiles(moved.x()), tiles(moved.y()));
}

void SamplePicture::wheelEvent(QWheelEvent *event)
{
    m_wheel += event->angleDelta().y();
    if (std::abs(m_wheel) >= QWheelEvent::DefaultDeltasPerStep)
        emit levelAsked(std::exchange(m_wheel, 0) > 0 ? 1 : -1);
    event->accept();
}

void SamplePicture::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: return emit neighbourAsked(-1, 0);
    case Qt::Key_Right: return emit neighbourAsked(1, 0);
    case Qt::Key_Up: return emit neighbourAsked(0, -1);
    case Qt::Key_Down: return emit neighbourAsked(0, 1);
    case Qt::Key_Plus: return emit levelAsked(1);
    case Qt::Key_Minus: return emit levelAsked(-1);
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace tuilerie
