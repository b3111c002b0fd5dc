// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/pixelmapping.h"

#include <vector>

namespace tuilerie {

/// How large the pixels of a grid are on the ground, in metres: degrees and Mercator's metres are shorter the farther from
/// the equator they lie. Exact on a net of 17 × 17 places over a rectangle, bilinear between them; lengths on the ellipsoid
/// WGS 84 by its radii of curvature. Plain value.
class GroundScale
{
public:
    struct Size
    {
        double x = 1, y = 1; ///< metres, above 0
    };

    /// `rect` is counted in the grid's pixels. Where a place cannot be transformed, the CRS's own unit counts.
    static Result<GroundScale> create(const PixelGrid &grid, const Crs &crs, const PixelRect &rect);
    /// Of one row of the rectangle: a size for each of its pixels.
    void row(qint64 y, std::vector<Size> &sizes) const;

private:
    static constexpr int cells = 16;
    PixelRect m_rect;
    std::vector<Size> m_net;
};

} // namespace tuilerie
