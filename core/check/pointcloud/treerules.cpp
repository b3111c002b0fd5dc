// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/outsidefinding.h"
#include "check/pointcloud/cloudrules.h"

#include "check/pointcloud/verifynodes.h"
#include "source/pointcloud/eptfile.h"
#include "source/pointcloud/vpcfile.h"

#include <QFileInfo>

namespace tuilerie {

void checkCopcName(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->kind == Cloud::Kind::Las && cloud->path.endsWith(QLatin1String(".copc.laz"), Qt::CaseInsensitive)
            && !cloud->header.isCopc)
            check.add("pointcloud.copc.name", Severity::Warning, *cloud,
                cloudText("%1 is named like a COPC but is plain LAZ: a program has rewritten it without its octree.")
                    .arg(cloud->path),
                cloudText("Generate a COPC from it, or rename it."));
    }
}

void checkCopcStructure(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->kind != Cloud::Kind::Las || !cloud->header.isCopc)
            continue;
        QStringList wrong;
        if (const auto copc = CopcFile::open(cloud->path)) {
            ErrorList errors;
            verifyCopcStructure(**copc, errors);
            wrong = errors.take();
        } else {
            wrong << copc.error().message;
        }
        if (!wrong.isEmpty()) // the points themselves can still be read as LAZ
            check.add("pointcloud.copc.structure", Severity::Warning, *cloud,
                wrong.size() == 1
                    ? wrong.front()
                    : cloudText("%1 And %2 other errors of its octree.").arg(wrong.front(), numberText(wrong.size() - 1)),
                cloudText("Generate a COPC from it: the points are read without the damaged octree."));
    }
}

void checkEptFiles(CloudCheck &check)
{
    for (const Cloud &cloud : check.clouds) {
        if (cloud.kind != Cloud::Kind::Ept)
            continue;
        if (cloud.problem) {
            check.add("pointcloud.ept.structure", Severity::Blocking, cloud, cloud.problem->message,
                cloudText("Copy the EPT again from its source, or make it again."), "exclude-file");
            continue;
        }
        const auto ept = EptFile::open(cloud.path);
        if (!ept)
            continue;
        qint64 missing = 0, points = 0;
        QString first;
        for (const EptNode &node : (*ept)->nodes) {
            points += node.points;
            if (const QString path = (*ept)->nodePath(node.key); !QFileInfo(path).isFile()) {
                first = missing == 0 ? path : first;
                ++missing;
            }
        }
        if (missing > 0)
            check.add("pointcloud.ept.missing", Severity::Blocking, cloud,
                cloudText("%1 of the %2 node files of %3 are missing, %4 among them.")
                    .arg(numberText(missing), numberText(qint64((*ept)->nodes.size())), cloud.path, first),
                cloudText("Copy the whole folder again from its source."));
        if (points != cloud.header.points)
            check.add("pointcloud.ept.structure", Severity::Warning, cloud,
                cloudText("%1 says that it has %2 points; its hierarchy has %3.")
                    .arg(cloud.path, numberText(cloud.header.points), numberText(points)),
                cloudText("Copy the EPT again from its source, or make it again."));
    }
}

void checkVpcFiles(CloudCheck &check)
{
    for (const Cloud &cloud : check.clouds) {
        if (cloud.kind != Cloud::Kind::Vpc)
            continue;
        if (const auto refusal = cloud.problem ? refusalOf(*cloud.problem) : std::nullopt) {
            check.findings.push_back(outsideFinding(cloud.path, *refusal));
        } else if (cloud.problem) {
            check.add("pointcloud.vpc.structure", Severity::Blocking, cloud, cloud.problem->message,
                cloudText("Make the virtual point cloud again from its tiles."), "exclude-file");
            continue;
        }
        const auto vpc = readVpc(cloud.path);
        if (!vpc)
            continue;
        qint64 missing = 0, refused = 0;
        QString first;
        for (const VpcTile &tile : vpc->tiles) {
            if (tile.isLocal && !QFileInfo::exists(tile.href)) {
                first = missing == 0 ? tile.href : first;
                ++missing;
            }
            refused += tile.stacVersion != QLatin1String("1.0.0") || !tile.hasGeometry || !tile.hasBox || tile.crs.isEmpty();
            if (!tile.crs.isEmpty() && tile.crs != vpc->crs)
                check.add("pointcloud.crs.mixed", Severity::Blocking, cloud,
                    cloudText("The tile %1 of %2 is in another coordinate reference system than the first.")
                        .arg(tile.id, cloud.path),
                    cloudText("Make one virtual point cloud for each coordinate reference system."));
        }
        if (missing > 0)
            check.add("pointcloud.vpc.missing", Severity::Blocking, cloud,
                cloudText("%1 of the %2 files that %3 lists do not exist, %4 among them.")
                    .arg(numberText(missing), numberText(qint64(vpc->tiles.size())), cloud.path, first),
                cloudText("Copy the missing files, or make the virtual point cloud again."));
        if (refused > 0)
            check.add("pointcloud.vpc.structure", Severity::Warning, cloud,
                cloudText("%1 tiles of %2 lack what QGIS or iTowns ask for (STAC 1.0.0, geometry, proj:bbox, proj:wkt2).")
                    .arg(numberText(refused), cloud.path),
                cloudText("Make the virtual point cloud again from its tiles."));
    }
}

} // namespace tuilerie
