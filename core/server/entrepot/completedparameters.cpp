// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/catalogueofwork.h"

#include "generate/derive/derivedraster.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "generate/raster/rasterparams.h"
#include "generate/styled/styledpyramid.h"
#include "generate/vector/vectorpyramid.h"
#include "grid/crs.h"
#include "grid/tilematrixset.h"
#include "pyramid/rasterformat.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

} // namespace

namespace {

/// What was given, and the defaults of the rest. `more` are names that the description does not show.
Result<QJsonObject> complete(const Processing &processing, const QJsonObject &given, const QStringList &more = {})
{
    QJsonObject complete;
    for (const ProcessingParameter &parameter : processing.parameters) {
        const QJsonValue value = given.value(parameter.name);
        if (!value.isUndefined() && !value.isNull())
            complete.insert(parameter.name, value);
        else if (!parameter.defaultValue.isUndefined())
            complete.insert(parameter.name, parameter.defaultValue);
    }
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (more.contains(it.key()))
            complete.insert(it.key(), it.value());
        else if (!complete.contains(it.key()) && !it.value().isNull())
            return fail(ErrorCode::Invalid, tr("This processing has no parameter “%1”.").arg(it.key()));
    }
    return complete;
}

/// A grid of ours, and levels of it from coarse to fine; an empty name is any.
Result<TileMatrixSet> checkedGrid(const QString &tms, const QString &topName, const QString &bottomName)
{
    // A path would let a caller read any file of this machine.
    if (!TileMatrixSet::bundledIds().contains(tms))
        return fail(ErrorCode::Invalid, tr("There is no tile matrix set “%1”. GET /api/statics/tms lists them.").arg(tms));
    TUILERIE_TRY(grid, TileMatrixSet::find(tms));
    const int top = topName.isEmpty() ? 0 : grid.indexOf(topName);
    const int bottom = bottomName.isEmpty() ? int(grid.levels().size()) - 1 : grid.indexOf(bottomName);
    if (top < 0 || bottom < 0 || top > bottom)
        return fail(ErrorCode::Invalid,
            tr("The levels “%1” to “%2” are not levels of the tile matrix set %3, coarse to fine.")
                .arg(topName, bottomName, tms));
    return grid;
}

Result<QJsonObject> completedIntegration(const Processing &processing, const QJsonObject &given)
{
    TUILERIE_TRY(whole, complete(processing, given));
    for (const char *name : {"update", "delete"})
        if (modeljson::boolean(whole.value(QLatin1String(name))))
            return fail(ErrorCode::Unsupported,
                tr("This server makes databases from whole deliveries: leave “%1” out, or say false.")
                    .arg(QLatin1String(name)));
    if (const QString srs = whole.value(QLatin1String("srs")).toString(); !srs.isEmpty())
        TUILERIE_CHECK(Crs::fromText(srs));
    return whole;
}

/// Of tippecanoe's options, the one that ours has, too.
Status takeTippecanoe(QJsonObject &parameters)
{
    const QString text = parameters.take(QLatin1String("tippecanoe_options")).toString();
    static const QRegularExpression simplify(QStringLiteral("^(?:-S|--simplification=)([0-9]+(?:\\.[0-9]+)?)\\z"));
    QStringList unknown;
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (const auto match = simplify.match(word); match.hasMatch())
            parameters.insert(QLatin1String("simplification"), match.captured(1).toDouble());
        else
            unknown << word;
    }
    if (!unknown.isEmpty())
        return fail(ErrorCode::Unsupported,
            tr("This server's vector pyramids have no such tippecanoe options: %1. Leave them out; -S with a number works.")
                .arg(unknown.join(QLatin1Char(' '))));
    return {};
}

Result<QJsonObject> completedVectorPyramid(const Processing &processing, const QJsonObject &given)
{
    TUILERIE_TRY(whole, complete(processing, given));
    if (!whole.take(QLatin1String("area")).toString().isEmpty())
        return fail(ErrorCode::Unsupported, tr("This server tiles whole tables: leave “area” out, or use a filter."));
    TUILERIE_CHECK(takeTippecanoe(whole));
    TUILERIE_TRY(params, VectorPyramidParams::fromJson(whole));
    TUILERIE_CHECK(checkedGrid(params.tms, params.top, params.bottom));
    for (const VectorTableParams &table : params.tables)
        TUILERIE_CHECK(checkedGrid(params.tms, table.top, table.bottom));
    return whole;
}

