// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/catalogueofwork.h"

#include "grid/crs.h"
#include "model/params/deriveparams.h"
#include "model/params/fieldjson.h"
#include "model/params/pointcloudparams.h"
#include "model/params/rasterpyramidparams.h"
#include "model/params/styledpyramidparams.h"
#include "model/params/vectorintegrationparams.h"
#include "model/params/vectorpyramidparams.h"
#include "pyramid/rasterformat.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

/// What was given, and the defaults of the rest. `more` are names that the form does not show.
Result<QJsonObject> complete(const Processing &processing, const QJsonObject &given, QStringList more)
{
    QJsonObject whole;
    QStringList known = std::move(more);
    for (const ProcessingParameter &parameter : processing.parameters) {
        known << parameter.name;
        if (!parameter.defaultValue.isUndefined())
            whole.insert(parameter.name, parameter.defaultValue);
    }
    for (auto it = given.begin(); it != given.end(); ++it)
        if (!it.value().isNull())
            whole.insert(it.key(), it.value());
    TUILERIE_CHECK(refuseUnknown(whole, known));
    for (const ProcessingParameter &parameter : processing.parameters)
        if (parameter.mandatory && !whole.contains(parameter.name))
            return fail(ErrorCode::Invalid,
                tr("The parameter “%1” is missing. It is: %2.").arg(parameter.name, parameter.description));
    return whole;
}

/// The words that other platforms have for ours; what only an engine on this machine is told is nobody's to say.
template <typename Params> QStringList otherNames()
{
    QStringList names;
    for (const Field<Params> &field : Params::fields())
        if (field.info.scope != FieldScope::Here)
            names << field.info.otherNames;
    return names;
}

template <typename Params> Result<Params> read(const QJsonObject &whole)
{
    Params params;
    TUILERIE_CHECK(readFields(whole, params));
    return params;
}

Result<TileMatrixSet> gridOf(const QString &tms, const TileMatrixSet *own)
{
    if (own)
        return *own;
    // A path would let a caller read any file of this machine.
    if (!TileMatrixSet::bundledIds().contains(tms))
        return fail(ErrorCode::Invalid, tr("There is no tile matrix set “%1”. GET /api/statics/tms lists them.").arg(tms));
    return TileMatrixSet::find(tms);
}

Status checkGrid(const PyramidGrid &wanted, const TileMatrixSet *own)
{
    TUILERIE_TRY(grid, gridOf(wanted.tms, own));
    return grid.checkLevels(wanted.top, wanted.bottom);
}

Status checkCrs(const QString &text)
{
    return text.isEmpty() ? Status() : Crs::fromText(text).map([](const Crs &) {});
}

Status checkRaster(const RasterPyramidParams &params, const TileMatrixSet *own)
{
    TUILERIE_CHECK(checkGrid(params, own));
    TUILERIE_CHECK(RasterFormat::checkWords(params.format, params.sample, params.channels));
    return checkCrs(params.assignCrs);
}

Result<QJsonObject> completedRaster(const Processing &processing, const QJsonObject &given, const TileMatrixSet *own)
{
    TUILERIE_TRY(whole, complete(processing, given, otherNames<RasterPyramidParams>()));
    TUILERIE_TRY(params, read<RasterPyramidParams>(whole));
    TUILERIE_CHECK(checkRaster(params, own));
    return whole;
}

