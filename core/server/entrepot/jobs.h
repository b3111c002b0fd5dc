// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/datastore.h"
#include "jobs/jobrunner.h"

namespace tuilerie {

/// The kinds of jobs behind check and processing executions. Job ids are the executions' ids; params say which entities are meant,
/// and all paths are looked up when the job runs.
namespace JobKind {
inline constexpr QLatin1String StandardCheck("check-standard"), RasterCheck("check-raster"), Rok4Check("check-rok4"),
    RasterPyramid("raster-pyramid"), Rok4Copy("rok4-copy");
}

/// Checks succeed as jobs with {passed, findings}; they fail only when they cannot be done at all.
JobRegistry entrepotJobs(const std::shared_ptr<Datastore> &datastore);
/// The kind for a check or processing of catalogueofwork.h.
QString jobKindOf(const QString &workId);

/// The rasters among an upload's files, by their place on disk: a VRT stands for the files it names.
Result<QStringList> rasterPaths(const Datastore &datastore, const QStringList &uploads);

Result<QJsonObject> runStandardCheck(const Datastore &datastore, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runRasterCheck(const Datastore &datastore, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runRok4Check(const Datastore &datastore, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runRasterPyramid(Datastore &datastore, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runRok4Copy(Datastore &datastore, const QJsonObject &params, JobControl &control);

} // namespace tuilerie
