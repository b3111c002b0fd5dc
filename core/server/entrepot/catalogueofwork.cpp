// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/catalogueofwork.h"

#include "model/storeddata.h"
#include "model/upload.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

struct Form
{
    QLatin1String id;
    const char *name; ///< as the platform spells it where it has the same
    QString description;
    QLatin1String upload;     ///< type of the upload that goes in; empty = a stored data
    QLatin1String storedData; ///< type of the stored data that goes in
    QLatin1String output;
    QLatin1String check; ///< required
    const char *storage; ///< what the platform keeps it in, too
};

Processing processingOf(const Form &form)
{
    Processing processing;
    processing.id = form.id;
    processing.name = QString::fromUtf8(form.name);
    processing.description = form.description;
    processing.priority = QStringLiteral("STANDARD");
    if (!form.upload.isEmpty())
        processing.inputUploadTypes = QStringList{form.upload};
    if (!form.storedData.isEmpty())
        processing.inputStoredDataTypes = QStringList{form.storedData};
    processing.outputStoredDataType = form.output;
    processing.outputStorages = QStringList{QStringLiteral("FILESYSTEM"), QLatin1String(form.storage)};
    processing.parameters = parametersOf(form.id);
    if (const Check *check = findCheck(form.check))
        processing.requiredChecks = {*check};
    return processing;
}

} // namespace

const std::vector<Check> &checks()
{
    static const std::vector<Check> all{// This name is what the Python SDK looks for in logs.
        {WorkId::StandardCheck, QStringLiteral("Vérification standard"),
            tr("Compares the files with the MD5 sums that came with them"), QStringLiteral("STANDARD"),
            {UploadType::Vector, UploadType::Raster, UploadType::Archive, UploadType::Rok4Pyramid, UploadType::Index,
                UploadType::HistoricImagery, UploadType::PointCloud, UploadType::Pyramid3d}},
        {WorkId::RasterCheck, QStringLiteral("Vérification raster"),
            tr("Readable, georeferenced, in the declared CRS, coherent"), QStringLiteral("STANDARD"), {UploadType::Raster}},
        {WorkId::VectorCheck, QStringLiteral("Vérification vecteur"),
            tr("Readable, in the declared CRS, names and geometries that a database takes"), QStringLiteral("STANDARD"),
            {UploadType::Vector}},
        {WorkId::PointCloudCheck, QStringLiteral("Vérification de nuage de points"),
            tr("Readable, in the declared CRS, coherent"), QStringLiteral("STANDARD"), {UploadType::PointCloud}},
        {WorkId::Pyramid3dCheck, QStringLiteral("Vérification de pyramide 3D"),
            tr("Every node of the COPC or EPT is where its hierarchy says"), QStringLiteral("STANDARD"),
            {UploadType::Pyramid3d}},
        {WorkId::Rok4Check, QStringLiteral("Vérification de pyramide ROK4"),
            tr("Every slab and tile of the pyramid can be read"), QStringLiteral("STANDARD"), {UploadType::Rok4Pyramid}}};
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
        const QLatin1String none;
        const std::vector<Form> forms{{WorkId::RasterPyramid, "Calcul ou mise à jour de pyramide raster",
                                          tr("Makes a ROK4 pyramid from the rasters of an upload"), UploadType::Raster, none,
                                          StoredDataType::RasterPyramid, WorkId::RasterCheck, "S3"},
            {WorkId::VectorIntegration, "Intégration de données vecteur livrées en base",
                tr("Takes the tables of an upload into a database"), UploadType::Vector, none, StoredDataType::VectorDb,
                WorkId::VectorCheck, "POSTGRESQL"},
            {WorkId::VectorPyramid, "Calcul ou mise à jour de pyramide vecteur",
                tr("Makes a ROK4 pyramid of vector tiles from a database"), none, StoredDataType::VectorDb,
                StoredDataType::VectorPyramid, none, "S3"},
            {WorkId::StyledPyramid, "Calcul de pyramide raster à partir d'une base vecteur",
                tr("Draws tables in their styles into a ROK4 raster pyramid"), none, StoredDataType::VectorDb,
                StoredDataType::RasterPyramid, none, "S3"},
            {WorkId::CopcPyramid, "Calcul de pyramide 3D COPC",
                tr("Makes a COPC, or a VPC of COPCs, from the point clouds of an upload"), UploadType::PointCloud, none,
                StoredDataType::PyramidCopc, WorkId::PointCloudCheck, "S3"},
            {WorkId::EptPyramid, "Calcul de pyramide 3D EPT", tr("Makes an EPT from the point clouds of an upload"),
                UploadType::PointCloud, none, StoredDataType::PyramidEpt, WorkId::PointCloudCheck, "S3"},
            {WorkId::DerivedPyramid, "Calcul de pyramide raster à partir d'un nuage de points",
                tr("Makes a terrain, surface, hillshade, intensity or density raster from point clouds, and its ROK4 "
                   "pyramid"),
                UploadType::PointCloud, none, StoredDataType::RasterPyramid, WorkId::PointCloudCheck, "S3"},
            {WorkId::Rok4Copy, "Recopie d'une pyramide ROK4 livrée",
                tr("Takes over a ROK4 raster pyramid that was computed elsewhere"), UploadType::Rok4Pyramid, none,
                StoredDataType::RasterPyramid, WorkId::Rok4Check, "S3"},
            {WorkId::Rok4VectorCopy, "Recopie d'une pyramide ROK4 vecteur livrée",
                tr("Takes over a ROK4 vector pyramid that was computed elsewhere"), UploadType::Rok4Pyramid, none,
                StoredDataType::VectorPyramid, WorkId::Rok4Check, "S3"},
            {WorkId::CopcCopy, "Recopie d'une pyramide 3D COPC livrée",
                tr("Takes over a COPC, or a VPC of COPCs, that was computed elsewhere"), UploadType::Pyramid3d, none,
                StoredDataType::PyramidCopc, WorkId::Pyramid3dCheck, "S3"},
            {WorkId::EptCopy, "Recopie d'une pyramide 3D EPT livrée", tr("Takes over an EPT that was computed elsewhere"),
                UploadType::Pyramid3d, none, StoredDataType::PyramidEpt, WorkId::Pyramid3dCheck, "S3"},
            {WorkId::ArchiveCopy, "Recopie d'une archive livrée", tr("Takes over the files of an upload as they are"),
                UploadType::Archive, none, StoredDataType::Archive, WorkId::StandardCheck, "S3"},
            {WorkId::PmTiles, "Conversion d'une pyramide vecteur en PMTiles",
                tr("Writes a ROK4 vector pyramid into one PMTiles file to download or to read by ranges"), none,
                StoredDataType::VectorPyramid, StoredDataType::Archive, none, "S3"},
            {WorkId::RasterPmTiles, "Conversion d'une pyramide raster en PMTiles",
                tr("Writes a ROK4 raster pyramid into one PMTiles file to download or to read by ranges"), none,
                StoredDataType::RasterPyramid, StoredDataType::Archive, none, "S3"}};
        std::vector<Processing> made;
        for (const Form &form : forms)
            made.push_back(processingOf(form));
        return made;
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

} // namespace tuilerie
