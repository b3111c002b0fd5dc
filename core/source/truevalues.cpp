// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/truevalues.h"

#include "base/filename.h"
#include "source/columntype.h"
#include "source/correctedlayer.h"
#include "source/jsonnumbers.h"
#include "source/keptbyfile.h"
#include "source/utf8text.h"

#include <QFileInfo>

#include <ogrsf_frmts.h>

#include <set>

namespace tuilerie {

namespace {

using Names = std::vector<std::string>;

/// Names that differ, as ogr2ogr makes them: the second "INSEE" is "INSEE2".
Names distinctNames(const OGRFeatureDefn &definition, bool rawText)
{
    Names names;
    std::set<std::string> taken;
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        taken.insert(definition.GetFieldDefn(i)->GetNameRef());
    std::set<std::string> used;
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const char *given = definition.GetFieldDefn(i)->GetNameRef();
        const std::string own = rawText ? given : utf8Text(given);
        std::string name = own;
        for (int n = 2; !used.insert(name).second || (name != own && taken.contains(name)); ++n)
            name = own + std::to_string(n);
        names.push_back(name);
    }
    return names;
}

struct ColumnFacts
{
    std::vector<OGRFieldType> types;
    CsvGeometry geometry;
};

/// One pass over a layer whose fields are texts.
ColumnFacts factsOf(OGRLayer &layer, bool isCsv, bool hasDecimalComma, bool findsTypes)
{
    const OGRFeatureDefn &definition = *layer.GetLayerDefn();
    Names names;
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        names.push_back(definition.GetFieldDefn(i)->GetNameRef());
    const bool hasGeometry = definition.GetGeomFieldCount() > 0 && layer.GetGeomType() != wkbNone;
    CsvGeometryFinder finder(isCsv && !hasGeometry ? names : Names());
    std::vector<ColumnType> columns(names.size(), ColumnType(hasDecimalComma));
    layer.ResetReading();
    for (const auto &feature : layer) {
        for (int i = 0; i < definition.GetFieldCount(); ++i) {
            if (definition.GetFieldDefn(i)->GetType() != OFTString || !feature->IsFieldSetAndNotNull(i))
                continue;
            const char *text = feature->GetFieldAsString(i);
            if (findsTypes)
                columns[size_t(i)].add(text);
            finder.add(i, text);
        }
    }
    layer.ResetReading();
    ColumnFacts facts;
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldType own = definition.GetFieldDefn(i)->GetType();
        facts.types.push_back(own == OFTString && findsTypes ? columns[size_t(i)].type() : own);
    }
    facts.geometry = finder.found();
    return facts;
}

/// GDAL takes a comma for the decimal point where columns are parted by semicolons, which is its rule for CSV.
bool hasSemicolons(const QString &path)
{
    QFile file;
    if (!openFile(file, path))
        return false;
    const QByteArray head = file.readLine(65536);
    return head.count(';') > head.count(',') && head.count(';') > head.count('\t');
}

/// GeoJSON that names no system is in degrees (RFC 7946 §4), which the driver says of what holds metres, too.
bool isInMetres(OGRLayer &layer)
{
    constexpr double beyondDegrees = 1000;
    const OGRSpatialReference *system = layer.GetSpatialRef();
    if (!system || !system->IsGeographic())
        return false;
    layer.ResetReading();
    bool result = false;
    for (const auto &feature : layer) {
        const OGRGeometry *geometry = feature->GetGeometryRef();
        if (!geometry || geometry->IsEmpty())
            continue;
        OGREnvelope box;
        geometry->getEnvelope(&box);
        result = std::max({-box.MinX, box.MaxX, -box.MinY, box.MaxY}) > beyondDegrees;
        break;
    }
    layer.ResetReading();
    return result;
}

bool isBeside(const QString &path, const char *ending)
{
    const QString stem = path.left(path.size() - QFileInfo(path).suffix().size());
    return isFile(stem + QLatin1String(ending)) || isFile(stem + QString::fromLatin1(ending).toUpper());
}

