// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/cloudrules.h"

#include <algorithm>

namespace tuilerie {

namespace {

/// Points of chunks that do not decode because the file ends before or within them.
bool isCutOff(const Cloud &cloud)
{
    if (cloud.facts.damaged.empty() || cloud.file->hasChunkTable())
        return false;
    const LasChunk &last = cloud.facts.damaged.back();
    return last.offset + last.size >= cloud.file->size();
}

} // namespace

void checkCloudUnreadable(CloudCheck &check)
{
    for (const Cloud &cloud : check.clouds) {
        if (!cloud.problem || cloud.kind != Cloud::Kind::Las)
            continue;
        if (cloud.problem->detail.startsWith(QLatin1String("truncated:")))
            check.add("pointcloud.truncated", Severity::Blocking, cloud, cloud.problem->message,
                cloudText("Copy the file again from its source, or leave it out."), "exclude-file");
        else
            check.add("pointcloud.unreadable", Severity::Blocking, cloud, cloud.problem->message,
                cloudText("Copy the file again from its source, or leave it out."), "exclude-file");
    }
}

void checkCloudEmpty(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->header.points == 0)
            check.add("pointcloud.empty", Severity::Warning, *cloud, cloudText("%1 holds no points.").arg(cloud->path),
                cloudText("Leave the file out, or export it again."), "exclude-file");
    }
}

void checkCloudTruncated(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (isCutOff(*cloud))
            check.add("pointcloud.truncated", Severity::Blocking, *cloud,
                cloudText("%1 ends before its points: of %2 announced, %3 are there.")
                    .arg(cloud->path, numberText(cloud->header.points), numberText(cloud->facts.damaged.front().first)),
                cloudText("Copy the file again from its source, or leave it out."), "exclude-file");
    }
}

void checkCloudDamaged(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->facts.damaged.empty() || isCutOff(*cloud))
            continue;
        const LasChunk &first = cloud->facts.damaged.front();
        check.add("pointcloud.damaged", Severity::Blocking, *cloud,
            cloudText("%1 is damaged: %2 of its chunks cannot be decoded, the first at point %3.")
                .arg(cloud->path, numberText(qint64(cloud->facts.damaged.size())), numberText(first.first + 1)),
            cloudText("Copy the file again from its source, or leave it out."), "exclude-file");
    }
}

void checkCloudChunkTable(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->kind == Cloud::Kind::Las && !cloud->file->hasChunkTable() && cloud->facts.damaged.empty())
            check.add("pointcloud.chunktable", Severity::Warning, *cloud,
                cloudText("The chunk table of %1 is missing or damaged; its points were found without it.").arg(cloud->path),
                cloudText("Compress the file again, so that it is read faster and by all programs."));
    }
}

void checkCloudRecords(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->header.readRecords < cloud->header.announcedRecords)
            check.add("pointcloud.records", Severity::Warning, *cloud,
                cloudText("The header of %1 announces %2 variable length records, but only %3 lie in the file.")
                    .arg(cloud->path, numberText(cloud->header.announcedRecords), numberText(cloud->header.readRecords)),
                cloudText("Export the file again if its coordinate reference system or extra attributes are missing."));
    }
}

void checkCloudExtraBytes(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->kind != Cloud::Kind::Las)
            continue;
        int described = 0;
        for (const ExtraByteField &field : cloud->header.extraFields)
            described += field.size;
        if (const int extra = cloud->file->layout().extraBytes - described; extra > 0)
            check.add("pointcloud.extrabytes.undescribed", Severity::Info, *cloud,
                cloudText("Each point of %1 has %2 extra bytes that no record describes.").arg(cloud->path).arg(extra),
                cloudText("They are kept as they are; export the file again with their description if they matter."));
    }
}

void checkCloudExtraNames(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        const std::vector<ExtraByteField> &fields = cloud->header.extraFields;
        const auto odd = std::find_if(fields.begin(), fields.end(),
            [](const ExtraByteField &field) { return field.occurrence > 0 || field.name.isEmpty(); });
        if (odd == fields.end())
            continue;
        const QString sentence = odd->name.isEmpty()
            ? cloudText("%1 has an extra attribute without a name.").arg(cloud->path)
            : cloudText("%1 has several extra attributes of the name \"%2\".").arg(cloud->path, odd->name);
        check.add("pointcloud.extrabytes.names", Severity::Info, *cloud, sentence,
            cloudText("All are kept; name each by its own when the file is exported, so that programs find them."));
    }
}

void checkCloudWaveforms(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->header.hasWaveforms())
            check.add("pointcloud.waveforms", Severity::Warning, *cloud,
                cloudText("%1 holds waveforms (point format %2), which a COPC cannot: the pyramid will be without them.")
                    .arg(cloud->path)
                    .arg(cloud->header.pointFormat),
                cloudText("Keep the original files if the waveforms are needed."));
    }
}

} // namespace tuilerie
