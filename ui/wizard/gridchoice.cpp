// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/gridchoice.h"

#include "grid/crs.h"
#include "ui/widgets/leveltext.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHash>
#include <QSignalBlocker>
#include <algorithm>
#include <cmath>

namespace tuilerie {

std::vector<GridEntry> gridsFor(const QString &dataCrs)
{
    const auto data = Crs::fromText(dataCrs);
    QHash<QString, bool> sameByCrs; // 71 grids share some twenty CRSs
    std::vector<GridEntry> entries;
    for (const QString &id : TileMatrixSet::bundledIds()) {
        const auto grid = TileMatrixSet::find(id);
        if (!grid)
            continue;
        if (!sameByCrs.contains(grid->crs())) {
            const auto crs = data ? Crs::fromText(grid->crs()) : data;
            sameByCrs.insert(grid->crs(), crs && data->isSameAs(*crs)); // as makeGridsReady() asked
        }
        entries.push_back({id, grid->crs(), sameByCrs.value(grid->crs())});
    }
    const auto rank = [](const GridEntry &entry) { return entry.id == QLatin1String("PM") ? 0 : entry.inCrsOfData ? 1 : 2; };
    std::stable_sort(
        entries.begin(), entries.end(), [&](const GridEntry &a, const GridEntry &b) { return rank(a) < rank(b); });
    return entries;
}

void makeGridsReady(const QString &dataCrs, WorkControl &control)
{
    const auto data = Crs::fromText(dataCrs);
    QStringList seen;
    for (const QString &id : TileMatrixSet::bundledIds()) {
        const auto grid = TileMatrixSet::find(id);
        if (!data || !grid || seen.contains(grid->crs()) || control.shouldStop() != StopRequest::None)
            continue;
        seen << grid->crs();
        if (const auto crs = Crs::fromText(grid->crs()))
            (void)CrsTransform::create(*data, *crs);
    }
}

static QString gridText(const GridEntry &entry)
{
    if (entry.id == QLatin1String("PM"))
        return QCoreApplication::translate("tuilerie::GridChoice", "PM – Web Mercator, for every web map");
    return entry.inCrsOfData
        ? QCoreApplication::translate("tuilerie::GridChoice", "%1 – CRS of the data, %2").arg(entry.id, entry.crs)
        : QCoreApplication::translate("tuilerie::GridChoice", "%1 – %2").arg(entry.id, entry.crs);
}

void fillGridCombo(QComboBox *combo, const QString &dataCrs)
{
    const QSignalBlocker blocker(combo);
    const QString before = combo->currentData().toString();
    combo->clear();
    bool separated = false;
    for (const GridEntry &entry : gridsFor(dataCrs)) {
        const bool isOther = !entry.inCrsOfData && entry.id != QLatin1String("PM");
        if (isOther && !separated) {
            combo->insertSeparator(combo->count());
            separated = true;
        }
        combo->addItem(gridText(entry), entry.id);
    }
    combo->setCurrentIndex(std::max(0, combo->findData(before)));
}

void nameLevels(QComboBox *combo, const TileMatrixSet &grid, bool withScale)
{
    const auto crs = Crs::fromText(grid.crs());
    const double metersPerUnit = crs ? crs->metersPerUnit() : 1;
    for (int i = 0; i < combo->count(); ++i) {
        if (const TileMatrix *matrix = grid.level(combo->itemData(i).toString()))
            combo->setItemText(i, withScale ? levelText(*matrix, metersPerUnit) : shortLevelText(*matrix, metersPerUnit));
    }
}

double cellSizeInGrid(const RasterInfo &info, const TileMatrixSet &grid)
{
    const auto from = Crs::fromText(info.crs), to = Crs::fromText(grid.crs());
    if (!from || !to || info.cellSizeX <= 0)
        return 0;
    const auto transform = CrsTransform::create(*from, *to);
    if (!transform)
        return 0;
    const double x = (info.extent.west + info.extent.east) / 2, y = (info.extent.south + info.extent.north) / 2;
    const double half = 50 * info.cellSizeX, halfY = 50 * info.cellSizeY;
    const auto box = transform->forward(Extent{x - half, y - halfY, x + half, y + halfY});
    if (!box || box->isEmpty())
        return 0;
    return std::sqrt(box->width() * box->height()) / 100;
}

} // namespace tuilerie
