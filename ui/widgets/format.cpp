// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

struct Unit
{
    double size;
    QString name;
};

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Format", text);
}

QLocale grouped()
{
    QLocale locale;
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    return locale;
}

/// Three significant figures, no trailing noise: 1.42, 14.2, 142.
QString figures(double value)
{
    const int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    const double scale = std::pow(10., decimals);
    const double rounded = std::round(value * scale) / scale;
    int needed = decimals;
    while (
        needed > 0 && std::abs(rounded * std::pow(10., needed - 1) - std::round(rounded * std::pow(10., needed - 1))) < 1e-9)
        --needed;
    return grouped().toString(rounded, 'f', needed);
}

Unit byteUnit(double bytes)
{
    if (bytes >= 999.5e9)
        return {1e12, QCoreApplication::translate("tuilerie::Format", "TB")};
    if (bytes >= 999.5e6)
        return {1e9, QCoreApplication::translate("tuilerie::Format", "GB")};
    if (bytes >= 999.5e3)
        return {1e6, QCoreApplication::translate("tuilerie::Format", "MB")};
    if (bytes >= 1000)
        return {1e3, QCoreApplication::translate("tuilerie::Format", "kB")};
    return {1, QCoreApplication::translate("tuilerie::Format", "bytes")};
}

Unit timeUnit(double seconds)
{
    if (seconds >= 5400)
        return {3600, QCoreApplication::translate("tuilerie::Format", "h")};
    if (seconds >= 90)
        return {60, QCoreApplication::translate("tuilerie::Format", "min")};
    return {1, QCoreApplication::translate("tuilerie::Format", "s")};
}

QString range(const QString &low, const QString &high, const QString &unit)
{
    // Dashes and the unit's space must not be broken at a line's end.
    if (low == high)
        return high + QChar(0xa0) + unit;
    return low + QChar(0xa0) + QChar(0x2013) + QChar(0xa0) + high + QChar(0xa0) + unit;
}

} // namespace

QString formatCount(qint64 count)
{
    return grouped().toString(count);
}

QString formatBytes(qint64 bytes)
{
    const Unit unit = byteUnit(double(bytes));
    return figures(double(bytes) / unit.size) + QChar(0xa0) + unit.name;
}

QString formatByteRange(qint64 low, qint64 high)
{
    const Unit unit = byteUnit(double(std::max(low, high)));
    return range(figures(double(low) / unit.size), figures(double(high) / unit.size), unit.name);
}

QString formatDuration(double seconds)
{
    if (!(seconds >= 0) || !std::isfinite(seconds))
        return QString(QChar(0x2014));
    const QLocale locale = grouped();
    if (seconds < 9.95)
        return locale.toString(seconds, 'f', 1) + QChar(0xa0) + tr("s");
    const auto whole = qint64(std::llround(seconds));
    const QString two = QStringLiteral("%1 %2 %3 %4");
    if (whole < 60)
        return locale.toString(whole) + QChar(0xa0) + tr("s");
    if (whole < 3600)
        return two.arg(whole / 60).arg(tr("min")).arg(whole % 60, 2, 10, QLatin1Char('0')).arg(tr("s"));
    return two.arg(locale.toString(whole / 3600), tr("h")).arg(whole % 3600 / 60, 2, 10, QLatin1Char('0')).arg(tr("min"));
}

QString formatDurationRange(double low, double high)
{
    if (!(high >= 0) || !std::isfinite(high))
        return formatDuration(-1);
    const Unit unit = timeUnit(high);
    const auto figure = [&](double seconds) {
        const double value = std::max(seconds, 0.) / unit.size;
        return value < 10 && unit.size > 60 ? figures(std::round(value * 10) / 10)
                                            : figures(std::max(std::round(value), unit.size == 1 ? 1. : 0.));
    };
    return range(figure(low), figure(high), unit.name);
}

QString formatRate(double perSecond, const QString &unit)
{
    return figures(std::max(perSecond, 0.)) + QChar(0xa0) + unit + QLatin1Char('/') + tr("s");
}

QString formatCoordinate(double value, int decimals)
{
    return grouped().toString(value, 'f', decimals);
}

int decimalsFor(double unitsPerPixel)
{
    if (!(unitsPerPixel > 0))
        return 2;
    return std::clamp(int(std::ceil(-std::log10(unitsPerPixel))), 0, 9);
}

} // namespace tuilerie
