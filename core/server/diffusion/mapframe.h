// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/crs.h"
#include "pixels/pixelmapping.h"

#include <optional>

namespace tuilerie {

/// What a map request asks for: an image of width × height pixels that covers `extent` of `crs`, x/y order, row 0 in the
/// north.
struct MapFrame
{
    Crs crs;
    Extent extent;
    int width = 0;
    int height = 0;

    PixelGrid grid() const
    {
        return {{extent.west, extent.north}, extent.width() / width, extent.height() / height, width, height};
    }
};

/// A frame as it is seen from another CRS. For one thread.
class FrameView
{
public:
    static Result<FrameView> create(const MapFrame &frame, const Crs &crs);

    const PixelGrid &grid() const { return m_grid; }
    /// Null where the frame's CRS is this one.
    const CrsTransform *transform() const { return m_transform ? &*m_transform : nullptr; }
    /// Sizes of the frame's pixels in units of the other CRS; 0 where none of them can be transformed.
    PixelSize pixelSize() const { return medianPixelSize(m_grid, transform()); }
    /// The middle of a pixel in the other CRS; not finite where it has no place there.
    Point centreOf(int column, int row) const;

private:
    explicit FrameView(const PixelGrid &grid)
        : m_grid(grid)
    {
    }

    PixelGrid m_grid;
    std::optional<CrsTransform> m_transform;
};

} // namespace tuilerie
