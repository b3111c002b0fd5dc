// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloudrules.h"

#include "check/pointcloud/cloudrules.h"
#include "base/work/parallel.h"
#include "source/pointcloud/eptfile.h"
#include "source/pointcloud/vpcfile.h"

namespace tuilerie {

namespace {

/// A minute or two of decoding on a few cores.
constexpr qint64 kMostPoints = 200'000'000;
/// Before a work that decodes all points itself.
constexpr qint64 kGlance = 400'000;

void takeEpt(Cloud &cloud)
{
    cloud.kind = Cloud::Kind::Ept;
    const auto ept = EptFile::open(cloud.path);
    if (!ept) {
        cloud.problem = ept.error();
        return;
    }
    cloud.header.crs = (*ept)->crs;
    cloud.header.verticalCrs = (*ept)->verticalCrs;
    cloud.header.extent = (*ept)->extent;
    cloud.header.minZ = (*ept)->minZ;
    cloud.header.maxZ = (*ept)->maxZ;
    cloud.header.points = (*ept)->points;
}

void takeVpc(Cloud &cloud)
{
    cloud.kind = Cloud::Kind::Vpc;
    const auto vpc = readVpc(cloud.path);
    if (!vpc) {
        cloud.problem = vpc.error();
        return;
    }
    cloud.header.crs = vpc->crs;
    cloud.header.verticalCrs = vpc->verticalCrs;
    cloud.header.points = vpc->points;
    bool isFirst = true;
    for (const VpcTile &tile : vpc->tiles) {
        if (!tile.hasBox)
            continue;
        cloud.header.extent = isFirst ? tile.extent : cloud.header.extent.united(tile.extent);
        isFirst = false;
    }
}

Cloud opened(const FileEntry &entry)
{
    Cloud cloud;
    cloud.path = entry.path;
    cloud.size = entry.size;
    if (EptFile::isEpt(entry.path)) {
        takeEpt(cloud);
    } else if (isVpc(entry.path)) {
        takeVpc(cloud);
    } else if (auto file = LasFile::open(entry.path)) {
        cloud.file = *file;
        cloud.header = cloud.file->header();
    } else {
        cloud.problem = file.error();
    }
    return cloud;
}

} // namespace

Result<std::vector<Finding>> checkPointCloudFiles(
    const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control, bool isBeforeWork)
{
    std::vector<Cloud> clouds(files.size());
    TUILERIE_CHECK(parallel(workerCount(0), qint64(files.size()), control, [&](int, qint64 index) -> Status {
        clouds[size_t(index)] = opened(files[size_t(index)]);
        return {};
    }));
    std::vector<std::shared_ptr<const LasFile>> readable;
    for (const Cloud &cloud : clouds)
        readable.push_back(cloud.file);
    qint64 points = 0;
    for (const Cloud &cloud : clouds)
        points += cloud.file ? cloud.file->points() : 0;
    TUILERIE_TRY(facts, scanPoints(readable, isBeforeWork ? kGlance + points / 32 : kMostPoints, control));
    qint64 seen = 0;
    for (size_t i = 0; i < clouds.size(); ++i) {
        clouds[i].facts = std::move(facts[i]);
        seen += clouds[i].facts.points;
    }
    CloudCheck check{clouds, assignCrs, control, {}};
    if (isBeforeWork && seen < points)
        check.add("pointcloud.sampled", Severity::Info,
            cloudText("Of %1 points %2 were looked at, evenly over all files; the work itself reads all of them.")
                .arg(numberText(points), numberText(seen)),
            cloudText("To have all of them looked at first, run the checks by themselves."));
    for (const CloudRule &rule : cloudRules()) {
        TUILERIE_CHECK(checkStop(control));
        rule.run(check);
    }
    return std::move(check.findings);
}

} // namespace tuilerie
