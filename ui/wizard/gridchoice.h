// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "grid/tilematrixset.h"
#include "source/rastersource.h"

#include <QString>
#include <vector>

class QComboBox;

namespace tuilerie {

struct GridEntry
{
    QString id;
    QString crs;
    bool inCrsOfData = false;
};

/// The bundled tile matrix sets in the order in which they are offered for data in `dataCrs`: PM, those in the same CRS, the
/// others.
std::vector<GridEntry> gridsFor(const QString &dataCrs);

/// What gridsFor() and the transforms from the data to the grids look up, so that they answer at once afterwards. Takes a
/// second: not on the UI thread.
void makeGridsReady(const QString &dataCrs, WorkControl &control);

/// Offers gridsFor(dataCrs) in the current language; an item's data is the grid's id. Keeps the chosen one and emits
/// nothing.
void fillGridCombo(QComboBox *combo, const QString &dataCrs);
/// Names the items whose data are ids of levels in the current language; with their scales where there is room for them.
void nameLevels(QComboBox *combo, const TileMatrixSet &grid, bool withScale = false);

/// Size of the data's pixels in the grid's CRS, at the middle of the data; 0 when they cannot be brought there.
double cellSizeInGrid(const RasterInfo &info, const TileMatrixSet &grid);

} // namespace tuilerie
