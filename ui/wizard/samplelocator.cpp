// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/samplelocator.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace tuilerie {

static constexpr int Margin = 6;

SampleLocator::SampleLocator(QWidget *parent)
    : QWidget(parent)
{
    setCursor(Qt::CrossCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SampleLocator::setFootprints(std::vector<Extent> footprints)
{
    m_footprints = std::move(footprints);
    m_bounds = {};
    for (const Extent &footprint : m_footprints)
        m_bounds = m_bounds.united(footprint);
    update();
}

void SampleLocator::setPlace(Point place)
{
    m_place = place;
    update();
}

QSize SampleLocator::sizeHint() const
{
    return {200, 96};
}

QSize SampleLocator::minimumSizeHint() const
{
    return {80, 72};
}

double SampleLocator::scale() const
{
    return std::min((width() - 2 * Margin) / m_bounds.width(), (height() - 2 * Margin) / m_bounds.height());
}

QPointF SampleLocator::offset() const
{
    return {(width() - m_bounds.width() * scale()) / 2, (height() - m_bounds.height() * scale()) / 2};
}

QPointF SampleLocator::toPixel(Point point) const
{
    return offset() + QPointF((point.x - m_bounds.west) * scale(), (m_bounds.north - point.y) * scale());
}

void SampleLocator::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (m_bounds.isEmpty())
        return;
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.setBrush(palette().color(QPalette::AlternateBase));
    for (const Extent &footprint : m_footprints)
        painter.drawRect(QRectF(toPixel({footprint.west, footprint.north}), toPixel({footprint.east, footprint.south})));
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    const QPointF place = toPixel(m_place);
    painter.drawLine(place - QPointF(7, 0), place + QPointF(7, 0));
    painter.drawLine(place - QPointF(0, 7), place + QPointF(0, 7));
}

void SampleLocator::choose(QPointF pixel)
{
    if (m_bounds.isEmpty())
        return;
    const QPointF moved = pixel - offset();
    setPlace({std::clamp(m_bounds.west + moved.x() / scale(), m_bounds.west, m_bounds.east),
        std::clamp(m_bounds.north - moved.y() / scale(), m_bounds.south, m_bounds.north)});
    emit placeChosen(m_place);
}

void SampleLocator::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(event->position());
}

void SampleLocator::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        choose(event->position());
}

} // namespace tuilerie