/// The corrections that a layer's own definition asks for.
LayerCorrection correctionOf(OGRLayer &layer, bool rawText, bool recodes)
{
    const OGRFeatureDefn &definition = *layer.GetLayerDefn();
    LayerCorrection correction;
    const Names names = distinctNames(definition, rawText || !recodes);
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn &field = *definition.GetFieldDefn(i);
        FieldCorrection one{i, names[size_t(i)], field.GetType(), FieldCorrection::Way::Same};
        switch (field.GetType()) {
        case OFTStringList:
        case OFTIntegerList:
        case OFTInteger64List:
        case OFTRealList:
            one.way = FieldCorrection::Way::Json;
            one.type = OFTString;
            break;
        case OFTDateTime:
        case OFTTime: one.way = FieldCorrection::Way::Moment; break;
        case OFTString:
            if (recodes && !rawText)
                one.way = FieldCorrection::Way::Recode;
            break;
        default: break;
        }
        correction.isNeeded = correction.isNeeded || one.name != field.GetNameRef() || one.way != FieldCorrection::Way::Same;
        correction.fields.push_back(one);
    }
    return correction;
}

/// Columns of texts get the types and the geometry that their values have.
void applyFacts(const ColumnFacts &facts, LayerCorrection &correction)
{
    std::vector<FieldCorrection> kept;
    for (FieldCorrection &one : correction.fields) {
        if (facts.geometry.uses(one.field))
            continue;
        if (one.type == OFTString && facts.types[size_t(one.field)] != OFTString) {
            one.type = facts.types[size_t(one.field)];
            one.way = FieldCorrection::Way::Parse;
        }
        kept.push_back(one);
    }
    correction.fields = std::move(kept);
    correction.geometry = facts.geometry;
    correction.isNeeded = true;
}

} // namespace

Result<GdalDataset> withTrueValues(GdalDataset dataset, const QString &path, bool rawText)
{
    auto *data = GDALDataset::FromHandle(dataset.get());
    const QString driver = data->GetDriver() ? QString::fromLatin1(data->GetDriver()->GetDescription()) : QString();
    if (driver == QLatin1String("GPKG"))
        return dataset; // its columns have the types of its own definition, and neither lists nor two of one name
    const bool isCsv = driver == QLatin1String("CSV");
    const bool isJson = driver == QLatin1String("GeoJSON") || driver == QLatin1String("GeoJSONSeq");
    const bool isGuessed = (isCsv && !isBeside(path, "csvt"))
        || (driver == QLatin1String("GML") && !isBeside(path, "xsd") && !isBeside(path, "gfs"));
    const bool hasNegativeId = isJson && jsonFacts(path).hasNegativeId;
    static KeptByFile<std::vector<ColumnFacts>> kept;
    std::vector<ColumnFacts> facts;
    if (isCsv || isGuessed)
        facts = kept.get(path, [&] {
            std::vector<ColumnFacts> found;
            for (int i = 0; i < data->GetLayerCount(); ++i)
                found.push_back(factsOf(*data->GetLayer(i), isCsv, isCsv && hasSemicolons(path), isGuessed));
            return found;
        });
    std::vector<LayerCorrection> corrections;
    bool anyNeeded = false;
    for (int i = 0; i < data->GetLayerCount(); ++i) {
        OGRLayer &layer = *data->GetLayer(i);
        LayerCorrection correction = correctionOf(layer, rawText, isCsv);
        if (size_t(i) < facts.size() && facts[size_t(i)].types.size() == correction.fields.size())
            applyFacts(facts[size_t(i)], correction);
        if (isCsv)
            correction.projection = path.left(path.size() - QFileInfo(path).suffix().size()) + QStringLiteral("prj");
        for (FieldCorrection &one : correction.fields) {
            const OGRFieldDefn &field = *layer.GetLayerDefn()->GetFieldDefn(one.field);
            // Of features' ids, the driver takes the first negative one for the size of them all.
            if (hasNegativeId && field.GetType() == OFTInteger && qstrcmp(field.GetNameRef(), "id") == 0) {
                one.type = OFTInteger64;
                one.way = FieldCorrection::Way::Widen;
                correction.isNeeded = true;
            }
        }
        if (isJson && isInMetres(layer))
            correction.hasNoCrs = correction.isNeeded = true;
        anyNeeded = anyNeeded || correction.isNeeded;
        corrections.push_back(std::move(correction));
    }
    if (!anyNeeded)
        return dataset;
    return GdalDataset(GDALDataset::ToHandle(new CorrectedDataset(std::move(dataset), std::move(corrections))));
}

} // namespace tuilerie
