// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/pixelimage.h"
#include "grid/crs.h"
#include "grid/tilematrixset.h"

#include <functional>
#include <vector>

namespace tuilerie {

/// A grid of pixels in a CRS, x/y order, rows to the south: a mosaic of files, a level, the picture that a map request
/// wants.
struct PixelGrid
{
    Point origin; ///< top-left corner
    double cellSizeX = 1;
    double cellSizeY = 1;
    qint64 width = 0; ///< pixels; 0 where it has no end
    qint64 height = 0;
    double turn = 0; ///< of its CRS (Crs::turn()): as a source, it is there again after so many units of x; 0 for once

    static PixelGrid ofLevel(const TileMatrix &matrix) { return {matrix.origin, matrix.cellSize, matrix.cellSize}; }
    Point place(double column, double row) const { return {origin.x + column * cellSizeX, origin.y - row * cellSizeY}; }
};

/// Size of a target pixel in source pixels, along the source's axes, over a rectangle of the target.
struct PixelSpan
{
    double x = 1;
    double y = 1;
    bool isEven = true; ///< nearly the same everywhere: one number can stand for all
};

/// Where the pixels of one grid, the target, lie in another, the source, in fractions of source pixels (a centre is at n +
/// 0.5).
///
/// Same CRS: exact. Other CRS: exact at the nodes of a mesh and bilinear between them; the mesh is tied to the target's own
/// pixels, so that neighbouring blocks agree to the bit, and is refined until the error at the cells' and edges' middles is
/// below 0.125 source pixel (the error that gdalwarp allows by default). Places in a source that comes round (`turn`) are
/// those of the turn around its middle. One per thread.
class PixelMapping
{
public:
    static constexpr double tolerance = 0.125;

    /// `transform` goes from the target's CRS to the source's; nullptr when they are the same. It must outlive the mapping.
    PixelMapping(const PixelGrid &target, const PixelGrid &source, const CrsTransform *transform);

    /// Gets ready for the rows of this rectangle.
    void prepare(const PixelRect &rect);
    /// Source positions that the prepared rectangle covers within the source: west, north, east, south as x0, y0, x1, y1;
    /// false when there are none.
    bool bounds(double &x0, double &y0, double &x1, double &y1) const;
    /// The same for each piece of it; their union is bounds().
    void pieces(const std::function<void(double x0, double y0, double x1, double y1)> &visit) const;
    /// Positions of the pixel centres of one row of the prepared rectangle; NaN where there is none.
    void row(qint64 y, double *x, double *yOut) const;
    PixelSpan span(const PixelRect &rect) const;
    /// True when every target pixel is one source pixel, within `most` of a pixel over the whole of the target (of the
    /// source, where the target has no end); the shift is then source = target + shift.
    bool isAligned(double most, qint64 &shiftX, qint64 &shiftY) const;

private:
    struct Cell
    {
        PixelRect rect;           ///< in target pixels
        Point corner[4];          ///< source positions of the corners: top left, top right, bottom left, bottom right
        std::vector<Point> exact; ///< one for each pixel of the cell, where interpolation is not good enough
        Point at(double x, double y) const; ///< between the corners
    };

    Point exactAt(double x, double y) const;
    void toSource(std::vector<Point> &points) const;
    double aroundMiddle(double x) const;
    bool isAnywhere(const PixelRect &rect) const;
    void addCells(const PixelRect &rect, int spacing);

    PixelGrid m_target;
    PixelGrid m_source;
    double m_turn = 0; ///< in source pixels
    const CrsTransform *m_transform = nullptr;
    PixelRect m_rect;
    std::vector<Cell> m_cells;
};

/// The source once more for each turn of the world in which `rect` of the target meets it, both in one CRS: its own turn
/// comes last, for what is in two of them. Just the source where nothing comes round.
std::vector<PixelGrid> turnsOf(const PixelGrid &source, const PixelGrid &target, const PixelRect &rect);

/// Size of a grid's pixels in the units of another CRS: medians over the grid, which has an end; 0 where none of it can be
/// transformed, or nothing lies within `where` (of the other CRS, in any of its turns).
struct PixelSize
{
    double mean = 0;  ///< one number for both directions: the root of a pixel's area
    double least = 0; ///< of the direction in which they are smallest
};
PixelSize medianPixelSize(const PixelGrid &grid, const CrsTransform *transform, const Extent *where = nullptr);

} // namespace tuilerie
