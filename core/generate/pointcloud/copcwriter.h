// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/nodesink.h"

namespace tuilerie::pointcloud {

/// Writes a COPC 1.0 file node by node: PATH.part, which gets its name when finish() has flushed it. No gaps, chunks in the
/// order they are given; the chunk table, the hierarchy (pages of four levels) and the statistics come behind them, the
/// header last. One thread. Errors: Denied, DiskFull, Io with the path. When it goes without finish(), PATH.part stays for a
/// resume; discard() takes it away.
///
/// auto writer = CopcWriter::create(path, schema); auto encoder = NodeEncoder::create(schema.layout);
/// writer->add(key, *encoder->encode(pointersToRecords)) for each node, each of its ancestors included; writer->finish();
class CopcWriter final : public NodeSink
{
public:
    static Result<std::unique_ptr<CopcWriter>> create(const QString &path, const CloudSchema &schema);
    /// Goes on with PATH.part behind the entries that it holds. Corrupt when the file is shorter than they say.
    static Result<std::unique_ptr<CopcWriter>> resume(
        const QString &path, const CloudSchema &schema, std::vector<NodeEntry> entries, const PointStatistics &statistics);
    ~CopcWriter() override;

    Status add(const OctreeKey &key, const EncodedNode &node) override;
    qint64 bytes() const override { return qint64(m_position); }
    Status flush() override;
    Status finish() override;
    const std::vector<NodeEntry> &entries() const override { return m_entries; }
    const PointStatistics &statistics() const override { return m_statistics; }
    void discard();

    static QString partPath(const QString &path) { return path + QStringLiteral(".part"); }

private:
    CopcWriter(const QString &path, const CloudSchema &schema);
    Status write(const char *bytes, qint64 size);
    Status writeBuffer();

    QString m_path;
    CloudSchema m_schema;
    QByteArray m_records; ///< the variable length records behind the COPC info
    std::vector<NodeEntry> m_entries;
    PointStatistics m_statistics;
    QByteArray m_buffer;
    quint64 m_pointStart = 0;
    quint64 m_position = 0; ///< of the next byte
    int m_fd = -1;
};

struct HierarchyItem
{
    NodeEntry entry;
    bool isCut = false; ///< its subtree is a page of its own, which begins with it
};
using HierarchyPage = std::vector<HierarchyItem>;
/// The hierarchy in pages of four levels, breadth first, the root's first; one page where that is small.
std::vector<HierarchyPage> splitHierarchy(const std::vector<NodeEntry> &entries);

/// The hierarchy's pages, for an EVLR whose payload begins at `start` of the file: the root page first.
struct HierarchyPages
{
    QByteArray payload;
    quint64 rootSize = 0;
};
HierarchyPages hierarchyPages(const std::vector<NodeEntry> &entries, quint64 start);

} // namespace tuilerie::pointcloud
