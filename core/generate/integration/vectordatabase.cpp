// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/integration/vectordatabase.h"

#include "base/atomicfile.h"
#include "generate/integration/relationtypes.h"
#include "grid/crs.h"
#include "model/json.h"
#include "model/relationname.h"
#include "source/filelist.h"
#include "source/gdalsupport.h"
#include "source/vectorinspect.h"
#include "source/vectoropen.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <ogr_api.h>

#include <cstdio>
#include <set>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorDatabase", text);
}

/// One table on its way: from which layer, under which name.
struct Table
{
    VectorLayerInfo source;
    QString name;
};

struct Reporter
{
    WorkControl &control;
    Progress progress;
    double base = 0, share = 0; ///< features before this table, and of it

    static int CPL_STDCALL report(double done, const char *, void *self)
    {
        auto &reporter = *static_cast<Reporter *>(self);
        reporter.progress.done = qint64(reporter.base + done * reporter.share);
        reporter.control.progress(reporter.progress);
        return reporter.control.shouldStop() == StopRequest::None;
    }
};

/// "routes", "routes_2", "routes_3"… for tables of the same name from several files.
QString uniqueName(const QString &wanted, const std::set<QString> &taken)
{
    QString name = wanted;
    for (int number = 2; taken.contains(name); ++number)
        name = wanted + QLatin1Char('_') + QString::number(number);
    return name;
}

Result<std::vector<Table>> tablesOf(const QStringList &paths, WorkControl &control)
{
    std::vector<Table> tables;
    std::set<QString> taken;
    TUILERIE_TRY(files, listFiles(paths, SourceKind::Vector, &control));
    for (const FileEntry &file : files) {
        const QString &path = file.path;
        TUILERIE_TRY(layers, readVectorLayers(path));
        for (const VectorLayerInfo &layer : layers) {
            const QString wanted = relationName(layer.name);
            const QString name = uniqueName(wanted, taken);
            if (name != layer.name)
                control.log(tr("The table %1 of %2 is named %3.").arg(layer.name, QFileInfo(path).fileName(), name));
            taken.insert(name);
            tables.push_back({layer, name});
        }
    }
    if (tables.empty())
        return fail(ErrorCode::Invalid,
            tr("The files have no table. Deliver GeoPackage, Shapefile, GeoJSON, FlatGeobuf or CSV files with data."));
    return tables;
}

/// The one CRS of the database: the one that is asked for, else the one of all layers, else the declared one, into which the
/// others are brought.
Result<Crs> commonCrs(const std::vector<Table> &tables, const VectorIntegration &wanted, WorkControl &control)
{
    if (!wanted.crs.isEmpty())
        return Crs::fromText(wanted.crs);
    std::optional<Crs> common;
    bool areSeveral = false;
    for (const Table &table : tables) {
        if (table.source.geometry == QLatin1String("None"))
            continue;
        const QString text = table.source.crs.isEmpty() ? wanted.declaredCrs : table.source.crs;
        if (text.isEmpty())
            return fail(ErrorCode::Invalid,
                tr("The table %1 of %2 says no CRS. Declare the one of the upload.")
                    .arg(table.source.name, table.source.path));
        TUILERIE_TRY(crs, Crs::fromText(text));
        areSeveral = areSeveral || (common && !common->isSameAs(crs));
        if (!common)
            common = crs;
    }
    if (areSeveral && !wanted.declaredCrs.isEmpty()) {
        TUILERIE_TRY(declared, Crs::fromText(wanted.declaredCrs));
        common = declared;
    }
    if (areSeveral)
        control.log(tr("The tables are in several CRS; all are brought into %1.")
                        .arg(common->id().isEmpty() ? common->title() : common->id()));
    return common ? *common : Crs::fromText(wanted.declaredCrs.isEmpty() ? QStringLiteral("EPSG:4326") : wanted.declaredCrs);
}

/// A name that no column of the table has, in any letter case: `wanted`, or with a number.
QString freeColumn(const Table &table, const QString &wanted)
{
    std::set<QString> taken;
    for (const VectorLayerInfo::Field &field : table.source.fields)
        taken.insert(field.name.toLower());
    return uniqueName(wanted, taken);
}

