// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's parts by themselves: pages of the hierarchy, keys, the spill's packing, statistics, extra bytes.
#include "generate/pointcloud/copcwriter.h"
#include "generate/pointcloud/extrabytes.h"
#include "generate/pointcloud/morton.h"
#include "generate/pointcloud/nodepipeline.h"
#include "generate/pointcloud/octreecube.h"
#include "generate/pointcloud/recordconverter.h"
#include "generate/pointcloud/spillcodec.h"
#include "support/testsupport.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <cmath>
#include <cstring>
#include <map>
#include <new>

using namespace tuilerie;
using namespace tuilerie::pointcloud;

namespace {

template <typename T> T number(const QByteArray &bytes, qint64 at)
{
    T value;
    std::memcpy(&value, bytes.constData() + at, sizeof value);
    return value;
}

/// Fails as a defect would, at the sixth node.
class BreakingSink final : public NodeSink
{
public:
    Status add(const OctreeKey &, const EncodedNode &) override
    {
        if (++added == 6)
            throw std::bad_alloc();
        return {};
    }
    qint64 bytes() const override { return 0; }
    Status flush() override { return {}; }
    Status finish() override { return {}; }
    const std::vector<NodeEntry> &entries() const override { return m_entries; }
    const PointStatistics &statistics() const override { return m_statistics; }
    int added = 0;

private:
    std::vector<NodeEntry> m_entries;
    PointStatistics m_statistics;
};

template <typename T> void put(char *bytes, int at, T value)
{
    std::memcpy(bytes + at, &value, sizeof value);
}

CloudInput inputOf(double west, double south, double east, double north, double low, double high)
{
    CloudInput input;
    input.points = 1000;
    input.layout = LasLayout::ofFormat(6, 0);
    const double least[3] = {west, south, low}, most[3] = {east, north, high};
    for (int i = 0; i < 3; ++i) {
        input.scale[i] = 0.01;
        input.minimum[i] = least[i];
        input.maximum[i] = most[i];
        input.low[i] = std::llround(least[i] * 100);
        input.high[i] = std::llround(most[i] * 100);
    }
    return input;
}

} // namespace

class PointCloudPartsTest : public QObject
{
    Q_OBJECT

private slots:
    void pages()
    {
        // A whole octree down to level 5: 37,449 nodes.
        std::vector<NodeEntry> entries;
        quint64 at = 700;
        for (qint32 level = 5; level >= 0; --level)
            for (qint32 x = 0; x < 1 << level; ++x)
                for (qint32 y = 0; y < 1 << level; ++y)
                    for (qint32 z = 0; z < 1 << level; ++z) {
                        const qint64 points = (x + y + z) % 5;
                        entries.push_back({{level, x, y, z}, at, points * 7, points});
                        at += quint64(points * 7);
                    }
        const quint64 start = 5000000;
        const HierarchyPages pages = hierarchyPages(entries, start);
        QVERIFY(pages.rootSize
            <= (4681 + 2048) * 32); // four levels that are full to the last cell, and what is too small for pages
        std::map<OctreeKey, NodeEntry> found;
        int count = 0;
        const auto read = [&](quint64 offset, quint64 size, const auto &self) -> OctreeKey {
            OctreeKey first;
            ++count;
            for (quint64 i = offset; i < offset + size; i += 32) {
                const auto place = qint64(i - start);
                const OctreeKey key{number<qint32>(pages.payload, place), number<qint32>(pages.payload, place + 4),
                    number<qint32>(pages.payload, place + 8), number<qint32>(pages.payload, place + 12)};
                const auto target = number<quint64>(pages.payload, place + 16);
                const auto bytes = number<qint32>(pages.payload, place + 24),
                           points = number<qint32>(pages.payload, place + 28);
                if (i == offset)
                    first = key;
                if (points == -1) {
                    if (self(target, quint64(bytes), self) != key)
                        return {-1, 0, 0, 0};
                } else {
                    found[key] = {key, target, bytes, points};
                }
            }
            return first;
        };
        QCOMPARE(read(start, pages.rootSize, read).level, 0);
        QVERIFY(count > 1);
        QCOMPARE(found.size(), entries.size());
        for (const NodeEntry &entry : entries) {
            const NodeEntry &there = found[entry.key];
            QCOMPARE(there.points, entry.points);
            QCOMPARE(there.bytes, entry.bytes);
            QCOMPARE(there.offset, entry.points > 0 ? entry.offset : 0);
        }
    }

