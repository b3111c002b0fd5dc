// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/copcfile.h"

#include "source/pointcloud/bytefile.h"
#include "source/pointcloud/lazchunks.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace tuilerie {

namespace {

constexpr qint64 kEntrySize = 32;
constexpr int kDeepest = 31; // an index is an int32

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudSource", sentence);
}

double realAt(const QByteArray &bytes, qsizetype at)
{
    double value;
    memcpy(&value, bytes.constData() + at, sizeof value);
    return value;
}

struct Page
{
    qint64 offset = 0;
    qint64 size = 0;
    OctreeKey key; ///< of the node that it begins with
};

QString nameOf(const OctreeKey &key)
{
    return QStringLiteral("%1-%2-%3-%4").arg(key.level).arg(key.x).arg(key.y).arg(key.z);
}

bool isKey(const OctreeKey &key)
{
    const qint64 cells = key.level >= 0 && key.level <= kDeepest ? qint64(1) << key.level : 0;
    return key.x >= 0 && key.y >= 0 && key.z >= 0 && key.x < cells && key.y < cells && key.z < cells;
}

bool isBelow(OctreeKey key, const OctreeKey &ancestor)
{
    if (key.level < ancestor.level)
        return false;
    const int up = key.level - ancestor.level;
    return OctreeKey{ancestor.level, key.x >> up, key.y >> up, key.z >> up} == ancestor;
}

/// Walks the pages and collects the nodes; an error is what is wrong with them.
class HierarchyReader
{
public:
    explicit HierarchyReader(const LasFile &file)
        : m_file(file)
    {
    }

    Status read(const Page &root)
    {
        m_waiting.push_back(root);
        while (!m_waiting.empty()) {
            const Page page = m_waiting.back();
            m_waiting.pop_back();
            TUILERIE_CHECK(readPage(page));
        }
        return finish();
    }
    std::vector<CopcNode> takeNodes() { return std::move(m_nodes); }

private:
    tl::unexpected<Error> wrong(const QString &detail) const
    {
        return fail(ErrorCode::Corrupt,
            tr("The octree of %1 is damaged: %2. Make the COPC again, or use the file as plain LAZ under another name.")
                .arg(m_file.path(), detail),
            detail);
    }

    Status readPage(const Page &page)
    {
        if (page.offset < 0 || page.size < kEntrySize || page.size % kEntrySize != 0)
            return wrong(tr("a page of its hierarchy has %1 bytes").arg(page.size));
        if (!claim(page))
            return wrong(tr("pages of its hierarchy lie over one another"));
        auto bytes = m_file.read(page.offset, page.size);
        if (!bytes)
            return wrong(tr("a page of its hierarchy lies outside the file"));
        for (qsizetype at = 0; at < bytes->size(); at += kEntrySize)
            TUILERIE_CHECK(take(bytes->constData() + at, page));
        return {};
    }

    /// False where another page lies. Pages apart from each other are no longer than the file together, and none comes back.
    bool claim(const Page &page)
    {
        const auto next = m_pages.lower_bound(page.offset);
        if (next != m_pages.end() && next->first - page.offset < page.size)
            return false;
        if (next != m_pages.begin()) {
            const auto before = std::prev(next);
            if (page.offset - before->first < before->second)
                return false;
        }
        m_pages.emplace_hint(next, page.offset, page.size);
        return true;
    }

    Status take(const char *entry, const Page &page)
    {
        const OctreeKey key{qFromLittleEndian<qint32>(entry), qFromLittleEndian<qint32>(entry + 4),
            qFromLittleEndian<qint32>(entry + 8), qFromLittleEndian<qint32>(entry + 12)};
        const qint64 offset = qFromLittleEndian<qint64>(entry + 16);
        const qint64 size = qFromLittleEndian<qint32>(entry + 24);
        const qint64 points = qFromLittleEndian<qint32>(entry + 28);
        if (!isKey(key) || !isBelow(key, page.key))
            return wrong(tr("the node %1 cannot be where it is listed").arg(nameOf(key)));
        if (points == -1) {
            if (key == page.key)
                return wrong(tr("the page of node %1 refers to itself").arg(nameOf(key)));
            m_waiting.push_back({offset, size, key});
            return {};
        }
        if (points < -1 || size < 0 || (points == 0 && size != 0))
            return wrong(tr("the node %1 has %2 points in %3 bytes").arg(nameOf(key)).arg(points).arg(size));
        if (points > 0 && (offset < m_file.header().pointDataStart + 8 || size < 1 || offset > m_file.size() - size))
            return wrong(tr("the points of node %1 lie outside the file").arg(nameOf(key)));
        if (!canHold(m_file.layout(), size, points))
            return wrong(tr("the node %1 has %2 points in %3 bytes").arg(nameOf(key)).arg(points).arg(size));
        m_nodes.push_back({key, LasChunk{points > 0 ? offset : 0, size, 0, points}});
        return {};
    }

