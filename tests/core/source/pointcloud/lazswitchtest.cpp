// SPDX-License-Identifier: GPL-3.0-or-later
// A stream of GPS times that does nothing but switch from one sequence to another: with a stock LASzip 3.5 each switch is a
// call within a call, and a few hundred bytes overflow the stack.
#include "source/pointcloud/lazcodec.h"
#include "support/testsupport.h"

#include <QtEndian>

using namespace tuilerie;

namespace {

QByteArray words(std::initializer_list<int> values)
{
    QByteArray bytes;
    for (const int value : values)
        bytes += QByteArray(1, char(value & 255)) + char(value >> 8 & 255);
    return bytes;
}

/// Payload of "laszip encoded" for compressor 2 (LASzip 3.5, laszip.hpp): one chunk of any size, and these items.
QByteArray payload(const std::vector<std::array<int, 2>> &items)
{
    QByteArray bytes = words({2, 0, 0x0202, 0, 0, 0, 0xffff, 0xffff}) + QByteArray(16, '\xff') + words({int(items.size())});
    for (const auto &[type, size] : items)
        bytes += words({type, size, type == 9 ? 1 : 2});
    return bytes;
}

} // namespace

class LazSwitchTest : public QObject
{
    Q_OBJECT

private slots:
    void switchesWithoutEnd_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("laszip");
        const std::array<int, 2> point{6, 20}, time{7, 8}, colour{8, 6}, wave{9, 29};
        QTest::newRow("1") << 1 << payload({point, time});
        QTest::newRow("3") << 3 << payload({point, time, colour});
        QTest::newRow("4") << 4 << payload({point, time, wave});
        QTest::newRow("5") << 5 << payload({point, time, colour, wave});
    }
    void switchesWithoutEnd()
    {
        QFETCH(int, format);
        QFETCH(QByteArray, laszip);
        LasLayout layout = LasLayout::ofFormat(format, 0);
        layout.isCompressed = true;
        layout.laszip = laszip;
        const auto decoder = ChunkDecoder::create(layout);
        VERIFY_OK(decoder);
        // The highest symbol, again and again: of a time, "take another sequence".
        const QByteArray chunk =
            QByteArray(layout.recordLength, '\0') + QByteArray("\xff\xff\xff\xfe", 4) + QByteArray(3000, '\xff');
        QByteArray records(2 * layout.recordLength, '\0');
        const Status decoded = (*decoder)->decode({chunk.constData(), size_t(chunk.size())}, 2, records.data());
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::Corrupt);
    }
};

TUILERIE_TEST_MAIN(LazSwitchTest)
#include "lazswitchtest.moc"
