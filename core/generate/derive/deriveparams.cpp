// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/derivedraster.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::DeriveParams", text);
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

/// Numbers may come as texts: the Entrepôt's forms send them so.
Status takeNumber(const QJsonObject &object, QLatin1String name, double low, double high, double &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    bool good = found.isDouble();
    double number = found.toDouble();
    if (found.isString())
        number = found.toString().toDouble(&good);
    if (!good || !std::isfinite(number) || number < low || number > high)
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a number from %2 to %3.").arg(name).arg(low).arg(high));
    value = number;
    return {};
}

Status takeInt(const QJsonObject &object, QLatin1String name, int high, int &value)
{
    double number = value;
    TUILERIE_CHECK(takeNumber(object, name, 0, high, number));
    if (number != std::floor(number))
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a whole number from %2 to %3.").arg(name).arg(0).arg(high));
    value = int(number);
    return {};
}

Status takePaths(const QJsonValue &found, QStringList &paths)
{
    if (found.isUndefined() || found.isNull())
        return {};
    if (found.isString()) {
        paths = {found.toString()};
        return {};
    }
    const QString sentence = tr("The parameter “%1” must be a list of paths.").arg(QStringLiteral("paths"));
    if (!found.isArray())
        return fail(ErrorCode::Invalid, sentence);
    QStringList list;
    for (const QJsonValue &path : found.toArray()) {
        if (!path.isString())
            return fail(ErrorCode::Invalid, sentence);
        list << path.toString();
    }
    paths = list;
    return {};
}

Status takeClasses(const QJsonValue &found, QList<int> &classes)
{
    if (found.isUndefined() || found.isNull())
        return {};
    QList<int> list;
    for (const QJsonValue &value : found.toArray()) {
        const int number = value.toInt(-1);
        if (number < 0 || number > 255)
            return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a list of classes from 0 to 255.").arg(QStringLiteral("ground_classes")));
        list << number;
    }
    if (list.isEmpty())
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a list of classes from 0 to 255.").arg(QStringLiteral("ground_classes")));
    classes = list;
    return {};
}

} // namespace

QJsonObject DeriveParams::toJson() const
{
    QJsonArray ground;
    for (const int value : groundClasses)
        ground.append(value);
    QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)},
                       {QStringLiteral("product"), product},
                       {QStringLiteral("cell"), cell},
                       {QStringLiteral("output"), output},
                       {QStringLiteral("hillshade_of"), hillshadeOf},
                       {QStringLiteral("ground_classes"), ground},
                       {QStringLiteral("fill_voids"), fillVoids},
                       {QStringLiteral("parallelization"), workers},
                       {QStringLiteral("memory"), memoryMiB}};
    if (!assignCrs.isEmpty())
        object.insert(QStringLiteral("assign_crs"), assignCrs);
    return object;
}

Result<DeriveParams> DeriveParams::fromJson(const QJsonObject &object)
{
    DeriveParams params;
    TUILERIE_CHECK(takePaths(object.value(QLatin1String("paths")), params.paths));
    TUILERIE_CHECK(takeString(object, QLatin1String("product"), params.product));
    TUILERIE_CHECK(takeNumber(object, QLatin1String("cell"), 1e-9, 1e6, params.cell));
    TUILERIE_CHECK(takeString(object, QLatin1String("output"), params.output));
    TUILERIE_CHECK(takeString(object, QLatin1String("assign_crs"), params.assignCrs));
    TUILERIE_CHECK(takeString(object, QLatin1String("hillshade_of"), params.hillshadeOf));
    TUILERIE_CHECK(takeClasses(object.value(QLatin1String("ground_classes")), params.groundClasses));
    TUILERIE_CHECK(takeInt(object, QLatin1String("fill_voids"), 100000, params.fillVoids));
    TUILERIE_CHECK(takeInt(object, QLatin1String("parallelization"), 1024, params.workers));
    TUILERIE_CHECK(takeInt(object, QLatin1String("memory"), 1 << 30, params.memoryMiB));
    params.product = params.product.toLower();
    params.hillshadeOf = params.hillshadeOf.toLower();
    return params;
}

QJsonObject DeriveResult::toJson() const
{
    return {{QStringLiteral("path"), path},
            {QStringLiteral("width"), width},
            {QStringLiteral("height"), height},
            {QStringLiteral("points"), points},
            {QStringLiteral("used_points"), usedPoints},
            {QStringLiteral("cells"), cells},
            {QStringLiteral("voids"), voids},
            {QStringLiteral("filled"), filled},
            {QStringLiteral("seconds"), seconds},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