    void keys()
    {
        QRandomGenerator random(1);
        for (int i = 0; i < 1000; ++i) {
            const quint32 x = random.bounded(1 << 21), y = random.bounded(1 << 21), z = random.bounded(1 << 21);
            const quint64 key = morton(x, y, z);
            QCOMPARE(mortonX(key), x);
            QCOMPARE(mortonY(key), y);
            QCOMPARE(mortonZ(key), z);
            QCOMPARE(columnOf(key), morton(x, y, 0));
            QCOMPARE(key >> 3, morton(x >> 1, y >> 1, z >> 1));
        }
    }

    void cubeOfTiles()
    {
        CloudScan scan;
        for (int i = 0; i < 3; ++i)
            scan.schema.scale[i] = 0.01;
        scan.inputs = {inputOf(636000, 6933000, 637000, 6934000, 90, 250),
            inputOf(637000, 6933000, 638000, 6933999.99, 80, 240), inputOf(638000, 6934000.5, 638999, 6934990, 70, 200)};
        const OctreeCube cube = OctreeCube::around(scan);
        QCOMPARE(scan.schema.edge, 4000.0);
        QCOMPARE(scan.schema.corner[0], 636000.0);
        QCOMPARE(scan.schema.corner[2], 0.0); // on the tiles' grid
        QCOMPARE(cube.tileLevel(), 2);
        for (int i = 0; i < 3; ++i) {
            const HomeColumn home = cube.homeOf(scan.inputs[size_t(i)]);
            QCOMPARE(home.column.level, 2); // the far edges are the tile's own
            QCOMPARE(int(mortonX(home.column.code)), i);
            QCOMPARE(int(mortonY(home.column.code)), i == 2 ? 1 : 0);
        }
        // A step beyond the far edge is no longer in the tile.
        const HomeColumn across = cube.homeOf(inputOf(636000, 6933000, 637000.01, 6934000, 90, 250));
        QCOMPARE(across.column.level, 1);
        QCOMPARE(cube.fineCell(0, 63700000, 2), 1);
        QCOMPARE(cube.cell(0, 63700000) >> (cube.depth() - 2), 1u);
        QCOMPARE(cube.cell(0, 63699999) >> (cube.depth() - 2), 0u);
    }

    void packing()
    {
        QRandomGenerator random(2);
        for (const int length : {30, 36, 38, 51}) {
            for (const int count : {1, 2, 5000}) {
                std::vector<char> records(size_t(count) * size_t(length)), back(records.size());
                for (char &byte : records)
                    byte = char(random.bounded(256));
                const QByteArray packed = packRecords(records.data(), count, length);
                VERIFY_OK(unpackRecords(packed.constData(), packed.size(), back.data(), count, length));
                QVERIFY(back == records);
                QVERIFY(!unpackRecords(packed.constData(), packed.size() / 2, back.data(), count, length));
                QVERIFY(!unpackRecords(packed.constData(), packed.size(), back.data(), count + 1, length));
            }
        }
    }

    // The bits of LAS 1.4 R15 tables 7 to 16, by hand.
    void upgrade()
    {
        CloudInput input = inputOf(0, 0, 1, 1, 0, 1);
        input.layout = LasLayout::ofFormat(3, 0);
        CloudSchema schema;
        schema.layout = LasLayout::ofFormat(7, 0);
        char from[34] = {}, to[36];
        put(from, 0, qint32(-5));
        put(from, 12, quint16(777));
        from[14] = char(3 | 5 << 3 | 1 << 6 | 1 << 7); // third of five returns, forward, edge
        from[15] = char(12 | 1 << 5 | 1 << 7);         // overlap, synthetic, withheld
        from[16] = char(-30);                          // degrees
        from[17] = 9;
        put(from, 18, quint16(65000));
        put(from, 20, 123.5);
        put(from, 28, quint16(1));
        put(from, 30, quint16(2));
        put(from, 32, quint16(3));
        QVERIFY(RecordConverter(input, schema, {}).convert(from, to, 1));
        const QByteArray out(to, 36);
        QCOMPARE(number<qint32>(out, 0), -5);
        QCOMPARE(number<quint16>(out, 12), quint16(777));
        QCOMPARE(uchar(out[14]), uchar(3 | 5 << 4));
        QCOMPARE(uchar(out[15]), uchar(1 | 4 | 8 | 64 | 128));
        QCOMPARE(uchar(out[16]), uchar(12));
        QCOMPARE(uchar(out[17]), uchar(9));
        QCOMPARE(number<qint16>(out, 18), qint16(-5000));
        QCOMPARE(number<quint16>(out, 20), quint16(65000));
        QCOMPARE(number<double>(out, 22), 123.5);
        QCOMPARE(number<quint16>(out, 30), quint16(1));
        QCOMPARE(number<quint16>(out, 34), quint16(3));
    }

