// SPDX-License-Identifier: GPL-3.0-or-later
#include "kindoptions.h"

#include "rasteroptions.h"

#include "grid/tilematrixset.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::KindOptions", text);
}

Result<double> number(const QCommandLineParser &parser, const QString &option, double low, double high)
{
    bool good = false;
    const double value = parser.value(option).toDouble(&good);
    if (!good || !(value >= low) || value > high)
        return fail(ErrorCode::Invalid,
            tr("--%1 is a number from %2 to %3, not \"%4\".").arg(option).arg(low).arg(high).arg(parser.value(option)));
    return value;
}

Status takeWhole(const QCommandLineParser &parser, const QString &option, int low, int high, int &value)
{
    if (!parser.isSet(option))
        return {};
    TUILERIE_TRY(given, number(parser, option, low, high));
    if (given != int(given))
        return fail(ErrorCode::Invalid, tr("--%1 is a whole number, not \"%2\".").arg(option, parser.value(option)));
    value = int(given);
    return {};
}

// --where TABLE:CLAUSE; a table that no --layer names gets an entry of its own.
Status readFilters(const QCommandLineParser &parser, std::vector<VectorTableParams> &tables)
{
    const QStringList filters = parser.values(u"where"_s);
    for (const QString &text : filters) {
        const qsizetype colon = text.indexOf(u':');
        if (colon < 1 || colon == text.size() - 1)
            return fail(
                ErrorCode::Invalid, tr("--where is TABLE:CLAUSE, such as \"roads:width > 3\", not \"%1\".").arg(text));
        const QString name = text.left(colon);
        auto table =
            std::find_if(tables.begin(), tables.end(), [&name](const VectorTableParams &t) { return t.table == name; });
        if (table == tables.end()) {
            tables.emplace_back();
            table = tables.end() - 1;
            table->table = name;
        }
        table->filter = text.mid(colon + 1);
    }
    return {};
}

} // namespace

void addVectorOptions(QCommandLineParser &parser, const QString &tableOption)
{
    parser.addOptions({
        {tableOption,
            tr("A table of vector data with its attributes and levels; may be repeated (every table that has a geometry)."),
            u"TABLE[:attrs][:top-bottom]"_s},
        {u"where"_s, tr("Which features of a table; may be repeated."), u"TABLE:CLAUSE"_s},
        {u"simplification"_s, tr("Vector tiles: tolerance in units of a tile's 4096 (1)."), u"UNITS"_s},
        {u"max-tile-bytes"_s, tr("Vector tiles: most bytes of a tile (500000)."), u"N"_s},
        {u"max-tile-features"_s, tr("Vector tiles: most features of a tile (5000)."), u"N"_s},
    });
}

void addPointCloudOptions(QCommandLineParser &parser)
{
    parser.addOption(
        {u"tmp"_s, tr("Point clouds: folder for what does not fit into memory (beside the output)."), u"DIR"_s});
}

void addDeriveOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"product"_s, tr("What to make of a point cloud: dtm, dsm, hillshade, intensity or density."), u"PRODUCT"_s},
        {u"cell"_s, tr("Size of its cells in metres (1)."), u"M"_s},
        {u"hillshade-of"_s, tr("Which surface the light of a hillshade falls on: dtm or dsm (dtm)."), u"PRODUCT"_s},
        {u"ground-classes"_s, tr("Classes that are ground, with commas between (2)."), u"LIST"_s},
        {u"fill-voids"_s, tr("Voids up to so many cells wide are filled (the product's own)."), u"CELLS"_s},
    });
}