QByteArrayList translateArguments(const Table &table, const Crs &crs, const VectorIntegration &wanted)
{
    QByteArrayList arguments{"-progress", "-nln", table.name.toUtf8(), "-gt", "200000", "-lco",
        "GEOMETRY_NAME=" + freeColumn(table, QStringLiteral("geom")).toUtf8()};
    const auto definition = [](const Crs &of) { return (of.id().isEmpty() ? of.wkt() : of.id()).toUtf8(); };
    if (table.source.geometry != QLatin1String("None")) {
        const QString own = table.source.crs.isEmpty() ? wanted.declaredCrs : table.source.crs;
        const auto from = Crs::fromText(own.isEmpty() ? crs.id() : own);
        if (from && from->isSameAs(crs))
            arguments << "-a_srs" << definition(crs);
        else if (from)
            arguments << "-s_srs" << definition(*from) << "-t_srs" << definition(crs);
        // A Shapefile says "polygon" for single and multi ones alike.
        if (table.source.driver == QLatin1String("ESRI Shapefile") || wanted.multiTables.contains(table.name)
            || wanted.multiTables.contains(table.source.name))
            arguments << "-nlt"
                      << "PROMOTE_TO_MULTI";
    }
    // A column of this name that is no key would be taken for one.
    if (const QString key = freeColumn(table, QStringLiteral("fid")); key != QLatin1String("fid"))
        arguments << "-lco"
                  << "FID=" + freeColumn(table, QStringLiteral("ogc_fid")).toUtf8();
    arguments << table.source.name.toUtf8();
    return arguments;
}

Status translate(
    GDALDatasetH database, const Table &table, const Crs &crs, const VectorIntegration &wanted, Reporter &reporter)
{
    TUILERIE_TRY(source, openVector(table.source.path));
    const QByteArrayList arguments = translateArguments(table, crs, wanted);
    char **list = nullptr;
    for (const QByteArray &argument : arguments)
        list = CSLAddString(list, argument.constData());
    GdalErrorTrap trap;
    GDALVectorTranslateOptions *options = GDALVectorTranslateOptionsNew(list, nullptr);
    CSLDestroy(list);
    if (!options)
        return fail(ErrorCode::Internal, tr("The table %1 cannot be copied.").arg(table.source.name), trap.text());
    GDALVectorTranslateOptionsSetProgress(options, &Reporter::report, &reporter);
    GDALDatasetH from = source.get();
    int usage = 0;
    GDALDatasetH made = GDALVectorTranslate(nullptr, database, 1, &from, options, &usage);
    GDALVectorTranslateOptionsFree(options);
    TUILERIE_CHECK(checkStop(reporter.control));
    if (!made || usage || !trap.text().isEmpty())
        return fail(ErrorCode::Corrupt,
            tr("The table %1 of %2 cannot be taken into the database: %3. Run the checks on the file and repair what they "
               "say.")
                .arg(table.source.name, QFileInfo(table.source.path).fileName(),
                    trap.text().section(QLatin1Char('\n'), 0, 0)),
            trap.text());
    return {};
}

bool renameColumn(OGRLayerH layer, int number, const QString &name)
{
    OGRFieldDefnH present = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer), number);
    OGRFieldDefnH renamed = OGR_Fld_Create(name.toUtf8().constData(), OGR_Fld_GetType(present));
    const OGRErr error = OGR_L_AlterFieldDefn(layer, number, renamed, ALTER_NAME_FLAG);
    OGR_Fld_Destroy(renamed);
    return error == OGRERR_NONE;
}

/// Columns get the names that the platform would give them.
Status renameColumns(OGRLayerH layer, const QString &table)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    std::set<QString> taken{QString::fromUtf8(OGR_L_GetFIDColumn(layer)), QString::fromUtf8(OGR_L_GetGeometryColumn(layer))};
    const int count = OGR_FD_GetFieldCount(definition);
    QStringList present, wanted;
    for (int i = 0; i < count; ++i) {
        present << QString::fromUtf8(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
        wanted << uniqueName(relationName(present.last()), taken);
        taken.insert(wanted.last());
    }
    // A new name may be that of a column which is renamed later, or differ from its own in case alone, which counts as the
    // same: all step aside first.
    const GdalErrorTrap trap;
    for (const bool isAside : {true, false}) {
        for (int i = 0; i < count; ++i) {
            if (wanted.at(i) == present.at(i))
                continue;
            if (!renameColumn(layer, i, isAside ? QStringLiteral("renamed %1").arg(i) : wanted.at(i)))
                return fail(ErrorCode::Internal,
                    tr("The column %1 of the table %2 cannot be renamed to %3.").arg(present.at(i), table, wanted.at(i)),
                    trap.text());
        }
    }
    return {};
}

