// SPDX-License-Identifier: GPL-3.0-or-later
#include "copcchecks.h"

#include "source/pointcloud/copcfile.h"

#include <QFile>
#include <QSet>

#include <cmath>
#include <cstring>
#include <map>

namespace tuilerie::test {

namespace {

template <typename T> T number(const QByteArray &bytes, qint64 at)
{
    T value{};
    if (at >= 0 && at + qint64(sizeof value) <= bytes.size())
        std::memcpy(&value, bytes.constData() + at, sizeof value);
    return value;
}

struct Entry
{
    quint64 offset;
    qint32 size, points;
};

QString readPage(const QByteArray &file, quint64 offset, quint64 size, std::map<OctreeKey, Entry> &entries, int depth)
{
    if (depth > 10 || size % 32 != 0 || offset + size > quint64(file.size()))
        return QStringLiteral("a hierarchy page lies wrong");
    for (quint64 at = offset; at < offset + size; at += 32) {
        const OctreeKey key{number<qint32>(file, qint64(at)), number<qint32>(file, qint64(at) + 4),
            number<qint32>(file, qint64(at) + 8), number<qint32>(file, qint64(at) + 12)};
        const Entry entry{number<quint64>(file, qint64(at) + 16), number<qint32>(file, qint64(at) + 24),
            number<qint32>(file, qint64(at) + 28)};
        if (entry.points == -1) {
            if (const QString problem = readPage(file, entry.offset, quint64(entry.size), entries, depth + 1);
                !problem.isEmpty())
                return problem;
            if (!entries.contains(key))
                return QStringLiteral("a page does not begin with its node");
        } else if (!entries.emplace(key, entry).second) {
            return QStringLiteral("a node is listed twice");
        }
    }
    return {};
}

} // namespace

QString copcProblem(const QString &path)
{
    QFile in(path);
    if (!in.open(QIODevice::ReadOnly))
        return QStringLiteral("no file");
    const QByteArray file = in.readAll();
    if (file.mid(377, 4) != "copc" || number<quint16>(file, 393) != 1 || number<quint16>(file, 395) != 160)
        return QStringLiteral("the COPC info is not the first record");
    const int format = uchar(file[104]) & 63;
    if (format < 6 || format > 8 || uchar(file[104]) != (format | 128) || !(uchar(file[6]) & 16)
        || file.mid(107, 24) != QByteArray(24, '\0'))
        return QStringLiteral("format, WKT bit or legacy counts");
    if (file.mid(429 + 72, 88) != QByteArray(88, '\0'))
        return QStringLiteral("reserved bytes of the info");
    std::map<OctreeKey, Entry> entries;
    if (const QString problem = readPage(file, number<quint64>(file, 469), number<quint64>(file, 477), entries, 0);
        !problem.isEmpty())
        return problem;

    const auto opened = CopcFile::open(path);
    if (!opened)
        return opened.error().message + opened.error().detail;
    const LasFile &las = *(*opened)->file();
    const LasHeader &header = las.header();
    const double half = number<double>(file, 453), spacing = number<double>(file, 461);
    if (std::abs(spacing * 64 - half) > 1e-9 * half)
        return QStringLiteral("spacing");
    const auto decoder = ChunkDecoder::create(las.layout());
    qint64 points = 0;
    quint64 next = quint64(header.pointDataStart) + 8;
    std::map<quint64, qint32> chunks;
    std::vector<char> records;
    for (const auto &[key, entry] : entries) {
        if (key.level > 0 && !entries.contains({key.level - 1, key.x >> 1, key.y >> 1, key.z >> 1}))
            return QStringLiteral("a node's parent is not listed");
        if (entry.points > 100000)
            return QStringLiteral("a node has %1 points").arg(entry.points);
        const qint64 cells = qint64(1) << key.level;
        if (key.x < 0 || key.y < 0 || key.z < 0 || key.x >= cells || key.y >= cells || key.z >= cells)
            return QStringLiteral("a node outside the cube");
        if (entry.points == 0)
            continue;
        chunks[entry.offset] = entry.size;
        points += entry.points;
        records.resize(size_t(entry.points) * size_t(las.layout().recordLength));
        if (const Status decoded =
                las.decode({qint64(entry.offset), entry.size, 0, entry.points}, **decoder, records.data());
            !decoded)
            return decoded.error().message;
        const qint32 place[3] = {key.x, key.y, key.z};
        const double headerLow[3] = {header.extent.west, header.extent.south, header.minZ},
                     headerHigh[3] = {header.extent.east, header.extent.north, header.maxZ};
        for (int axis = 0; axis < 3; ++axis) {
            const double cube = number<double>(file, 429 + 8 * axis) - half, side = 2 * half / double(cells);
            const double low = cube + place[axis] * side, high = low + side, slack = header.scale[axis] / 2;
            for (qint32 i = 0; i < entry.points; ++i) {
                qint32 step;
                std::memcpy(&step, records.data() + size_t(i) * size_t(las.layout().recordLength) + 4 * axis, 4);
                const double value = step * header.scale[axis] + header.offset[axis];
                if (value < low - slack || value > high + slack)
                    return QStringLiteral("a point of node %1-%2-%3-%4 lies outside it: axis %5, %6 not in %7…%8")
                        .arg(key.level)
                        .arg(key.x)
                        .arg(key.y)
                        .arg(key.z)
                        .arg(axis)
                        .arg(value, 0, 'f', 4)
                        .arg(low, 0, 'f', 4)
                        .arg(high, 0, 'f', 4);
                if (value < headerLow[axis] - slack || value > headerHigh[axis] + slack)
                    return QStringLiteral("a point lies outside the header's box");
            }
        }
    }
    for (const auto &[offset, size] : chunks) {
        if (offset != next)
            return QStringLiteral("a gap or an overlap between chunks at %1").arg(next);
        next += quint64(size);
    }
    if (number<quint64>(file, header.pointDataStart) != next)
        return QStringLiteral("the chunk table does not follow the chunks");
    if (las.chunks().size() != chunks.size())
        return QStringLiteral("the chunk table has %1 chunks, the hierarchy %2").arg(las.chunks().size()).arg(chunks.size());
    if (points != header.points)
        return QStringLiteral("the hierarchy has %1 points, the header %2").arg(points).arg(header.points);
    return {};
}

} // namespace tuilerie::test
