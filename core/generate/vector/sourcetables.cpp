// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/sourcetables.h"

#include "model/params/tableoptions.h"
#include "source/csvgeometry.h"
#include "source/vectoropen.h"

#include <QCoreApplication>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>

namespace tuilerie::vector {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
}

/// A table of one file, before it is known whether it is wanted.
struct Found
{
    QString table;
    QString geometry;
    TablePart part;
    std::vector<AttributeField> fields;
    QString geometryColumn;
    QStringList binary; ///< columns that no tile can hold
};

QString wktOf(const OGRLayer &layer)
{
    const OGRSpatialReference *srs = const_cast<OGRLayer &>(layer).GetSpatialRef();
    // GeoPackage's "undefined" systems are local ones.
    if (!srs || srs->IsLocal()
        || QString::fromUtf8(srs->GetName()).startsWith(QLatin1String("Undefined"), Qt::CaseInsensitive))
        return {};
    char *text = nullptr;
    const char *const options[] = {"FORMAT=WKT2_2019", nullptr};
    QString wkt;
    if (srs->exportToWkt(&text, options) == OGRERR_NONE)
        wkt = QString::fromUtf8(text);
    CPLFree(text);
    return wkt;
}

/// The linear type's name, as SQL has it.
QString geometryName(OGRwkbGeometryType type)
{
    const OGRwkbGeometryType linear = wkbFlatten(OGR_GT_GetLinear(type));
    if (linear == wkbUnknown)
        return QStringLiteral("GEOMETRY");
    return QString::fromLatin1(OGRGeometryTypeToName(linear)).remove(QLatin1Char(' ')).toUpper();
}

Result<std::vector<Found>> tablesOf(const QString &path, const QString &assignCrs)
{
    TUILERIE_TRY(dataset, openVector(path));
    const GdalErrorTrap trap;
    std::vector<Found> tables;
    auto *data = GDALDataset::FromHandle(dataset.get());
    for (int i = 0; i < data->GetLayerCount(); ++i) {
        OGRLayer *layer = data->GetLayer(i);
        if (layer->GetGeomType() == wkbNone)
            continue;
        Found found;
        found.table = QString::fromUtf8(layer->GetName());
        found.geometry = geometryName(layer->GetGeomType());
        found.geometryColumn = QString::fromUtf8(layer->GetGeometryColumn());
        found.part.path = path;
        found.part.layer = i;
        found.part.count = layer->GetFeatureCount(TRUE);
        if (OGREnvelope box;
            layer->GetExtent(&box, TRUE) == OGRERR_NONE && std::isfinite(box.MinX + box.MinY + box.MaxX + box.MaxY))
            found.part.extent = {box.MinX, box.MinY, box.MaxX, box.MaxY};
        const QString wkt = wktOf(*layer);
        const QString crsText = wkt.isEmpty() ? assignCrs : wkt;
        if (!crsText.isEmpty()) {
            TUILERIE_TRY(crs, Crs::fromText(crsText));
            found.part.crs = crs;
        }
        const OGRFeatureDefn *definition = layer->GetLayerDefn();
        for (int f = 0; f < definition->GetFieldCount(); ++f) {
            AttributeField field;
            if (AttributeField::fromDefinition(*definition->GetFieldDefn(f), f, field))
                found.fields.push_back(field);
            else
                found.binary << QString::fromUtf8(definition->GetFieldDefn(f)->GetNameRef());
        }
        tables.push_back(std::move(found));
    }
    return tables;
}

Status addPart(VectorInput &input, const Found &found)
{
    if (!found.part.crs.isValid())
        return fail(ErrorCode::Invalid,
            tr("The table “%1” of %2 does not say its coordinate reference system. Assign one.")
                .arg(found.table, found.part.path));
    TablePart part = found.part;
    part.fields.resize(size_t(input.attributes.size()));
    for (const AttributeField &field : found.fields) {
        if (!input.params.attributes.isEmpty() && !input.params.attributes.contains(field.name))
            continue;
        qsizetype number = input.attributes.indexOf(field.name);
        if (number < 0) {
            number = input.attributes.size();
            input.attributes << field.name;
            input.attributeTypes << field.type;
            part.fields.emplace_back();
            // Files read before this one lack it.
            for (TablePart &earlier : input.parts)
                earlier.fields.emplace_back();
        }
        part.fields[size_t(number)] = field;
    }
    if (input.parts.empty())
        input.geometry = found.geometry;
    else if (input.geometry != found.geometry)
        input.geometry = QStringLiteral("GEOMETRY");
    input.parts.push_back(std::move(part));
    return {};
}

Status checkAttributes(const VectorInput &input, const std::vector<Found> &tables)
{
    for (const QString &name : input.params.attributes) {
        if (input.attributes.contains(name))
            continue;
        QStringList there;
        for (const Found &found : tables) {
            if (found.table.compare(input.params.table, Qt::CaseInsensitive) != 0)
                continue;
            // Some callers name the geometry's column too.
            if (name == found.geometryColumn || found.binary.contains(name))
                return {};
            for (const AttributeField &field : found.fields)
                there << field.name;
        }
        return fail(ErrorCode::Invalid,
            tr("The table “%1” has no attribute “%2”. It has %3.")
                .arg(input.params.table, name, there.join(QLatin1String(", "))));
    }
    return {};
}

} // namespace

