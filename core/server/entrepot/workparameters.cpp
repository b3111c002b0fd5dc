// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/catalogueofwork.h"

#include "grid/tilematrixset.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

QJsonObject oneOf(const QStringList &words)
{
    return {{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("enum"), QJsonArray::fromStringList(words)}};
}

QJsonObject textForm()
{
    return {{QStringLiteral("type"), QStringLiteral("string")}};
}

QJsonObject numberForm(int low, int high)
{
    return {{QStringLiteral("type"), QStringLiteral("integer")}, {QStringLiteral("minimum"), low},
        {QStringLiteral("maximum"), high}};
}

ProcessingParameter grid()
{
    return {
        QStringLiteral("tms"), tr("Tile matrix set"), false, QStringLiteral("PM"), oneOf(TileMatrixSet::bundledIds()), {}};
}

ProcessingParameter threads()
{
    return {QStringLiteral("parallelization"), tr("Threads; by default all cores"), false, QJsonValue(QJsonValue::Undefined),
        numberForm(0, 1024), {}};
}

ProcessingParameter memory()
{
    return {QStringLiteral("memory"), tr("MiB of memory; by default half of what is free"), false,
        QJsonValue(QJsonValue::Undefined), numberForm(0, 1 << 30), {}};
}

ProcessingParameter optional(const char *name, const QString &description, const QJsonObject &form,
    const QJsonValue &fallback = QJsonValue(QJsonValue::Undefined))
{
    return {QLatin1String(name), description, false, fallback, form, {}};
}

const QJsonObject truth{{QStringLiteral("type"), QStringLiteral("boolean")}};

QJsonObject listForm(const char *of)
{
    return {{QStringLiteral("type"), QStringLiteral("array")},
        {QStringLiteral("items"), QJsonObject{{QStringLiteral("type"), QLatin1String(of)}}}};
}

QJsonObject realForm()
{
    return {{QStringLiteral("type"), QStringLiteral("number")}, {QStringLiteral("minimum"), 0}};
}

std::vector<ProcessingParameter> rasterParameters()
{
    const QStringList formats{QStringLiteral("jpg"), QStringLiteral("jpg90"), QStringLiteral("png"), QStringLiteral("raw"),
        QStringLiteral("lzw"), QStringLiteral("zip"), QStringLiteral("pkb")};
    const QStringList kernels{
        QStringLiteral("nn"), QStringLiteral("linear"), QStringLiteral("bicubic"), QStringLiteral("lanczos")};
    const QJsonValue none(QJsonValue::Undefined);
    const QJsonObject boolean{{QStringLiteral("type"), QStringLiteral("boolean")}};
    return {grid(),
        {QStringLiteral("compression"), tr("Compression of the tiles"), false, QJsonValue(QJsonValue::Undefined),
            oneOf(formats), {}},
        {QStringLiteral("interpolation"), tr("Kernel of the resampling"), false, QStringLiteral("bicubic"), oneOf(kernels),
            {}},
        {QStringLiteral("bottom"), tr("Finest level; by default the nearest to the data"), false, none, textForm(), {}},
        {QStringLiteral("top"), tr("Coarsest level; by default the top of the grid"), false, none, textForm(), {}},
        {QStringLiteral("mask"), tr("Store masks beside the images"), false, false, boolean, {}},
        {QStringLiteral("width"), tr("Tiles across a slab"), false, 16, numberForm(1, 256), {}},
        {QStringLiteral("height"), tr("Tiles down a slab"), false, 16, numberForm(1, 256), {}}, threads(),
        {QStringLiteral("assign_crs"), tr("CRS of files that have none; by default the upload's"), false, none, textForm(),
            {}},
        {QStringLiteral("sample"), tr("UINT8 or FLOAT32; by default as the data"), false, none,
            oneOf({QStringLiteral("UINT8"), QStringLiteral("FLOAT32")}), {}},
        {QStringLiteral("channels"), tr("Channels; by default as the data"), false, none, numberForm(0, 4), {}},
        {QStringLiteral("nodata"), tr("Value of cells without data, by channel"), false, none, textForm(), {}}, memory()};
}

std::vector<ProcessingParameter> integrationParameters()
{
    return {optional("srs", tr("CRS of the database; by default the files' own"), textForm()),
        optional("multigeom_layers", tr("Tables that hold single and multi geometries"), listForm("string")),
        optional("update", tr("Not on this server"), truth, false),
        optional("delete", tr("Not on this server"), truth, false)};
}

