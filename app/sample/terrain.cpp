// SPDX-License-Identifier: GPL-3.0-or-later
#include "terrain.h"

#include <algorithm>

namespace tuilerie::sample {

Terrain::Terrain(uint32_t seed, double originX, double originY, double size)
    : m_noise(seed)
    , m_originX(originX)
    , m_originY(originY)
    , m_size(size)
{
}

double Terrain::riverX(double y) const
{
    const double t = (y - m_originY) / 420.0;
    return m_originX + m_size * 0.68 + 90 * std::sin(t) + 55 * std::sin(2.3 * t + 1)
        + 120 * (m_noise.smooth(t * 0.4, 77) - 0.5);
}

double Terrain::height(double x, double y) const
{
    const double hills = 140 + 110 * m_noise.fractal(x / 1400, y / 1400, 6);
    const double away = std::abs(x - riverX(y));
    const double floor = 158;
    // The valley's sides rise over 350 m; its floor is flat beside the water.
    const double side = std::clamp((away - 30) / 350, 0.0, 1.0);
    const double eased = side * side * (3 - 2 * side);
    const double ground = floor + (std::max(hills, floor + 4) - floor) * eased;
    return away < riverWidth / 2 ? floor - 1.2 : ground;
}

bool Terrain::isForest(double x, double y) const
{
    const double wobble = 30 * m_noise.smooth(x / 25, y / 25);
    return m_noise.fractal((x + wobble) / 650 + 31, (y - wobble) / 650 - 12, 3) > 0.585;
}

double Terrain::canopy(double x, double y) const
{
    // Crowns of about 6 m, each with a height of its own.
    const float crown = m_noise.smooth(x / 3.1, y / 3.1);
    return 5 + 9 * m_noise.smooth(x / 40, y / 40) + 7 * crown;
}

float Terrain::shade(double x, double y, double step) const
{
    const double dx = (height(x + step, y) - height(x - step, y)) / (2 * step);
    const double dy = (height(x, y + step) - height(x, y - step)) / (2 * step);
    const double length = std::sqrt(dx * dx + dy * dy + 1);
    // Sun from (-1, 1, √2)/2.
    const double light = (0.5 * dx - 0.5 * dy + 0.7071) / length;
    return float(std::clamp(0.35 + 0.92 * light, 0.4, 1.3));
}

} // namespace tuilerie::sample
