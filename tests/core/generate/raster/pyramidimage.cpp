// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramidimage.h"

#include "pyramid/slab.h"

#include <QFile>
#include <QFileInfo>

#include <gdal_priv.h>
#include <gdal_utils.h>

#include <cmath>
#include <functional>

namespace tuilerie::test {

namespace {

LevelImage imageOf(GDALDataset *data)
{
    LevelImage image;
    image.width = data->GetRasterXSize();
    image.height = data->GetRasterYSize();
    image.bands = data->GetRasterCount();
    double g[6] = {};
    data->GetGeoTransform(g);
    image.extent = {g[0], g[3] + g[5] * image.height, g[0] + g[1] * image.width, g[3]};
    image.values.resize(size_t(image.width) * size_t(image.height) * size_t(image.bands));
    if (data->RasterIO(GF_Read, 0, 0, image.width, image.height, image.values.data(), image.width, image.height, GDT_Float64,
            image.bands, nullptr, 0, 0, 0)
        != CE_None)
        image.bands = 0;
    return image;
}

} // namespace

LevelImage readFile(const QString &path)
{
    GDALAllRegister();
    GDALDataset *data = GDALDataset::Open(QFile::encodeName(path).constData());
    if (!data)
        return {};
    LevelImage image = imageOf(data);
    GDALClose(data);
    return image;
}

LevelImage readLevel(const QString &descriptorPath, const QString &levelId, bool mask, const TileRange *part)
{
    const auto descriptor = PyramidDescriptor::load(descriptorPath);
    if (!descriptor || !descriptor->level(levelId))
        return {};
    const auto grid = TileMatrixSet::find(descriptor->tileMatrixSet);
    const PyramidLevel &level = *descriptor->level(levelId);
    const TileMatrix &matrix = *grid->level(levelId);
    const TileRange limits = part ? *part : level.limits;
    LevelImage image;
    image.width = int(limits.maxCol - limits.minCol + 1) * matrix.tileWidth;
    image.height = int(limits.maxRow - limits.minRow + 1) * matrix.tileHeight;
    image.bands = mask ? 1 : descriptor->channels;
    image.extent = matrix.rangeExtent(limits);
    image.values.assign(size_t(image.width) * size_t(image.height) * size_t(image.bands), -1);
    const QString folder = QFileInfo(descriptorPath).absolutePath() + QLatin1Char('/')
        + (mask ? level.storage.maskDirectory : level.storage.imageDirectory);
    const qint64 spanX = qint64(level.tilesPerWidth) * matrix.tileWidth;
    const qint64 spanY = qint64(level.tilesPerHeight) * matrix.tileHeight;
    for (qint64 row = limits.minRow / level.tilesPerHeight; row <= limits.maxRow / level.tilesPerHeight; ++row) {
        for (qint64 col = limits.minCol / level.tilesPerWidth; col <= limits.maxCol / level.tilesPerWidth; ++col) {
            const QString path = folder + QLatin1Char('/') + slabFileName(col, row, level.storage.pathDepth);
            if (!QFileInfo::exists(path))
                continue;
            const LevelImage slab = readFile(path);
            if (slab.bands != image.bands || slab.width != spanX || slab.height != spanY)
                return {};
            for (int b = 0; b < image.bands; ++b)
                for (int y = 0; y < image.height; ++y)
                    for (int x = 0; x < image.width; ++x) {
                        const qint64 sx = limits.minCol * matrix.tileWidth + x - col * spanX;
                        const qint64 sy = limits.minRow * matrix.tileHeight + y - row * spanY;
                        if (sx >= 0 && sy >= 0 && sx < spanX && sy < spanY)
                            image.values[(size_t(b) * size_t(image.height) + size_t(y)) * size_t(image.width) + size_t(x)] =
                                slab.at(b, int(sx), int(sy));
                    }
        }
    }
    return image;
}

LevelImage warpLike(const QStringList &files, const QString &crs, const LevelImage &like, const QString &kernel)
{
    GDALAllRegister();
    std::vector<GDALDatasetH> sources;
    for (const QString &file : files)
        sources.push_back(GDALOpen(QFile::encodeName(file).constData(), GA_ReadOnly));
    QStringList words{QStringLiteral("-of"), QStringLiteral("MEM"), QStringLiteral("-t_srs"), crs, QStringLiteral("-r"),
        kernel, QStringLiteral("-et"), QStringLiteral("0.125"), QStringLiteral("-dstalpha"), QStringLiteral("-te")};
    for (const double v : {like.extent.west, like.extent.south, like.extent.east, like.extent.north})
        words << QString::number(v, 'g', 17);
    words << QStringLiteral("-ts") << QString::number(like.width) << QString::number(like.height);
    char **list = nullptr;
    for (const QString &word : words)
        list = CSLAddString(list, word.toUtf8().constData());
    GDALWarpAppOptions *options = GDALWarpAppOptionsNew(list, nullptr);
    CSLDestroy(list);
    GDALDatasetH warped = GDALWarp("", nullptr, int(sources.size()), sources.data(), options, nullptr);
    GDALWarpAppOptionsFree(options);
    LevelImage image;
    if (warped)
        image = imageOf(GDALDataset::FromHandle(warped));
    if (warped)
        GDALClose(warped);
    for (GDALDatasetH source : sources)
        GDALClose(source);
    return image;
}

double psnrInside(const LevelImage &image, const LevelImage &other, int margin)
{
    if (image.bands == 0 || image.width != other.width || image.height != other.height)
        return 0;
    const int alpha = other.bands - 1;
    double sum = 0;
    qint64 count = 0;
    for (int y = margin; y < image.height - margin; ++y) {
        for (int x = margin; x < image.width - margin; ++x) {
            bool inside = true;
            for (int dy = -margin; dy <= margin && inside; dy += margin)
                for (int dx = -margin; dx <= margin && inside; dx += margin)
                    inside = other.at(alpha, x + dx, y + dy) == 255;
            if (!inside)
                continue;
            for (int b = 0; b < image.bands; ++b) {
                const double e = image.at(b, x, y) - other.at(b, x, y);
                sum += e * e;
                ++count;
            }
        }
    }
    return count < 1000 ? 0 : 10 * std::log10(255.0 * 255.0 / std::max(1e-9, sum / double(count)));
}

bool writeRaster(const QString &path, const QString &crs, double west, double north, double cell, int width, int height,
    int bands, bool isFloat, const std::function<double(int, int, int)> &value, const double *nodata, double cellHeight)
{
    GDALAllRegister();
    GDALDataset *data = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
        QFile::encodeName(path).constData(), width, height, bands, isFloat ? GDT_Float32 : GDT_Byte, nullptr);
    if (!data)
        return false;
    double g[6] = {west, cell, 0, north, 0, cellHeight > 0 ? -cellHeight : -cell};
    data->SetGeoTransform(g);
    OGRSpatialReference reference;
    reference.SetFromUserInput(crs.toUtf8().constData());
    data->SetSpatialRef(&reference);
    bool good = true;
    std::vector<double> row(size_t(width), 0.0);
    for (int b = 0; b < bands; ++b) {
        if (nodata)
            data->GetRasterBand(b + 1)->SetNoDataValue(*nodata);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x)
                row[size_t(x)] = value(b, x, y);
            good = data->GetRasterBand(b + 1)->RasterIO(GF_Write, 0, y, width, 1, row.data(), width, 1, GDT_Float64, 0, 0)
                    == CE_None
                && good;
        }
    }
    GDALClose(data);
    return good;
}

} // namespace tuilerie::test