std::vector<ProcessingParameter> vectorPyramidParameters()
{
    return {grid(),
        optional("composition", tr("Tables: table, layer, attributes, filter, top_level, bottom_level; by default all"),
            listForm("object")),
        optional("bottom_level", tr("Finest level; by default as the data"), textForm()),
        optional("top_level", tr("Coarsest level; by default the top of the grid"), textForm()),
        optional("tippecanoe_options", tr("Only -S with a number"), textForm()),
        optional("area", tr("Not on this server"), textForm()),
        optional("width", tr("Tiles across a slab"), numberForm(1, 256), 16),
        optional("height", tr("Tiles down a slab"), numberForm(1, 256), 16),
        optional("extent", tr("Units of a tile's side"), numberForm(256, 65536)),
        optional("buffer", tr("Units beyond each border"), numberForm(0, 65536)),
        optional("simplification", tr("Tolerance in those units"), realForm()),
        optional("max_tile_bytes", tr("Most bytes of a tile"), numberForm(1000, 1 << 30)),
        optional("max_tile_features", tr("Most features of a tile"), numberForm(1, 1 << 30)),
        optional("skip_unreadable", tr("Leave out what cannot be read"), truth), threads(), memory()};
}

std::vector<ProcessingParameter> styledPyramidParameters()
{
    return {{QStringLiteral("relations"), tr("Tables, the topmost first: name, style"), true,
                QJsonValue(QJsonValue::Undefined), listForm("object"), QStringLiteral("GEOSERVER-STYLE")},
        grid(),
        optional("compression", tr("Compression of the tiles"),
            oneOf({QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpg90")}), QStringLiteral("png")),
        optional("background", tr("Colour behind jpg tiles"), textForm()),
        optional("bottom", tr("Finest level; by default the nearest to 1:25,000"), textForm()),
        optional("top", tr("Coarsest level; by default the top of the grid"), textForm()),
        optional("buffer", tr("Pixels drawn around each metatile"), numberForm(0, 4096)),
        optional("metatile", tr("Tiles each way that are drawn at once"), numberForm(1, 64)),
        optional("width", tr("Tiles across a slab"), numberForm(1, 256), 16),
        optional("height", tr("Tiles down a slab"), numberForm(1, 256), 16), threads(), memory()};
}

std::vector<ProcessingParameter> pointCloudParameters(bool isCopc)
{
    std::vector<ProcessingParameter> list{
        optional("assign_crs", tr("CRS of files that have none; by default the upload's"), textForm()),
        optional("skip_unreadable", tr("Leave out what cannot be read"), truth), threads(), memory()};
    if (isCopc)
        list.insert(list.begin(),
            optional("format", tr("One merged COPC, or a VPC of a COPC for each file"),
                oneOf({QStringLiteral("copc"), QStringLiteral("vpc")}), QStringLiteral("copc")));
    return list;
}

std::vector<ProcessingParameter> derivedParameters()
{
    std::vector<ProcessingParameter> list{
        {QStringLiteral("product"), tr("Which raster"), true, QJsonValue(QJsonValue::Undefined),
            oneOf({QStringLiteral("dtm"), QStringLiteral("dsm"), QStringLiteral("hillshade"), QStringLiteral("intensity"),
                QStringLiteral("density")}),
            {}},
        optional("cell", tr("Size of its cells, in units of the CRS"), realForm(), 1),
        optional(
            "hillshade_of", tr("Which surface the light falls on"), oneOf({QStringLiteral("dtm"), QStringLiteral("dsm")})),
        optional("ground_classes", tr("Classes that are ground"), listForm("integer")),
        optional("fill_voids", tr("Cells: voids up to this wide are filled"), numberForm(0, 100000))};
    const std::vector<ProcessingParameter> raster = rasterParameters();
    list.insert(list.end(), raster.begin(), raster.end());
    return list;
}

} // namespace

std::vector<ProcessingParameter> parametersOf(const QString &workId)
{
    if (workId == WorkId::RasterPyramid)
        return rasterParameters();
    if (workId == WorkId::VectorIntegration)
        return integrationParameters();
    if (workId == WorkId::VectorPyramid)
        return vectorPyramidParameters();
    if (workId == WorkId::StyledPyramid)
        return styledPyramidParameters();
    if (workId == WorkId::CopcPyramid || workId == WorkId::EptPyramid)
        return pointCloudParameters(workId == WorkId::CopcPyramid);
    if (workId == WorkId::DerivedPyramid)
        return derivedParameters();
    return {};
}

} // namespace tuilerie
