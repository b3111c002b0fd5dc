// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/scalebar.h"

#include "grid/crs.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>
#include <QPalette>
#include <QRegularExpression>
#include <cmath>
#include <numbers>

namespace tuilerie {

namespace {

constexpr double earthRadius = 6371008.8; // m, mean
constexpr double longest = 160;           // pixels

double haversine(Point a, Point b)
{
    constexpr double radians = std::numbers::pi / 180;
    const double lat = (b.y - a.y) * radians;
    const double lon = (b.x - a.x) * radians;
    const double h =
        std::pow(std::sin(lat / 2), 2) + std::cos(a.y * radians) * std::cos(b.y * radians) * std::pow(std::sin(lon / 2), 2);
    return 2 * earthRadius * std::asin(std::min(1., std::sqrt(h)));
}

/// Making a transformation costs milliseconds, and a map asks at every repaint.
const CrsTransform *toDegrees(const QString &crs)
{
    static QString known;
    static std::unique_ptr<CrsTransform> transform;
    if (crs != known) {
        known = crs;
        transform.reset();
        const auto from = Crs::fromText(crs);
        const auto to = Crs::fromText(QStringLiteral("EPSG:4326"));
        if (from && to) {
            if (auto made = CrsTransform::create(*from, *to))
                transform = std::make_unique<CrsTransform>(std::move(*made));
        }
    }
    return transform.get();
}

QString lengthText(double meters)
{
    const QLocale locale;
    if (meters >= 1000)
        return locale.toString(meters / 1000, 'g', 6) + QStringLiteral(" km");
    if (meters >= 1)
        return locale.toString(meters, 'g', 6) + QStringLiteral(" m");
    if (meters >= 0.01)
        return locale.toString(meters * 100, 'g', 3) + QStringLiteral(" cm");
    return locale.toString(meters * 1000, 'g', 3) + QStringLiteral(" mm");
}

} // namespace

double groundMetersPerPixel(const MapView &view)
{
    if (view.crs.isEmpty())
        return 0;
    const CrsTransform *transform = toDegrees(view.crs);
    if (!transform)
        return 0;
    constexpr double pixels = 20;
    Point ends[] = {{view.center.x - view.unitsPerPixel * pixels / 2, view.center.y},
        {view.center.x + view.unitsPerPixel * pixels / 2, view.center.y}};
    if (!transform->forward(ends))
        return 0;
    const double length = haversine(ends[0], ends[1]) / pixels;
    return std::isfinite(length) ? length : 0;
}

double niceLength(double length)
{
    if (!(length > 0))
        return 0;
    const double power = std::pow(10., std::floor(std::log10(length)));
    for (const double step : {5., 2., 1.}) {
        if (step * power <= length * (1 + 1e-9))
            return step * power;
    }
    return power;
}

void paintScaleBar(QPainter &painter, const QRect &area, const MapView &view, double)
{
    const double ground = groundMetersPerPixel(view);
    const double perPixel = ground > 0 ? ground : view.unitsPerPixel;
    const double length = niceLength(perPixel * longest);
    if (!(length > 0))
        return;
    const double pixels = length / perPixel;
    const QString text = ground > 0
        ? lengthText(length)
        : QCoreApplication::translate("tuilerie::ScaleBar", "%1 units").arg(QLocale().toString(length, 'g', 6));
    const QRectF bar(area.left() + 16, area.bottom() - 20, pixels, 6);
    const QPalette palette = QApplication::palette();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(QApplication::font());
    QColor plate = palette.color(QPalette::Base);
    plate.setAlpha(205);
    painter.setPen(Qt::NoPen);
    painter.setBrush(plate);
    painter.drawRoundedRect(bar.adjusted(-8, -22, 8, 8), 4, 4);
    painter.setPen(QPen(palette.color(QPalette::Text), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({bar.topLeft(), bar.bottomLeft(), bar.bottomRight(), bar.topRight()}));
    painter.drawText(bar.adjusted(-8, -20, 8, -3), Qt::AlignHCenter | Qt::AlignVCenter, text);
    painter.restore();
}

QString mapScaleText(double denominator)
{
    // Three figures are what anybody reads of a scale.
    const double power = denominator > 0 ? std::pow(10., std::max(0., std::floor(std::log10(denominator)) - 3)) : 1;
    return QStringLiteral("1:") + QLocale().toString(std::round(denominator / power) * power, 'f', denominator < 10 ? 1 : 0);
}

double mapScaleFromText(const QString &text)
{
    // "1:25 000", "25,000", "1/25000": what is not a digit between digits is grouping, whatever the locale.
    QString rest = text.trimmed();
    static const QRegularExpression ratio(QStringLiteral("^1\\s*[:/]\\s*"));
    rest.remove(ratio);
    static const QRegularExpression allowed(QStringLiteral("^\\d[\\d\\s.,'\\x{a0}\\x{202f}]*$"));
    if (!allowed.match(rest).hasMatch())
        return 0;
    bool ok = false;
    const double plain = rest.toDouble(&ok);
    static const QRegularExpression grouping(QStringLiteral("[\\s,'.\\x{a0}\\x{202f}](?=\\d{3}(?!\\d))"));
    rest.remove(grouping);
    rest.replace(QLatin1Char(','), QLatin1Char('.'));
    const double value = rest.toDouble(&ok);
    return ok ? value : plain;
}

} // namespace tuilerie
