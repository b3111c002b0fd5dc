// SPDX-License-Identifier: GPL-3.0-or-later
#include "laszipreader.h"
#include "source/pointcloud/lasfile.h"
#include "support/testsupport.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QtEndian>

#include <ctime>
#include <utility>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

QByteArray decodeAll(const LasFile &file, QString *error = nullptr)
{
    QByteArray records;
    auto decoder = ChunkDecoder::create(file.layout());
    for (const LasChunk &chunk : file.chunks()) {
        const qsizetype before = records.size();
        records.resize(before + chunk.points * file.layout().recordLength);
        if (auto done = file.decode(chunk, **decoder, records.data() + before); !done) {
            if (error)
                *error = done.error().message + QLatin1String(" | ") + done.error().detail;
            records.resize(before);
            break;
        }
    }
    return records;
}

/// Points as a scanner makes them, with every bit of every field in use.
QByteArray madePoints(const LasLayout &layout, int count, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray records(qsizetype(count) * layout.recordLength, '\0');
    qint32 x = 1000, y = 2000, z = 300;
    double gps = 1e8;
    for (int i = 0; i < count; ++i) {
        char *record = records.data() + qsizetype(i) * layout.recordLength;
        x += int(random.bounded(200)) - 90;
        y += int(random.bounded(50)) - 20;
        z += int(random.bounded(80)) - 40;
        if (random.bounded(3) == 0)
            gps += 1e-5 * random.bounded(20);
        for (int k = 12; k < layout.recordLength; ++k)
            record[k] = char(random.bounded(16) == 0 ? random.bounded(256) : record[k - (i > 0 ? layout.recordLength : 0)]);
        const qint32 place[3] = {x, y, z};
        memcpy(record, place, sizeof place);
        if (layout.pointFormat != 0 && layout.pointFormat != 2)
            memcpy(record + (layout.pointFormat >= 6 ? 22 : 20), &gps, 8);
    }
    return records;
}

QByteArray encoded(const LasLayout &layout, const QByteArray &records)
{
    auto encoder = ChunkEncoder::create(layout);
    for (qsizetype at = 0; at < records.size(); at += layout.recordLength)
        (void)(*encoder)->add(records.constData() + at);
    return (*encoder)->finish().value_or(QByteArray());
}

} // namespace

class LazCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsLaszip_data()
    {
        QTest::addColumn<QString>("path");
        const QString root = dataPath(QStringLiteral("pointcloud"));
        QDirIterator walk(
            root, {QStringLiteral("*.las"), QStringLiteral("*.laz")}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next();
            QTest::newRow(qPrintable(path.mid(root.size() + 1))) << path;
        }
    }

    /// Every real file, byte for byte what LASzip's own interface reads; and its points through our encoder and back.
    void sameAsLaszip()
    {
        QFETCH(QString, path);
        const LaszipFile judge = readWithLaszip(path);
        const auto file = LasFile::open(path);
        if (!file) {
            QVERIFY2(!judge.isRead || judge.points == 0, qPrintable(file.error().message));
            QVERIFY(file.error().message.contains(path));
            return;
        }
        QVERIFY2(judge.isRead, qPrintable(judge.error));
        QCOMPARE((*file)->header().points, judge.points);
        QString error;
        const QByteArray records = decodeAll(**file, &error);
        QCOMPARE(error, QString());
        QCOMPARE(records.size(), judge.records.size());
        QVERIFY(records == judge.records);

        const LasLayout layout = LasLayout::ofFormat((*file)->layout().pointFormat, (*file)->layout().extraBytes);
        const QByteArray chunk = encoded(layout, records);
        const qint64 points = records.size() / layout.recordLength;
        QByteArray back(records.size(), 'x');
        auto decoder = ChunkDecoder::create(layout);
        VERIFY_OK(decoder);
        qint64 used = 0;
        VERIFY_OK((*decoder)->decode(chunk, points, back.data(), &used));
        QVERIFY(back == records);
        QCOMPARE(used, qint64(chunk.size()));
    }

    void formats_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("extra");
        for (int format = 0; format <= 10; ++format) {
            for (const int extra : {0, 1, 5, 20})
                QTest::addRow("%d+%d", format, extra) << format << extra;
        }
    }

    /// Our chunks in LASzip's reader, LASzip's in ours.
    void formats()
    {
        QFETCH(int, format);
        QFETCH(int, extra);
        const LasLayout layout = LasLayout::ofFormat(format, extra);
        for (const int count : {1, 2, 3000}) {
            const QByteArray records = madePoints(layout, count, quint32(format * 100 + extra));
            const QByteArray chunk = encoded(layout, records);
            QCOMPARE(encoded(layout, records), chunk);
            auto decoder = ChunkDecoder::create(layout);
            VERIFY_OK(decoder);
            for (int i = 0; i < 2; ++i) { // the second time with a used decoder
                QByteArray back(records.size(), 'x');
                VERIFY_OK((*decoder)->decode(chunk, count, back.data()));
                QVERIFY(back == records);
            }
            QTemporaryDir folder;
            const QString path = folder.filePath(QStringLiteral("theirs.laz"));
            if (extra == 0) { // LASzip's interface adds extra bytes by descriptors only
                QVERIFY(writeWithLaszip(path, format, layout.recordLength, records));
                const auto file = LasFile::open(path);
                VERIFY_OK(file);
                QVERIFY((*file)->hasChunkTable());
                QVERIFY(decodeAll(**file) == records);
                QCOMPARE((*file)->chunks().size(), size_t(1));
                QVERIFY(*(*file)->read((*file)->chunks().front()) == chunk); // the same coder: the same bytes
            }
        }
    }

    void encoderIsReusable()
    {
        const LasLayout layout = LasLayout::ofFormat(7, 3);
        auto encoder = ChunkEncoder::create(layout);
        VERIFY_OK(encoder);
        QVERIFY((*encoder)->finish()->isEmpty());
        for (quint32 i = 0; i < 5; ++i) {
            const QByteArray records = madePoints(layout, int(100 + 3000 * (i % 2)), i);
            VERIFY_OK((*encoder)->add(records.constData(), records.size() / layout.recordLength));
            QCOMPARE(*(*encoder)->finish(), encoded(layout, records));
        }
    }

    void fields()
    {
        const LasLayout layout = LasLayout::ofFormat(8, 20);
        const QByteArray records = madePoints(layout, 2000, 3);
        const QByteArray chunk = encoded(layout, records);
        for (const LasFields fields : {LasFields::Coordinates, LasFields::CoordinatesAndClass}) {
            auto decoder = ChunkDecoder::create(layout, fields);
            VERIFY_OK(decoder);
            QByteArray back(records.size(), 'x');
            VERIFY_OK((*decoder)->decode(chunk, 2000, back.data()));
            for (qsizetype at = 0; at < records.size(); at += layout.recordLength) {
                QVERIFY(back.mid(at, 12) == records.mid(at, 12));
                QCOMPARE(back[at + 14], records[at + 14]); // returns come with the coordinates
                if (fields == LasFields::CoordinatesAndClass)
                    QCOMPARE(back[at + 16], records[at + 16]);
                else
                    QCOMPARE(back[at + 16], records[16]);
            }
        }
    }

    void chunkTable()
    {
        std::vector<LazChunkEntry> chunks;
        QRandomGenerator random(7);
        for (int i = 0; i < 3000; ++i)
            chunks.push_back({random.bounded(1, 100000), random.bounded(1, 2000000)});
        chunks.push_back({0xffffffff, 0xfffffffe});
        for (const size_t count : {size_t(0), size_t(1), size_t(2), chunks.size()}) {
            const std::vector<LazChunkEntry> some(chunks.end() - qptrdiff(count), chunks.end());
            const auto table = encodeChunkTable(some);
            VERIFY_OK(table);
            const auto back = decodeChunkTable(*table, 0, 10000);
            VERIFY_OK(back);
            QVERIFY(*back == some);
            if (count > 2)
                QVERIFY(!decodeChunkTable(table->left(table->size() / 2), 0, 10000));
            if (count > 0)
                QVERIFY(!decodeChunkTable(*table, 0, qint64(count) - 1));
        }
        QVERIFY(!encodeChunkTable({{qint64(1) << 32, 5}}));
    }

    void laszipRecords()
    {
        QVERIFY(laszipRecord(LasLayout::ofFormat(11, 0)).isEmpty());
        for (int format = 0; format <= 10; ++format) {
            LasLayout layout = LasLayout::ofFormat(format, 4);
            layout.laszip = laszipRecord(layout);
            QCOMPARE(qFromLittleEndian<quint16>(layout.laszip.constData()), quint16(format < 6 ? 2 : 3));
            QCOMPARE(qFromLittleEndian<quint32>(layout.laszip.constData() + 12), 0xffffffffu);
            VERIFY_OK(ChunkDecoder::create(layout));
            for (qsizetype cut = 1; cut < layout.laszip.size(); ++cut) {
                LasLayout bad = layout;
                bad.laszip.truncate(cut);
                QVERIFY(!ChunkDecoder::create(bad));
            }
        }
    }

    void damage_data()
    {
        QTest::addColumn<int>("format");
        for (int format = 0; format <= 10; ++format)
            QTest::addRow("format %d", format) << format;
    }

    /// Cut or changed chunks are refused or give wrong points, and nothing worse.
    void damage()
    {
        QFETCH(int, format);
        const LasLayout layout = LasLayout::ofFormat(format, 3);
        const int count = 400;
        const QByteArray records = madePoints(layout, count, 11);
        const QByteArray whole = encoded(layout, records);
        auto decoder = ChunkDecoder::create(layout);
        VERIFY_OK(decoder);
        QByteArray back(records.size(), 'x');
        QRandomGenerator random(quint32(format + 1));
        int refused = 0;
        for (int i = 0; i < 1500; ++i) {
            QByteArray chunk = whole;
            if (i % 3 == 0)
                chunk.truncate(random.bounded(int(whole.size())));
            for (int k = i % 3 == 0 ? 0 : random.bounded(1, 6); k > 0; --k)
                chunk[random.bounded(int(chunk.size()))] = char(i % 3 == 1 ? random.bounded(256) : 255);
            if (i % 7 == 0 && chunk.size() > layout.recordLength + 8) // the head, where sizes are
                chunk[layout.recordLength + random.bounded(8)] = char(random.bounded(256));
            // A copy that ends where the chunk ends, so that a tool that watches memory sees a read beyond it.
            const std::vector<char> exact(chunk.begin(), chunk.end());
            refused += !(*decoder)->decode(exact, count, back.data());
        }
        QVERIFY2(refused >= 450, qPrintable(QString::number(refused))); // all that were cut short, at the least most of them
        VERIFY_OK((*decoder)->decode(whole, count, back.data()));
        QVERIFY(back == records);
        // The start of a stream that would lead the arithmetic decoder out of its tables.
        QByteArray ones = whole;
        const qsizetype start = layout.recordLength + (format >= 6 ? layeredHeadSize(layout) - layout.recordLength : 0);
        for (int i = 0; i < 4; ++i)
            ones[start + i] = char(0xff);
        QVERIFY(!(*decoder)->decode(ones, count, back.data()));
        QVERIFY(!(*decoder)->decode({}, 1, back.data()));
        if (format >= 6)
            QVERIFY(!(*decoder)->decode(whole, count + 1, back.data())); // the chunk says how many it has
    }

    /// By hand: TUILERIE_CODEC_FILE=big.laz lazcodectest speed
    void speed()
    {
        const QString path = qEnvironmentVariable("TUILERIE_CODEC_FILE");
        if (path.isEmpty())
            QSKIP("TUILERIE_CODEC_FILE names no file");
        std::clock_t start = std::clock(); // of the processor: the machine may be busy
        const auto spent = [&start] { return double(std::clock() - std::exchange(start, std::clock())) / CLOCKS_PER_SEC; };
        const LaszipFile judge = readWithLaszip(path);
        const double theirs = spent();
        const auto file = LasFile::open(path);
        VERIFY_OK(file);
        spent();
        const QByteArray records = decodeAll(**file);
        const double ours = spent();
        QVERIFY(records == judge.records);
        QTemporaryDir folder;
        spent();
        QVERIFY(
            writeWithLaszip(folder.filePath(QStringLiteral("theirs.laz")), judge.pointFormat, judge.recordLength, records));
        const double theirEncode = spent();
        auto encoder = ChunkEncoder::create((*file)->layout());
        spent();
        for (qint64 i = 0; i < judge.points; i += 50000) {
            VERIFY_OK(
                (*encoder)->add(records.constData() + i * judge.recordLength, std::min<qint64>(50000, judge.points - i)));
            VERIFY_OK((*encoder)->finish());
        }
        const double ourEncode = spent();
        const double points = double(judge.points) / 1e6;
        qInfo("M points a CPU second: decode %.2f (LASzip %.2f), encode %.2f (LASzip %.2f)", points / ours, points / theirs,
            points / ourEncode, points / theirEncode);
    }
};

TUILERIE_TEST_MAIN(LazCodecTest)
#include "lazcodectest.moc"
