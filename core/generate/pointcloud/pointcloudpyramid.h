// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "model/pyramidresult.h"
#include "model/params/pointcloudparams.h"

namespace tuilerie {

struct PointCloudResult
{
    QString path; ///< the COPC, the VPC, or ept.json
    qint64 points = 0;
    qint64 nodes = 0;
    qint64 bytes = 0;
    qint64 copiedPoints = 0;   ///< in chunks that were copied as they were
    qint64 temporaryBytes = 0; ///< the most that lay in spills at one time
    double seconds = 0;
    QStringList warnings;
    std::optional<PyramidChanges> changes; ///< of a VPC with an ancestor
    QJsonObject toJson() const;
};

/// LAS/LAZ/COPC → COPC, VPC of COPC, or EPT (ARCHITECTURE.md, Life of a point). Every point and every attribute is kept
/// exactly, extra bytes included; the same bytes for any number of workers and order of inputs; memory within memoryMiB; the
/// output appears under its name only when it is whole. Blocks; Paused and Cancelled come back as errors and leave a journal
/// for `resume`. `version`: only a VPC has parts that are taken from an ancestor, which is a VPC, or that it leaves; all
/// others are made whole.
Result<PointCloudResult> generatePointCloud(
    const PointCloudParams &params, WorkControl &control, const PyramidVersion &version = {});

/// Nodes ("tiles"), bytes and seconds per octree level, from a sample of chunks.
Result<PyramidEstimate> estimatePointCloud(const PointCloudParams &params, WorkControl &control);
/// The same for programs with people in front of them (source/inbox.h).
Result<PyramidEstimate> estimatePointCloudInBox(const PointCloudParams &params, WorkControl &control);

} // namespace tuilerie
