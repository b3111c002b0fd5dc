// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "pyramid/slab.h"
#include "pyramidsamples.h"
#include "support/testsupport.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QtEndian>

using namespace tuilerie;

namespace {

const RasterFormat jpeg{TileCompression::Jpeg75, SampleType::UInt8};

} // namespace

class SlabTest : public QObject
{
    Q_OBJECT

private slots:
    // Reference §6.1's table.
    void names_data()
    {
        QTest::addColumn<qint64>("col");
        QTest::addColumn<qint64>("row");
        QTest::addColumn<int>("depth");
        QTest::addColumn<QString>("path");
        const auto add = [](qint64 col, qint64 row, int depth, const char *path) {
            QTest::newRow(path) << col << row << depth << QString::fromLatin1(path);
        };
        add(25, 195, 2, "00/05/PF.tif");
        add(258, 181, 2, "00/75/61.tif");
        add(1037, 705, 2, "00/SJ/TL.tif");
        add(272102, 61673, 2, "51TB/YL/E5.tif");
        add(4032, 18217, 2, "3E/42/01.tif");
        add(0, 0, 2, "00/00/00.tif");
        add(0, 0, 1, "00/00.tif");
        add(35, 36, 1, "01/Z0.tif");
        add(272102, 61673, 3, "51/TB/YL/E5.tif");
    }

    void names()
    {
        QFETCH(qint64, col);
        QFETCH(qint64, row);
        QFETCH(int, depth);
        QFETCH(QString, path);
        QCOMPARE(slabFileName(col, row, depth), path);
        const auto back = slabFromFileName(path, depth);
        QVERIFY(back);
        QCOMPARE(back->col, col);
        QCOMPARE(back->row, row);
    }

    void namesThatAreNone()
    {
        for (const char *path : {"", "a.tif", "00/00/0.tif", "00/00/00.tif.1-0.tmp", "00/00/aa.tif", "0000/00/00.tif",
                 "/00/00/00.tif", "00/-1/00.tif", "00/00.tif", "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ/00/00.tif"})
            QVERIFY2(!slabFromFileName(QString::fromLatin1(path), 2), path);
        QRandomGenerator random(3);
        for (int i = 0; i < 2000; ++i) {
            const qint64 col = random.bounded(5'000'000), row = random.bounded(5'000'000);
            const int depth = random.bounded(1, 6);
            QCOMPARE(*slabFromFileName(slabFileName(col, row, depth), depth), (SlabPosition{col, row}));
        }
        QCOMPARE(slabObjectSuffix(258, 181), QStringLiteral("_258_181"));
        QCOMPARE(slabRange({15, 16, 32, 31}, 16, 16), (TileRange{0, 1, 2, 1}));
    }

