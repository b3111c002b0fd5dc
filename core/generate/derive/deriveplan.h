// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/derive/derivedraster.h"
#include "grid/crs.h"
#include "grid/extent.h"
#include "source/pointcloud/pointbox.h"

#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace tuilerie::derive {

enum class Product { Terrain, Surface, Intensity, Density };

/// A file that takes part.
struct DeriveFile
{
    QString path;
    Extent extent; ///< of its points, half a step of its coordinates wider on each side
    double minZ = 0, maxZ = 0;
    qint64 points = 0;
};

/// Where the points of files are whose headers say something else: path → their true box.
using MeasuredBoxes = std::map<QString, PointBox>;

/// A point of which the product is made, on the run's grid.
struct Sample
{
    qint64 x = 0, y = 0;         ///< in units of DeriveGrid::unit, from 0 of the CRS
    int32_t z = 0;               ///< in units of DeriveGrid::zUnit
    int32_t column = 0, row = 0; ///< of the raster
    uint16_t intensity = 0;
};

struct CellRect
{
    qint64 x = 0, y = 0; ///< column and row of the first cell
    int width = 0, height = 0;
};

/// The raster, cut into square tiles, and the whole numbers that coordinates are brought to. Columns run east, rows run
/// south.
struct DeriveGrid
{
    double cell = 1;
    qint64 firstColumn = 0; ///< west edge ÷ cell
    qint64 topRow = 0;      ///< north edge ÷ cell
    qint64 width = 0, height = 0;
    double unit = 0.01, zUnit = 0.01;
    int tileCells = 256;
    int tilesX = 0, tilesY = 0;
    int fill = 0; ///< cells, as DeriveParams::fillVoids with its default

    double west() const { return double(firstColumn) * cell; }
    double north() const { return double(topRow) * cell; }
    /// Centres, in units. Computed from the whole numbers, so that they are the same in every raster that lies on these
    /// multiples.
    double centreX(qint64 column) const { return (double(firstColumn + column) + 0.5) * cell / unit; }
    double centreY(qint64 row) const { return (double(topRow - row) - 0.5) * cell / unit; }
    qint64 column(double x) const { return qint64(std::floor(x / cell + edge)) - firstColumn; }
    qint64 row(double y) const { return topRow - 1 - qint64(std::floor(y / cell + edge)); }
    CellRect tileRect(qint64 tile) const
    {
        const qint64 x = tile % tilesX * tileCells, y = tile / tilesX * tileCells;
        return {x, y, int(std::min<qint64>(tileCells, width - x)), int(std::min<qint64>(tileCells, height - y))};
    }
    qint64 tiles() const { return qint64(tilesX) * tilesY; }

    /// Cells: a coordinate so little below an edge is on it. Decimal coordinates have no exact double.
    static constexpr double edge = 1e-6;
};

struct DerivePlan
{
    Product product = Product::Terrain;
    bool hillshade = false;
    std::array<bool, 256> ground{}; ///< classes of the TIN
    std::vector<DeriveFile> files;  ///< in the order they are read: neighbours soon after one another
    Crs crs;
    DeriveGrid grid;
    qint64 points = 0;
    qint64 footprintCells = 0; ///< at most: files may overlap
    int workers = 1;
    qint64 memory = 0;     ///< bytes, for the points and cells that wait for their neighbours
    qint64 blockCache = 0; ///< bytes, of GDAL
    qint64 tilePoints = 0; ///< that one worker triangulates at a time, about
    QStringList warnings;

    /// 1 for each cell of `rect` whose centre lies within a file's extent.
    std::vector<uint8_t> footprint(const CellRect &rect, const std::vector<int> &files) const;
};

/// Reads the headers, in parallel, and decides. Boxes that cannot be true are measured and added to `measured`; those in it
/// count for more than the headers. Errors as deriveRaster().
Result<DerivePlan> planDerive(const DeriveParams &params, MeasuredBoxes &measured, WorkControl &control);
/// A file that has points outside its header's box: its box is measured, and those of all others that a look at some of
/// their points shows to be wrong too.
Status measureFiles(const DerivePlan &plan, int misplaced, MeasuredBoxes &measured, WorkControl &control);

} // namespace tuilerie::derive
