// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedwork.h"
#include "datastore/datastore.h"
#include "jobs/jobrunner.h"
#include "renderpool/renderpool.h"

namespace tuilerie {

/// The kinds of jobs behind check and processing executions. Job ids are the executions' ids; params say which entities are
/// meant
/// ({upload} for checks; {uploads, inputs, stored_data, parameters} for processings), and all paths are looked up when the
/// job runs.
namespace JobKind {
inline constexpr QLatin1String StandardCheck("check-standard"), RasterCheck("check-raster"), VectorCheck("check-vector"),
    PointCloudCheck("check-point-cloud"), Pyramid3dCheck("check-pyramid-3d"), Rok4Check("check-rok4"),
    RasterPyramid("raster-pyramid"), VectorIntegration("vector-integration"), VectorPyramid("vector-pyramid"),
    StyledPyramid("styled-pyramid"), PointCloudPyramid("point-cloud-pyramid"), DerivedPyramid("derived-pyramid"),
    Rok4Copy("rok4-copy"), Pyramid3dCopy("pyramid-3d-copy"), ArchiveCopy("archive-copy"), PmTiles("pmtiles"),
    VectorPush("vector-push");
}

/// Checks succeed as jobs with {passed, findings}; they fail only when they cannot be done at all. Without a render pool,
/// styled pyramids are Unsupported. Whatever opens files of a delivery is done in the box.
JobRegistry entrepotJobs(const std::shared_ptr<Datastore> &datastore, const std::shared_ptr<RenderPool> &renderPool,
    const std::shared_ptr<const WorkBox> &box);
/// The word of the protocol for a job's state.
QString executionStatusOf(JobState state);
/// The kind for a check or processing of catalogueofwork.h.
QString jobKindOf(const QString &workId);

Result<QJsonObject> runStandardCheck(const Datastore &datastore, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runRasterCheck(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runVectorCheck(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runPointCloudCheck(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runPyramid3dCheck(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runRok4Check(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runRasterPyramid(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runVectorIntegration(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runVectorPyramid(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runStyledPyramid(Datastore &datastore, RenderPool *pool, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runPointCloudPyramid(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runDerivedPyramid(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runRok4Copy(Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runPyramid3dCopy(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runPmTiles(Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
/// {parent, push, author, login}: the changes of DataVersions::changesFile() into the state after `parent`. Succeeds with
/// {version, stored_data, pushed}, {problems} or {is_stale}.
Result<QJsonObject> runVectorPush(Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control);
Result<QJsonObject> runArchiveCopy(Datastore &datastore, const QJsonObject &params, JobControl &control);

} // namespace tuilerie