    void statistics()
    {
        std::vector<QByteArray> records;
        std::vector<const char *> pointers;
        for (int i = 0; i < 1000; ++i) {
            QByteArray record(30, '\0');
            put(record.data(), 8, qint32(i));
            put(record.data(), 12, quint16(i % 10));
            record[14] = char(0x21 + i % 2);
            record[16] = char(i % 3);
            put(record.data(), 22, i == 5 ? std::nan("") : 1e9 + i);
            records.push_back(record);
        }
        for (const QByteArray &record : records)
            pointers.push_back(record.constData());
        // In two parts, as of two nodes.
        PointStatistics sum = PointStatistics::of(std::span(pointers).first(400), 6);
        sum.merge(PointStatistics::of(std::span(pointers).subspan(400), 6));
        QCOMPARE(sum.points, quint64(1000));
        QCOMPARE(sum.maximum[2], 999);
        QCOMPARE(sum.gpsMaximum, 1e9 + 999);
        QCOMPARE(sum.countsByReturn()[0], quint64(500));
        const double scale[3] = {0.01, 0.01, 0.01}, offset[3] = {0, 0, 100};
        const QJsonObject stats =
            QJsonDocument::fromJson(sum.qgisJson(6, scale, offset)).object()[QLatin1String("stats")].toObject();
        const QJsonValue z = stats[QLatin1String("Z")];
        QVERIFY(std::abs(z[QLatin1String("mean")].toDouble() - 104.995) < 1e-9);
        QVERIFY(std::abs(z[QLatin1String("standard-deviation")].toDouble() - 2.8881943609574938)
            < 1e-9); // of 0…999, divided by n − 1
        QCOMPARE(stats[QLatin1String("Classification")][QLatin1String("class-count")][QLatin1String("0")].toInt(), 334);
        QCOMPARE(stats[QLatin1String("Intensity")][QLatin1String("mean")].toDouble(), 4.5);
        PointStatistics back;
        QVERIFY(PointStatistics::fromBytes(sum.toBytes(), back));
        QCOMPARE(back.points, sum.points);
    }

    void extraFields()
    {
        const auto field = [](const char *name, int type, int size) {
            QByteArray descriptor(192, '\0');
            descriptor[2] = char(type);
            descriptor.replace(4, qsizetype(strlen(name)), name);
            ExtraByteField made;
            made.name = QString::fromLatin1(name);
            made.descriptor = descriptor;
            made.type = type;
            made.size = size;
            return made;
        };
        ExtraByteField tail;
        tail.size = 3;
        tail.offset = 1;
        ExtraFields fields{field("a", 1, 1), tail};
        QVERIFY(!unite(fields, {field("a", 1, 1), field("b", 9, 4)}));
        QCOMPARE(fields.size(), size_t(3));
        QCOMPARE(fields[1].name, QStringLiteral("b"));
        QCOMPARE(fields[2].offset, 5); // undescribed bytes stay last
        QCOMPARE(sizeOf(fields), 8);
        QCOMPARE(descriptorsOf(fields).size(), 384);
        const ExtraFields other{field("b", 10, 8)};
        QCOMPARE(unite(fields, other), &other[0]);
        // One name twice is two fields; one without a name is not what nothing describes.
        ExtraByteField second = field("a", 4, 2);
        second.occurrence = 1;
        QVERIFY(!unite(fields, {field("a", 1, 1), second, field("", 3, 2), tail}));
        QCOMPARE(fields.size(), size_t(5));
        QCOMPARE(sizeOf(fields), 12);
        QVERIFY(!fields.back().isDescribed());
    }

    // What goes wrong in the sink is the run's error: those that wait for their turn wait no longer, and nothing comes
    // after.
    void defectInTheSinkIsAnError()
    {
        for (const int workers : {1, 4}) {
            BreakingSink sink;
            SilentControl control;
            ProgressMeter meter(control, QStringLiteral("generate"), 0, 2);
            const auto pipeline = NodePipeline::create(sink, LasLayout(), workers, meter);
            VERIFY_OK(pipeline);
            const Status written = (*pipeline)->write({}, std::vector<TreeNode>(1000));
            QVERIFY(!written);
            QVERIFY2(written.error().message.contains(QLatin1String("memory")), qPrintable(written.error().message));
            QCOMPARE(sink.added, 6);
        }
    }
};

TUILERIE_TEST_MAIN(PointCloudPartsTest)
#include "pointcloudpartstest.moc"
