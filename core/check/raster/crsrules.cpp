// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/raster/rasterrules.h"
#include "check/shiftgridfinding.h"
#include "grid/crs.h"
#include "source/areaofuse.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::RasterRules", sentence);
}

QString shown(const QString &crs)
{
    const auto known = Crs::fromText(crs);
    if (!known)
        return crs.left(60);
    return known->id().isEmpty() ? known->title() : QStringLiteral("%1 (%2)").arg(known->id(), known->title());
}

/// 185° E is 175° W.
bool touchesInAnyTurn(const Extent &area, Extent extent, double turn)
{
    if (turn > 0) {
        const double shift = turn * std::ceil((area.west - extent.east) / turn);
        extent.west += shift;
        extent.east += shift;
    }
    return area.intersects(extent);
}

} // namespace

void checkCrsMissing(RasterCheck &check)
{
    const auto tiles = check.readable();
    for (const RasterTile *tile : tiles) {
        if (tile->crs.isEmpty())
            check.add("raster.crs.missing", Severity::Blocking, *tile,
                tr("%1 does not say which coordinate reference system it is in.").arg(tile->path),
                tr("Assign the coordinate reference system that the producer names (Lambert-93 is EPSG:2154)."),
                "assign-crs");
    }
}

void checkCrsMixed(RasterCheck &check)
{
    const QString main = check.source.info().crs;
    const auto mainCrs = Crs::fromText(main);
    QHash<QString, bool> same{{main, true}};
    for (const RasterTile *tile : check.readable()) {
        if (tile->crs.isEmpty() || main.isEmpty())
            continue;
        if (!same.contains(tile->crs)) {
            const auto other = Crs::fromText(tile->crs);
            same.insert(tile->crs, mainCrs && other && mainCrs->isSameAs(*other));
        }
        if (!same.value(tile->crs))
            check.add("raster.crs.mixed", Severity::Blocking, *tile,
                tr("%1 is in %2, but most files are in %3.").arg(tile->path, shown(tile->crs), shown(main)),
                tr("Reproject the file, publish it separately, or leave it out."), "exclude-file");
    }
}

void checkAxesSwapped(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        if (tile->isNorthingFirst)
            check.add("raster.axes.swapped", Severity::Blocking, *tile,
                tr("%1 lies outside the area of use of %2, but would lie inside with x and y exchanged: its axes seem to be "
                   "in the wrong order.")
                    .arg(tile->path, shown(tile->crs)),
                tr("Exchange the two origin values in its world file (the last two lines), or export it again with easting "
                   "first."));
    }
}

void checkAreaOfUse(RasterCheck &check)
{
    QHash<QString, std::optional<Extent>> areas;
    for (const RasterTile *tile : check.readable()) {
        if (tile->crs.isEmpty() || !tile->isGeoreferenced || tile->isNorthingFirst)
            continue;
        const auto crs = Crs::fromText(tile->crs);
        auto area = areas.constFind(tile->crs);
        if (area == areas.constEnd())
            area = areas.insert(tile->crs, crs ? areaOfUseIn(*crs) : std::nullopt);
        if (*area && !touchesInAnyTurn(**area, tile->extent, crs->turn()))
            check.add("raster.extent.outside", Severity::Warning, *tile,
                tr("%1 lies wholly outside the area where %2 is used; it is probably in another coordinate reference "
                   "system.")
                    .arg(tile->path, shown(tile->crs)),
                tr("Look at it on the map; if it is at the wrong place, correct its coordinate reference system or its "
                   "world file."),
                "assign-crs");
    }
}

void checkShiftGrids(RasterCheck &check)
{
    const RasterInfo &info = check.source.info();
    for (Finding &finding :
        shiftGridFindings("raster.crs.shiftgrid", {{info.crs, info.extent}}, std::min(info.cellSizeX, info.cellSizeY)))
        check.findings.push_back(std::move(finding));
}

} // namespace tuilerie