Result<VectorTableParams> readTable(const QString &text, const QString &tableOption)
{
    static const QRegularExpression levels(u"^(\\w*)-(\\w*)\\z"_s), plainLevels(u"^\\d+-\\d+\\z"_s);
    const QStringList parts = text.split(u':');
    VectorTableParams table;
    table.table = parts.first();
    const auto wrong = [&] {
        return fail(ErrorCode::Invalid,
            tr("--%1 is TABLE, TABLE:attribute,attribute or TABLE:attributes:top-bottom, such as roads:name,width:8-14, not "
               "\"%2\".")
                .arg(tableOption, text));
    };
    if (table.table.isEmpty() || parts.size() > 3)
        return wrong();
    QString attributes = parts.value(1), range = parts.value(2);
    if (parts.size() == 2 && plainLevels.match(attributes).hasMatch())
        std::swap(attributes, range);
    if (!attributes.isEmpty() && attributes != "*"_L1)
        table.attributes = attributes.split(u',', Qt::SkipEmptyParts);
    if (!range.isEmpty()) {
        const auto match = levels.match(range);
        if (!match.hasMatch())
            return wrong();
        table.top = match.captured(1);
        table.bottom = match.captured(2);
    }
    return table;
}

Result<VectorPyramidParams> readVectorOptions(
    const QCommandLineParser &parser, const QStringList &paths, const QString &tableOption)
{
    // What rasters have too is read and checked there.
    TUILERIE_TRY(shared, readRasterOptions(parser, paths));
    VectorPyramidParams params;
    params.paths = paths;
    params.assignCrs = shared.assignCrs;
    params.tms = shared.tms;
    params.top = shared.top;
    params.bottom = shared.bottom;
    params.slabWidth = shared.slabWidth;
    params.slabHeight = shared.slabHeight;
    params.workers = shared.workers;
    params.memoryMiB = shared.memoryMiB;
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    const QStringList tables = parser.values(tableOption);
    for (const QString &text : tables) {
        TUILERIE_TRY(table, readTable(text, tableOption));
        for (const QString &level : {table.top, table.bottom})
            if (!level.isEmpty() && !grid.level(level))
                return fail(
                    ErrorCode::Invalid, tr("--%1 %2: %3 has no level \"%4\".").arg(tableOption, text, params.tms, level));
        if (!table.top.isEmpty() && !table.bottom.isEmpty() && grid.indexOf(table.top) > grid.indexOf(table.bottom))
            return fail(
                ErrorCode::Invalid, tr("--%1 %2: the coarsest level comes first, then the finest.").arg(tableOption, text));
        if (std::any_of(params.tables.begin(), params.tables.end(),
                [&](const VectorTableParams &known) { return known.table == table.table; }))
            return fail(ErrorCode::Invalid, tr("The table %1 is named twice.").arg(table.table));
        params.tables.push_back(table);
    }
    TUILERIE_CHECK(readFilters(parser, params.tables));
    if (parser.isSet(u"simplification"_s)) {
        TUILERIE_TRY(simplification, number(parser, u"simplification"_s, 0, 1000));
        params.simplification = simplification;
    }
    TUILERIE_CHECK(takeWhole(parser, u"max-tile-bytes"_s, 1000, 1 << 30, params.maxTileBytes));
    TUILERIE_CHECK(takeWhole(parser, u"max-tile-features"_s, 1, 1 << 30, params.maxTileFeatures));
    return params;
}

Result<PointCloudParams> readPointCloudOptions(const QCommandLineParser &parser, const QStringList &paths)
{
    TUILERIE_TRY(shared, readRasterOptions(parser, paths));
    PointCloudParams params;
    params.paths = paths;
    params.assignCrs = shared.assignCrs;
    params.workers = shared.workers;
    params.memoryMiB = shared.memoryMiB;
    params.tmp = parser.value(u"tmp"_s);
    return params;
}

