// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/pixelimage.h"
#include "grid/tilematrixset.h"

namespace tuilerie::raster {

/// How a level is made from a finer one (docs/rok4.md §9). Immutable; use from any thread.
///
/// Mean: grids with 2:1 steps. Each pixel is the mean of the 2×2 children that hold data, truncated toward zero for
/// integers; nodata where none does. Nearest: all other grids ("one pixel in k"). Each pixel is a copy of the finer level's
/// pixel that its centre lies in (the right and lower one on an edge).
class LevelReduction
{
public:
    enum class Method { Mean, Nearest };

    LevelReduction() = default;
    static LevelReduction mean();
    static LevelReduction nearest(const TileMatrix &finer, const TileMatrix &coarser);

    Method method() const { return m_method; }
    /// The pixels of the coarser level that are made from (a part of) this rectangle of the finer one.
    PixelRect coarserRect(const PixelRect &finer) const;
    /// The finer pixels that this rectangle of the coarser level is made from.
    PixelRect finerRect(const PixelRect &coarser) const;
    /// Writes into `coarser` all its pixels that are made from `finer`. For Mean, `finer` starts and ends at even pixels.
    void reduce(const PixelImage &finer, PixelImage &coarser) const;

private:
    qint64 finerX(qint64 x) const;
    qint64 finerY(qint64 y) const;

    Method m_method = Method::Mean;
    double m_ratio = 2;
    double m_shiftX = 0; ///< of the coarser origin, in finer pixels
    double m_shiftY = 0;
};

/// The finer level that a level of a grid without 2:1 steps is made from, as an index into `levels` (coarse to fine): the
/// coarsest one between it and `bottom` whose ratio is whole and whose pixel centres coincide; failing that the next finer
/// one.
int nearestSourceLevel(const std::vector<TileMatrix> &levels, int level, int bottom);

} // namespace tuilerie::raster
