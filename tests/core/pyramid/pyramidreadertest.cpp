// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pyramidreader.h"
#include "pyramidsamples.h"
#include "support/testsupport.h"

#include <cpl_vsi.h>
#include <thread>
#include <unistd.h>

using namespace tuilerie;

namespace {

const RasterFormat png{TileCompression::Png, SampleType::UInt8};

bool decodesTo(PyramidReader &reader, const RasterFormat &format, int channels, const QString &level, qint64 col, qint64 row)
{
    const auto codec = TileCodec::create(format, channels, 256, 256);
    const auto tile = reader.tile(level, col, row);
    const auto expected = test::sampleTile(format, channels, level, col, row);
    std::vector<uint8_t> pixels(expected.size());
    return tile && !tile->isEmpty()
        && (*codec)->decode({reinterpret_cast<const uint8_t *>(tile->constData()), size_t(tile->size())}, pixels.data())
        && pixels == expected;
}

} // namespace

class PyramidReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void everyTileOfBothStorages()
    {
        const QTemporaryDir folder;
        for (const QString &place : {folder.path(), QStringLiteral("/vsimem/bucket/p")}) {
            const auto path = test::writeSamplePyramid(place, png, 3);
            VERIFY_OK(path);
            const auto reader = PyramidReader::open(*path);
            VERIFY_OK(reader);
            QCOMPARE((*reader)->grid().id(), QStringLiteral("PM"));
            for (const PyramidLevel &level : (*reader)->descriptor().levels) {
                for (qint64 row = level.limits.minRow; row <= level.limits.maxRow; ++row) {
                    for (qint64 col = level.limits.minCol; col <= level.limits.maxCol; ++col)
                        QVERIFY(decodesTo(**reader, png, 3, level.id, col, row));
                }
                // Outside of the limits there is nothing, though the slab has a tile there.
                QVERIFY((*reader)->tile(level.id, level.limits.minCol - 1, level.limits.minRow)->isEmpty());
            }
            QVERIFY((*reader)->tile(QStringLiteral("99"), 0, 0)->isEmpty());
            QVERIFY((*reader)->tile(QStringLiteral("17"), -5, -5)->isEmpty());
            const auto file = (*reader)->tileFile(QStringLiteral("17"), 66001, 44004);
            if (place.startsWith(QLatin1String("/vsi"))) {
                QCOMPARE(file.error().code, ErrorCode::Unsupported);
                continue;
            }
            VERIFY_OK(file);
            QByteArray bytes(qsizetype((*file)->size), '\0');
            QCOMPARE(
                ::pread((*file)->fd, bytes.data(), size_t(bytes.size()), off_t((*file)->offset)), ssize_t(bytes.size()));
            QCOMPARE(bytes, *(*reader)->tile(QStringLiteral("17"), 66001, 44004));
        }
        VSIRmdirRecursive("/vsimem/bucket");
    }

    void missingAndDamagedSlabs()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), png, 3);
        VERIFY_OK(path);
        const QString level = folder.path() + QStringLiteral("/SAMPLE/DATA/16/");
        QDir(level).removeRecursively();
        const auto reader = PyramidReader::open(*path);
        VERIFY_OK(reader);
        const auto gone = (*reader)->tile(QStringLiteral("16"), 33000, 22002);
        VERIFY_OK(gone); // missing is not an error
        QVERIFY(gone->isEmpty());
        QVERIFY(!(*reader)->tileFile(QStringLiteral("16"), 33000, 22002)->has_value());
        QCOMPARE(PyramidReader::open(folder.filePath(QStringLiteral("none.json"))).error().code, ErrorCode::NotFound);
    }

    void referencesAreFollowedOnce()
    {
        const auto path = test::writeSamplePyramid(QStringLiteral("/vsimem/bucket"), png, 1);
        VERIFY_OK(path);
        const auto put = [](const char *name, const QByteArray &content) {
            VSILFILE *file = VSIFOpenL(name, "wb");
            VSIFWriteL(content.constData(), 1, size_t(content.size()), file);
            VSIFCloseL(file);
        };
        const char *slab = "/vsimem/bucket/SAMPLE/DATA_16_8250_11001";
        VSIMkdirRecursive("/vsimem/other", 0755);
        QCOMPARE(VSIRename(slab, "/vsimem/other/MOVED"), 0);
        put(slab, "SYMLINK#other/MOVED");
        QVERIFY(decodesTo(**PyramidReader::open(*path), png, 1, QStringLiteral("16"), 33000, 22002));
        put(slab, "SYMLINK#other/HOP");
        put("/vsimem/other/HOP", "SYMLINK#other/MOVED");
        QCOMPARE((*PyramidReader::open(*path))->tile(QStringLiteral("16"), 33000, 22002).error().code, ErrorCode::Corrupt);
        VSIRmdirRecursive("/vsimem/bucket");
        VSIRmdirRecursive("/vsimem/other");
    }

    void manyThreads()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), png, 1);
        const auto reader = PyramidReader::open(*path);
        VERIFY_OK(reader);
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 12; ++i)
                    good += decodesTo(**reader, png, 1, QStringLiteral("17"), 66001 + (i + t) % 6, 44004 + i % 2);
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 96);
    }

    void tiffTilesGetAHeader()
    {
        const QTemporaryDir folder;
        const RasterFormat lzw{TileCompression::Lzw, SampleType::UInt8};
        const auto reader = PyramidReader::open(*test::writeSamplePyramid(folder.path(), lzw, 3));
        QVERIFY((*reader)->tileHeader(1234).startsWith(QByteArray("II*\0", 4)));
        const auto pngReader =
            PyramidReader::open(*test::writeSamplePyramid(folder.path() + QStringLiteral("/png"), png, 3));
        QVERIFY((*pngReader)->tileHeader(1234).isEmpty());
    }

    // The four pyramids made by the real tools: every tile within the limits is there and decodes.
    void pyramidsOfOthers()
    {
        const QTemporaryDir folder;
        const QString root = test::pyramidsOfOthers(folder);
        int tiles = 0;
        for (const char *name : {"BDPARCELLAIRE", "MONTAGNE", "RGEALTI", "SCAN1000"}) {
            const auto reader = PyramidReader::open(root + QLatin1Char('/') + QLatin1String(name) + QLatin1String(".json"));
            VERIFY_OK(reader);
            const auto codec =
                TileCodec::create(*(*reader)->descriptor().rasterFormat(), (*reader)->descriptor().channels, 256, 256);
            VERIFY_OK(codec);
            std::vector<uint8_t> pixels(256 * 256 * 4);
            double coarser = HUGE_VAL;
            for (const PyramidLevel &level : (*reader)->descriptor().levels) {
                const double cell = (*reader)->grid().level(level.id)->cellSize;
                QVERIFY(cell < coarser); // coarse to fine, whatever the file's order
                coarser = cell;
                for (qint64 row = level.limits.minRow; row <= level.limits.maxRow; ++row) {
                    for (qint64 col = level.limits.minCol; col <= level.limits.maxCol; ++col) {
                        const auto tile = (*reader)->tile(level.id, col, row);
                        VERIFY_OK(tile);
                        QVERIFY(!tile->isEmpty());
                        const Status status = (*codec)->decode(
                            {reinterpret_cast<const uint8_t *>(tile->constData()), size_t(tile->size())}, pixels.data());
                        VERIFY_OK(status);
                        ++tiles;
                    }
                }
            }
        }
        QVERIFY(tiles > 60);
    }
};

TUILERIE_TEST_MAIN(PyramidReaderTest)
#include "pyramidreadertest.moc"