Status run(GDALDatasetH database, const QByteArray &sql)
{
    const GdalErrorTrap trap;
    if (OGRLayerH rows = GDALDatasetExecuteSQL(database, sql.constData(), nullptr, nullptr))
        GDALDatasetReleaseResultSet(database, rows);
    return trap.text().isEmpty() ? Status()
                                 : fail(ErrorCode::Internal, tr("The database cannot be completed."), trap.text());
}

QByteArray quoted(const QString &text)
{
    return '\'' + text.toUtf8().replace('\'', "''") + '\'';
}

/// The styles that QGIS stored in a GeoPackage, for the tables' new names.
Status copyStyles(GDALDatasetH database, const std::vector<Table> &tables, const QString &path)
{
    const auto hasStyles = [&](const Table &table) { return table.source.path == path && !table.source.styles.isEmpty(); };
    if (std::none_of(tables.begin(), tables.end(), hasStyles))
        return {};
    TUILERIE_CHECK(run(database,
        "CREATE TABLE IF NOT EXISTS layer_styles(id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT, f_table_schema "
        "TEXT, "
        "f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, "
        "description TEXT, owner TEXT, ui TEXT, update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"));
    TUILERIE_TRY(source, openVector(path));
    for (const Table &table : tables) {
        if (!hasStyles(table))
            continue;
        const GdalErrorTrap trap;
        const QByteArray sql =
            "SELECT styleName, styleQML, styleSLD, useAsDefault, description FROM layer_styles WHERE f_table_name = "
            + quoted(table.source.name);
        OGRLayerH rows = GDALDatasetExecuteSQL(source.get(), sql.constData(), nullptr, nullptr);
        if (!rows)
            continue;
        while (OGRFeatureH row = OGR_L_GetNextFeature(rows)) {
            const auto text = [&](int i) { return QString::fromUtf8(OGR_F_GetFieldAsString(row, i)); };
            const bool isDefault =
                text(3) == QLatin1String("1") || text(3).compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
            const QByteArray insert = "INSERT INTO layer_styles(f_table_catalog, f_table_schema, f_table_name, "
                                      "f_geometry_column, styleName, styleQML, styleSLD, "
                                      "useAsDefault, description, owner) VALUES('', '', "
                + quoted(table.name) + ", " + quoted(freeColumn(table, QStringLiteral("geom"))) + ", " + quoted(text(0))
                + ", " + quoted(text(1)) + ", " + quoted(text(2)) + ", " + (isDefault ? "1" : "0") + ", " + quoted(text(4))
                + ", '')";
            OGR_F_Destroy(row);
            if (const Status inserted = run(database, insert); !inserted) {
                GDALDatasetReleaseResultSet(source.get(), rows);
                return inserted;
            }
        }
        GDALDatasetReleaseResultSet(source.get(), rows);
    }
    return {};
}

