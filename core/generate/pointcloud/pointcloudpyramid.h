// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "generate/raster/rasterparams.h"

namespace tuilerie {

/// Everything that decides what a point cloud pyramid is. The wizard, the command line, the API and the job file carry this
/// one.
struct PointCloudParams
{
    QStringList paths; ///< LAS, LAZ, COPC: files, folders, globs
    /// FILE.copc.laz: one merged COPC. FILE.vpc: a COPC for each input in FILE/, the index over them, and an overview COPC.
    /// Anything else: the folder of an EPT (dataType laszip).
    QString output;
    QString assignCrs; ///< for files without CRS
    int workers = 0;   ///< 0 = all cores
    int memoryMiB = 0; ///< 0 = half of what is free
    QString tmp;       ///< folder for spills and the journal; empty = beside the output
    bool resume = false;
    bool skipUnreadable = false;

    bool operator==(const PointCloudParams &) const = default;
    QJsonObject toJson() const;
    static Result<PointCloudParams> fromJson(const QJsonObject &object);
};

struct PointCloudResult
{
    QString path; ///< the COPC, the VPC, or ept.json
    qint64 points = 0;
    qint64 nodes = 0;
    qint64 bytes = 0;
    qint64 temporaryBytes = 0; ///< the most that lay in spills at one time
    double seconds = 0;
    QStringList warnings;
    QJsonObject toJson() const;
};

/// LAS/LAZ/COPC → COPC, VPC of COPC, or EPT (ARCHITECTURE.md, Life of a point). Every point and every attribute is kept
/// exactly, extra bytes included; the same bytes for any number of workers and order of inputs; memory within memoryMiB; the
/// output appears under its name only when it is whole. Blocks; Paused and Cancelled come back as errors and leave a journal
/// for `resume`.
Result<PointCloudResult> generatePointCloud(const PointCloudParams &params, WorkControl &control);

/// Nodes ("tiles"), bytes and seconds per octree level, from a sample of chunks.
Result<PyramidEstimate> estimatePointCloud(const PointCloudParams &params, WorkControl &control);

} // namespace tuilerie
