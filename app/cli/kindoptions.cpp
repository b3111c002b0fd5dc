// SPDX-License-Identifier: GPL-3.0-or-later
#include "kindoptions.h"

#include "grid/crs.h"
#include "grid/tilematrixset.h"
#include "model/params/fieldoptions.h"
#include "model/params/tableoptions.h"
#include "pyramid/rasterformat.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::KindOptions", text);
}

const QString tableOption = u"layer"_s;

QStringList optionsOfKind(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Raster: return optionsOf<RasterPyramidParams>(FieldScope::Here);
    case SourceKind::Vector: return optionsOf<VectorPyramidParams>(FieldScope::Here) + tableOptionNames(tableOption);
    default: return optionsOf<PointCloudParams>(FieldScope::Here);
    }
}

QString nameOfKind(SourceKind kind)
{
    return kind == SourceKind::Raster ? tr("rasters") : kind == SourceKind::Vector ? tr("vector data") : tr("point clouds");
}

Status checkCrs(const QString &text)
{
    return text.isEmpty() ? Status() : Crs::fromText(text).map([](const Crs &) {});
}

template <typename Params> Result<Params> readParams(const QCommandLineParser &parser, const QStringList &paths)
{
    Params params;
    TUILERIE_CHECK(readOptions(parser, params, FieldScope::Here));
    params.paths = paths;
    TUILERIE_CHECK(checkCrs(params.assignCrs));
    return params;
}

} // namespace

void addEngineOptions(QCommandLineParser &parser)
{
    QStringList named;
    addOptions<RasterPyramidParams>(parser, FieldScope::Here, named);
    addTableOptions(parser, tableOption);
    addOptions<VectorPyramidParams>(parser, FieldScope::Here, named);
    addOptions<PointCloudParams>(parser, FieldScope::Here, named);
}

void addDeriveOptions(QCommandLineParser &parser)
{
    QStringList named;
    addOptions<DeriveParams>(parser, FieldScope::Here, named);
}

// The combinations that can be known to be wrong without looking at the data are told here, too.
Result<RasterPyramidParams> readRasterOptions(const QCommandLineParser &parser, const QStringList &paths)
{
    TUILERIE_TRY(params, readParams<RasterPyramidParams>(parser, paths));
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    TUILERIE_CHECK(grid.checkLevels(params.top, params.bottom));
    TUILERIE_CHECK(RasterFormat::checkWords(params.format, params.sample, params.channels));
    return params;
}

Result<VectorPyramidParams> readVectorOptions(const QCommandLineParser &parser, const QStringList &paths)
{
    TUILERIE_TRY(params, readParams<VectorPyramidParams>(parser, paths));
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    TUILERIE_CHECK(grid.checkLevels(params.top, params.bottom));
    TUILERIE_TRY(tables, readTableOptions(parser, tableOption));
    for (const VectorTableParams &table : tables)
        TUILERIE_CHECK(grid.checkLevels(table.top, table.bottom));
    params.tables = tables;
    return params;
}

Result<PointCloudParams> readPointCloudOptions(const QCommandLineParser &parser, const QStringList &paths)
{
    return readParams<PointCloudParams>(parser, paths);
}

Result<DeriveParams> readDeriveOptions(const QCommandLineParser &parser, const QStringList &paths)
{
    return readParams<DeriveParams>(parser, paths);
}

Status refuseForeignOptions(const QCommandLineParser &parser, SourceKind kind)
{
    const QStringList own = optionsOfKind(kind), given = parser.optionNames();
    for (const SourceKind other : {SourceKind::Raster, SourceKind::Vector, SourceKind::PointCloud}) {
        for (const QString &option : optionsOfKind(other))
            if (given.contains(option) && !own.contains(option))
                return fail(ErrorCode::Invalid, tr("--%1 is for %2 only. Leave it out.").arg(option, nameOfKind(other)));
    }
    return {};
}

} // namespace tuilerie::cli
