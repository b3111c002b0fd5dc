// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/leveltext.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace tuilerie {

static QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::LevelText", text);
}

QString cellSizeText(double metres)
{
    const auto figure = [](double value) {
        // Three significant figures, never in powers of ten.
        const int decimals = std::clamp(2 - int(std::floor(std::log10(std::max(value, 1e-9)))), 0, 6);
        QLocale locale;
        locale.setNumberOptions(QLocale::OmitGroupSeparator);
        QString text = locale.toString(value, 'f', decimals);
        if (decimals > 0) {
            while (text.endsWith(locale.zeroDigit()))
                text.chop(1);
            if (text.endsWith(locale.decimalPoint()))
                text.chop(1);
        }
        return text;
    };
    if (metres < 0.9995)
        return tr("%1 cm").arg(figure(metres * 100));
    if (metres < 999.5)
        return tr("%1 m").arg(figure(metres));
    return tr("%1 km").arg(figure(metres / 1000));
}

QString scaleText(double denominator)
{
    const double rounding = std::pow(10, std::max(0.0, std::floor(std::log10(std::max(denominator, 1.0))) - 2));
    return tr("1:%1").arg(QLocale().toString(std::llround(denominator / rounding) * std::llround(rounding)));
}

QString shortLevelText(const TileMatrix &matrix, double metersPerUnit)
{
    return tr("%1 – %2").arg(matrix.id, cellSizeText(matrix.cellSize * metersPerUnit));
}

QString levelText(const TileMatrix &matrix, double metersPerUnit)
{
    return tr("%1 – %2, %3")
        .arg(matrix.id, cellSizeText(matrix.cellSize * metersPerUnit), scaleText(matrix.scaleDenominator(metersPerUnit)));
}

} // namespace tuilerie
