// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointcloudpyramid.h"

#include <QCoreApplication>

#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudParams", text);
}

Status takeString(const QJsonObject &object, QLatin1String name, QString &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    if (!found.isString())
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a text.").arg(name));
    value = found.toString();
    return {};
}

Status takeInt(const QJsonObject &object, QLatin1String name, int high, int &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    bool good = found.isDouble();
    double number = found.toDouble();
    if (found.isString())
        number = found.toString().toInt(&good);
    if (!good || number != std::floor(number) || number < 0 || number > high)
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a whole number from 0 to %2.").arg(name).arg(high));
    value = int(number);
    return {};
}

Status takeBool(const QJsonObject &object, QLatin1String name, bool &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    if (!found.isBool() && found.toString() != QLatin1String("true") && found.toString() != QLatin1String("false"))
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be true or false.").arg(name));
    value = found.isBool() ? found.toBool() : found.toString() == QLatin1String("true");
    return {};
}

Status takePaths(const QJsonObject &object, QStringList &paths)
{
    const QJsonValue found = object.value(QLatin1String("paths"));
    if (found.isUndefined() || found.isNull())
        return {};
    QStringList list;
    if (found.isString())
        list << found.toString();
    for (const QJsonValue &path : found.toArray()) {
        if (!path.isString())
            return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a list of paths.").arg(QLatin1String("paths")));
        list << path.toString();
    }
    if (!found.isArray() && !found.isString())
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a list of paths.").arg(QLatin1String("paths")));
    paths = list;
    return {};
}

} // namespace

QJsonObject PointCloudParams::toJson() const
{
    QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)},
                       {QStringLiteral("output"), output},
                       {QStringLiteral("parallelization"), workers},
                       {QStringLiteral("memory"), memoryMiB},
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
    TUILERIE_CHECK(takePaths(object, params.paths));
    TUILERIE_CHECK(takeString(object, QLatin1String("output"), params.output));
    TUILERIE_CHECK(takeString(object, QLatin1String("assign_crs"), params.assignCrs));
    TUILERIE_CHECK(takeString(object, QLatin1String("tmp"), params.tmp));
    TUILERIE_CHECK(takeInt(object, QLatin1String("parallelization"), 1024, params.workers));
    TUILERIE_CHECK(takeInt(object, QLatin1String("memory"), 1 << 30, params.memoryMiB));
    TUILERIE_CHECK(takeBool(object, QLatin1String("resume"), params.resume));
    TUILERIE_CHECK(takeBool(object, QLatin1String("skip_unreadable"), params.skipUnreadable));
    return params;
}

QJsonObject PointCloudResult::toJson() const
{
    return {{QStringLiteral("path"), path},
            {QStringLiteral("points"), points},
            {QStringLiteral("nodes"), nodes},
            {QStringLiteral("bytes"), bytes},
            {QStringLiteral("temporary_bytes"), temporaryBytes},
            {QStringLiteral("seconds"), seconds},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
