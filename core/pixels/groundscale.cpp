// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/groundscale.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tuilerie {

namespace {

constexpr double semiMajor = 6378137.0, flattening = 1 / 298.257223563; ///< WGS 84
constexpr double radians = std::numbers::pi / 180;
constexpr double leastSize = 1e-6; ///< of a pixel at a pole

/// Between two places near each other, in degrees; NaN when one of them is nowhere.
double metresBetween(Point a, Point b)
{
    const double eccentricity = flattening * (2 - flattening);
    const double sine = std::sin((a.y + b.y) / 2 * radians);
    const double bend = 1 - eccentricity * sine * sine;
    const double across = semiMajor / std::sqrt(bend);       // radius of the prime vertical
    const double along = across * (1 - eccentricity) / bend; // of the meridian
    const double turn = std::remainder(b.x - a.x, 360.0);    // the short way round
    const double east = turn * radians * across * std::cos((a.y + b.y) / 2 * radians);
    return std::hypot(east, (b.y - a.y) * radians * along);
}

} // namespace

Result<GroundScale> GroundScale::create(const PixelGrid &grid, const Crs &crs, const PixelRect &rect)
{
    TUILERIE_TRY(degrees, Crs::fromText(QStringLiteral("CRS:84")));
    TUILERIE_TRY(transform, CrsTransform::create(crs, degrees));
    GroundScale scale;
    scale.m_rect = rect;
    // So short that the scale does not change over it, so long that the digits of a double measure it.
    constexpr double step = 1.0 / 16;
    std::vector<Point> points;
    for (int j = 0; j <= cells; ++j)
        for (int i = 0; i <= cells; ++i) {
            const double x = double(rect.x0) + double(rect.width()) * i / cells;
            const double y = double(rect.y0) + double(rect.height()) * j / cells;
            for (const auto &[dx, dy] :
                {std::pair(-step, 0.0), std::pair(step, 0.0), std::pair(0.0, -step), std::pair(0.0, step)})
                points.push_back(grid.place(x + dx, y + dy));
        }
    transform.forward(points);
    const Size plain{grid.cellSizeX * crs.metersPerUnit(), grid.cellSizeY * crs.metersPerUnit()};
    const auto sized = [](double metres, double otherwise) {
        return std::isfinite(metres) ? std::max(metres, leastSize) : std::max(otherwise, leastSize);
    };
    for (size_t n = 0; n < points.size(); n += 4)
        scale.m_net.push_back({sized(metresBetween(points[n], points[n + 1]) / (2 * step), plain.x),
            sized(metresBetween(points[n + 2], points[n + 3]) / (2 * step), plain.y)});
    return scale;
}

void GroundScale::row(qint64 y, std::vector<Size> &sizes) const
{
    const auto between = [](double place, qint64 whole) {
        const double position = place / double(whole) * cells;
        const int cell = std::clamp(int(position), 0, cells - 1);
        return std::pair(cell, position - cell);
    };
    const auto [rowCell, down] = between(double(y - m_rect.y0) + 0.5, m_rect.height());
    const Size *upper = m_net.data() + size_t(rowCell) * (cells + 1);
    const Size *lower = upper + cells + 1;
    sizes.resize(size_t(m_rect.width()));
    for (qint64 n = 0; n < m_rect.width(); ++n) {
        const auto [cell, right] = between(double(n) + 0.5, m_rect.width());
        const auto at = [&, cell = cell, right = right, down = down](double Size::*axis) {
            const double above = upper[cell].*axis + right * (upper[cell + 1].*axis - upper[cell].*axis);
            const double below = lower[cell].*axis + right * (lower[cell + 1].*axis - lower[cell].*axis);
            return above + down * (below - above);
        };
        sizes[size_t(n)] = {at(&Size::x), at(&Size::y)};
    }
}

} // namespace tuilerie
