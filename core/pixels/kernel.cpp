// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/kernel.h"

#include <QCoreApplication>

#include <cmath>
#include <numbers>

namespace tuilerie {

Result<Kernel> kernelFromWord(const QString &word)
{
    const QString lower = word.toLower();
    if (lower == QLatin1String("nn"))
        return Kernel::Nearest;
    if (lower == QLatin1String("linear"))
        return Kernel::Linear;
    if (lower == QLatin1String("bicubic"))
        return Kernel::Bicubic;
    if (lower == QLatin1String("lanczos"))
        return Kernel::Lanczos3;
    return fail(ErrorCode::Invalid,
        QCoreApplication::translate(
            "tuilerie::RasterPyramid", "The interpolation “%1” is not known. Choose nn, linear, bicubic or lanczos.")
            .arg(word));
}

Kernel kernelFromName(const QString &name)
{
    QString word = name.toLower();
    word.remove(QLatin1Char('_')).remove(QLatin1Char('-')).remove(QLatin1Char(' '));
    if (word == QLatin1String("nn") || word.startsWith(QLatin1String("nearest")))
        return Kernel::Nearest;
    if (word == QLatin1String("linear") || word == QLatin1String("bilinear"))
        return Kernel::Linear;
    if (word == QLatin1String("lanczos3"))
        return Kernel::Lanczos3;
    if (word == QLatin1String("lanczos4"))
        return Kernel::Lanczos4;
    if (word.startsWith(QLatin1String("lanczos")))
        return Kernel::Lanczos2;
    return Kernel::Bicubic;
}

double kernelRadius(Kernel kernel)
{
    switch (kernel) {
    case Kernel::Nearest: return 0.5;
    case Kernel::Linear: return 1;
    case Kernel::Bicubic:
    case Kernel::Lanczos2: return 2;
    case Kernel::Lanczos3: return 3;
    case Kernel::Lanczos4: return 4;
    }
    return 1;
}

double kernelValue(Kernel kernel, double x)
{
    x = std::abs(x);
    switch (kernel) {
    case Kernel::Nearest: return x <= 0.5 ? 1 : 0;
    case Kernel::Linear: return x < 1 ? 1 - x : 0;
    case Kernel::Bicubic:
        if (x < 1)
            return (1.5 * x - 2.5) * x * x + 1;
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    default: break;
    }
    const double lobes = kernelRadius(kernel);
    if (x < 1e-9)
        return 1;
    if (x >= lobes)
        return 0;
    const double a = std::numbers::pi * x;
    return lobes * std::sin(a) * std::sin(a / lobes) / (a * a);
}

KernelTable::KernelTable(Kernel kernel, double span)
{
    // As gdalwarp does: nearly equal sizes are interpolated, not filtered.
    const double stretch = isFilter(span) ? span : 1;
    m_taps = 2 * int(std::ceil(kernelRadius(kernel) * stretch));
    m_weights.resize(size_t(phases) * size_t(m_taps));
    m_spread.resize(m_weights.size() * 4);
    std::vector<double> row(size_t(m_taps), 0.0);
    for (int phase = 0; phase < phases; ++phase) {
        const double position = double(phase) / phases;
        double sum = 0;
        for (int tap = 0; tap < m_taps; ++tap) {
            row[size_t(tap)] = kernelValue(kernel, (tap - tapsBefore() - position) / stretch);
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

} // namespace tuilerie