Result<DeriveParams> readDeriveOptions(const QCommandLineParser &parser, const QStringList &paths)
{
    static const QStringList products{u"dtm"_s, u"dsm"_s, u"hillshade"_s, u"intensity"_s, u"density"_s};
    DeriveParams params;
    params.paths = paths;
    params.product = parser.value(u"product"_s).toLower();
    if (!products.contains(params.product))
        return fail(
            ErrorCode::Invalid, tr("--product is %1, not \"%2\".").arg(products.join(u", "_s), parser.value(u"product"_s)));
    if (parser.isSet(u"cell"_s)) {
        TUILERIE_TRY(cell, number(parser, u"cell"_s, 1e-6, 1e6));
        params.cell = cell;
    }
    if (parser.isSet(u"hillshade-of"_s))
        params.hillshadeOf = parser.value(u"hillshade-of"_s).toLower();
    if (params.hillshadeOf != "dtm"_L1 && params.hillshadeOf != "dsm"_L1)
        return fail(ErrorCode::Invalid, tr("--hillshade-of is dtm or dsm, not \"%1\".").arg(params.hillshadeOf));
    if (parser.isSet(u"ground-classes"_s)) {
        params.groundClasses.clear();
        const QStringList classes = parser.value(u"ground-classes"_s).split(u',');
        for (const QString &text : classes) {
            bool good = false;
            const int value = text.trimmed().toInt(&good);
            if (!good || value < 0 || value > 255)
                return fail(ErrorCode::Invalid,
                    tr("--ground-classes is a list of classes from 0 to 255, such as 2,66, not \"%1\".")
                        .arg(parser.value(u"ground-classes"_s)));
            params.groundClasses << value;
        }
    }
    TUILERIE_CHECK(takeWhole(parser, u"fill-voids"_s, 0, 100000, params.fillVoids));
    params.assignCrs = parser.value(u"crs"_s);
    TUILERIE_CHECK(takeWhole(parser, u"workers"_s, 0, 1024, params.workers));
    TUILERIE_CHECK(takeWhole(parser, u"memory"_s, 0, 1 << 24, params.memoryMiB));
    return params;
}

Result<QJsonObject> vectorProcessingParameters(const QCommandLineParser &parser, const QStringList &paths)
{
    TUILERIE_TRY(params, readVectorOptions(parser, paths, u"table"_s));
    const QJsonObject all = params.toJson();
    QJsonObject kept;
    const std::pair<const char *, const char *> names[] = {{"tms", "tms"}, {"top", "top_level"}, {"bottom", "bottom_level"},
        {"slab", "width"}, {"slab", "height"}, {"workers", "parallelization"}, {"memory", "memory"},
        {"simplification", "simplification"}, {"max-tile-bytes", "max_tile_bytes"},
        {"max-tile-features", "max_tile_features"}};
    for (const auto &[option, parameter] : names) {
        if (parser.isSet(QLatin1String(option)) && all.contains(QLatin1String(parameter)))
            kept.insert(QLatin1String(parameter), all.value(QLatin1String(parameter)));
    }
    if (parser.isSet(u"format"_s))
        kept.insert(u"compression"_s, parser.value(u"format"_s).toLower());
    return kept;
}

Status refuseForeignOptions(const QCommandLineParser &parser, SourceKind kind)
{
    const auto given = [&parser](const char *name) { return parser.optionNames().contains(QLatin1String(name)); };
    const auto refuse = [&](std::initializer_list<const char *> names, const QString &whose) -> Status {
        for (const char *name : names)
            if (given(name))
                return fail(ErrorCode::Invalid, tr("--%1 is for %2 only. Leave it out.").arg(QLatin1String(name), whose));
        return {};
    };
    if (kind != SourceKind::Raster)
        TUILERIE_CHECK(refuse({"format", "channels", "sample", "nodata", "interpolation", "mask"}, tr("rasters")));
    if (kind != SourceKind::Vector)
        TUILERIE_CHECK(
            refuse({"layer", "where", "simplification", "max-tile-bytes", "max-tile-features"}, tr("vector data")));
    if (kind != SourceKind::PointCloud)
        TUILERIE_CHECK(refuse({"tmp"}, tr("point clouds")));
    else
        TUILERIE_CHECK(refuse({"tms", "top", "bottom", "slab"}, tr("rasters and vector data")));
    return {};
}

} // namespace tuilerie::cli