    // What stands before a tile on the way out, byte for byte that of the official server: IFD at 8, one strip, values that
    // do not fit into a tag behind the IFD.
    void headersOfSingleTiles_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("isFloat");
        QTest::addColumn<QByteArray>("hex");
        const QByteArray size = "0001 0400 01000000 00010000 0101 0400 01000000 00020000 ";
        QTest::newRow("gray") << 1 << false
                              << "49492A00 08000000 0A00 " + size
                + "0201 0300 01000000 08000000 0301 0300 01000000 05000000 0601 0300 01000000 01000000 "
                  "1101 0400 01000000 86000000 1501 0300 01000000 01000000 1601 0400 01000000 00020000 "
                  "1701 0400 01000000 D2040000 5301 0300 01000000 01000000 00000000";
        QTest::newRow("float") << 1 << true
                               << "49492A00 08000000 0A00 " + size
                + "0201 0300 01000000 20000000 0301 0300 01000000 05000000 0601 0300 01000000 01000000 "
                  "1101 0400 01000000 86000000 1501 0300 01000000 01000000 1601 0400 01000000 00020000 "
                  "1701 0400 01000000 D2040000 5301 0300 01000000 03000000 00000000";
        QTest::newRow("RGB") << 3 << false
                             << "49492A00 08000000 0A00 " + size
                + "0201 0300 03000000 86000000 0301 0300 01000000 05000000 0601 0300 01000000 02000000 "
                  "1101 0400 01000000 92000000 1501 0300 01000000 03000000 1601 0400 01000000 00020000 "
                  "1701 0400 01000000 D2040000 5301 0300 03000000 8C000000 00000000 080008000800 010001000100";
        QTest::newRow("RGBA") << 4 << false
                              << "49492A00 08000000 0B00 " + size
                + "0201 0300 04000000 92000000 0301 0300 01000000 05000000 0601 0300 01000000 02000000 "
                  "1101 0400 01000000 A2000000 1501 0300 01000000 04000000 1601 0400 01000000 00020000 "
                  "1701 0400 01000000 D2040000 5201 0300 01000000 02000000 5301 0300 04000000 9A000000 00000000 "
                  "0800080008000800 0100010001000100";
    }

    void headersOfSingleTiles()
    {
        QFETCH(int, channels);
        QFETCH(bool, isFloat);
        QFETCH(QByteArray, hex);
        const RasterFormat format{TileCompression::Lzw, isFloat ? SampleType::Float32 : SampleType::UInt8};
        QCOMPARE(tileTiffHeader(format, channels, 256, 512, 1234).toHex(), QByteArray::fromHex(hex).toHex());
    }

    // The worked example of docs/rok4.md §5.2: one JPEG tile of 5331 bytes.
    void jpegHeaderBytes()
    {
        const QByteArray header = slabHeader(jpeg, 3, 256, 256, 1, 1, 5331);
        QCOMPARE(header.size(), 2048);
        QCOMPARE(header.left(26).toHex().toUpper(),
            QByteArray("49492A00100000000800080008000800"
                       "0C00"
                       "0001040001000000"));
        QCOMPARE(header.mid(126, 12).toHex().toUpper(),
            QByteArray("450104000100"
                       "0000D3140000"));
        QCOMPARE(header.mid(162), QByteArray(2048 - 162, '\0'));
        const auto slab = assembleSlab(header, {QByteArray(5331, 'x')});
        VERIFY_OK(slab);
        QCOMPARE(slab->mid(2048, 8).toHex().toUpper(), QByteArray("08080000D3140000"));
        QCOMPARE(slab->size(), 2056 + 5331);
        QCOMPARE(slab->at(2056), 'x');
    }

    void layout()
    {
        const std::vector<QByteArray> tiles{QByteArray(5, 'a'), QByteArray(), QByteArray(16, 'b'), QByteArray(3, 'c')};
        const auto slab = assembleSlab(slabHeader(jpeg, 3, 256, 256, 2, 2), tiles);
        VERIFY_OK(slab);
        const auto index = SlabIndex::parse(*slab, 4, quint64(slab->size()));
        VERIFY_OK(index);
        const auto &places = index->tiles();
        QCOMPARE(places[0].offset, quint64(2080));
        QCOMPARE(places[1].offset, quint64(2096)); // absent: where the next one is
        QCOMPARE(places[1].size, quint64(0));
        QCOMPARE(places[2].offset, quint64(2096));
        QCOMPARE(places[3].offset, quint64(2112));
        QCOMPARE(quint64(slab->size()), quint64(2115)); // no padding at the end
        for (size_t i = 0; i < 4; ++i)
            QCOMPARE(slab->mid(qsizetype(places[i].offset), qsizetype(places[i].size)), tiles[i]);
    }

    void damagedIndexesAreRefused()
    {
        const auto slab = assembleSlab(slabHeader(jpeg, 3, 256, 256, 2, 2), std::vector<QByteArray>(4, QByteArray(50, 'x')));
        VERIFY_OK(slab);
        for (qsizetype size = 0; size < slab->size(); ++size) {
            const auto index = SlabIndex::parse(slab->left(size), 4, quint64(size));
            QVERIFY(!index);
            QCOMPARE(index.error().code, ErrorCode::Corrupt);
        }
        QByteArray other = *slab;
        other[0] = 'X';
        QVERIFY(!SlabIndex::parse(other, 4, quint64(other.size())));
        QVERIFY(!SlabIndex::parse(*slab, 0, quint64(slab->size())));
        QVERIFY(!SlabIndex::parse(*slab, -1, quint64(slab->size())));
        other = *slab;
        qToLittleEndian(quint32(100), other.data() + 2048); // into the header
        QVERIFY(!SlabIndex::parse(other, 4, quint64(other.size())));
        other = *slab;
        qToLittleEndian(quint32(0xFFFFFFFF), other.data() + 2048 + 16);
        QVERIFY(!SlabIndex::parse(other, 4, quint64(other.size())));
        // Nothing that the bytes may be lets a tile reach out of the file.
        QRandomGenerator random(11);
        for (int i = 0; i < 5000; ++i) {
            other = *slab;
            for (int k = 0; k < 4; ++k)
                other[2048 + random.bounded(32)] = char(random.bounded(256));
            if (const auto index = SlabIndex::parse(other, 4, quint64(other.size()))) {
                for (const TileLocation &tile : index->tiles())
                    QVERIFY(tile.size == 0 || tile.offset + tile.size <= quint64(other.size()));
            }
        }
    }

    void vectorHeader()
    {
        const QByteArray header = vectorSlabHeader(4, 4);
        QCOMPARE(header.left(30).toHex().toUpper(),
            QByteArray("49492A0010000000"
                       "0000000000000000"
                       "0400"
                       "000104000100000001000000"));
        QCOMPARE(header.mid(42, 24).toHex().toUpper(),
            QByteArray("440104001000000000080000"
                       "450104001000000040080000"));
        QCOMPARE(header.mid(66), QByteArray(2048 - 66, '\0'));
    }

    // Put together again from their own tiles, the slabs of the current official writer come out byte for byte.
    void slabsOfOthersAreReproduced()
    {
        const QTemporaryDir folder;
        const QString root = test::pyramidsOfOthers(folder);
        QVERIFY(!root.isEmpty());
        int slabs = 0;
        for (const char *name : {"BDPARCELLAIRE", "MONTAGNE", "RGEALTI", "SCAN1000"}) {
            const auto descriptor =
                PyramidDescriptor::load(root + QLatin1Char('/') + QLatin1String(name) + QLatin1String(".json"));
            VERIFY_OK(descriptor);
            const PyramidLevel &level = descriptor->levels.front();
            QDirIterator files(root + QLatin1Char('/') + QLatin1String(name), {QStringLiteral("*.tif")}, QDir::Files,
                QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const auto real = readWholeFile(files.next());
                VERIFY_OK(real);
                const auto index =
                    SlabIndex::parse(*real, level.tilesPerWidth * level.tilesPerHeight, quint64(real->size()));
                VERIFY_OK(index);
                std::vector<QByteArray> tiles;
                for (const TileLocation &tile : index->tiles())
                    tiles.push_back(real->mid(qsizetype(tile.offset), qsizetype(tile.size)));
                const auto ours = assembleSlab(slabHeader(*descriptor->rasterFormat(), descriptor->channels, 256, 256,
                                                   level.tilesPerWidth, level.tilesPerHeight),
                    tiles);
                VERIFY_OK(ours);
                QCOMPARE(ours->left(2048).toHex(), real->left(2048).toHex());
                QCOMPARE(*ours == *real, true);
                ++slabs;
            }
        }
        QVERIFY(slabs > 50);
    }
};

TUILERIE_TEST_MAIN(SlabTest)
#include "slabtest.moc"
