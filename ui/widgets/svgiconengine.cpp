// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/svgiconengine.h"

#include "base/log.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace tuilerie {

TUILERIE_LOG_ROOM("ui.widgets")

namespace {

QByteArray svgOf(const QString &name)
{
    static QHash<QString, QByteArray> texts;
    auto found = texts.find(name);
    if (found == texts.end()) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        if (!file.open(QIODevice::ReadOnly))
            qCWarning(roomLog, "no icon called %s", qUtf8Printable(name));
        found = texts.insert(name, file.readAll());
    }
    return *found;
}

} // namespace

SvgIconEngine::SvgIconEngine(QString name, std::optional<ThemeColor> color)
    : m_name(std::move(name))
    , m_color(color)
{
}

bool SvgIconEngine::isNull()
{
    return svgOf(m_name).isEmpty();
}

QColor SvgIconEngine::colorFor(QIcon::Mode mode) const
{
    const QPalette palette = QApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    return m_color ? Theme::color(*m_color) : palette.color(QPalette::ButtonText);
}

QPixmap SvgIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale)
{
    const QColor color = colorFor(mode);
    const QColor accent = mode == QIcon::Normal || mode == QIcon::Active ? Theme::color(ThemeColor::Accent) : color;
    const QString key = QStringLiteral("tuilerie/%1/%2/%3/%4x%5@%6")
                            .arg(m_name, color.name(QColor::HexArgb), accent.name(QColor::HexArgb))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(scale);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = svgOf(m_name);
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    svg.replace("accentColor", (m_color ? color : accent).name(QColor::HexRgb).toLatin1());
    pixmap = QPixmap(size);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    if (QSvgRenderer renderer(svg); renderer.isValid()) {
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        const int side = int(std::min(size.width(), size.height()) / scale);
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(QPointF(), QSizeF(size) / scale).center());
        renderer.render(&painter, square);
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QPixmap SvgIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1);
}

void SvgIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : qApp->devicePixelRatio();
    painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
}

} // namespace tuilerie
