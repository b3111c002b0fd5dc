// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/export/pyramidexport.h"
#include "pyramid/pyramidreader.h"

namespace tuilerie {

/// What a tile of the export is. Private to the room, like all below.
enum class TileForm { Png, Jpeg, Vector, Float };

struct ExportLevel
{
    QString id;
    int zoom = 0; ///< in the export: z of the Web Mercator grid, else the level's number in its grid
    TileMatrix matrix;
    TileRange limits;
};

struct ExportPlan
{
    std::shared_ptr<PyramidReader> reader;
    ExportFormat format = ExportFormat::PmTiles;
    TileForm form = TileForm::Png;
    bool isCopied = false;           ///< the tiles go as they are
    std::vector<ExportLevel> levels; ///< from coarse to fine, at least one
    QString name;                    ///< of the pyramid
    QString title;
    QString abstract;
    QString attribution;
    Extent extent;            ///< of the finest level's tiles, in the grid's CRS
    Extent bounds;            ///< the same in degrees WGS 84
    qint64 tileCount() const; ///< at most: some may be absent
    int overviewZoom() const; ///< the finest that shows all in a few tiles: what a viewer begins with
};

/// Unsupported with the way out where the format cannot hold the pyramid. What is left out is a warning of `control`.
Result<ExportPlan> planExport(const ExportParams &params, WorkControl &control);

} // namespace tuilerie