Status findInputs(VectorProfile &profile, WorkControl &control)
{
    if (profile.params.paths.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("No source is given. Name a GeoPackage, a Shapefile, a GeoJSON, a FlatGeobuf or a CSV file."));
    TUILERIE_TRY(files, listFiles(profile.params.paths, SourceKind::Vector, &control));
    profile.files = files;
    std::vector<Found> tables;
    for (const FileEntry &file : profile.files) {
        auto found = tablesOf(file.path, profile.params.assignCrs);
        if (!found && profile.params.skipUnreadable) {
            control.warning(found.error().message);
            continue;
        }
        if (!found)
            return fail(found.error());
        tables.insert(tables.end(), found->begin(), found->end());
    }
    if (tables.empty())
        return fail(ErrorCode::Invalid,
            std::any_of(profile.files.begin(), profile.files.end(),
                [](const FileEntry &file) { return file.path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive); })
                ? tr("The sources hold no table with a geometry, so there is nothing to show. The columns of a CSV that say "
                     "where things are must have one of these names: %1.")
                      .arg(QString::fromStdString(csvGeometryNames()))
                : tr("The sources hold no table with a geometry, so there is nothing to show. Choose other files."));
    std::vector<VectorTableParams> wanted = profile.params.tables;
    if (wanted.empty())
        for (const Found &found : tables)
            if (std::none_of(
                    wanted.begin(), wanted.end(), [&](const VectorTableParams &w) { return w.table == found.table; }))
                wanted.push_back({found.table, {}, {}, {}, {}, {}});
    for (VectorTableParams &params : wanted) {
        takeColonsIntoName(params, [&](const QString &name) {
            return std::any_of(tables.begin(), tables.end(),
                [&](const Found &found) { return found.table.compare(name, Qt::CaseInsensitive) == 0; });
        });
        VectorInput input;
        input.params = params;
        input.layer = params.layer.isEmpty() ? params.table : params.layer;
        // The name as it is written first, then without regard to case, as SQL takes it.
        for (const Qt::CaseSensitivity sensitivity : {Qt::CaseSensitive, Qt::CaseInsensitive}) {
            if (input.parts.empty())
                for (const Found &found : tables)
                    if (found.table.compare(params.table, sensitivity) == 0) {
                        TUILERIE_CHECK(addPart(input, found));
                        for (const QString &column : found.binary)
                            if (params.attributes.isEmpty() || params.attributes.contains(column))
                                control.warning(tr("The column %1 of the table “%2” holds binary data, which tiles cannot "
                                                   "hold; it was left out.")
                                                    .arg(column, params.table));
                    }
        }
        if (input.parts.empty()) {
            QStringList names;
            for (const Found &found : tables)
                names << found.table;
            names.removeDuplicates();
            return fail(ErrorCode::Invalid,
                tr("There is no table “%1” with a geometry. The tables are %2.")
                    .arg(params.table, names.join(QLatin1String(", "))));
        }
        TUILERIE_CHECK(checkAttributes(input, tables));
        if (input.attributes.size() > 65535)
            return fail(ErrorCode::Unsupported,
                tr("The table “%1” has more than 65,535 attributes. Choose some of them.").arg(params.table));
        profile.inputs.push_back(std::move(input));
    }
    return {};
}

Result<OpenTable> openTable(const VectorInput &input, const TablePart &part, bool unfiltered)
{
    TUILERIE_TRY(dataset, openVector(part.path));
    GdalErrorTrap trap;
    OpenTable table;
    table.dataset = std::move(dataset);
    table.layer = GDALDataset::FromHandle(table.dataset.get())->GetLayer(part.layer);
    if (!table.layer)
        return fail(ErrorCode::Corrupt,
            tr("The table “%1” of %2 is gone since it was looked at. Start again.").arg(input.params.table, part.path));
    if (!unfiltered && !input.params.filter.isEmpty()
        && table.layer->SetAttributeFilter(input.params.filter.toUtf8().constData()) != OGRERR_NONE)
        return fail(ErrorCode::Invalid,
            tr("The filter “%1” of the table “%2” is not understood: %3. Write it like name = 'value' AND number > 3.")
                .arg(input.params.filter, input.params.table, trap.text().section(QLatin1Char('\n'), 0, 0)));
    // What is not wanted need not be read; a filter may need any field.
    if (input.params.filter.isEmpty()) {
        const OGRFeatureDefn *definition = table.layer->GetLayerDefn();
        std::vector<QByteArray> names;
        for (int f = 0; f < definition->GetFieldCount(); ++f)
            if (std::none_of(
                    part.fields.begin(), part.fields.end(), [f](const AttributeField &field) { return field.field == f; }))
                names.emplace_back(definition->GetFieldDefn(f)->GetNameRef());
        names.emplace_back("OGR_STYLE");
        std::vector<const char *> list;
        for (const QByteArray &name : names)
            list.push_back(name.constData());
        list.push_back(nullptr);
        if (table.layer->TestCapability(OLCIgnoreFields))
            table.layer->SetIgnoredFields(list.data());
    }
    return table;
}

} // namespace tuilerie::vector
