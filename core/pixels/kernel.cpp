// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/kernel.h"

#include <QCoreApplication>

#include <cmath>
#include <numbers>

namespace tuilerie::raster {

namespace {

double radius(Interpolation interpolation)
{
    switch (interpolation) {
    case Interpolation::Bicubic: return 2;
    case Interpolation::Lanczos: return 3;
    default: return 1;
    }
}

double kernelValue(Interpolation interpolation, double x)
{
    x = std::abs(x);
    switch (interpolation) {
    case Interpolation::Bicubic:
        if (x < 1)
            return (1.5 * x - 2.5) * x * x + 1;
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    case Interpolation::Lanczos: {
        if (x < 1e-9)
            return 1;
        if (x >= 3)
            return 0;
        const double a = std::numbers::pi * x;
        return 3 * std::sin(a) * std::sin(a / 3) / (a * a);
    }
    default: return x < 1 ? 1 - x : 0;
    }
}

} // namespace

Result<Interpolation> interpolationFromWord(const QString &word)
{
    const QString lower = word.toLower();
    if (lower == QLatin1String("nn"))
        return Interpolation::Nearest;
    if (lower == QLatin1String("linear"))
        return Interpolation::Linear;
    if (lower == QLatin1String("bicubic"))
        return Interpolation::Bicubic;
    if (lower == QLatin1String("lanczos"))
        return Interpolation::Lanczos;
    return fail(ErrorCode::Invalid,
        QCoreApplication::translate(
            "tuilerie::RasterPyramid", "The interpolation “%1” is not known. Choose nn, linear, bicubic or lanczos.")
            .arg(word));
}

KernelTable::KernelTable(Interpolation interpolation, double span)
{
    // As gdalwarp does: nearly equal sizes are interpolated, not filtered.
    const double stretch = span > 1 / 0.95 ? span : 1;
    m_taps = 2 * int(std::ceil(radius(interpolation) * stretch));
    m_weights.resize(size_t(phases) * size_t(m_taps));
    m_spread.resize(m_weights.size() * 4);
    std::vector<double> row(size_t(m_taps), 0.0);
    for (int phase = 0; phase < phases; ++phase) {
        const double position = double(phase) / phases;
        double sum = 0;
        for (int tap = 0; tap < m_taps; ++tap) {
            row[size_t(tap)] = kernelValue(interpolation, (tap - tapsBefore() - position) / stretch);
            sum += row[size_t(tap)];
        }
        for (int tap = 0; tap < m_taps; ++tap) {
            const size_t at = size_t(phase) * size_t(m_taps) + size_t(tap);
            m_weights[at] = float(row[size_t(tap)] / sum);
            for (size_t k = 0; k < 4; ++k)
                m_spread[4 * at + k] = m_weights[at];
        }
    }
}

} // namespace tuilerie::raster
