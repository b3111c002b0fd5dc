// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/catalogueofwork.h"

#include "generate/rasterparams.h"
#include "grid/crs.h"
#include "grid/tilematrixset.h"
#include "model/storeddata.h"
#include "model/upload.h"
#include "pyramid/rasterformat.h"

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
    return {{QStringLiteral("type"), QStringLiteral("integer")}, {QStringLiteral("minimum"), low}, {QStringLiteral("maximum"), high}};
}

std::vector<ProcessingParameter> rasterParameters()
{
    const QStringList formats{QStringLiteral("jpg"), QStringLiteral("jpg90"), QStringLiteral("png"), QStringLiteral("raw"),
                              QStringLiteral("lzw"), QStringLiteral("zip"),   QStringLiteral("pkb")};
    const QStringList kernels{QStringLiteral("nn"), QStringLiteral("linear"), QStringLiteral("bicubic"), QStringLiteral("lanczos")};
    const QJsonValue none(QJsonValue::Undefined);
    const QJsonObject boolean{{QStringLiteral("type"), QStringLiteral("boolean")}};
    return {{QStringLiteral("tms"), tr("Tile matrix set"), false, QStringLiteral("PM"), oneOf(TileMatrixSet::bundledIds()), {}},
            {QStringLiteral("compression"), tr("Compression of the tiles"), false, QJsonValue(QJsonValue::Undefined), oneOf(formats), {}},
            {QStringLiteral("interpolation"), tr("Kernel of the resampling"), false, QStringLiteral("bicubic"), oneOf(kernels), {}},
            {QStringLiteral("bottom"), tr("Finest level; by default the nearest to the data"), false, none, textForm(), {}},
            {QStringLiteral("top"), tr("Coarsest level; by default the top of the grid"), false, none, textForm(), {}},
            {QStringLiteral("mask"), tr("Store masks beside the images"), false, false, boolean, {}},
            {QStringLiteral("width"), tr("Tiles across a slab"), false, 16, numberForm(1, 256), {}},
            {QStringLiteral("height"), tr("Tiles down a slab"), false, 16, numberForm(1, 256), {}},
            {QStringLiteral("parallelization"), tr("Threads; by default all cores"), false, none, numberForm(0, 1024), {}},
            {QStringLiteral("assign_crs"), tr("CRS of files that have none; by default the upload's"), false, none, textForm(), {}},
            {QStringLiteral("sample"), tr("UINT8 or FLOAT32; by default as the data"), false, none,
             oneOf({QStringLiteral("UINT8"), QStringLiteral("FLOAT32")}), {}},
            {QStringLiteral("channels"), tr("Channels; by default as the data"), false, none, numberForm(0, 4), {}},
            {QStringLiteral("nodata"), tr("Value of cells without data, by channel"), false, none, textForm(), {}},
            {QStringLiteral("memory"), tr("MiB of memory; by default half of what is free"), false, none, numberForm(0, 1 << 30), {}}};
}

} // namespace

const std::vector<Check> &checks()
{
    static const std::vector<Check> all{
        // This name is what the Python SDK looks for in logs.
        {WorkId::StandardCheck, QStringLiteral("Vérification standard"), tr("Compares the files with the MD5 sums that came with them"),
         QStringLiteral("STANDARD"),
         {UploadType::Vector, UploadType::Raster, UploadType::Archive, UploadType::Rok4Pyramid, UploadType::Index, UploadType::HistoricImagery,
          UploadType::PointCloud, UploadType::Pyramid3d}},
        {WorkId::RasterCheck, QStringLiteral("Vérification raster"), tr("Readable, georeferenced, in the declared CRS, coherent"),
         QStringLiteral("STANDARD"), {UploadType::Raster}},
        {WorkId::Rok4Check, QStringLiteral("Vérification de pyramide ROK4"), tr("Every slab and tile of the pyramid can be read"),
         QStringLiteral("STANDARD"), {UploadType::Rok4Pyramid}}};
    return all;
}

const Check *findCheck(const QString &id)
{
    for (const Check &check : checks())
        if (check.id == id)
            return &check;
    return nullptr;
}

