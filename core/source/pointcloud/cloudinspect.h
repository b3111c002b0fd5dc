// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "grid/extent.h"
#include "source/filelist.h"

#include <QJsonObject>
#include <optional>

namespace tuilerie {

/// The point cloud part of `tuilerie-cli inspect` for one data set of one or many files.
struct CloudInspection
{
    QString driver;               ///< LAS, LAZ, COPC, EPT, VPC; of mixed files that of most
    QString crs;                  ///< of the first file
    std::optional<Extent> extent; ///< of all, in `crs` as far as they share it
    /// {points, version, format, scale, offset, classes, classes_sampled, sampled_points, density_per_m2, bounds_z,
    /// creation, vertical_crs,
    ///  extra_attributes: [names], software} and, by driver, {spacing, nodes} or {data_type, span, nodes} or {tiles}.
    /// `classes` counts the points of each class: all of them where they are few or cheap to count, else (classes_sampled)
    /// those of some chunks spread over the files, `sampled_points` in all.
    QJsonObject pointcloud;
};

/// Headers of all files in parallel, and some chunks. A file among others that cannot be read is a warning to `control`.
Result<CloudInspection> inspectClouds(const QString &path, const std::vector<FileEntry> &files, WorkControl &control);

} // namespace tuilerie
