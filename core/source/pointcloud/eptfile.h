// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "grid/extent.h"
#include "source/pointcloud/copcfile.h"

#include <QMap>
#include <QString>
#include <memory>
#include <vector>

namespace tuilerie {

/// A field of the points of an EPT ("schema" of ept.json).
struct EptField
{
    QString name; ///< "X", "Intensity", "Classification"…
    QString type; ///< signed, unsigned, float
    int size = 0; ///< bytes
    double scale = 1, offset = 0;
    QMap<int, qint64> counts; ///< points of each value, where ept.json says so (classes)
};

struct EptNode
{
    OctreeKey key;
    qint64 points = 0;
};

/// An Entwine Point Tile set (EPT 1.0, 1.1): ept.json and its whole hierarchy; no point is read. Immutable.
class EptFile
{
public:
    /// `path`: an ept.json or the folder that holds one.
    static bool isEpt(const QString &path);
    /// Corrupt with what is wrong in ept.json or in the hierarchy (a missing page, nodes that cannot be); Unsupported for
    /// gzip pages.
    static Result<std::shared_ptr<const EptFile>> open(const QString &path);

    const QString &path() const { return m_path; } ///< of ept.json
    /// Place of a node's points, whether there or not.
    QString nodePath(const OctreeKey &key) const;

    QString dataType; ///< laszip, binary, zstandard
    QString version;
    Extent cube; ///< "bounds"
    double cubeMinZ = 0, cubeMaxZ = 0;
    Extent extent; ///< "boundsConforming", in `crs`, x/y order
    double minZ = 0, maxZ = 0;
    qint64 points = 0; ///< by ept.json
    qint64 span = 0;   ///< cells of a node's edge
    QString crs;       ///< horizontal: "EPSG:2154" or WKT; empty when it says nothing
    QString verticalCrs;
    std::vector<EptField> fields;
    std::vector<EptNode> nodes; ///< with points, in order of OctreeKey
    int pages = 0;              ///< files of the hierarchy

    const EptField *field(const QString &name) const;

private:
    QString m_path;
    QString m_folder;
};

/// "3-1-0-2", as EPT names nodes.
QString octreeKeyName(const OctreeKey &key);

} // namespace tuilerie
