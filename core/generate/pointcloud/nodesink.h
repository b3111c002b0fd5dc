// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/nodeencoder.h"
#include "source/pointcloud/copcfile.h"

#include <QDate>

namespace tuilerie::pointcloud {

constexpr int mostNodePoints = 100000; ///< in any node

/// What all nodes of a pyramid share.
struct CloudSchema
{
    LasLayout layout; ///< PDRF 6, 7 or 8 and extra bytes
    double scale[3] = {0.01, 0.01, 0.01};
    double offset[3] = {};
    QByteArray wkt;                 ///< of record 2112, without its closing zero
    QString verticalCrs;            ///< what it says of the heights, as CloudCrs::vertical
    std::vector<LasRecord> records; ///< others, written as they are: extra bytes (LASF_Spec/4), class names…
    bool hasAdjustedGps = true;     ///< GPS seconds − 10⁹, else seconds of the week
    QDate creation;
    double corner[3] = {};                        ///< of the cube: its least x, y, z
    double edge = 1;                              ///< of the cube
    double spacing() const { return edge / 128; } ///< between the points of the root
};

/// An entry of the hierarchy.
struct NodeEntry
{
    OctreeKey key;
    quint64 offset = 0; ///< where it means something: in COPC
    qint64 bytes = 0;
    qint64 points = 0; ///< 0: nothing here, but something below
};

/// Takes finished nodes one after the other, in an order that does not depend on threads.
class NodeSink
{
public:
    virtual ~NodeSink() = default;
    /// `node.chunk` empty: no points here, but below.
    virtual Status add(const OctreeKey &key, const EncodedNode &node) = 0;
    /// Bytes that nodes have taken so far.
    virtual qint64 bytes() const = 0;
    /// What was added is on the disk when this returns.
    virtual Status flush() = 0;
    /// Writes what describes the nodes, and gives the pyramid its name.
    virtual Status finish() = 0;
    virtual const std::vector<NodeEntry> &entries() const = 0;
    virtual const PointStatistics &statistics() const = 0;
};

} // namespace tuilerie::pointcloud