Result<QJsonObject> completedIntegration(const Processing &processing, const QJsonObject &given)
{
    TUILERIE_TRY(whole, complete(processing, given, {}));
    TUILERIE_TRY(params, read<VectorIntegrationParams>(whole));
    if (params.update || params.remove)
        return fail(ErrorCode::Unsupported,
            tr("This server makes databases from whole deliveries: leave “%1” out, or say false.")
                .arg(params.update ? QLatin1String("update") : QLatin1String("delete")));
    TUILERIE_CHECK(checkCrs(params.srs));
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

Result<QJsonObject> completedVector(const Processing &processing, const QJsonObject &given, const TileMatrixSet *own)
{
    TUILERIE_TRY(whole, complete(processing, given, otherNames<VectorPyramidParams>()));
    if (!whole.take(QLatin1String("area")).toString().isEmpty())
        return fail(ErrorCode::Unsupported, tr("This server tiles whole tables: leave “area” out, or use a filter."));
    TUILERIE_CHECK(takeTippecanoe(whole));
    TUILERIE_TRY(params, read<VectorPyramidParams>(whole));
    TUILERIE_TRY(grid, gridOf(params.tms, own));
    TUILERIE_CHECK(grid.checkLevels(params.top, params.bottom));
    for (const VectorTableParams &table : params.tables)
        TUILERIE_CHECK(grid.checkLevels(table.top, table.bottom));
    return whole;
}

Result<QJsonObject> completedStyled(const Processing &processing, const QJsonObject &given, const TileMatrixSet *own)
{
    TUILERIE_TRY(whole, complete(processing, given, {}));
    const QJsonArray relations = whole.value(QLatin1String("relations")).toArray();
    if (relations.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("The parameter “%1” is missing: name the tables to draw, the topmost first.")
                .arg(QLatin1String("relations")));
    for (const QJsonValue relation : relations)
        if (relation[QLatin1String("name")].toString().isEmpty())
            return fail(ErrorCode::Invalid, tr("Each of “relations” needs the name of a table."));
    TUILERIE_TRY(params, read<StyledPyramidParams>(whole));
    TUILERIE_CHECK(checkGrid(params, own));
    return whole;
}

Result<QJsonObject> completedPointCloud(const Processing &processing, const QJsonObject &given)
{
    TUILERIE_TRY(whole, complete(processing, given, {}));
    TUILERIE_TRY(params, read<PointCloudParams>(whole));
    const bool isEpt = processing.id == WorkId::EptPyramid;
    if (isEpt != (params.format == QLatin1String("ept")))
        return fail(ErrorCode::Invalid,
            tr("%1 must be %2, not “%3”.")
                .arg(tr("The parameter “%1”").arg(QLatin1String("format")),
                    isEpt ? QStringLiteral("ept") : anyOf({QStringLiteral("copc"), QStringLiteral("vpc")}), params.format));
    TUILERIE_CHECK(checkCrs(params.assignCrs));
    return whole;
}

Result<QJsonObject> completedDerived(const Processing &processing, const QJsonObject &given, const TileMatrixSet *own)
{
    TUILERIE_TRY(whole, complete(processing, given, otherNames<RasterPyramidParams>()));
    TUILERIE_CHECK(read<DeriveParams>(whole));
    TUILERIE_TRY(pyramid, read<RasterPyramidParams>(whole));
    TUILERIE_CHECK(checkRaster(pyramid, own));
    return whole;
}

} // namespace

Result<QJsonObject> completedParameters(const Processing &processing, const QJsonObject &given, const TileMatrixSet *own)
{
    if (processing.id == WorkId::RasterPyramid)
        return completedRaster(processing, given, own);
    if (processing.id == WorkId::VectorIntegration)
        return completedIntegration(processing, given);
    if (processing.id == WorkId::VectorPyramid)
        return completedVector(processing, given, own);
    if (processing.id == WorkId::StyledPyramid)
        return completedStyled(processing, given, own);
    if (processing.id == WorkId::CopcPyramid || processing.id == WorkId::EptPyramid)
        return completedPointCloud(processing, given);
    if (processing.id == WorkId::DerivedPyramid)
        return completedDerived(processing, given, own);
    if (processing.id == WorkId::PmTiles || processing.id == WorkId::RasterPmTiles)
        return complete(processing, given, {});
    // Copies have none; clients send some all the same.
    return QJsonObject();
}

} // namespace tuilerie
