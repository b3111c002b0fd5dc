// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawzip.h"

#include <QtEndian>

namespace tuilerie::test {

namespace {

quint32 crcOf(const QByteArray &bytes)
{
    quint32 sum = 0xffffffff;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum;
}

template <typename T> void put(QByteArray &to, T value)
{
    const T little = qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&little), sizeof little);
}

} // namespace

QByteArray rawZip(const std::vector<ZipEntry> &entries)
{
    QByteArray zip, directory;
    for (const ZipEntry &entry : entries) {
        // Qt's form: its length, two bytes of zlib, the stream, four bytes of its sum.
        const QByteArray packed = qCompress(entry.content);
        const QByteArray data = entry.isDeflated ? packed.mid(6, packed.size() - 10) : entry.content;
        const quint32 offset = quint32(zip.size());
        QByteArray common;
        put<quint16>(common, entry.flags);
        put<quint16>(common, entry.method >= 0 ? quint16(entry.method) : entry.isDeflated ? 8 : 0);
        put<quint32>(common, 0x58210000); // time and date
        put<quint32>(common, crcOf(entry.content) + entry.crcError);
        put<quint32>(common, quint32(data.size()));
        put<quint32>(common, quint32(entry.declared >= 0 ? entry.declared : entry.content.size()));
        put<quint16>(common, quint16(entry.name.size()));
        put<quint16>(common, 0);
        zip += "PK\3\4";
        put<quint16>(zip, 20);
        zip += common + entry.name + data;
        directory += "PK\1\2";
        put<quint16>(directory, quint16(entry.system << 8 | 20));
        put<quint16>(directory, 20);
        directory += common;
        put<quint16>(directory, 0); // comment
        put<quint16>(directory, 0); // disk
        put<quint16>(directory, 0);
        put<quint32>(directory, entry.mode << 16);
        put<quint32>(directory, offset);
        directory += entry.name;
    }
    const quint32 start = quint32(zip.size());
    zip += directory + "PK\5\6";
    put<quint32>(zip, 0);
    put<quint16>(zip, quint16(entries.size()));
    put<quint16>(zip, quint16(entries.size()));
    put<quint32>(zip, quint32(directory.size()));
    put<quint32>(zip, start);
    put<quint16>(zip, 0);
    return zip;
}

} // namespace tuilerie::test
