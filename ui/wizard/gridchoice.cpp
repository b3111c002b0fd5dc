// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/gridchoice.h"

#include "grid/crs.h"

#include <QHash>
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
            const auto crs = Crs::fromText(grid->crs());
            sameByCrs.insert(grid->crs(), data && crs && crs->isSameAs(*data));
        }
        entries.push_back({id, grid->crs(), sameByCrs.value(grid->crs())});
    }
    const auto rank = [](const GridEntry &entry) { return entry.id == QLatin1String("PM") ? 0 : entry.inCrsOfData ? 1 : 2; };
    std::stable_sort(
        entries.begin(), entries.end(), [&](const GridEntry &a, const GridEntry &b) { return rank(a) < rank(b); });
    return entries;
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
