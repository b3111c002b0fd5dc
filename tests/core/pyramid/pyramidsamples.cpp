// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramidsamples.h"

#include "pyramid/slab.h"
#include "pyramid/slablist.h"
#include "support/testsupport.h"

#include <QRandomGenerator>

#include <cmath>
#include <cstring>

namespace tuilerie::test {

namespace {

constexpr int tileSize = 256;

struct SampleLevel
{
    const char *id;
    TileRange limits;
};
const SampleLevel sampleLevels[] = {{"16", {33000, 22002, 33002, 22003}}, {"17", {66001, 44004, 66006, 44005}}};

} // namespace

std::vector<uint8_t> samplePixels(SampleType sample, int channels, int width, int height, unsigned seed)
{
    QRandomGenerator random(seed);
    const size_t count = size_t(width) * size_t(height) * size_t(channels);
    std::vector<uint8_t> bytes(count * (sample == SampleType::UInt8 ? 1 : 4));
    for (size_t i = 0; i < count; ++i) {
        const auto pixel = i / size_t(channels);
        const double x = double(pixel % size_t(width)), y = double(pixel / size_t(width));
        const double value = 110 + 60 * std::sin((x + seed) / 17) * std::cos(y / 23) + 8 * double(i % size_t(channels))
            + random.bounded(12.0);
        if (sample == SampleType::UInt8) {
            bytes[i] = uint8_t(value);
        } else {
            const float height32 = float(std::round(value * 20) / 10);
            std::memcpy(bytes.data() + 4 * i, &height32, 4);
        }
    }
    return bytes;
}

std::vector<uint8_t> sampleTile(const RasterFormat &format, int channels, const QString &level, qint64 col, qint64 row)
{
    return samplePixels(format.sample, channels, tileSize, tileSize, unsigned(col * 7919 + row * 104729 + level.toInt()));
}

Result<QString> writeSamplePyramid(const QString &folder, const RasterFormat &format, int channels, bool masks, bool list)
{
    TUILERIE_TRY(storage, PyramidStorage::open(folder, QStringLiteral("SAMPLE")));
    PyramidDescriptor descriptor;
    descriptor.tileMatrixSet = QStringLiteral("PM");
    descriptor.format = format.name();
    descriptor.channels = channels;
    descriptor.hasMasks = masks;
    descriptor.photometric = channels <= 2 ? QStringLiteral("gray") : QStringLiteral("rgb");
    descriptor.interpolation = QStringLiteral("bicubic");
    descriptor.nodata =
        QStringList(channels, format.sample == SampleType::UInt8 ? QStringLiteral("255") : QStringLiteral("-99999"))
            .join(QLatin1Char(','));

    TUILERIE_TRY(codec, TileCodec::create(format, channels, tileSize, tileSize));
    const RasterFormat maskFormat{TileCompression::Zip, SampleType::UInt8};
    TUILERIE_TRY(maskCodec, TileCodec::create(maskFormat, 1, tileSize, tileSize));
    const size_t rowBytes = size_t(tileSize * channels * format.bytesPerSample());
    std::vector<uint8_t> nodata(rowBytes * tileSize, 255);
    for (size_t i = 0; format.sample == SampleType::Float32 && i * 4 < nodata.size(); ++i) {
        const float value = -99999;
        std::memcpy(nodata.data() + 4 * i, &value, 4);
    }

    QList<QByteArray> lines;
    for (const SampleLevel &sample : sampleLevels) {
        PyramidLevel level;
        level.id = QString::fromLatin1(sample.id);
        level.tilesPerWidth = 4;
        level.tilesPerHeight = 2;
        level.limits = sample.limits;
        level.storage = storage->levelStorage(level.id, masks);
        const TileRange slabs = slabRange(level.limits, level.tilesPerWidth, level.tilesPerHeight);
        for (qint64 slabRow = slabs.minRow; slabRow <= slabs.maxRow; ++slabRow) {
            for (qint64 slabCol = slabs.minCol; slabCol <= slabs.maxCol; ++slabCol) {
                std::vector<QByteArray> tiles, maskTiles;
                for (int i = 0; i < 8; ++i) {
                    const qint64 col = slabCol * 4 + i % 4, row = slabRow * 2 + i / 4;
                    const bool inside = level.limits.contains(col, row);
                    TUILERIE_TRY(tile,
                        codec->encode(
                            (inside ? sampleTile(format, channels, level.id, col, row) : nodata).data(), rowBytes));
                    tiles.push_back(tile);
                    const std::vector<uint8_t> cover(size_t(tileSize * tileSize), inside ? 255 : 0);
                    TUILERIE_TRY(mask, maskCodec->encode(cover.data(), tileSize));
                    maskTiles.push_back(mask);
                }
                TUILERIE_TRY(slab, assembleSlab(slabHeader(format, channels, tileSize, tileSize, 4, 2), tiles));
                TUILERIE_CHECK(storage->writeSlab(level.id, false, slabCol, slabRow, slab));
                lines << slabListLine(level, false, slabCol, slabRow, &slab);
                if (masks) {
                    TUILERIE_TRY(maskSlab, assembleSlab(slabHeader(maskFormat, 1, tileSize, tileSize, 4, 2), maskTiles));
                    TUILERIE_CHECK(storage->writeSlab(level.id, true, slabCol, slabRow, maskSlab));
                    lines << slabListLine(level, true, slabCol, slabRow, &maskSlab);
                }
            }
        }
        descriptor.levels.push_back(level);
    }
    if (list)
        TUILERIE_CHECK(storage->writeList(slabListText(QStringLiteral("SAMPLE"), lines)));
    TUILERIE_CHECK(storage->writeDescriptor(descriptor));
    return storage->descriptorPath();
}

QString pyramidsOfOthers(const QTemporaryDir &folder)
{
    const auto unpacked = runProgram(QStringLiteral("tar"),
        {QStringLiteral("xf"), dataPath(QStringLiteral("rok4/pyramids.tar")), QStringLiteral("-C"), folder.path()});
    return unpacked.exitCode == 0 ? folder.path() : QString();
}

} // namespace tuilerie::test
