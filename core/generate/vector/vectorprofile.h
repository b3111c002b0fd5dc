// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "generate/vector/attributes.h"
#include "generate/vector/tilegeometry.h"
#include "generate/vector/vectorpyramid.h"
#include "grid/crs.h"
#include "grid/tilematrixset.h"
#include "pyramid/finishing.h"
#include "source/filelist.h"

namespace tuilerie::vector {

/// The integer grid on which all features lie in the temporary store: units of the bottom level's tiles (coarser only where
/// a grid would not fit into 31 bits), y to the south.
struct StoreGrid
{
    Point origin;
    double unit = 1;
    static constexpr int32_t limit = 1 << 30; ///< coordinates are within ± this

    double x(double gridX) const { return (gridX - origin.x) / unit; }
    double y(double gridY) const { return (origin.y - gridY) / unit; }
};

/// From the store to the units of one level's tiles, counted from the matrix' origin.
struct LevelGrid
{
    double scale = 1;
    double offsetX = 0;
    double offsetY = 0;
    int64_t x(int32_t storeX) const { return int64_t(std::floor(storeX * scale + offsetX + 0.5)); }
    int64_t y(int32_t storeY) const { return int64_t(std::floor(storeY * scale + offsetY + 0.5)); }
};

/// A table in one file.
struct TablePart
{
    QString path;
    int layer = 0; ///< OGR's number in the file
    Crs crs;
    qint64 count = 0;                   ///< before the filter
    Extent extent;                      ///< in `crs`; empty where the file does not say
    uint64_t salt = 0;                  ///< of its name where the input has several, whose feature ids are not one another's
    std::vector<AttributeField> fields; ///< as many as the input's attributes
};

/// One entry of the composition with what the files say of it.
struct VectorInput
{
    VectorTableParams params;
    QString layer;
    int top = 0, bottom = 0; ///< indexes into grid.levels()
    QString geometry;        ///< "MULTIPOLYGON"
    QStringList attributes;
    QStringList attributeTypes;
    std::vector<TablePart> parts;
};

/// The parameters put together with what the sources and the grid are; every open choice is made. Plain value.
struct VectorProfile
{
    VectorPyramidParams params;
    TileMatrixSet grid;
    Crs gridCrs;
    int top = 0, bottom = 0;
    std::vector<VectorInput> inputs;
    std::vector<FileEntry> files;
    StoreGrid store;
    PyramidPlace place; ///< params.output taken apart

    static Result<VectorProfile> resolve(const VectorPyramidParams &params, WorkControl &control);

    const TileMatrix &matrix(int level) const { return grid.levels()[size_t(level)]; }
    double unitOf(int level) const { return matrix(level).cellSize * matrix(level).tileWidth / params.extent; }
    LevelGrid levelGrid(int level) const;
    qint64 featureCount() const;
    /// Everything that decides the tiles' bytes, as a hash, without the sources' dates and sizes, which sourceState() has.
    QByteArray fingerprint() const;
    QByteArray sourceState() const;
    /// The same as fingerprint() without what the sources are and where they lie: of two versions with the same one, slabs
    /// of the same features have the same bytes.
    QByteArray setting() const;
};

/// Which level shows the detail that the data have; an index into the grid's levels.
Result<int> chooseBottom(const VectorProfile &profile);

} // namespace tuilerie::vector
