// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/rangeslider.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tuilerie {

static constexpr int HandleRadius = 7;
static constexpr int GrooveHeight = 4;

RangeSlider::RangeSlider(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RangeSlider::setBounds(int minimum, int maximum)
{
    m_minimum = minimum;
    m_maximum = std::max(minimum, maximum);
    setRange(m_low, m_high);
}

void RangeSlider::setRange(int low, int high)
{
    m_low = std::clamp(low, m_minimum, m_maximum);
    m_high = std::clamp(high, m_low, m_maximum);
    update();
}

void RangeSlider::setMark(int value)
{
    m_mark = value;
    update();
}

QSize RangeSlider::sizeHint() const
{
    return {200, 2 * HandleRadius + 12};
}

QSize RangeSlider::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

double RangeSlider::positionOf(int value) const
{
    const double usable = width() - 2 * HandleRadius - 4;
    return HandleRadius + 2 + (m_maximum > m_minimum ? usable * (value - m_minimum) / (m_maximum - m_minimum) : usable / 2);
}

int RangeSlider::valueAt(double x) const
{
    const double usable = std::max(1, width() - 2 * HandleRadius - 4);
    const double share = (x - HandleRadius - 2) / usable;
    return std::clamp(int(std::lround(m_minimum + share * (m_maximum - m_minimum))), m_minimum, m_maximum);
}

void RangeSlider::change(int low, int high)
{
    low = std::clamp(low, m_minimum, m_maximum);
    high = std::clamp(high, m_minimum, m_maximum);
    if (low > high || (low == m_low && high == m_high))
        return;
    m_low = low;
    m_high = high;
    update();
    emit rangeChanged(low, high);
}

void RangeSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = height() / 2.0;
    const double low = positionOf(m_low), high = positionOf(m_high);
    const QColor accent = palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Highlight);

    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Mid));
    painter.drawRoundedRect(QRectF(positionOf(m_minimum), middle - GrooveHeight / 2.0,
                                positionOf(m_maximum) - positionOf(m_minimum), GrooveHeight),
        2, 2);
    if (m_maximum - m_minimum <= 40) {
        painter.setPen(palette().color(QPalette::Mid));
        for (int value = m_minimum; value <= m_maximum; ++value)
            painter.drawLine(QPointF(positionOf(value), middle + 8), QPointF(positionOf(value), middle + 11));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawRoundedRect(QRectF(low, middle - GrooveHeight / 2.0, high - low, GrooveHeight), 2, 2);
    if (m_mark >= m_minimum && m_mark <= m_maximum) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
        painter.drawLine(QPointF(positionOf(m_mark), middle + 8), QPointF(positionOf(m_mark), middle + 12));
    }
    for (const Part part : {Part::Low, Part::High}) {
        const bool marked = hasFocus() && part == m_active;
        painter.setPen(QPen(marked ? palette().color(QPalette::WindowText) : accent, marked ? 2 : 1.5));
        painter.setBrush(palette().color(QPalette::Button));
        painter.drawEllipse(QPointF(part == Part::Low ? low : high, middle), HandleRadius, HandleRadius);
    }
}

void RangeSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const double x = event->position().x();
    const double toLow = std::abs(x - positionOf(m_low)), toHigh = std::abs(x - positionOf(m_high));
    if (std::min(toLow, toHigh) > HandleRadius + 2 && x > positionOf(m_low) && x < positionOf(m_high)) {
        m_dragged = Part::Both;
        m_dragOffset = valueAt(x) - m_low;
        return;
    }
    // Of two handles on one place, the one that can move towards the mouse.
    const bool pickLow = toLow < toHigh || (toLow == toHigh && (x < positionOf(m_low) || m_high == m_maximum));
    m_dragged = m_active = pickLow ? Part::Low : Part::High;
    mouseMoveEvent(event);
}

void RangeSlider::mouseMoveEvent(QMouseEvent *event)
{
    const int value = valueAt(event->position().x());
    switch (m_dragged) {
    case Part::Low: change(std::min(value, m_high), m_high); break;
    case Part::High: change(m_low, std::max(value, m_low)); break;
    case Part::Both: {
        const int length = m_high - m_low;
        const int low = std::clamp(value - m_dragOffset, m_minimum, m_maximum - length);
        change(low, low + length);
        break;
    }
    case Part::None: break;
    }
}

void RangeSlider::mouseReleaseEvent(QMouseEvent *)
{
    m_dragged = Part::None;
    update();
}

void RangeSlider::keyPressEvent(QKeyEvent *event)
{
    const bool toOther = event->modifiers() & Qt::ControlModifier;
    if (m_active != Part::Low && m_active != Part::High)
        m_active = Part::High;
    const bool moveLow = (m_active == Part::Low) != toOther;
    const auto step = [&](int by) {
        if (moveLow)
            change(std::min(m_low + by, m_high), m_high);
        else
            change(m_low, std::max(m_high + by, m_low));
    };
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: return step(-1);
    case Qt::Key_Right:
    case Qt::Key_Up: return step(1);
    case Qt::Key_Home: return step(m_minimum - m_maximum);
    case Qt::Key_End: return step(m_maximum - m_minimum);
    case Qt::Key_Space: m_active = m_active == Part::Low ? Part::High : Part::Low; return update();
    default: QWidget::keyPressEvent(event);
    }
}

void RangeSlider::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace tuilerie
