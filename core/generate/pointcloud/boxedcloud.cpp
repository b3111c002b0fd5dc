// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointcloudpyramid.h"
#include "generate/pointcloud/preview.h"
#include "generate/pointcloud/previewcache.h"
#include "source/inbox.h"
#include "source/workcopy.h"

#include <QJsonArray>

namespace tuilerie {

QJsonObject PointCloudPreview::toJson() const
{
    QJsonArray list;
    for (const int value : classes)
        list.append(value);
    return {{QStringLiteral("path"), path}, {QStringLiteral("level"), int(level)}, {QStringLiteral("points"), points},
        {QStringLiteral("sampled"), sampledPoints}, {QStringLiteral("share"), share}, {QStringLiteral("whole"), isWhole},
        {QStringLiteral("extent"), extent.toJson()}, {QStringLiteral("z"), QJsonArray{minZ, maxZ}},
        {QStringLiteral("crs"), crs}, {QStringLiteral("intensity"), QJsonArray{minIntensity, maxIntensity}},
        {QStringLiteral("rgb"), hasRgb}, {QStringLiteral("classes"), list},
        {QStringLiteral("unreadable"), QJsonArray::fromStringList(unreadable)}};
}

PointCloudPreview PointCloudPreview::fromJson(const QJsonObject &object)
{
    PointCloudPreview preview;
    preview.path = object.value(QLatin1String("path")).toString();
    preview.level = object.value(QLatin1String("level")).toInt() == int(PreviewLevel::First) ? PreviewLevel::First
                                                                                             : PreviewLevel::Refined;
    preview.points = object.value(QLatin1String("points")).toInteger();
    preview.sampledPoints = object.value(QLatin1String("sampled")).toInteger();
    preview.share = object.value(QLatin1String("share")).toDouble();
    preview.isWhole = object.value(QLatin1String("whole")).toBool();
    const QJsonArray extent = object.value(QLatin1String("extent")).toArray(),
                     z = object.value(QLatin1String("z")).toArray();
    const QJsonArray intensity = object.value(QLatin1String("intensity")).toArray();
    preview.extent = {extent.at(0).toDouble(), extent.at(1).toDouble(), extent.at(2).toDouble(), extent.at(3).toDouble()};
    preview.minZ = z.at(0).toDouble();
    preview.maxZ = z.at(1).toDouble();
    preview.crs = object.value(QLatin1String("crs")).toString();
    preview.minIntensity = intensity.at(0).toDouble();
    preview.maxIntensity = intensity.at(1).toDouble();
    preview.hasRgb = object.value(QLatin1String("rgb")).toBool();
    for (const QJsonValue &value : object.value(QLatin1String("classes")).toArray())
        preview.classes << value.toInt();
    for (const QJsonValue &value : object.value(QLatin1String("unreadable")).toArray())
        preview.unreadable << value.toString();
    return preview;
}

Result<PyramidEstimate> estimatePointCloudInBox(const PointCloudParams &params, WorkControl &control)
{
    const auto answer = inBox(QStringLiteral("estimate-cloud"), params.toJson(), params.paths, {}, control);
    if (!answer)
        return estimatePointCloud(params, control);
    if (!*answer)
        return fail(answer->error());
    return PyramidEstimate::fromJson(**answer);
}

Result<PointCloudPreview> makePreviewInBox(const QStringList &paths, PreviewLevel level, WorkControl &control)
{
    TUILERIE_CHECK(makeWorkCopies(paths, control));
    const QJsonObject params{
        {QStringLiteral("paths"), QJsonArray::fromStringList(paths)}, {QStringLiteral("level"), int(level)}};
    const auto answer = inBox(QStringLiteral("preview"), params, paths, {pointcloud::PreviewCache::folder()}, control);
    if (!answer)
        return makePreview(paths, level, control);
    if (!*answer)
        return fail(answer->error());
    return PointCloudPreview::fromJson(**answer);
}

} // namespace tuilerie
