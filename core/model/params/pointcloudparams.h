// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/pyramidgrid.h"

namespace tuilerie {

/// Everything that decides what a point cloud pyramid is. The wizard, the command line, the API and the job file carry this
/// one.
struct PointCloudParams : RunResources
{
    QStringList paths; ///< LAS, LAZ, COPC: files, folders, globs
    /// FILE.copc.laz: one merged COPC. FILE.vpc: a COPC for each input in FILE/, the index over them, and an overview COPC.
    /// Anything else: the folder of an EPT (dataType laszip).
    QString output;
    QString format = QStringLiteral("copc"); ///< copc | ept | vpc: asks a server, which chooses the output's name by it
    QString assignCrs;                       ///< for files without CRS
    QString tmp;                             ///< folder for spills and the journal; empty = beside the output
    bool resume = false;
    bool skipUnreadable = false; ///< files that cannot be opened are left out, with a warning each; else they stop the run

    bool operator==(const PointCloudParams &) const = default;
    static const Fields<PointCloudParams> &fields();
    QJsonObject toJson() const;
    static Result<PointCloudParams> fromJson(const QJsonObject &object);
};

} // namespace tuilerie
