// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/derivedraster.h"

#include "generate/raster/parameterreader.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::DeriveParams", text);
}

Status takeClasses(const QJsonValue &found, QList<int> &classes)
{
    if (found.isUndefined() || found.isNull())
        return {};
    QList<int> list;
    for (const QJsonValue &value : found.toArray()) {
        const int number = value.toInt(-1);
        if (number < 0 || number > 255)
            return fail(ErrorCode::Invalid,
                tr("The parameter “%1” must be a list of classes from 0 to 255.").arg(QStringLiteral("ground_classes")));
        list << number;
    }
    if (list.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("The parameter “%1” must be a list of classes from 0 to 255.").arg(QStringLiteral("ground_classes")));
    classes = list;
    return {};
}

} // namespace

QJsonObject DeriveParams::toJson() const
{
    QJsonArray ground;
    for (const int value : groundClasses)
        ground.append(value);
    QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}, {QStringLiteral("product"), product},
        {QStringLiteral("cell"), cell}, {QStringLiteral("output"), output}, {QStringLiteral("hillshade_of"), hillshadeOf},
        {QStringLiteral("ground_classes"), ground}, {QStringLiteral("fill_voids"), fillVoids},
        {QStringLiteral("parallelization"), workers}, {QStringLiteral("memory"), memoryMiB}};
    if (!assignCrs.isEmpty())
        object.insert(QStringLiteral("assign_crs"), assignCrs);
    return object;
}

Result<DeriveParams> DeriveParams::fromJson(const QJsonObject &object)
{
    DeriveParams params;
    const ParameterReader read(object);
    TUILERIE_CHECK(read.texts("paths", params.paths));
    TUILERIE_CHECK(read.text("product", params.product));
    TUILERIE_CHECK(read.number("cell", 1e-9, 1e6, params.cell));
    TUILERIE_CHECK(read.text("output", params.output));
    TUILERIE_CHECK(read.text("assign_crs", params.assignCrs));
    TUILERIE_CHECK(read.text("hillshade_of", params.hillshadeOf));
    TUILERIE_CHECK(takeClasses(object.value(QLatin1String("ground_classes")), params.groundClasses));
    TUILERIE_CHECK(read.integer("fill_voids", 0, 100000, params.fillVoids));
    TUILERIE_CHECK(read.integer("parallelization", 0, 1024, params.workers));
    TUILERIE_CHECK(read.integer("memory", 0, 1 << 30, params.memoryMiB));
    params.product = params.product.toLower();
    params.hillshadeOf = params.hillshadeOf.toLower();
    return params;
}

QJsonObject DeriveResult::toJson() const
{
    return {{QStringLiteral("path"), path}, {QStringLiteral("width"), width}, {QStringLiteral("height"), height},
        {QStringLiteral("points"), points}, {QStringLiteral("used_points"), usedPoints}, {QStringLiteral("cells"), cells},
        {QStringLiteral("voids"), voids}, {QStringLiteral("filled"), filled}, {QStringLiteral("seconds"), seconds},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
