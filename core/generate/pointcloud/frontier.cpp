// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/frontier.h"

#include <QDataStream>

#include <zstd.h>

#include <algorithm>
#include <tuple>

namespace tuilerie::pointcloud {

void Frontier::add(const TreeNode &node, const PointView &view)
{
    WaitingNode waiting{node.key, node.hasBelow, {}, {}};
    waiting.keys.reserve(node.points.size());
    waiting.records.reserve(node.points.size() * size_t(m_recordLength));
    for (const quint32 point : node.points) {
        waiting.keys.push_back(view.keys[point]);
        const char *record = view.record(point);
        waiting.records.insert(waiting.records.end(), record, record + m_recordLength);
    }
    m_levels[size_t(node.key.level)].push_back(std::move(waiting));
}

qint64 Frontier::points() const
{
    qint64 sum = 0;
    for (const auto &level : m_levels)
        for (const WaitingNode &node : level)
            sum += qint64(node.keys.size());
    return sum;
}

QByteArray Frontier::toBytes() const
{
    QByteArray plain;
    QDataStream out(&plain, QIODevice::WriteOnly);
    for (const auto &level : m_levels) {
        out << qint32(level.size());
        for (const WaitingNode &node : level) {
            out << node.key.level << node.key.x << node.key.y << node.key.z << node.hasBelow << qint32(node.keys.size());
            out.writeRawData(reinterpret_cast<const char *>(node.keys.data()), int(node.keys.size() * 8));
            out.writeRawData(node.records.data(), int(node.records.size()));
        }
    }
    QByteArray packed(qsizetype(ZSTD_compressBound(size_t(plain.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compress(packed.data(), size_t(packed.size()), plain.constData(), size_t(plain.size()), 1);
    packed.resize(ZSTD_isError(size) ? 0 : qsizetype(size));
    return packed;
}

bool Frontier::fromBytes(const QByteArray &bytes)
{
    const unsigned long long size = ZSTD_getFrameContentSize(bytes.constData(), size_t(bytes.size()));
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > (1ull << 31))
        return false;
    QByteArray plain(qsizetype(size), Qt::Uninitialized);
    if (ZSTD_decompress(plain.data(), size, bytes.constData(), size_t(bytes.size())) != size)
        return false;
    QDataStream in(plain);
    for (auto &level : m_levels) {
        level.clear();
        qint32 count = 0;
        in >> count;
        for (qint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
            WaitingNode node;
            qint32 points = 0;
            in >> node.key.level >> node.key.x >> node.key.y >> node.key.z >> node.hasBelow >> points;
            if (points < 0 || points > mostNodePoints)
                return false;
            node.keys.resize(size_t(points));
            node.records.resize(size_t(points) * size_t(m_recordLength));
            in.readRawData(reinterpret_cast<char *>(node.keys.data()), int(node.keys.size() * 8));
            in.readRawData(node.records.data(), int(node.records.size()));
            level.push_back(std::move(node));
        }
    }
    return in.status() == QDataStream::Ok;
}

GatheredNodes gatherNodes(std::vector<WaitingNode> waiting)
{
    // Parents lie above each other in one column, so that their z is their order; children follow in the order of keys.
    std::sort(waiting.begin(), waiting.end(), [](const WaitingNode &a, const WaitingNode &b) {
        return std::tuple(a.key.z >> 1, prefixOf(a.key)) < std::tuple(b.key.z >> 1, prefixOf(b.key));
    });
    GatheredNodes gathered;
    size_t points = 0, bytes = 0;
    for (const WaitingNode &node : waiting) {
        points += node.keys.size();
        bytes += node.records.size();
    }
    gathered.keys.reserve(points);
    gathered.records.reserve(bytes);
    for (WaitingNode &node : waiting) {
        TreeNode tree{node.key, node.hasBelow, std::vector<quint32>(node.keys.size())};
        for (size_t i = 0; i < node.keys.size(); ++i)
            tree.points[i] = quint32(gathered.keys.size() + i);
        gathered.keys.insert(gathered.keys.end(), node.keys.begin(), node.keys.end());
        gathered.records.insert(gathered.records.end(), node.records.begin(), node.records.end());
        gathered.nodes.push_back(std::move(tree));
        node = {};
    }
    return gathered;
}

} // namespace tuilerie::pointcloud
