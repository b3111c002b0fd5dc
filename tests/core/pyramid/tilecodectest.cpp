// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "pyramid/slab.h"
#include "pyramidsamples.h"
#include "support/testsupport.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <cstring>
#include <gdal_priv.h>

using namespace tuilerie;

namespace {

constexpr int side = 256;

struct Case
{
    RasterFormat format;
    int channels;
    QByteArray name() const { return format.name().toLatin1() + ' ' + QByteArray::number(channels); }
};

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    for (const char *word : {"RAW", "JPG", "JPG90", "PNG", "LZW", "ZIP", "PKB"}) {
        for (const SampleType sample : {SampleType::UInt8, SampleType::Float32}) {
            for (int channels = 1; channels <= 4; ++channels) {
                const RasterFormat format{*RasterFormat::compressionFromWord(QString::fromLatin1(word)), sample};
                if (format.checkChannels(channels))
                    cases.push_back({format, channels});
            }
        }
    }
    return cases;
}

bool isJpeg(const RasterFormat &format)
{
    return format.compression == TileCompression::Jpeg75 || format.compression == TileCompression::Jpeg90;
}

std::span<const uint8_t> bytesOf(const QByteArray &array)
{
    return {reinterpret_cast<const uint8_t *>(array.constData()), size_t(array.size())};
}

double meanDifference(const std::vector<uint8_t> &a, const std::vector<uint8_t> &b)
{
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += std::abs(int(a[i]) - int(b[i]));
    return a.empty() ? 0 : sum / double(a.size());
}

// What GDAL makes of a file in memory, interleaved.
std::vector<uint8_t> readByGdal(const QByteArray &file, int channels, SampleType sample, int width, int height)
{
    const char *path = "/vsimem/codectest";
    QByteArray copy = file;
    VSIFCloseL(VSIFileFromMemBuffer(path, reinterpret_cast<GByte *>(copy.data()), vsi_l_offset(copy.size()), FALSE));
    const GDALDatasetUniquePtr data(GDALDataset::Open(path, GDAL_OF_RASTER));
    std::vector<uint8_t> pixels;
    if (data && data->GetRasterCount() == channels && data->GetRasterXSize() == width && data->GetRasterYSize() == height) {
        const GDALDataType type = sample == SampleType::UInt8 ? GDT_Byte : GDT_Float32;
        const int bytes = sample == SampleType::UInt8 ? 1 : 4;
        pixels.resize(size_t(width) * size_t(height) * size_t(channels * bytes));
        if (data->RasterIO(GF_Read, 0, 0, width, height, pixels.data(), width, height, type, channels, nullptr,
                channels * bytes, GSpacing(width) * channels * bytes, bytes, nullptr)
            != CE_None)
            pixels.clear();
    }
    return pixels;
}

} // namespace

class TileCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { GDALAllRegister(); }

    void roundTrip_data()
    {
        QTest::addColumn<int>("number");
        const auto cases = allCases();
        for (size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name().constData()) << int(i);
    }

    void roundTrip()
    {
        QFETCH(int, number);
        const Case c = allCases()[size_t(number)];
        // Noise, flat colour, few colours, and odd sizes; also out of a wider image.
        for (const auto &[width, height] : {std::pair{256, 256}, {1, 1}, {17, 5}, {512, 3}}) {
            const auto codec = TileCodec::create(c.format, c.channels, width, height);
            VERIFY_OK(codec);
            const size_t pixelBytes = size_t(c.channels * c.format.bytesPerSample());
            const size_t rowBytes = size_t(width) * pixelBytes;
            std::vector<std::vector<uint8_t>> images{test::samplePixels(c.format.sample, c.channels, width, height, 5),
                std::vector<uint8_t>(rowBytes * size_t(height), 255)};
            images.push_back(images[0]);
            for (uint8_t &value : images[2])
                value &= 0xC0;
            for (const auto &image : images) {
                const auto encoded = (*codec)->encode(image.data(), rowBytes);
                VERIFY_OK(encoded);
                std::vector<uint8_t> decoded(image.size(), 1);
                const Status status = (*codec)->decode(bytesOf(*encoded), decoded.data());
                VERIFY_OK(status);
                if (isJpeg(c.format))
                    QVERIFY(width < 256 || meanDifference(image, decoded) < (image == images[2] ? 12 : 6));
                else
                    QVERIFY(decoded == image);
                // The same tile out of a bigger image gives the same bytes.
                const size_t stride = rowBytes + 3 * pixelBytes;
                std::vector<uint8_t> wide(stride * size_t(height), 77);
                for (size_t row = 0; row < size_t(height); ++row)
                    std::memcpy(wide.data() + row * stride, image.data() + row * rowBytes, rowBytes);
                QVERIFY(*(*codec)->encode(wide.data(), stride) == *encoded);
            }
        }
    }

    // GDAL reads whole slabs of ours, pixel for pixel (PNG ones it cannot, by the format's own design: those by themselves).
    void gdalReadsOurSlabs_data() { roundTrip_data(); }

    void gdalReadsOurSlabs()
    {
        QFETCH(int, number);
        const Case c = allCases()[size_t(number)];
        if (c.format.sample == SampleType::Float32 && c.channels == 2)
            QSKIP("the official header says 8 bits for these (docs/rok4.md §5.2), so no TIFF reader can");
        const auto codec = TileCodec::create(c.format, c.channels, side, side);
        VERIFY_OK(codec);
        const int across = 2, down = 3;
        const size_t pixelBytes = size_t(c.channels * c.format.bytesPerSample());
        const size_t stride = pixelBytes * side * across;
        const auto image = test::samplePixels(c.format.sample, c.channels, side * across, side * down, 9);
        std::vector<QByteArray> tiles;
        std::vector<uint8_t> ours(image.size());
        for (int i = 0; i < across * down; ++i) {
            const size_t at = size_t(i / across) * side * stride + size_t(i % across) * side * pixelBytes;
            const auto tile = (*codec)->encode(image.data() + at, stride);
            VERIFY_OK(tile);
            tiles.push_back(*tile);
            std::vector<uint8_t> decoded(pixelBytes * side * side);
            VERIFY_OK((*codec)->decode(bytesOf(*tile), decoded.data()));
            for (size_t row = 0; row < side; ++row)
                std::memcpy(ours.data() + at + row * stride, decoded.data() + row * side * pixelBytes, side * pixelBytes);
        }
        if (c.format.compression == TileCompression::Png) {
            QVERIFY(readByGdal(tiles[0], c.channels, c.format.sample, side, side)
                == readByGdal(tiles[0], c.channels, c.format.sample, side, side));
            std::vector<uint8_t> first(pixelBytes * side * side);
            VERIFY_OK((*codec)->decode(bytesOf(tiles[0]), first.data()));
            QVERIFY(readByGdal(tiles[0], c.channels, c.format.sample, side, side) == first);
            return;
        }
        const auto slab = assembleSlab(slabHeader(c.format, c.channels, side, side, across, down), tiles);
        VERIFY_OK(slab);
        const auto read = readByGdal(*slab, c.channels, c.format.sample, side * across, side * down);
        QCOMPARE(read.size(), image.size());
        if (isJpeg(c.format)) {
            QVERIFY(meanDifference(read, ours) < 0.5); // another upsampling of the colours is allowed
        } else {
            QVERIFY(read == image);
        }
        // A slab of one tile has its place in the tags themselves (docs/rok4.md §5.3).
        const auto single =
            assembleSlab(slabHeader(c.format, c.channels, side, side, 1, 1, quint32(tiles[0].size())), {tiles[0]});
        VERIFY_OK(single);
        QVERIFY(!readByGdal(*single, c.channels, c.format.sample, side, side).empty());
        if (!isJpeg(c.format)) {
            // And so has a tile that is served alone behind a header.
            const QByteArray alone = tileTiffHeader(c.format, c.channels, side, side, quint32(tiles[0].size())) + tiles[0];
            std::vector<uint8_t> first(pixelBytes * side * side);
            VERIFY_OK((*codec)->decode(bytesOf(tiles[0]), first.data()));
            QVERIFY(readByGdal(alone, c.channels, c.format.sample, side, side) == first);
            QVERIFY(readByGdal(*single, c.channels, c.format.sample, side, side) == first);
        }
    }

    // GDAL's own encoders, read by our decoders.
    void weReadGdalsTiles()
    {
        const auto *driver = GetGDALDriverManager()->GetDriverByName("GTiff");
        QVERIFY(driver);
        for (const auto &[word, option] :
            {std::pair{"LZW", "LZW"}, {"ZIP", "DEFLATE"}, {"PKB", "PACKBITS"}, {"RAW", "NONE"}}) {
            for (const int channels : {1, 3, 4}) {
                const RasterFormat format{*RasterFormat::compressionFromWord(QString::fromLatin1(word)), SampleType::UInt8};
                const auto image = test::samplePixels(SampleType::UInt8, channels, side, side, 21);
                const char *path = "/vsimem/gdaltile.tif";
                const QByteArray compress = QByteArray("COMPRESS=") + option;
                const char *const options[] = {compress.constData(), "TILED=YES", "INTERLEAVE=PIXEL", nullptr};
                {
                    GDALDatasetUniquePtr data(
                        const_cast<GDALDriver *>(driver)->Create(path, side, side, channels, GDT_Byte, options));
                    QVERIFY(data);
                    QCOMPARE(data->RasterIO(GF_Write, 0, 0, side, side, const_cast<uint8_t *>(image.data()), side, side,
                                 GDT_Byte, channels, nullptr, channels, GSpacing(side) * channels, 1, nullptr),
                        CE_None);
                }
                GDALDatasetUniquePtr data(GDALDataset::Open(path, GDAL_OF_RASTER));
                const int offset = atoi(data->GetRasterBand(1)->GetMetadataItem("BLOCK_OFFSET_0_0", "TIFF"));
                const int size = atoi(data->GetRasterBand(1)->GetMetadataItem("BLOCK_SIZE_0_0", "TIFF"));
                vsi_l_offset length = 0;
                const GByte *bytes = VSIGetMemFileBuffer(path, &length, FALSE);
                const auto codec = TileCodec::create(format, channels, side, side);
                std::vector<uint8_t> decoded(image.size());
                const Status status = (*codec)->decode({bytes + offset, size_t(size)}, decoded.data());
                VERIFY_OK(status);
                QVERIFY2(decoded == image, option);
            }
        }
    }

    void jpegIsBaselineJfif()
    {
        for (const TileCompression quality : {TileCompression::Jpeg75, TileCompression::Jpeg90}) {
            const auto codec = TileCodec::create({quality, SampleType::UInt8}, 3, side, side);
            const auto tile = (*codec)->encode(test::samplePixels(SampleType::UInt8, 3, side, side, 1).data(), side * 3);
            VERIFY_OK(tile);
            QCOMPARE(tile->left(4).toHex(), QByteArray("ffd8ffe0"));
            QCOMPARE(tile->mid(6, 5), QByteArray("JFIF\0", 5));
            const auto frame = tile->indexOf("\xFF\xC0"); // baseline
            QVERIFY(frame > 0);
            QCOMPARE(int(quint8(tile->at(frame + 11))), 0x22); // luminance twice as fine both ways: 4:2:0
            // The first entry of the luminance table says the quality: 16 × (200 − 2q) / 100.
            const auto table = tile->indexOf("\xFF\xDB");
            QCOMPARE(int(tile->at(table + 5)), quality == TileCompression::Jpeg75 ? 8 : 3);
        }
    }

    void pngHasTheLayoutTheServerWants()
    {
        for (int channels = 1; channels <= 4; ++channels) {
            const auto codec = TileCodec::create({TileCompression::Png, SampleType::UInt8}, channels, side, side);
            const auto tile = (*codec)->encode(
                test::samplePixels(SampleType::UInt8, channels, side, side, 1).data(), size_t(side * channels));
            VERIFY_OK(tile);
            QCOMPARE(tile->left(16).toHex(), QByteArray("89504e470d0a1a0a0000000d49484452"));
            QCOMPARE(int(tile->at(24)), 8);
            QCOMPARE(int(tile->at(25)), (std::array{0, 4, 2, 6})[size_t(channels - 1)]);
            QCOMPARE(tile->mid(37, 4), QByteArray("IDAT")); // right behind IHDR's 33 bytes
            QCOMPARE(tile->count("IDAT"), 1);
            QVERIFY(tile->endsWith(QByteArray::fromHex("0000000049454e44ae426082")));
            // Filter 0 on every row, whatever the pixels: by zlib's own inflate, which wants the size before the stream.
            const qsizetype rowBytes = side * channels + 1;
            QByteArray stream(4, '\0');
            qToBigEndian(quint32(rowBytes * side), stream.data());
            const QByteArray rows = qUncompress(stream + tile->mid(41, tile->size() - 41 - 16));
            QCOMPARE(rows.size(), rowBytes * side);
            for (qsizetype row = 0; row < side; ++row)
                QCOMPARE(int(rows.at(row * rowBytes)), 0);
        }
    }

    // Whatever the bytes are: an error or a tile, never a crash, never a byte outside of the tile.
    void damagedTilesNeverCrash_data() { roundTrip_data(); }

    void damagedTilesNeverCrash()
    {
        QFETCH(int, number);
        const Case c = allCases()[size_t(number)];
        constexpr int small = 64;
        const auto codec = TileCodec::create(c.format, c.channels, small, small);
        const size_t rowBytes = size_t(small * c.channels * c.format.bytesPerSample());
        const auto encoded =
            (*codec)->encode(test::samplePixels(c.format.sample, c.channels, small, small, 2).data(), rowBytes);
        VERIFY_OK(encoded);
        const size_t size = rowBytes * small;
        std::vector<uint8_t> guarded(size + 64);
        const auto decode = [&](const QByteArray &bytes) {
            std::fill(guarded.begin() + qsizetype(size), guarded.end(), 0xA5);
            // An exact copy on the heap, so that a sanitizer sees a read past its end.
            const std::vector<uint8_t> exact(bytes.begin(), bytes.end());
            const Status status = (*codec)->decode(exact, guarded.data());
            const bool intact =
                std::all_of(guarded.begin() + qsizetype(size), guarded.end(), [](uint8_t b) { return b == 0xA5; });
            return std::pair{status.has_value(), intact};
        };
        QRandomGenerator random(unsigned(number) + 1);
        for (int i = 0; i < 60; ++i) {
            const auto [good, intact] = decode(encoded->left(random.bounded(int(encoded->size()))));
            QVERIFY(intact);
            QVERIFY(!good);
        }
        int caught = 0;
        for (int i = 0; i < 300; ++i) {
            QByteArray bytes = *encoded;
            for (int k = 0; k <= i % 4; ++k)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const auto [good, intact] = decode(bytes);
            QVERIFY(intact);
            caught += !good;
        }
        for (int i = 0; i < 300; ++i) {
            QByteArray bytes(random.bounded(1, 3000), '\0');
            for (char &byte : bytes)
                byte = char(random.bounded(256));
            QVERIFY(decode(bytes).second);
        }
        const bool checksummed =
            c.format.compression == TileCompression::Png || c.format.compression == TileCompression::Zip;
        if (checksummed)
            QVERIFY(caught > 280); // all but bytes replaced by themselves
        QVERIFY(!decode(QByteArray()).first);
        QVERIFY(decode(*encoded).first);
    }

    void tilesOfAnotherSizeAreRefused()
    {
        for (const Case &c : allCases()) {
            const auto small = TileCodec::create(c.format, c.channels, 32, 32);
            const auto large = TileCodec::create(c.format, c.channels, 64, 64);
            const auto image = test::samplePixels(c.format.sample, c.channels, 64, 64, 2);
            std::vector<uint8_t> out(image.size());
            const auto a = (*small)->encode(image.data(), size_t(32 * c.channels * c.format.bytesPerSample()));
            const auto b = (*large)->encode(image.data(), size_t(64 * c.channels * c.format.bytesPerSample()));
            QVERIFY2(!(*large)->decode(bytesOf(*a), out.data()), c.name().constData());
            QVERIFY2(!(*small)->decode(bytesOf(*b), out.data()), c.name().constData());
        }
    }

    void wrongShapesAreRefused()
    {
        QVERIFY(!TileCodec::create({TileCompression::Jpeg75, SampleType::UInt8}, 1, 256, 256));
        QVERIFY(!TileCodec::create({TileCompression::Raw, SampleType::UInt8}, 5, 256, 256));
        QVERIFY(!TileCodec::create({TileCompression::Raw, SampleType::UInt8}, 1, 0, 256));
        QVERIFY(!TileCodec::create({TileCompression::Raw, SampleType::UInt8}, 1, 256, 1 << 20));
    }
};

TUILERIE_TEST_MAIN(TileCodecTest)
#include "tilecodectest.moc"
