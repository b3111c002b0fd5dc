// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/cloudrules.h"

#include <QCoreApplication>
#include <QLocale>

namespace tuilerie {

QString cloudText(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudRules", sentence);
}

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

QString shareText(qint64 part, qint64 whole)
{
    const double percent = whole > 0 ? 100.0 * double(part) / double(whole) : 0;
    return percent < 0.1 ? cloudText("less than 0.1 %")
                         : cloudText("%1 %").arg(QLocale().toString(percent, 'f', percent < 10 ? 1 : 0));
}

Finding &CloudCheck::add(
    const char *id, Severity severity, const Cloud &cloud, const QString &message, const QString &fix, const char *fixAction)
{
    Finding &finding = add(id, severity, message, fix, fixAction);
    finding.path = cloud.path;
    if (const QString crs = cloud.header.crs.isEmpty() ? assignCrs : cloud.header.crs; !cloud.problem && !crs.isEmpty()) {
        finding.where = cloud.header.extent;
        finding.whereCrs = crs;
    }
    return finding;
}

Finding &CloudCheck::add(
    const char *id, Severity severity, const QString &message, const QString &fix, const char *fixAction)
{
    findings.push_back({QString::fromLatin1(id), severity, {}, {}, {}, message, fix, QString::fromLatin1(fixAction)});
    return findings.back();
}

std::vector<const Cloud *> CloudCheck::readable() const
{
    std::vector<const Cloud *> good;
    for (const Cloud &cloud : clouds) {
        if (!cloud.problem)
            good.push_back(&cloud);
    }
    return good;
}

const std::vector<CloudRule> &cloudRules()
{
    static const std::vector<CloudRule> rules{
        {"pointcloud.unreadable", checkCloudUnreadable},
        {"pointcloud.empty", checkCloudEmpty},
        {"pointcloud.truncated", checkCloudTruncated},
        {"pointcloud.damaged", checkCloudDamaged},
        {"pointcloud.chunktable", checkCloudChunkTable},
        {"pointcloud.records", checkCloudRecords},
        {"pointcloud.extrabytes.undescribed", checkCloudExtraBytes},
        {"pointcloud.extrabytes.names", checkCloudExtraNames},
        {"pointcloud.waveforms", checkCloudWaveforms},
        {"pointcloud.copc.name", checkCopcName},
        {"pointcloud.copc.structure", checkCopcStructure},
        {"pointcloud.ept", checkEptFiles},
        {"pointcloud.vpc", checkVpcFiles},
        {"pointcloud.crs.missing", checkCloudCrsMissing},
        {"pointcloud.crs.unknown", checkCloudCrsUnknown},
        {"pointcloud.crs.conflict", checkCloudCrsConflict},
        {"pointcloud.crs.notwkt", checkCloudCrsNotWkt},
        {"pointcloud.crs.mixed", checkCloudCrsMixed},
        {"pointcloud.crs.heights", checkCloudHeights},
        {"pointcloud.crs.shiftgrid", checkCloudShiftGrids},
        {"pointcloud.extent.outside", checkCloudOutside},
        {"pointcloud.scale.invalid", checkCloudScale},
        {"pointcloud.offset.multiple", checkCloudOffset},
        {"pointcloud.coordinates", checkCloudBox},
        {"pointcloud.count", checkCloudCount},
        {"pointcloud.bounds", checkCloudBounds},
        {"pointcloud.returns.counts", checkCloudReturnCounts},
        {"pointcloud.returns", checkCloudReturns},
        {"pointcloud.classes.noground", checkCloudGround},
        {"pointcloud.rgb", checkCloudColours},
        {"pointcloud.gps.invalid", checkCloudGps},
        {"pointcloud.duplicates", checkCloudDuplicates},
        {"pointcloud.flags", checkCloudFlags},
        {"pointcloud.density", checkCloudDensity},
        {"pointcloud.format.mixed", checkCloudFormats},
        {"pointcloud.scale.mixed", checkCloudScales},
        {"pointcloud.extrabytes.conflict", checkCloudExtraConflict},
        {"pointcloud.overlap", checkCloudOverlaps},
        {"pointcloud.copy", checkCloudCopies},
    };
    return rules;
}

} // namespace tuilerie
