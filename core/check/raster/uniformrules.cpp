// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/raster/rasterrules.h"
#include "source/mosaicmix.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::RasterRules", sentence);
}

/// The value that most tiles have, and the tiles that have another.
template <typename Value, typename ValueOf>
std::pair<Value, std::vector<const RasterTile *>> oddOnes(
    const std::vector<const RasterTile *> &tiles, const ValueOf &valueOf)
{
    std::map<Value, qint64> counts;
    for (const RasterTile *tile : tiles)
        ++counts[valueOf(*tile)];
    std::pair<Value, std::vector<const RasterTile *>> result{};
    if (counts.empty())
        return result;
    result.first = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) {
        return a.second < b.second;
    })->first;
    for (const RasterTile *tile : tiles) {
        if (valueOf(*tile) != result.first)
            result.second.push_back(tile);
    }
    return result;
}

bool isSameCell(double a, double b, int cells)
{
    // A tenth of a cell at the far edge is more than rounding.
    return std::abs(a - b) * cells < 0.1 * std::min(a, b);
}

QString metres(double value)
{
    return QString::number(value, 'g', 10);
}

QString kindOfBands(const RasterTile &tile)
{
    if (tile.hasPalette)
        return tr("a palette");
    return tile.hasAlpha ? tr("%1 bands, of which one is transparency").arg(tile.bands) : tr("%1 band(s)").arg(tile.bands);
}

} // namespace

void checkResolution(RasterCheck &check)
{
    const auto tiles = check.readable();
    if (tiles.empty())
        return;
    // Sizes that differ by rounding count as one: each is named by the first that is like it.
    std::vector<const RasterTile *> kinds;
    std::vector<qint64> counts;
    std::vector<size_t> kindOf;
    for (const RasterTile *tile : tiles) {
        const auto found = std::find_if(kinds.begin(), kinds.end(), [tile](const RasterTile *kind) {
            return isSameCell(kind->cellSizeX, tile->cellSizeX, tile->width)
                && isSameCell(kind->cellSizeY, tile->cellSizeY, tile->height);
        });
        kindOf.push_back(size_t(found - kinds.begin()));
        if (found == kinds.end()) {
            kinds.push_back(tile);
            counts.push_back(0);
        }
        ++counts[kindOf.back()];
    }
    const size_t main = size_t(std::max_element(counts.begin(), counts.end()) - counts.begin());
    for (size_t i = 0; i < tiles.size(); ++i) {
        if (kindOf[i] != main)
            check.add("raster.resolution.mixed", Severity::Warning, *tiles[i],
                tr("%1 has cells of %2 × %3, but most files have cells of %4 × %5.")
                    .arg(tiles[i]->path, metres(tiles[i]->cellSizeX), metres(tiles[i]->cellSizeY),
                        metres(kinds[main]->cellSizeX), metres(kinds[main]->cellSizeY)),
                tr("Publish files of different resolution separately, or bring them to one with gdalwarp; otherwise they "
                   "are resampled to the finest."));
    }
}

void checkAlignment(RasterCheck &check)
{
    const auto tiles = check.readable();
    const auto off = [](double distance, double cell) {
        const double cells = distance / cell;
        return std::abs(cells - std::round(cells));
    };
    // The grid is that of the first file with the most frequent offset, so that one shifted file does not accuse all others.
    std::map<std::array<qint64, 4>, std::pair<qint64, const RasterTile *>> offsets;
    const auto key = [](const RasterTile &tile) {
        const auto part = [](double origin, double cell) {
            const double cells = origin / cell;
            return qint64(std::llround((cells - std::floor(cells)) * 20)) % 20;
        };
        return std::array<qint64, 4>{part(tile.extent.west, tile.cellSizeX), part(tile.extent.north, tile.cellSizeY), 0, 0};
    };
    const RasterTile *main = nullptr;
    qint64 most = 0;
    for (const RasterTile *tile : tiles) {
        if (!tile->isGeoreferenced || tile->isRotated)
            continue;
        auto &entry = offsets[key(*tile)];
        if (!entry.second)
            entry.second = tile;
        if (++entry.first > most) {
            most = entry.first;
            main = entry.second;
        }
    }
    for (const RasterTile *tile : tiles) {
        if (!main || !tile->isGeoreferenced || tile->isRotated
            || (!tile->crs.isEmpty() && !main->crs.isEmpty() && tile->crs != main->crs)
            || !isSameCell(tile->cellSizeX, main->cellSizeX, tile->width)
            || !isSameCell(tile->cellSizeY, main->cellSizeY, tile->height))
            continue;
        const double x = off(tile->extent.west - main->extent.west, main->cellSizeX);
        const double y = off(tile->extent.north - main->extent.north, main->cellSizeY);
        if (std::max(x, y) > 0.05)
            check.add("raster.grid.misaligned", Severity::Warning, *tile,
                tr("The cells of %1 are shifted by %2 of a cell against those of the other files.")
                    .arg(tile->path, QString::number(std::max(x, y), 'f', 2)),
                tr("Nothing need be done where half a cell does not matter; otherwise align the files with gdalwarp -tap."));
    }
}

