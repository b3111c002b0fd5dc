// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/copcfile.h"
#include "source/pointcloud/eptfile.h"
#include "source/pointcloud/pointview.h"
#include "source/pointcloud/vpcfile.h"
#include "support/testsupport.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QtEndian>

#include <thread>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

QString cloud(const char *name)
{
    return dataPath(QStringLiteral("pointcloud/") + QLatin1String(name));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// All points, or as many as can be decoded.
QByteArray decodeAll(const LasFile &file)
{
    QByteArray records;
    auto decoder = ChunkDecoder::create(file.layout());
    if (!decoder)
        return records;
    for (const LasChunk &chunk : file.chunks()) {
        const qsizetype before = records.size();
        records.resize(before + chunk.points * file.layout().recordLength);
        if (!file.decode(chunk, **decoder, records.data() + before)) {
            records.resize(before);
            break;
        }
    }
    return records;
}

/// LAS 1.2 of format 0 with a "laszip encoded" record and `body` where the points begin.
QByteArray laszipFile(quint16 compressor, quint32 perChunk, quint16 recordLength, quint32 points, const QByteArray &body)
{
    const auto number = [](auto value) {
        value = qToLittleEndian(value);
        return QByteArray(reinterpret_cast<const char *>(&value), sizeof value);
    };
    QByteArray record = number(compressor) + number(quint16(0)) + QByteArray("\2\2", 2) + number(quint16(0))
        + number(quint32(0)) + number(perChunk) + number(qint64(-1)) + number(qint64(-1))
        + number(quint16(recordLength > 20 ? 2 : 1)) + number(quint16(6)) + number(quint16(20)) + number(quint16(2));
    if (recordLength > 20)
        record += number(quint16(0)) + number(quint16(recordLength - 20)) + number(quint16(2));
    const QByteArray vlr = QByteArray(2, 0) + QByteArray("laszip encoded").leftJustified(16, 0) + number(quint16(22204))
        + number(quint16(record.size())) + QByteArray(32, 0) + record;
    QByteArray head = QByteArray("LASF") + QByteArray(20, 0) + QByteArray("\1\2", 2) + QByteArray(68, 0)
        + number(quint16(227)) + number(quint32(227 + vlr.size())) + number(quint32(1)) + char(0x80) + number(recordLength)
        + number(points);
    head += QByteArray(20, 0);
    for (const double value : {0.01, 0.01, 0.01, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0})
        head += QByteArray(reinterpret_cast<const char *>(&value), sizeof value);
    return head + vlr + body;
}

} // namespace

class LasFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void header()
    {
        const auto ign = LasFile::open(cloud("ign/test_data_77055_627755_LA93_IGN69.laz"));
        VERIFY_OK(ign);
        const LasHeader &header = (*ign)->header();
        QCOMPARE(header.points, qint64(72770));
        QCOMPARE(header.pointFormat, 8);
        QCOMPARE(header.crs, QStringLiteral("EPSG:2154"));
        QVERIFY(header.saysWkt() && header.hasRgb() && header.hasNir() && !header.hasWaveforms());
        qint64 sum = 0;
        for (const qint64 count : header.countsByReturn)
            sum += count;
        QCOMPARE(sum, header.points);
        QVERIFY((*ign)->record("LASF_Projection", 2112));
        QVERIFY(!(*ign)->record("LASF_Projection", 2111));
        QVERIFY((*ign)->hasChunkTable());
        QCOMPARE((*ign)->chunks().size(), size_t(2));

        // Two records of descriptors are read as one.
        const auto extra = LasFile::open(cloud("ign/las_with_several_extra_byte_bloc.laz"));
        VERIFY_OK(extra);
        QVERIFY((*extra)->header().extraFields.size() >= 2);
        int described = 0;
        for (const ExtraByteField &field : (*extra)->header().extraFields) {
            QVERIFY(!field.name.isEmpty());
            QCOMPARE(field.offset, 38 + described);
            described += field.size;
        }
        QCOMPARE(described, (*extra)->layout().extraBytes);

        const auto compound = LasFile::open(cloud("laspy/simple.copc.laz"));
        VERIFY_OK(compound);
        QCOMPARE((*compound)->header().crs, QStringLiteral("EPSG:2991"));
        QCOMPARE((*compound)->header().verticalCrs, QStringLiteral("EPSG:6360"));

        const auto extended = LasFile::open(cloud("laspy/1_4_w_evlr.laz"));
        VERIFY_OK(extended);
        QVERIFY(std::any_of((*extended)->records().begin(), (*extended)->records().end(),
            [](const LasRecord &record) { return record.isExtended; }));
    }

    void errorsNameTheFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("none.laz"));
        const auto none = LasFile::open(path);
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::NotFound);
        QVERIFY(none.error().message.contains(path));
        QCOMPARE(LasFile::open(folder.path()).error().code, ErrorCode::Unsupported);
        write(path, QByteArray(400, 'x'));
        QCOMPARE(LasFile::open(path).error().code, ErrorCode::Corrupt);
        QByteArray later(400, '\0');
        later.replace(0, 4, "LASF");
        later[24] = 1;
        later[25] = 6;
        write(path, later);
        QCOMPARE(LasFile::open(path).error().code, ErrorCode::Unsupported);
    }

    /// What LASzip reads from a copy without its chunk table, we read too.
    void withoutChunkTable_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("layers") << cloud("ign/test_data_77060_627755_LA93_IGN69.laz");
        QTest::newRow("one stream a chunk") << cloud("lasr/bcts_1.laz");
        QTest::newRow("format 3") << cloud("pdal/autzen_trim.laz");
        QTest::newRow("layers of variable size") << cloud("copcjs/ellipsoid.copc.laz");
    }

    void withoutChunkTable()
    {
        QFETCH(QString, path);
        const auto whole = LasFile::open(path);
        VERIFY_OK(whole);
        const QByteArray expected = decodeAll(**whole);
        QCOMPARE(expected.size(), (*whole)->header().points * (*whole)->layout().recordLength);
        QByteArray content = contentOf(path);
        content.replace((*whole)->header().pointDataStart, 8, QByteArray(8, '\0'));
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("copy.laz"));
        write(copy, content);
        const auto file = LasFile::open(copy);
        VERIFY_OK(file);
        QVERIFY(!(*file)->hasChunkTable());
        QVERIFY(decodeAll(**file) == expected);
        QCOMPARE((*file)->chunks().size(), (*whole)->chunks().size());
        for (size_t i = 0; i < (*file)->chunks().size(); ++i)
            QCOMPARE((*file)->chunks()[i].offset, (*whole)->chunks()[i].offset);

        // Cut off: the points before the cut are found, and the last chunk stands for the others.
        write(copy, content.left((*whole)->chunks().back().offset + 10));
        const auto cut = LasFile::open(copy);
        VERIFY_OK(cut);
        const QByteArray some = decodeAll(**cut);
        QVERIFY(some == expected.left((*whole)->chunks().back().first * (*whole)->layout().recordLength));
        QCOMPARE((*cut)->chunks().size(), (*whole)->chunks().size());
    }

    /// The place of the chunk table may stand at the end of the file.
    void tablePlaceAtTheEnd()
    {
        const QString path = cloud("lasr/bcts_1.laz");
        const auto whole = LasFile::open(path);
        VERIFY_OK(whole);
        QByteArray content = contentOf(path);
        const QByteArray place = content.mid((*whole)->header().pointDataStart, 8);
        content.replace((*whole)->header().pointDataStart, 8, QByteArray(8, '\xff'));
        QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("stream.laz")), content + place);
        const auto file = LasFile::open(folder.filePath(QStringLiteral("stream.laz")));
        VERIFY_OK(file);
        QVERIFY((*file)->hasChunkTable());
        QCOMPARE((*file)->chunks().size(), (*whole)->chunks().size());
    }

    void manyThreadsShareAFile()
    {
        const auto file = LasFile::open(cloud("lasr/bcts_1.laz"));
        VERIFY_OK(file);
        const QByteArray expected = decodeAll(**file);
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { good += decodeAll(**file) == expected; });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 4);
    }

    void copc()
    {
        const auto plain = CopcFile::open(cloud("laspy/simple.copc.laz"));
        const auto paged = CopcFile::open(cloud("laspy/simple_with_page.copc.laz"));
        VERIFY_OK(plain);
        VERIFY_OK(paged);
        QCOMPARE((*plain)->nodes().size(), (*paged)->nodes().size());
        qint64 points = 0;
        for (size_t i = 0; i < (*plain)->nodes().size(); ++i) {
            QVERIFY((*plain)->nodes()[i].key == (*paged)->nodes()[i].key);
            QCOMPARE((*plain)->nodes()[i].chunk.points, (*paged)->nodes()[i].chunk.points);
            points += (*plain)->nodes()[i].chunk.points;
        }
        QCOMPARE(points, qint64(1065));
        QVERIFY((*plain)->nodes().front().key == OctreeKey{});
        QVERIFY((*plain)->info().halfSize > 0 && (*plain)->info().spacing > 0);
        QVERIFY(CopcFile::isCopc(cloud("lasr/example.copc.laz")));
        QVERIFY(!CopcFile::isCopc(cloud("copcjs/ellipsoid-1.4.laz")));
        QVERIFY(!CopcFile::isCopc(cloud("itowns/ept.json")));
        QCOMPARE(CopcFile::open(cloud("copcjs/ellipsoid-1.4.laz")).error().code, ErrorCode::Corrupt);
    }

    /// LASzip's compressor 0: the points are there as they are, and so the file says how many there can be.
    void storedPoints()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("stored.laz"));
        write(path, laszipFile(0, 50000, 20, 3, QByteArray(60, 7)));
        const auto three = LasFile::open(path);
        VERIFY_OK(three);
        QCOMPARE((*three)->chunks().size(), size_t(1));
        QCOMPARE(decodeAll(**three), QByteArray(60, 7));
        write(path, laszipFile(0, 50000, 20, 4'000'000'000, QByteArray(60, 7)));
        const auto more = LasFile::open(path);
        QVERIFY(!more);
        QCOMPARE(more.error().code, ErrorCode::Corrupt);
    }

    /// No table of chunks, and chunks so large that no memory holds one: nothing is decoded for their borders.
    void chunksBeyondMemory()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("large.laz"));
        write(path, laszipFile(2, 0x7fffffff, 65535, 0xffffffff, QByteArray(8, '\xff') + QByteArray(100'000, 7)));
        const auto file = LasFile::open(path);
        VERIFY_OK(file);
        QVERIFY(!(*file)->hasChunkTable());
        QCOMPARE((*file)->chunks().size(), size_t(1));
        QVERIFY((*file)->chunks().front().points <= 50000);
        QVERIFY(decodeAll(**file).isEmpty());
    }

    /// Whatever a file claims, its chunks ask for no more memory than so many bytes can hold.
    void claimsOfFewBytes()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("claims.laz"));
        for (const quint16 compressor : {quint16(1), quint16(2)})
            for (const quint32 perChunk : {quint32(1000), quint32(0xffffffff)})
                for (const quint32 points : {quint32(50'000), quint32(0xffffffff)}) {
                    write(path, laszipFile(compressor, perChunk, 65535, points, QByteArray(100, 7)));
                    const auto file = LasFile::open(path);
                    VERIFY_OK(file);
                    for (const LasChunk &chunk : (*file)->chunks())
                        QVERIFY2(chunk.points * 65535 <= 64 << 20, qPrintable(QString::number(chunk.points)));
                }
    }

    /// A count that is too low: what lies behind is read where chunks say what they hold, and said where they do not.
    void countTooLow()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("low.laz"));
        const auto lowered = [&](const QString &from, qsizetype at, int size) {
            QByteArray content = contentOf(from);
            const quint64 count = 10;
            content.replace(at, size, QByteArray(reinterpret_cast<const char *>(&count), size));
            write(path, content);
            return LasFile::open(path);
        };
        const auto layered = LasFile::open(cloud("ign/test_data_77060_627755_LA93_IGN69.laz"));
        VERIFY_OK(layered);
        QVERIFY((*layered)->chunks().size() > 1);
        const auto low = lowered((*layered)->path(), 247, 8);
        VERIFY_OK(low);
        QCOMPARE((*low)->header().points, qint64(10));
        QCOMPARE((*low)->points(), (*layered)->header().points);
        QCOMPARE((*low)->unreadBytes(), qint64(0));
        QCOMPARE(decodeAll(**low), decodeAll(**layered));

        const auto older = LasFile::open(cloud("lasr/bcts_1.laz"));
        VERIFY_OK(older);
        QVERIFY((*older)->chunks().size() > 1);
        const auto said = lowered((*older)->path(), 107, 4);
        VERIFY_OK(said);
        QVERIFY((*said)->unreadBytes() > 0);
        QCOMPARE((*older)->unreadBytes(), qint64(0));

        write(path, laszipFile(0, 50000, 20, 1, QByteArray(60, 7)));
        const auto plain = LasFile::open(path);
        VERIFY_OK(plain);
        QCOMPARE((*plain)->unreadBytes(), qint64(40));
    }

    /// Hierarchies that would be read again and again, or nodes that few bytes cannot hold.
    void hostileCopc()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("hostile.copc.laz"));
        const QByteArray whole = contentOf(cloud("laspy/simple.copc.laz"));
        const auto put = [](QByteArray &bytes, qsizetype at, auto value) {
            memcpy(bytes.data() + at, &value, sizeof value);
        };
        const qsizetype page = qsizetype(qFromLittleEndian<quint64>(whole.constData() + 429 + 40));
        // A page within the page that lists it.
        QByteArray content = whole;
        put(content, page + 32 + 16, quint64(page + 64));
        put(content, page + 32 + 24, qint32(32));
        put(content, page + 32 + 28, qint32(-1));
        write(path, content);
        const auto overlapping = CopcFile::open(path);
        QVERIFY(!overlapping);
        QVERIFY2(overlapping.error().message.contains(QLatin1String("over one another")),
            qPrintable(overlapping.error().message));
        // Two thousand million points in what a few thousand take.
        content = whole;
        const qint32 had = qFromLittleEndian<qint32>(whole.constData() + page + 28);
        put(content, page + 28, qint32(0x7fffffff));
        put(content, 247, quint64(1065 - had) + 0x7fffffff);
        write(path, content);
        const auto claimed = CopcFile::open(path);
        QVERIFY(!claimed);
        QVERIFY2(claimed.error().message.contains(QLatin1String("2147483647")), qPrintable(claimed.error().message));
    }

    void vpcNumbers_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::newRow("count below zero") << QByteArray(R"("pc:count":-2)");
        QTest::newRow("count of −1") << QByteArray(R"("pc:count":-1)");
        QTest::newRow("half a point") << QByteArray(R"("pc:count":1.5)");
        QTest::newRow("more than there can be") << QByteArray(R"("pc:count":9e18)");
        QTest::newRow("box the wrong way round") << QByteArray(R"("proj:bbox":[1,0,0,0,1,1])");
        QTest::newRow("box of no numbers") << QByteArray(R"("proj:bbox":[0,0,0,"a",1,1])");
        QTest::newRow("box without end") << QByteArray(R"("proj:bbox":[0,0,0,1e999,1,1])");
    }
    void vpcNumbers()
    {
        QFETCH(QByteArray, member);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.vpc"));
        const QByteArray tile =
            R"({"type":"Feature","stac_version":"1.0.0","id":"t","assets":{"data":{"href":"a.copc.laz"}},"properties":{)"
            + member + "}}";
        write(path, R"({"type":"FeatureCollection","features":[)" + tile + ',' + tile + "]}");
        const auto vpc = readVpc(path);
        QVERIFY(!vpc);
        QCOMPARE(vpc.error().code, ErrorCode::Corrupt);
    }

    void eptAndVpc()
    {
        QVERIFY(isVpc(cloud("itowns/copcStac.json")));
        QVERIFY(isVpc(cloud("itowns/eptStac.json")));
        QVERIFY(!isVpc(cloud("itowns/ept.json")));
        const auto vpc = readVpc(cloud("itowns/eptStac.json"));
        VERIFY_OK(vpc);
        QCOMPARE(vpc->tiles.size(), size_t(4));
        QCOMPARE(vpc->tiles.front().points, qint64(49430668823));
        QCOMPARE(vpc->tiles.front().extent.west, 585999.0);
        QVERIFY(!vpc->tiles.front().isLocal && vpc->localFiles().isEmpty());
        QCOMPARE(vpc->crs, QStringLiteral("EPSG:2154"));

        // iTowns' set, with a page below a page; the deepest are not in the collection.
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("ept-hierarchy")));
        QVERIFY(QFile::copy(cloud("itowns/ept.json"), folder.filePath(QStringLiteral("ept.json"))));
        QVERIFY(QFile::copy(
            cloud("itowns/entwine-hierarchy-0-0-0-0.json"), folder.filePath(QStringLiteral("ept-hierarchy/0-0-0-0.json"))));
        QVERIFY(QFile::copy(
            cloud("itowns/entwine-hierarchy-1-0-0-1.json"), folder.filePath(QStringLiteral("ept-hierarchy/1-0-0-1.json"))));
        QVERIFY(!EptFile::open(folder.path()));
        write(folder.filePath(QStringLiteral("ept-hierarchy/3-2-3-6.json")), R"({"3-2-3-6": 5})");
        write(folder.filePath(QStringLiteral("ept-hierarchy/3-3-3-7.json")), R"({"3-3-3-7": 6, "4-6-6-14": 7})");
        const auto ept = EptFile::open(folder.path());
        VERIFY_OK(ept);
        QCOMPARE((*ept)->pages, 4);
        QCOMPARE((*ept)->nodes.size(), size_t(6 + 4 + 1 + 2));
        QCOMPARE((*ept)->crs, QStringLiteral("EPSG:3857"));
        QCOMPARE((*ept)->verticalCrs, QStringLiteral("EPSG:5703"));
        QCOMPARE((*ept)->points, qint64(10653336));
        QCOMPARE(octreeKeyName((*ept)->nodes.front().key), QStringLiteral("0-0-0-0"));
    }

    void damaged_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *name : {"laspy/simple.copc.laz", "laspy/extra.laz", "laspy/fullwave.laz", "laspy/1_4_w_evlr.laz",
                 "lasr/las14_pdrf6.laz", "ign/crop_duplicate.laz", "pdal/simple-laszip-compressor-version-1.2r0.laz",
                 "pdal/liblas-generated.laz", "pdal/prec3.las", "laspy/simple1_3.las"})
            QTest::newRow(name) << cloud(name);
    }

    /// A few hundred files with wrong bytes or without their end: refused or read in part, never a crash nor an absurd
    /// allocation.
    void damaged()
    {
        QFETCH(QString, path);
        const QByteArray whole = contentOf(path);
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("copy.laz"));
        QRandomGenerator random(17);
        for (int i = 0; i < 250; ++i) {
            QByteArray content = whole;
            const int end = i % 4 == 1 ? std::min<int>(700, int(whole.size())) : int(whole.size());
            if (i % 4 == 3)
                content.truncate(random.bounded(int(whole.size())));
            else
                for (int k = random.bounded(1, 9); k > 0; --k)
                    content[random.bounded(end)] = char(i % 2 ? random.bounded(256) : 255);
            write(copy, content);
            const auto file = LasFile::open(copy);
            if (!file) {
                QVERIFY(!file.error().message.isEmpty());
                continue;
            }
            qint64 points = 0;
            for (const LasChunk &chunk : (*file)->chunks())
                points += chunk.points;
            // No list of chunks may ask for more memory than its bytes can hold points.
            QVERIFY(points <= std::max<qint64>((*file)->size() * 500, 50000));
            decodeAll(**file);
            (void)CopcFile::open(copy);
        }
    }
};

TUILERIE_TEST_MAIN(LasFileTest)
#include "lasfiletest.moc"
