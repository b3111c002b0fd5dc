// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointcloudpyramid.h"

#include "generate/raster/parameterreader.h"

namespace tuilerie {

QJsonObject PointCloudParams::toJson() const
{
    QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}, {QStringLiteral("output"), output},
        {QStringLiteral("parallelization"), workers}, {QStringLiteral("memory"), memoryMiB},
        {QStringLiteral("resume"), resume}};
    if (skipUnreadable)
        object.insert(QStringLiteral("skip_unreadable"), true);
    if (!assignCrs.isEmpty())
        object.insert(QStringLiteral("assign_crs"), assignCrs);
    if (!tmp.isEmpty())
        object.insert(QStringLiteral("tmp"), tmp);
    return object;
}

Result<PointCloudParams> PointCloudParams::fromJson(const QJsonObject &object)
{
    PointCloudParams params;
    const ParameterReader read(object);
    TUILERIE_CHECK(read.texts("paths", params.paths));
    TUILERIE_CHECK(read.text("output", params.output));
    TUILERIE_CHECK(read.text("assign_crs", params.assignCrs));
    TUILERIE_CHECK(read.text("tmp", params.tmp));
    TUILERIE_CHECK(read.integer("parallelization", 0, 1024, params.workers));
    TUILERIE_CHECK(read.integer("memory", 0, 1 << 30, params.memoryMiB));
    TUILERIE_CHECK(read.boolean("resume", params.resume));
    TUILERIE_CHECK(read.boolean("skip_unreadable", params.skipUnreadable));
    return params;
}

QJsonObject PointCloudResult::toJson() const
{
    return {{QStringLiteral("path"), path}, {QStringLiteral("points"), points}, {QStringLiteral("nodes"), nodes},
        {QStringLiteral("bytes"), bytes}, {QStringLiteral("temporary_bytes"), temporaryBytes},
        {QStringLiteral("seconds"), seconds}, {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
