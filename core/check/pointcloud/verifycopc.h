// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace tuilerie {

/// What was found in a point cloud pyramid that was read from end to end.
struct PointCloudVerification
{
    QString kind; ///< "COPC", "EPT", "VPC"
    qint64 files = 0;
    qint64 nodes = 0; ///< with points
    qint64 points = 0;
    qint64 bytes = 0;     ///< of all files
    quint64 checksum = 0; ///< sum of a 64-bit hash of each record, in any order: equal for equal points
    QMap<int, qint64> classes;
    QStringList errors; ///< one sentence each, at most 1000; empty: it is whole

    /// {kind, files, nodes, points, bytes, checksum: "16 hexadecimal digits", classes: {"2": n}, errors: […]}
    QJsonObject toJson() const;
};

/// Decodes every node of FILE.copc.laz, ept.json (or its folder) or FILE.vpc and compares all that can be compared: layout,
/// hierarchy, chunk table, counts, boxes of nodes and header, GPS times. What is wrong is in `errors`; a failed Result means
/// that the path is no such pyramid (NotFound, Denied, Unsupported), or Cancelled. Blocks; uses all cores; progress counts
/// points. Source: COPC 1.0, EPT 1.1, STAC point cloud 1.0.
Result<PointCloudVerification> verifyPointCloud(const QString &path, WorkControl &control);

/// Number and checksum of points as verifyPointCloud() gives them, of LAS and LAZ files brought to a pyramid's point format,
/// scale, offset and length of record by rules written apart from the engine's: the same points give the same sum. `like`: a
/// COPC.
struct PointSum
{
    qint64 points = 0;
    quint64 checksum = 0;
    bool operator==(const PointSum &) const = default;
};
Result<PointSum> sumOfPoints(const QStringList &files, const QString &like, WorkControl &control);

} // namespace tuilerie