    Status finish()
    {
        std::sort(m_nodes.begin(), m_nodes.end(), [](const CopcNode &a, const CopcNode &b) { return a.key < b.key; });
        for (size_t i = 1; i < m_nodes.size(); ++i) {
            if (m_nodes[i].key == m_nodes[i - 1].key)
                return wrong(tr("the node %1 is listed twice").arg(nameOf(m_nodes[i].key)));
        }
        std::vector<CopcNode *> byPlace;
        for (CopcNode &node : m_nodes) {
            if (node.chunk.points > 0)
                byPlace.push_back(&node);
        }
        std::sort(byPlace.begin(), byPlace.end(),
            [](const CopcNode *a, const CopcNode *b) { return a->chunk.offset < b->chunk.offset; });
        qint64 end = 0, points = 0;
        for (CopcNode *node : byPlace) {
            if (node->chunk.offset < end)
                return wrong(tr("the points of node %1 overlap those of another").arg(nameOf(node->key)));
            end = node->chunk.offset + node->chunk.size;
            node->chunk.first = points;
            points += node->chunk.points;
        }
        if (points != m_file.header().points)
            return wrong(tr("its nodes hold %1 points, its header says %2").arg(points).arg(m_file.header().points));
        return {};
    }

    const LasFile &m_file;
    std::vector<Page> m_waiting;
    std::map<qint64, qint64> m_pages; ///< place and size of those that were read
    std::vector<CopcNode> m_nodes;
};

} // namespace

bool CopcFile::isCopc(const QString &path)
{
    const auto file = ByteFile::open(path);
    if (!file)
        return false;
    const auto head = (*file)->readUpTo(0, 589);
    return head && head->size() == 589 && head->startsWith("LASF") && head->mid(377, 4) == "copc" && head->at(381) == 0
        && qFromLittleEndian<quint16>(head->constData() + 393) == 1
        && qFromLittleEndian<quint16>(head->constData() + 395) == 160;
}

CopcInfo CopcFile::infoOf(const LasFile &file)
{
    const QByteArray &data = file.records().front().data;
    CopcInfo info;
    for (int i = 0; i < 3; ++i)
        info.center[i] = realAt(data, 8 * i);
    info.halfSize = realAt(data, 24);
    info.spacing = realAt(data, 32);
    info.hierarchyOffset = qFromLittleEndian<quint64>(data.constData() + 40);
    info.hierarchySize = qFromLittleEndian<quint64>(data.constData() + 48);
    info.gpsMin = realAt(data, 56);
    info.gpsMax = realAt(data, 64);
    return info;
}

Result<std::shared_ptr<const CopcFile>> CopcFile::open(const QString &path)
{
    auto copc = std::make_shared<CopcFile>(CopcFile());
    TUILERIE_TRY(file, LasFile::open(path));
    copc->m_file = file;
    const LasHeader &header = file->header();
    if (!header.isCopc || !isCopc(path))
        return fail(ErrorCode::Corrupt,
            tr("%1 is no COPC: the octree that belongs to one is missing. Generate a COPC from it.").arg(path));
    if (header.pointFormat < 6 || header.pointFormat > 8 || !header.isCompressed)
        return fail(ErrorCode::Corrupt,
            tr("%1 is no valid COPC: its points are of format %2, and only 6, 7 and 8 are allowed. Generate a COPC from it.")
                .arg(path)
                .arg(header.pointFormat));
    copc->m_info = infoOf(*file);
    const CopcInfo &info = copc->m_info;
    const bool hasCube = std::isfinite(info.center[0]) && std::isfinite(info.center[1]) && std::isfinite(info.center[2])
        && std::isfinite(info.halfSize);
    if (!hasCube || !(info.halfSize > 0 || header.points == 0) || !(info.spacing > 0 || header.points == 0))
        return fail(ErrorCode::Corrupt,
            tr("The octree of %1 has no size. Make the COPC again, or use the file as plain LAZ under another name.")
                .arg(path),
            QStringLiteral("half size %1, spacing %2").arg(info.halfSize).arg(info.spacing));
    if (header.points == 0 && info.hierarchySize == 0)
        return copc;
    if (info.hierarchyOffset > quint64(file->size()) || info.hierarchySize > quint64(file->size()))
        return fail(ErrorCode::Corrupt,
            tr("The octree of %1 lies outside the file: its end is missing. Copy it again from its source.").arg(path));
    HierarchyReader reader(*file);
    TUILERIE_CHECK(reader.read({qint64(info.hierarchyOffset), qint64(info.hierarchySize), {}}));
    copc->m_nodes = reader.takeNodes();
    return copc;
}

} // namespace tuilerie
