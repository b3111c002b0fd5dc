// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
#include "check/raster/rasterrules.h"
#include "base/filename.h"
#include "check/outsidefinding.h"
#include "source/gdalsupport.h"
#include "source/outside.h"
#include "source/tifflayout.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <gdal.h>

#include <algorithm>
#include <map>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::RasterRules", sentence);
}

/// What a band's values are like: some thousand of each block.
class ValueLook
{
public:
    void add(const std::vector<char> &block, GDALDataType type, int width, int rowLength, int height)
    {
        const int size = GDALGetDataTypeSizeBytes(type);
        const int step = std::max(1, width / mostOfRow);
        std::vector<double> row(size_t((width + step - 1) / step));
        for (int y = 0; y < height; y += std::max(1, height / mostRows)) {
            GDALCopyWords(block.data() + size_t(y) * size_t(rowLength) * size_t(size), type, size * step, row.data(),
                GDT_Float64, int(sizeof(double)), int(row.size()));
            for (const double value : row)
                if (value != 0)
                    ++m_counts[value];
        }
    }
    /// Opacity is mostly none, all there is, or one value throughout: a measurement is spread between them.
    bool isMeasurement() const
    {
        if (m_counts.size() < leastValues)
            return false;
        qint64 all = 0;
        for (const auto &[value, count] : m_counts)
            all += count;
        return all >= leastSamples && (all - m_counts.rbegin()->second) * 4 > all * 3 && mostOfOne() * 2 < all;
    }

private:
    static constexpr int mostOfRow = 256, mostRows = 64;
    static constexpr size_t leastValues = 17;
    static constexpr qint64 leastSamples = 256;

    qint64 mostOfOne() const
    {
        qint64 most = 0;
        for (const auto &[value, count] : m_counts)
            most = std::max(most, count);
        return most;
    }
    std::map<double, qint64> m_counts; ///< of values but 0: where nothing is, a measurement has it too
};

bool readBlock(GDALRasterBandH band, int column, int row, std::vector<char> &buffer, ValueLook *look)
{
    int width = 0, height = 0, ownWidth = 0, ownHeight = 0;
    GDALGetBlockSize(band, &width, &height);
    const GDALDataType type = GDALGetRasterDataType(band);
    buffer.resize(size_t(width) * size_t(height) * size_t(GDALGetDataTypeSizeBytes(type)));
    if (GDALReadBlock(band, column, row, buffer.data()) != CE_None)
        return false;
    if (look && GDALGetActualBlockSize(band, column, row, &ownWidth, &ownHeight) == CE_None)
        look->add(buffer, type, ownWidth, width, ownHeight);
    return true;
}

PixelLook lookAt(const RasterTile &tile)
{
    const bool isPlainFile = tile.driver != QLatin1String("VRT") && !tile.path.startsWith(QLatin1String("/vsi"));
    const auto dataset = openRaster(tile.path, isPlainFile ? &tile.sidecars : nullptr, tile.driver);
    if (!dataset)
        return {dataset.error().detail.isEmpty() ? dataset.error().message : dataset.error().detail, 0};
    GdalErrorTrap trap;
    std::vector<char> buffer;
    const int alpha = pictureBands(tile.bandList).alpha;
    ValueLook opacity;
    bool good = true;
    for (int b = 1; b <= GDALGetRasterCount(dataset->get()) && good; ++b) {
        GDALRasterBandH band = GDALGetRasterBand(dataset->get(), b);
        int width = 1, height = 1;
        GDALGetBlockSize(band, &width, &height);
        const int columns = (tile.width + width - 1) / width;
        const int rows = (tile.height + height - 1) / height;
        ValueLook *look = b == alpha ? &opacity : nullptr;
        // Pixel-interleaved blocks hold all bands: the others come from GDAL's cache.
        good = readBlock(band, 0, 0, buffer, look) && readBlock(band, columns / 2, rows / 2, buffer, look)
            && readBlock(band, columns - 1, rows - 1, buffer, look);
    }
    const int wrong = opacity.isMeasurement() ? alpha : 0;
    if (good && trap.text().isEmpty())
        return {{}, wrong};
    return {trap.text().isEmpty() ? QStringLiteral("a block cannot be decoded") : trap.text(), wrong};
}

} // namespace

void checkRefused(RasterCheck &check)
{
    for (const RasterTile &tile : check.source.tiles()) {
        if (const auto refusal = refusalOf(Error{ErrorCode::Denied, tile.problem, tile.problemDetail}))
            check.findings.push_back(outsideFinding(tile.path, *refusal));
    }
}

void checkUnreadable(RasterCheck &check)
{
    for (const RasterTile &tile : check.source.tiles()) {
        if (!tile.problem.isEmpty() && !isRefusal(tile.problemDetail)) // which has a finding of its own
            check.add("raster.unreadable", Severity::Blocking, tile, tile.problem,
                tr("Copy the file again from its source, or leave it out."), "exclude-file");
    }
}

void checkTruncated(RasterCheck &check)
{
    const auto tiles = check.readable();
    check.looks.assign(tiles.size(), {});
    ProgressMeter meter(check.control, QStringLiteral("check"), qint64(tiles.size()));
    const int workers = int(std::min<size_t>(tiles.size() / 8 + 1, size_t(std::max(2, workerCount(0)))));
    const Status looked = parallel(workers, qint64(tiles.size()), check.control, [&](int, qint64 index) -> Status {
        const size_t i = size_t(index);
        const qint64 end = tiles[i]->driver == QLatin1String("GTiff") ? tiffDataEnd(tiles[i]->path) : -1;
        if (end > fileStatus(tiles[i]->path).size)
            check.looks[i].damage = tr("it ends before its last pixels");
        else
            check.looks[i] = lookAt(*tiles[i]);
        return meter.add(1);
    });
    if (!looked)
        check.failure = looked.error();
    for (size_t i = 0; i < tiles.size(); ++i) {
        if (!check.looks[i].damage.isEmpty())
            check.add("raster.truncated", Severity::Blocking, *tiles[i],
                tr("%1 is damaged or incomplete: %2.")
                    .arg(tiles[i]->path, check.looks[i].damage.section(QLatin1Char('\n'), 0, 0)),
                tr("Copy the file again from its source, or leave it out."), "exclude-file");
    }
}

void checkGeoreference(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        if (!tile->isGeoreferenced && !tile->hasZeroExtent)
            check.add("raster.georeference.missing", Severity::Blocking, *tile,
                tr("%1 does not say where it lies: it has no georeferencing.").arg(tile->path),
                tr("Put its world file beside it (.tfw, .jgw, .pgw), or georeference it in QGIS first."));
    }
}

void checkZeroExtent(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        if (tile->hasZeroExtent || (tile->isGeoreferenced && tile->extent.isEmpty()))
            check.add("raster.extent.zero", Severity::Blocking, *tile,
                tr("%1 covers no ground: the size of its cells is zero.").arg(tile->path),
                tr("Correct its world file or its georeferencing, or leave the file out."), "exclude-file");
    }
}

void checkRotated(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        if (tile->isRotated)
            check.add("raster.rotated", Severity::Blocking, *tile,
                tr("%1 is rotated or mirrored: its rows do not run from west to east.").arg(tile->path),
                tr("Straighten it with gdalwarp or QGIS (Warp), then use the result."));
    }
}

} // namespace tuilerie
