// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/crs.h"

#include <optional>
#include <vector>

namespace tuilerie {

/// What a map request asks for: an image of width × height pixels that covers `extent` of `crs`, x/y order, row 0 in the
/// north.
struct MapFrame
{
    Crs crs;
    Extent extent;
    int width = 0;
    int height = 0;
};

/// Where each pixel of a frame lies in another CRS: PROJ is asked at every eighth pixel, between them it is interpolated;
/// cells where that would be off by more than a tenth of a pixel, or that hold a discontinuity, are asked pixel by pixel.
/// For one thread.
class WarpGrid
{
public:
    static Result<WarpGrid> create(const MapFrame &frame, const Crs &target);
    /// Coordinates of the pixel centres of row `y`; HUGE_VAL where there are none. `out` holds `width` points.
    void row(int y, std::vector<Point> &out) const;
    bool isIdentity() const { return m_identity; }
    /// Size of the frame's pixels in the target's units (the median); 0 when no pixel can be transformed.
    double resolution() const { return m_resolution; }
    /// Box of what the frame's pixels reach in the target CRS.
    const Extent &reach() const { return m_reach; }

private:
    explicit WarpGrid(const MapFrame &frame)
        : m_frame(frame)
    {
    }
    Point framePoint(double column, double row) const;
    void measure();

    MapFrame m_frame;
    std::optional<CrsTransform> m_transform;
    bool m_identity = false;
    int m_columns = 0; ///< cells
    int m_rows = 0;
    std::vector<Point> m_nodes;
    std::vector<char> m_exact; ///< by cell
    double m_resolution = 0;
    Extent m_reach;
};

} // namespace tuilerie
