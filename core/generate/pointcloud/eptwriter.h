// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/extrabytes.h"
#include "generate/pointcloud/nodesink.h"

#include <QJsonObject>

namespace tuilerie::pointcloud {

/// Writes an Entwine Point Tile folder (EPT 1.1.0, dataType laszip): PATH.part, which gets its name when it is whole. Each
/// node is a LAZ 1.4 file of one chunk. ept.json comes last.
class EptWriter final : public NodeSink
{
public:
    static Result<std::unique_ptr<EptWriter>> create(
        const QString &path, const CloudSchema &schema, const ExtraFields &extra);
    static Result<std::unique_ptr<EptWriter>> resume(const QString &path, const CloudSchema &schema,
        const ExtraFields &extra, std::vector<NodeEntry> entries, const PointStatistics &statistics);

    Status add(const OctreeKey &key, const EncodedNode &node) override;
    qint64 bytes() const override { return m_bytes; }
    Status flush() override;
    Status finish() override;
    const std::vector<NodeEntry> &entries() const override { return m_entries; }
    const PointStatistics &statistics() const override { return m_statistics; }

    static QString partPath(const QString &path) { return path + QStringLiteral(".part"); }

private:
    EptWriter(const QString &path, const CloudSchema &schema, const ExtraFields &extra);
    QJsonObject description() const;
    QJsonArray attributes() const;
    Status writeHierarchy();

    QString m_path;
    CloudSchema m_schema;
    ExtraFields m_extra;
    QByteArray m_records;
    std::vector<NodeEntry> m_entries;
    PointStatistics m_statistics;
    qint64 m_bytes = 0;
};

} // namespace tuilerie::pointcloud
