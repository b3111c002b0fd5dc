// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "generate/pointcloud/extrabytes.h"
#include "generate/pointcloud/nodesink.h"
#include "generate/pointcloud/pointcloudpyramid.h"

#include <memory>

namespace tuilerie::pointcloud {

/// A file of points as its head describes it.
struct CloudInput
{
    QString path;
    qint64 size = 0;
    quint64 stamp = 0;       ///< as in FileStatus
    qint64 points = 0;       ///< that it holds, where it can be known; its header may say something else
    qint64 saidPoints = 0;   ///< by its header
    qint64 unreadBytes = 0;  ///< as LasFile::unreadBytes()
    bool hasSoundBox = true; ///< as LasHeader::hasSoundBox()
    LasLayout layout;
    double scale[3] = {}, offset[3] = {};
    double minimum[3] = {}, maximum[3] = {}; ///< of the header, or measured where it cannot be right
    qint64 low[3] = {}, high[3] = {};        ///< the same in steps of the pyramid's scale from its offset
    QString crs, verticalCrs;                ///< as LasHeader has them
    QByteArray wkt;                          ///< the file's own text of both; empty where it is not that which counts
    bool hasAdjustedGps = true;
    bool isCopc = false;
    double cubeCorner[3] = {}, cubeEdge = 0; ///< of a COPC
    QDate creation;
    ExtraFields extra;
    std::vector<LasRecord> records; ///< those that a pyramid may keep: class names, texts, other programs' own
    std::vector<LasChunk> chunks;   ///< the only ones to read; empty = all
};

/// All inputs, and what the pyramid that holds them all is like. Sorted by path: their order on the command line means
/// nothing.
struct CloudScan
{
    std::vector<CloudInput> inputs;
    CloudSchema schema; ///< all but the cube
    ExtraFields extra;
    qint64 points = 0;
};

/// Reads all heads, in parallel. Every conflict is an error before any work begins: Invalid with the names of the files for
/// several CRS or zeros of heights, extra bytes of one name and two meanings, coordinates that do not fit; warnings for what
/// is mended on the way.
Result<std::vector<CloudInput>> openCloud(const PointCloudParams &params, WorkControl &control);
/// One file, known by name.
Result<CloudInput> openCloudFile(const QString &path);
/// Decides the schema of inputs that are opened. `warn`: says what is mended.
Result<CloudScan> scanCloud(
    std::vector<CloudInput> inputs, const PointCloudParams &params, WorkControl &control, bool warn = true);
/// The true box of a file, by decoding its coordinates.
Status measureBox(CloudInput &input, int workers, WorkControl &control);

} // namespace tuilerie::pointcloud
