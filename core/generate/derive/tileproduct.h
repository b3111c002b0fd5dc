// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/derive/deriveplan.h"
#include "base/work/tempfile.h"

#include <span>

namespace tuilerie::derive {

constexpr float noValue = -9999;

/// Gives the memory back, which neither clear() nor an assignment of {} does.
template <typename Vector> void dispose(Vector &vector)
{
    Vector().swap(vector);
}

struct TileTotals
{
    qint64 cells = 0, voids = 0, filled = 0; ///< as in DeriveResult
};

/// A finished tile.
struct TileCells : TileTotals
{
    std::vector<float> values; ///< row by row; noValue where there is none
};

/// Gathers samples tile by tile and makes cells of them. A tile is whole when every file that touches it has been read; it
/// is made when all tiles within reach() of it are whole, and released when nobody within reach() needs it any more. All
/// members from any thread.
class TileProduct
{
public:
    virtual ~TileProduct() = default;
    virtual int reach() const = 0; ///< tiles
    virtual Status add(std::span<const Sample> samples) = 0;
    /// `footprint`: 1 for each cell of the tile inside a file's extent.
    virtual Result<TileCells> make(qint64 tile, std::span<const uint8_t> footprint) = 0;
    virtual void release(qint64 tile) = 0;
};

/// The dtm.
std::unique_ptr<TileProduct> makeTerrainProduct(const DerivePlan &plan, TempFile &spill);
/// dsm, intensity and density.
std::unique_ptr<TileProduct> makeCellProduct(const DerivePlan &plan, TempFile &spill);

} // namespace tuilerie::derive