const std::vector<Processing> &processings()
{
    static const std::vector<Processing> all = [] {
        Processing raster;
        raster.id = WorkId::RasterPyramid;
        raster.name = QStringLiteral("Calcul ou mise à jour de pyramide raster");
        raster.description = tr("Makes a ROK4 pyramid from the rasters of an upload");
        raster.priority = QStringLiteral("STANDARD");
        raster.inputUploadTypes = QStringList{UploadType::Raster};
        raster.outputStoredDataType = StoredDataType::RasterPyramid;
        raster.outputStorages = QStringList{QStringLiteral("FILESYSTEM"), QStringLiteral("S3")};
        raster.parameters = rasterParameters();
        raster.requiredChecks = {*findCheck(WorkId::RasterCheck)};
        Processing copy;
        copy.id = WorkId::Rok4Copy;
        copy.name = QStringLiteral("Recopie d'une pyramide ROK4 livrée");
        copy.description = tr("Takes over a ROK4 raster pyramid that was computed elsewhere");
        copy.priority = QStringLiteral("STANDARD");
        copy.inputUploadTypes = QStringList{UploadType::Rok4Pyramid};
        copy.outputStoredDataType = StoredDataType::RasterPyramid;
        copy.outputStorages = raster.outputStorages;
        copy.requiredChecks = {*findCheck(WorkId::Rok4Check)};
        return std::vector<Processing>{raster, copy};
    }();
    return all;
}

const Processing *findProcessing(const QString &id)
{
    for (const Processing &processing : processings())
        if (processing.id == id)
            return &processing;
    return nullptr;
}

Result<QJsonObject> completedRasterParameters(const QJsonObject &given)
{
    QJsonObject complete;
    const Processing &raster = *findProcessing(WorkId::RasterPyramid);
    for (const ProcessingParameter &parameter : raster.parameters) {
        const QJsonValue value = given.value(parameter.name);
        if (!value.isUndefined() && !value.isNull())
            complete.insert(parameter.name, value);
        else if (!parameter.defaultValue.isUndefined())
            complete.insert(parameter.name, parameter.defaultValue);
    }
    // Names of the harvest processing for the same things (reference §9).
    static const QStringList aliases{QStringLiteral("samplesperpixel"), QStringLiteral("sampleformat")};
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (aliases.contains(it.key()))
            complete.insert(it.key(), it.value());
        else if (!complete.contains(it.key()) && !it.value().isNull())
            return fail(ErrorCode::Invalid, tr("This processing has no parameter “%1”.").arg(it.key()));
    }
    TUILERIE_TRY(params, RasterPyramidParams::fromJson(complete));
    // A path would let a caller read any file of this machine.
    if (!TileMatrixSet::bundledIds().contains(params.tms))
        return fail(ErrorCode::Invalid, tr("There is no tile matrix set “%1”. GET /api/statics/tms lists them.").arg(params.tms));
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    if (!params.format.isEmpty())
        TUILERIE_CHECK(RasterFormat::compressionFromWord(params.format));
    if (params.channels > 0 && !params.format.isEmpty()) {
        const RasterFormat format{*RasterFormat::compressionFromWord(params.format), params.sample == QLatin1String("FLOAT32") ? SampleType::Float32 : SampleType::UInt8};
        TUILERIE_CHECK(format.checkChannels(params.channels));
    }
    static const QStringList kernels{QStringLiteral("nn"), QStringLiteral("linear"), QStringLiteral("bicubic"), QStringLiteral("lanczos")};
    if (!kernels.contains(params.interpolation))
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be one of %2.").arg(QLatin1String("interpolation"), kernels.join(QLatin1String(", "))));
    const int top = params.top.isEmpty() ? 0 : grid.indexOf(params.top);
    const int bottom = params.bottom.isEmpty() ? int(grid.levels().size()) - 1 : grid.indexOf(params.bottom);
    if (top < 0 || bottom < 0 || top > bottom)
        return fail(ErrorCode::Invalid, tr("The levels “%1” to “%2” are not levels of the tile matrix set %3, coarse to fine.")
                                            .arg(params.top, params.bottom, params.tms));
    if (!params.assignCrs.isEmpty())
        TUILERIE_CHECK(Crs::fromText(params.assignCrs));
    return complete;
}

} // namespace tuilerie
