// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/pointcloud/lasfile.h"

#include <compare>

namespace tuilerie {

/// A node of the octree: level, then x, y, z in cells of that level.
struct OctreeKey
{
    qint32 level = 0, x = 0, y = 0, z = 0;
    auto operator<=>(const OctreeKey &) const = default;
};

/// The record copc/1 (COPC 1.0, "info VLR").
struct CopcInfo
{
    double center[3] = {};
    double halfSize = 0;
    double spacing = 0;                             ///< metres (units of the CRS) between points of the root
    quint64 hierarchyOffset = 0, hierarchySize = 0; ///< of the root page
    double gpsMin = 0, gpsMax = 0;
};

struct CopcNode
{
    OctreeKey key;
    LasChunk chunk; ///< points 0: nothing here, but something below
};

/// A COPC 1.0 file with its whole hierarchy. Immutable; share it between threads.
class CopcFile
{
public:
    /// By its content, never by its name: a ".copc.laz" that was rewritten as plain LAZ is none.
    static bool isCopc(const QString &path);
    /// The record copc/1 of a file that has one (LasHeader::isCopc), as it is.
    static CopcInfo infoOf(const LasFile &file);
    /// Corrupt with what is wrong: pages that overlap or loop, nodes outside the file, counts that do not add up.
    static Result<std::shared_ptr<const CopcFile>> open(const QString &path);

    const std::shared_ptr<const LasFile> &file() const { return m_file; }
    const CopcInfo &info() const { return m_info; }
    const std::vector<CopcNode> &nodes() const { return m_nodes; } ///< in order of OctreeKey

private:
    std::shared_ptr<const LasFile> m_file;
    CopcInfo m_info;
    std::vector<CopcNode> m_nodes;
};

} // namespace tuilerie