Result<VectorDatabase> fill(const std::vector<Table> &tables, const Crs &crs, const VectorIntegration &wanted,
    const QString &path, WorkControl &control)
{
    ensureGdal();
    GdalErrorTrap trap;
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    GdalDataset database(
        driver ? GDALCreate(driver, path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr) : nullptr, GdalCloser{});
    if (!database)
        return fail(ErrorCode::Io,
            tr("The database %1 cannot be made. Check the room on the disk and its rights.").arg(path), trap.text());
    Reporter reporter{control, {}};
    reporter.progress.step = QStringLiteral("integration");
    for (const Table &table : tables)
        reporter.progress.total += table.source.features;
    VectorDatabase result;
    QStringList styled;
    for (const Table &table : tables) {
        TUILERIE_CHECK(checkStop(control));
        reporter.share = double(table.source.features);
        TUILERIE_CHECK(translate(database.get(), table, crs, wanted, reporter));
        reporter.base += reporter.share;
        OGRLayerH layer = GDALDatasetGetLayerByName(database.get(), table.name.toUtf8().constData());
        if (!layer)
            return fail(ErrorCode::Internal, tr("The table %1 cannot be copied.").arg(table.source.name), trap.text());
        TUILERIE_CHECK(renameColumns(layer, table.name));
        result.relations.append(relationOf(layer));
        const qint64 count = OGR_L_GetFeatureCount(layer, 1);
        result.features += count;
        control.log(tr("%1: %2 features.").arg(table.name).arg(count));
        OGREnvelope envelope;
        if (count > 0 && table.source.geometry != QLatin1String("None")
            && OGR_L_GetExtent(layer, &envelope, 1) == OGRERR_NONE) {
            TUILERIE_TRY(box, degreesOf({envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY}, crs));
            result.wgs84 = result.wgs84.united(box);
        }
        if (!styled.contains(table.source.path)) {
            styled << table.source.path;
            TUILERIE_CHECK(copyStyles(database.get(), tables, table.source.path));
        }
    }
    result.crs = crs.id().isEmpty() ? crs.wkt() : crs.id();
    trap.clear();
    database.reset();
    if (!trap.text().isEmpty())
        return fail(ErrorCode::Io, tr("The database %1 cannot be written whole. Check the room on the disk.").arg(path),
            trap.text());
    return result;
}

} // namespace

Result<VectorDatabase> makeVectorDatabase(const VectorIntegration &wanted, WorkControl &control)
{
    TUILERIE_TRY(tables, tablesOf(wanted.paths, control));
    for (const QString &multi : wanted.multiTables)
        if (std::none_of(
                tables.begin(), tables.end(), [&](const Table &t) { return t.name == multi || t.source.name == multi; }))
            return fail(
                ErrorCode::Invalid, tr("multigeom_layers names the table %1, which the files do not have.").arg(multi));
    TUILERIE_TRY(crs, commonCrs(tables, wanted, control));
    // The driver looks at the name's end.
    const QString temporary = QFileInfo(wanted.output).path() + QStringLiteral("/part.gpkg");
    const auto clear = [&temporary] {
        for (const char *ending : {"", "-wal", "-shm", "-journal"})
            QFile::remove(temporary + QLatin1String(ending));
    };
    clear();
    auto made = fill(tables, crs, wanted, temporary, control);
    if (!made) {
        clear();
        return made;
    }
    if (std::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(wanted.output).constData()) != 0)
        return fail(errorFromErrno(tr("store the database"), wanted.output));
    TUILERIE_CHECK(syncFolder(QFileInfo(wanted.output).path()));
    return made;
}

QJsonObject VectorIntegration::toJson() const
{
    return {{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}, {QStringLiteral("declared_crs"), declaredCrs},
        {QStringLiteral("crs"), crs}, {QStringLiteral("multi_tables"), QJsonArray::fromStringList(multiTables)},
        {QStringLiteral("output"), output}};
}

VectorIntegration VectorIntegration::fromJson(const QJsonObject &object)
{
    return {modeljson::texts(object[QLatin1String("paths")]), object[QLatin1String("declared_crs")].toString(),
        object[QLatin1String("crs")].toString(), modeljson::texts(object[QLatin1String("multi_tables")]),
        object[QLatin1String("output")].toString()};
}

QJsonObject VectorDatabase::toJson() const
{
    return {{QStringLiteral("relations"), relations}, {QStringLiteral("crs"), crs},
        {QStringLiteral("wgs84"), wgs84.toJson()}, {QStringLiteral("features"), features}};
}

VectorDatabase VectorDatabase::fromJson(const QJsonObject &object)
{
    const QJsonArray box = object[QLatin1String("wgs84")].toArray();
    return {object[QLatin1String("relations")].toArray(), object[QLatin1String("crs")].toString(),
        {box[0].toDouble(), box[1].toDouble(), box[2].toDouble(), box[3].toDouble()},
        object[QLatin1String("features")].toInteger()};
}

} // namespace tuilerie