Result<QJsonObject> completedStyledPyramid(const Processing &processing, const QJsonObject &given)
{
    TUILERIE_TRY(whole, complete(processing, given));
    const QJsonArray relations = whole.value(QLatin1String("relations")).toArray();
    if (relations.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("The parameter “%1” is missing: name the tables to draw, the topmost first.")
                .arg(QLatin1String("relations")));
    for (const QJsonValue relation : relations)
        if (relation[QLatin1String("name")].toString().isEmpty())
            return fail(ErrorCode::Invalid, tr("Each of “relations” needs the name of a table."));
    TUILERIE_TRY(params, StyledPyramidParams::fromJson(whole));
    TUILERIE_CHECK(checkedGrid(params.tms, params.top, params.bottom));
    return whole;
}

Result<QJsonObject> completedPointCloud(const Processing &processing, const QJsonObject &given)
{
    TUILERIE_TRY(whole, complete(processing, given));
    TUILERIE_CHECK(PointCloudParams::fromJson(whole));
    const QString format = whole.value(QLatin1String("format")).toString();
    if (processing.id == WorkId::CopcPyramid && format != QLatin1String("copc") && format != QLatin1String("vpc"))
        return fail(ErrorCode::Invalid,
            tr("The parameter “%1” must be one of %2.").arg(QLatin1String("format"), QLatin1String("copc, vpc")));
    return whole;
}

Result<QJsonObject> completedDerived(const Processing &processing, const QJsonObject &given)
{
    TUILERIE_TRY(whole, completedRasterParameters(processing, given));
    TUILERIE_TRY(params, DeriveParams::fromJson(whole));
    static const QStringList products{QStringLiteral("dtm"), QStringLiteral("dsm"), QStringLiteral("hillshade"),
        QStringLiteral("intensity"), QStringLiteral("density")};
    if (!products.contains(params.product))
        return fail(ErrorCode::Invalid,
            tr("The parameter “%1” must be one of %2.").arg(QLatin1String("product"), products.join(QLatin1String(", "))));
    return whole;
}

} // namespace

Result<QJsonObject> completedParameters(const Processing &processing, const QJsonObject &given)
{
    if (processing.id == WorkId::RasterPyramid)
        return completedRasterParameters(processing, given);
    if (processing.id == WorkId::VectorIntegration)
        return completedIntegration(processing, given);
    if (processing.id == WorkId::VectorPyramid)
        return completedVectorPyramid(processing, given);
    if (processing.id == WorkId::StyledPyramid)
        return completedStyledPyramid(processing, given);
    if (processing.id == WorkId::CopcPyramid || processing.id == WorkId::EptPyramid)
        return completedPointCloud(processing, given);
    if (processing.id == WorkId::DerivedPyramid)
        return completedDerived(processing, given);
    // Copies have none; clients send some all the same.
    return QJsonObject();
}

Result<QJsonObject> completedRasterParameters(const Processing &processing, const QJsonObject &given)
{
    // Names of the harvest processing for the same things (docs/entrepot.md §9).
    TUILERIE_TRY(whole, complete(processing, given, {QStringLiteral("samplesperpixel"), QStringLiteral("sampleformat")}));
    TUILERIE_TRY(params, RasterPyramidParams::fromJson(whole));
    TUILERIE_CHECK(checkedGrid(params.tms, params.top, params.bottom));
    if (!params.format.isEmpty())
        TUILERIE_CHECK(RasterFormat::compressionFromWord(params.format));
    if (params.channels > 0 && !params.format.isEmpty()) {
        const RasterFormat format{*RasterFormat::compressionFromWord(params.format),
            params.sample == QLatin1String("FLOAT32") ? SampleType::Float32 : SampleType::UInt8};
        TUILERIE_CHECK(format.checkChannels(params.channels));
    }
    static const QStringList kernels{
        QStringLiteral("nn"), QStringLiteral("linear"), QStringLiteral("bicubic"), QStringLiteral("lanczos")};
    if (!kernels.contains(params.interpolation))
        return fail(ErrorCode::Invalid,
            tr("The parameter “%1” must be one of %2.")
                .arg(QLatin1String("interpolation"), kernels.join(QLatin1String(", "))));
    if (!params.assignCrs.isEmpty())
        TUILERIE_CHECK(Crs::fromText(params.assignCrs));
    return whole;
}

} // namespace tuilerie
