// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/coverage.h"
#include "check/raster/rasterrules.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::RasterRules", sentence);
}

// More places than anybody looks at; the rest is counted.
constexpr qint64 kMaxPlaces = 5000;

/// Those that are part of the mosaic: readable, georeferenced, in its CRS.
std::vector<int> mosaicTiles(const RasterSource &source)
{
    std::vector<int> indexes = source.tilesTouching(source.info().extent);
    std::erase_if(indexes,
        [&source](int i) { return !source.tiles()[size_t(i)].isGeoreferenced || source.tiles()[size_t(i)].isRotated; });
    return indexes;
}

QString cells(double length, double cell)
{
    return QString::number(std::llround(length / cell));
}

} // namespace

void checkGaps(RasterCheck &check)
{
    const RasterInfo &info = check.source.info();
    std::vector<Extent> extents;
    for (const int i : mosaicTiles(check.source))
        extents.push_back(check.source.tiles()[size_t(i)].extent);
    const double cell = std::max(info.cellSizeX, info.cellSizeY);
    qint64 count = 0;
    for (const CoverageGap &gap : findGaps(extents, 0.5 * std::min(info.cellSizeX, info.cellSizeY))) {
        if (++count > kMaxPlaces)
            continue;
        const QString size = tr("%1 × %2 cells").arg(cells(gap.extent.width(), cell), cells(gap.extent.height(), cell));
        // A bay in the outline may well be where the survey ends.
        const bool isNotch = gap.kind == CoverageGap::Notch;
        Finding &finding = check.add("raster.coverage.gap", isNotch ? Severity::Info : Severity::Warning,
            isNotch ? tr("Between two files a place of %1 is covered by none; a file may be missing.").arg(size)
                : gap.kind == CoverageGap::Slit
                ? tr("Between neighbouring files a strip of %1 is covered by none.").arg(size)
                : tr("A hole of %1 inside the coverage is covered by no file.").arg(size),
            tr("Add the missing file if there is one; otherwise the place is published as nodata."));
        finding.where = gap.extent;
        finding.whereCrs = info.crs;
    }
    if (count > kMaxPlaces)
        check.add("raster.coverage.gap", Severity::Warning,
            tr("There are %1 gaps; the first %2 are listed.").arg(count).arg(kMaxPlaces),
            tr("Look at the whole on the map: files may be missing or shifted."));
}

void checkOverlaps(RasterCheck &check)
{
    const RasterInfo &info = check.source.info();
    const auto &tiles = check.source.tiles();
    qint64 count = 0;
    for (const int i : mosaicTiles(check.source)) {
        const RasterTile &lower = tiles[size_t(i)];
        for (const int k : check.source.tilesTouching(lower.extent)) {
            const RasterTile &upper = tiles[size_t(k)];
            if (k <= i || !upper.isGeoreferenced || upper.isRotated)
                continue;
            const Extent common = lower.extent.intersected(upper.extent);
            // Less than half a cell is how the edges are rounded.
            if (common.width() < 0.5 * lower.cellSizeX || common.height() < 0.5 * lower.cellSizeY || ++count > kMaxPlaces)
                continue;
            Finding &finding = check.add("raster.coverage.overlap", Severity::Warning,
                tr("%1 and %2 overlap by %3 × %4 cells.")
                    .arg(lower.path, QFileInfo(upper.path).fileName(), cells(common.width(), lower.cellSizeX),
                        cells(common.height(), lower.cellSizeY)),
                tr("Nothing need be done where both show the same; the later file in the list lies on top. Otherwise leave "
                   "one of them out."),
                "exclude-file");
            finding.path = lower.path;
            finding.where = common;
            finding.whereCrs = info.crs;
        }
    }
    if (count > kMaxPlaces)
        check.add("raster.coverage.overlap", Severity::Warning,
            tr("There are %1 overlaps; the first %2 are listed.").arg(count).arg(kMaxPlaces),
            tr("Nothing need be done where overlapping files show the same."));
}

} // namespace tuilerie
