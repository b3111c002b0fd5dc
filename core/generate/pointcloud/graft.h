// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/cellplan.h"
#include "generate/pointcloud/frontier.h"
#include "generate/pointcloud/pointstatistics.h"

#include <QSet>

namespace tuilerie::pointcloud {

/// A COPC among the inputs whose octree's nodes, from a level on, are nodes of the pyramid's octree. All below its nodes of
/// that level is what the pyramid would hold there, so that its chunks are copied as bytes. The nodes themselves are
/// decoded, with those above, whose points had risen from them: they wait for their brothers as if they had been made here.
struct Graft
{
    Column column;        ///< of the pyramid, that all of the file lies in; no point of another file does
    int fileLevel = 0;    ///< of its nodes that wait; they are of the pyramid's level column.level
    qint32 shift[3] = {}; ///< pyramid's cell number − file's, at these levels
    qint64 decoded = 0;   ///< points of the nodes that are not copied
};

/// What becomes of an input.
struct GraftChoice
{
    std::optional<Graft> graft;
    QString reason; ///< why a COPC is decoded all the same, as the end of a sentence; empty for others
};

/// For each input. By headers and hierarchies alone: the cube's grid, spacing, scale, offset, point format, extra bytes and
/// codec are the pyramid's, the statistics are of all points and agree with the header, and no other input reaches into its
/// column. Tuilerie's own tiles are such, since their cubes lie on the tiles' grid. `refused`: paths that loadGraft() or
/// graftedChunk() refused before.
Result<std::vector<GraftChoice>> findGrafts(const CloudScan &scan, const OctreeCube &cube,
    const std::vector<HomeColumn> &homes, const QSet<QString> &refused, int workers, WorkControl &control);

/// What comes of a graft: nodes to copy, in the order of the file, which is the order in which they would be written here,
/// and nodes that wait.
struct GraftedNodes
{
    std::shared_ptr<const LasFile> file;
    std::vector<CopcNode> copied; ///< with the pyramid's keys
    PointStatistics copiedStatistics;
    std::vector<WaitingNode> waiting;
};

/// Conflict with the sentence why it cannot be done when points show what the headers did not.
Result<GraftedNodes> loadGraft(
    const CloudScan &scan, const OctreeCube &cube, const HomeColumn &home, const Graft &graft, int input);

/// The bytes of a node that is copied. Conflict where its first bytes show that they are no chunk of so many points in the
/// node's cell and the header's box; what lies behind these is not decoded, and damaged here as it is there.
Result<QByteArray> graftedChunk(
    const CloudSchema &schema, const CloudInput &input, const LasFile &file, const CopcNode &node);

} // namespace tuilerie::pointcloud