void checkBands(RasterCheck &check)
{
    const auto tiles = check.readable();
    const auto kind = [](const RasterTile &tile) { return std::array<int, 3>{tile.bands, tile.hasPalette, tile.hasAlpha}; };
    const auto [main, odd] = oddOnes<std::array<int, 3>>(tiles, kind);
    RasterTile usual;
    usual.bands = main[0];
    usual.hasPalette = main[1];
    usual.hasAlpha = main[2];
    for (const RasterTile *tile : odd)
        check.add("raster.bands.mixed", Severity::Warning, *tile,
            tr("%1 has %2, but most files have %3.").arg(tile->path, kindOfBands(*tile), kindOfBands(usual)),
            tr("Gray is spread to colour and palettes are expanded; check on the sample that the file looks as it should, "
               "or leave it out."),
            "exclude-file");
}

void checkType(RasterCheck &check)
{
    const auto [main, odd] = oddOnes<int>(check.readable(), [](const RasterTile &tile) { return int(tile.type); });
    const std::vector<RasterTile> &tiles = check.source.tiles();
    std::set<const RasterTile *> clashing; // which block, and are said by that rule
    for (const size_t i : oddTypes(tiles))
        clashing.insert(&tiles[i]);
    for (const RasterTile *tile : odd) {
        if (clashing.contains(tile))
            continue;
        check.add("raster.type.mixed", Severity::Warning, *tile,
            tr("%1 has values of type %2, but most files have %3.")
                .arg(tile->path, sampleTypeName(tile->type), sampleTypeName(RasterSampleType(main))),
            tr("Convert the file with gdal_translate -ot, publish it separately, or leave it out."), "exclude-file");
    }
}

void checkUnusualType(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        if (tile->type == RasterSampleType::Other)
            check.add("raster.type.unusual", Severity::Warning, *tile,
                tr("The values of %1 are neither 8-bit, 16-bit nor 32-bit floating point (or its bands differ); they are "
                   "read as 32-bit floating point.")
                    .arg(tile->path),
                tr("Convert the file with gdal_translate -ot Float32 if the values need more than seven digits."));
    }
}

void checkNodata(RasterCheck &check)
{
    using Nodata = std::pair<bool, QString>; // as text, so that NaN is equal to itself
    const auto of = [](const RasterTile &tile) {
        return Nodata{tile.nodata.has_value(), tile.nodata ? QString::number(*tile.nodata, 'g', 9) : QString()};
    };
    const auto [main, odd] = oddOnes<Nodata>(check.readable(), of);
    const auto shown = [](const Nodata &nodata) { return nodata.first ? nodata.second : tr("none"); };
    for (const RasterTile *tile : odd)
        check.add("raster.nodata.mixed", Severity::Warning, *tile,
            tr("The nodata value of %1 is %2, but that of most files is %3.").arg(tile->path, shown(of(*tile)), shown(main)),
            tr("Give the file the same nodata value (gdal_edit -a_nodata), or publish with a nodata value that holds for "
               "all."));
}

} // namespace tuilerie
