// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/colorbutton.h"

#include "ui/widgets/speak.h"

#include <QColorDialog>
#include <QEvent>
#include <QPainter>
#include <optional>

namespace tuilerie {

namespace {
std::optional<QColor> s_next;
constexpr int swatchWidth = 34, swatchHeight = 16, check = 4;
} // namespace

ColorButton::ColorButton(QWidget *parent)
    : QToolButton(parent)
{
    setIconSize({swatchWidth, swatchHeight});
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QToolButton::clicked, this, &ColorButton::choose);
    speak(this, [this] { show(); });
}

void ColorButton::setColor(const QColor &color)
{
    m_color = color;
    show();
}

void ColorButton::setNextColor(const QColor &color)
{
    s_next = color;
}

void ColorButton::choose()
{
    const QColor chosen =
        s_next ? *s_next : QColorDialog::getColor(m_color, this, tr("Choose a colour"), QColorDialog::ShowAlphaChannel);
    s_next.reset();
    if (!chosen.isValid() || chosen == m_color)
        return;
    setColor(chosen);
    emit colorChosen(chosen);
}

void ColorButton::show()
{
    QPixmap swatch(iconSize() * devicePixelRatioF());
    swatch.setDevicePixelRatio(devicePixelRatioF());
    QPainter painter(&swatch);
    for (int y = 0; y < swatchHeight; y += check) {
        for (int x = 0; x < swatchWidth; x += check)
            painter.fillRect(x, y, check, check, (x + y) / check % 2 ? QColor(200, 200, 200) : QColor(Qt::white));
    }
    painter.fillRect(0, 0, swatchWidth, swatchHeight, m_color);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(0, 0, swatchWidth - 1, swatchHeight - 1);
    painter.end();
    setIcon(swatch);
    setToolTip(m_color.alpha() == 255 ? m_color.name()
                                      : tr("%1, %2 % opaque").arg(m_color.name()).arg(qRound(m_color.alphaF() * 100)));
}

void ColorButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        show();
    QToolButton::changeEvent(event);
}

} // namespace tuilerie
