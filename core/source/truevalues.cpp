// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/truevalues.h"

#include "base/filename.h"
#include "source/columntype.h"
#include "source/correctedlayer.h"
#include "source/keptbyfile.h"
#include "source/utf8text.h"

#include <QFileInfo>

#include <cpl_conv.h>
#include <cpl_json.h>
#include <ogrsf_frmts.h>

#include <cctype>
#include <charconv>
#include <limits>
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

/// What the driver stumbles over, by the bytes of a GeoJSON: looking for it is cheap, and the driver warns once a process or
/// when it is too late.
struct JsonFacts
{
    bool hasNegativeId = false; ///< an id, or a property of this name
    bool hasLongNumber = false; ///< a whole number of so many digits that 64 bits may not hold it
};

JsonFacts jsonFacts(const QString &path)
{
    JsonFacts facts;
    QFile file;
    if (!openFile(file, path))
        return facts;
    constexpr qsizetype overlap = 64; // so that nothing is missed between two blocks
    constexpr int longDigits = 19;
    QByteArray block;
    char before = 0; // the run of digits
    int digits = 0;
    for (;;) {
        const QByteArray more = file.read(1 << 20);
        if (more.isEmpty() || (facts.hasNegativeId && facts.hasLongNumber))
            return facts;
        for (const char c : more) {
            if (c >= '0' && c <= '9') {
                ++digits;
                continue;
            }
            facts.hasLongNumber = facts.hasLongNumber
                || (digits >= longDigits && (before == ':' || before == '-' || std::isspace(uint8_t(before))));
            digits = 0;
            before = c;
        }
        block = block.right(overlap) + more;
        for (qsizetype at = 0; (at = block.indexOf("\"id\"", at)) >= 0;) {
            at += 4;
            qsizetype value = at;
            while (value < block.size() && (std::isspace(uint8_t(block[value])) || block[value] == ':'))
                ++value;
            facts.hasNegativeId = facts.hasNegativeId || (value < block.size() && block[value] == '-');
        }
    }
}

bool isBeside(const QString &path, const char *ending)
{
    const QString stem = path.left(path.size() - QFileInfo(path).suffix().size());
    return isFile(stem + QLatin1String(ending)) || isFile(stem + QString::fromLatin1(ending).toUpper());
}

/// GeoJSON fields in which a number of the text is beyond 64 bits.
std::set<int> clampedFields(OGRLayer &layer)
{
    std::set<int> suspects;
    std::set<int> found;
    const OGRFeatureDefn &definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        if (const OGRFieldDefn &field = *definition.GetFieldDefn(i);
            field.GetType() == OFTInteger64 || (field.GetType() == OFTInteger && qstrcmp(field.GetNameRef(), "id") == 0))
            suspects.insert(i);
    layer.ResetReading();
    for (const auto &feature : layer) {
        for (const int i : suspects) {
            const GIntBig value = feature->IsFieldSetAndNotNull(i) ? feature->GetFieldAsInteger64(i) : 0;
            const auto isEnd = [value](auto limits) { return value == limits.max() || value == limits.min(); };
            if (!isEnd(std::numeric_limits<GIntBig>()) && !isEnd(std::numeric_limits<int>()))
                continue;
            const std::string text = nativeText(*feature, definition.GetFieldDefn(i)->GetNameRef());
            if (int64_t number = 0; std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc())
                found.insert(i);
        }
    }
    layer.ResetReading();
    return found;
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

Result<GdalDataset> withTrueValues(
    GdalDataset dataset, const QString &path, bool rawText, const std::function<GdalDataset(const char *option)> &reopen)
{
    auto *data = GDALDataset::FromHandle(dataset.get());
    const QString driver = data->GetDriver() ? QString::fromLatin1(data->GetDriver()->GetDescription()) : QString();
    if (driver == QLatin1String("GPKG"))
        return dataset; // its columns have the types of its own definition, and neither lists nor two of one name
    const bool isCsv = driver == QLatin1String("CSV");
    const bool isJson = driver == QLatin1String("GeoJSON") || driver == QLatin1String("GeoJSONSeq");
    const bool isGuessed = (isCsv && !isBeside(path, "csvt"))
        || (driver == QLatin1String("GML") && !isBeside(path, "xsd") && !isBeside(path, "gfs"));
    static KeptByFile<JsonFacts> keptJson;
    const JsonFacts json = isJson ? keptJson.get(path, [&path] { return jsonFacts(path); }) : JsonFacts();
    const bool isClamped = json.hasLongNumber;
    if (isClamped) {
        if (GdalDataset native = reopen("NATIVE_DATA=YES")) {
            dataset = std::move(native);
            data = GDALDataset::FromHandle(dataset.get());
        }
    }
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
            if (json.hasNegativeId && field.GetType() == OFTInteger && qstrcmp(field.GetNameRef(), "id") == 0) {
                one.type = OFTInteger64;
                one.way = FieldCorrection::Way::Widen;
                correction.isNeeded = true;
            }
        }
        if (isJson && isInMetres(layer))
            correction.hasNoCrs = correction.isNeeded = true;
        if (isClamped) {
            const std::set<int> clamped = clampedFields(layer);
            for (FieldCorrection &one : correction.fields) {
                if (!clamped.contains(one.field))
                    continue;
                one.type = OFTString;
                one.way = FieldCorrection::Way::Native;
                correction.isNeeded = true;
            }
        }
        anyNeeded = anyNeeded || correction.isNeeded;
        corrections.push_back(std::move(correction));
    }
    if (!anyNeeded)
        return dataset;
    return GdalDataset(GDALDataset::ToHandle(new CorrectedDataset(std::move(dataset), std::move(corrections))));
}

} // namespace tuilerie
