// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/pixelimage.h"
#include "grid/crs.h"
#include "grid/tilematrixset.h"

#include <memory>
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

    static PixelGrid ofLevel(const TileMatrix &matrix) { return {matrix.origin, matrix.cellSize, matrix.cellSize}; }
    Point place(double column, double row) const { return {origin.x + column * cellSizeX, origin.y - row * cellSizeY}; }
};

/// Where the pixels of one grid, the target, lie in another, the source, in fractions of source pixels (a centre is at n +
/// 0.5).
///
/// Same CRS: exact. Other CRS: exact at the nodes of a mesh and bilinear between them; the mesh is tied to the target's own
/// pixels, so that neighbouring blocks agree to the bit, and is refined until the error at the cells' and edges' middles is
/// below 0.125 source pixel (the error that gdalwarp allows by default). One per thread.
class PixelMapping
{
public:
    static constexpr double tolerance = 0.125;

    /// `transform` goes from the target's CRS to the source's; nullptr when they are the same. It must outlive the mapping.
    PixelMapping(const PixelGrid &target, const PixelGrid &source, const CrsTransform *transform);

    /// Gets ready for the rows of this rectangle.
    void prepare(const PixelRect &rect);
    /// Source positions that the prepared rectangle covers: west, north, east, south as x0, y0, x1, y1; false when nothing
    /// of it can be transformed.
    bool bounds(double &x0, double &y0, double &x1, double &y1) const;
    /// Positions of the pixel centres of one row of the prepared rectangle; NaN where there is none.
    void row(qint64 y, double *x, double *yOut) const;
    /// Size of a target pixel in source pixels at the middle of a rectangle.
    void span(const PixelRect &rect, double &spanX, double &spanY) const;
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
    void addCells(const PixelRect &rect, int spacing);

    PixelGrid m_target;
    PixelGrid m_source;
    const CrsTransform *m_transform = nullptr;
    PixelRect m_rect;
    std::vector<Cell> m_cells;
};

/// Size of a grid's pixels in the units of another CRS, as one number for both directions: the median over the grid, which
/// has an end; 0 where none of it can be transformed.
double medianPixelSize(const PixelGrid &grid, const CrsTransform *transform);

} // namespace tuilerie
