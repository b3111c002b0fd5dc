// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/work/pyramid3d.h"

#include "base/atomicfile.h"
#include "check/pointcloud/verifycopc.h"
#include "server/entrepot/jobsupport.h"
#include "generate/integration/relationtypes.h"
#include "source/lascrs.h"
#include "source/lasheader.h"
#include "source/pointcloud/copcfile.h"
#include "source/pointcloud/eptfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Pyramid3d", text);
}

Result<QJsonObject> readJson(const QString &path)
{
    TUILERIE_TRY(content, readWholeFile(path));
    const QJsonObject object = QJsonDocument::fromJson(content).object();
    if (object.isEmpty())
        return fail(ErrorCode::Corrupt, tr("%1 is no readable JSON. Copy it again from its source.").arg(path));
    return object;
}

GeographicBox boxOf(const Extent &extent)
{
    return {extent.west, extent.south, extent.east, extent.north};
}

Result<GeneratedData> describeCopc(const QString &path)
{
    TUILERIE_TRY(header, readLasHeader(path));
    if (!CopcFile::isCopc(path))
        return fail(ErrorCode::Corrupt, tr("%1 is a LAZ file, but no COPC. Generate a COPC from it first.").arg(path));
    GeneratedData made;
    made.format = QStringLiteral("COPC");
    made.srs = header.crs;
    made.typeInfos = {{QStringLiteral("points"), header.points}, {QStringLiteral("point_format"), header.pointFormat},
        {QStringLiteral("bounds_z"), QJsonArray{header.minZ, header.maxZ}}};
    if (const auto crs = Crs::fromText(header.crs))
        if (const auto box = degreesOf(header.extent, *crs))
            made.box = boxOf(*box);
    return made;
}

QString eptCrs(const QJsonObject &srs)
{
    const QString authority = srs.value(QLatin1String("authority")).toString(),
                  code = srs.value(QLatin1String("horizontal")).toVariant().toString();
    if (!authority.isEmpty() && !code.isEmpty())
        return authority + QLatin1Char(':') + code;
    return crsOfWkt(srs.value(QLatin1String("wkt")).toString().toUtf8());
}

Result<GeneratedData> describeEpt(const QString &path)
{
    TUILERIE_TRY(ept, readJson(path));
    const QJsonArray bounds = ept.value(QLatin1String("boundsConforming")).toArray();
    if (bounds.size() != 6 || !ept.contains(QLatin1String("span")) || !ept.contains(QLatin1String("dataType")))
        return fail(
            ErrorCode::Corrupt, tr("%1 is no EPT description: boundsConforming, span or dataType is missing.").arg(path));
    GeneratedData made;
    made.format = QStringLiteral("EPT");
    made.srs = eptCrs(ept.value(QLatin1String("srs")).toObject());
    made.typeInfos = {{QStringLiteral("points"), modeljson::integer(ept.value(QLatin1String("points")))},
        {QStringLiteral("data_type"), ept.value(QLatin1String("dataType")).toString()},
        {QStringLiteral("span"), ept.value(QLatin1String("span")).toInt()},
        {QStringLiteral("bounds_z"), QJsonArray{bounds.at(2), bounds.at(5)}}};
    if (const auto crs = Crs::fromText(made.srs))
        if (const auto box = degreesOf(
                {bounds.at(0).toDouble(), bounds.at(1).toDouble(), bounds.at(3).toDouble(), bounds.at(4).toDouble()}, *crs))
            made.box = boxOf(*box);
    return made;
}

/// Paths of the files that a VPC names.
Result<QStringList> vpcFiles(const QString &path, const QJsonObject &vpc)
{
    QStringList files;
    const QDir folder = QFileInfo(path).dir();
    for (const QJsonValue feature : vpc.value(QLatin1String("features")).toArray()) {
        const QJsonObject assets = feature[QLatin1String("assets")].toObject();
        for (const QJsonValue asset : assets) {
            const QString href = asset[QLatin1String("href")].toString();
            const QString file = QDir::cleanPath(folder.absoluteFilePath(href));
            if (href.contains(QLatin1Char(':')) || !file.startsWith(folder.absolutePath() + QLatin1Char('/')))
                return fail(ErrorCode::Corrupt,
                    tr("%1 names a file outside its own folder: %2.").arg(path, asset[QLatin1String("href")].toString()));
            if (!files.contains(file))
                files << file;
        }
    }
    if (files.isEmpty())
        return fail(ErrorCode::Corrupt, tr("%1 names no point cloud. Generate it again.").arg(path));
    return files;
}

Result<GeneratedData> describeVpc(const QString &path)
{
    TUILERIE_TRY(vpc, readJson(path));
    TUILERIE_TRY(files, vpcFiles(path, vpc));
    GeneratedData made;
    made.format = QStringLiteral("VPC");
    qint64 points = 0;
    Extent box;
    for (const QJsonValue feature : vpc.value(QLatin1String("features")).toArray())
        points += modeljson::integer(feature[QLatin1String("properties")][QLatin1String("pc:count")]);
    for (const QString &file : std::as_const(files)) {
        TUILERIE_TRY(header, readLasHeader(file));
        if (made.srs.isEmpty())
            made.srs = header.crs;
        if (const auto crs = Crs::fromText(header.crs))
            if (const auto part = degreesOf(header.extent, *crs))
                box = box.united(*part);
    }
    made.box = boxOf(box);
    made.typeInfos = {{QStringLiteral("points"), points}, {QStringLiteral("files_number"), files.size()}};
    return made;
}

} // namespace

Result<QString> pyramid3dEntry(const Datastore &datastore, const QString &upload)
{
    TUILERIE_TRY(files, datastore.files(upload));
    QStringList epts, vpcs, copcs;
    for (const UploadFile &file : files) {
        if (QFileInfo(file.path).fileName() == QLatin1String("ept.json"))
            epts << file.path;
        else if (file.path.endsWith(QLatin1String(".vpc"), Qt::CaseInsensitive))
            vpcs << file.path;
        else if (file.path.endsWith(QLatin1String(".laz"), Qt::CaseInsensitive)
            && CopcFile::isCopc(datastore.pathOf(upload, file)))
            copcs << file.path;
    }
    if (epts.size() == 1 && vpcs.isEmpty())
        return epts.front();
    if (epts.isEmpty() && vpcs.size() == 1)
        return vpcs.front();
    if (epts.isEmpty() && vpcs.isEmpty() && copcs.size() == 1)
        return copcs.front();
    return fail(ErrorCode::Invalid,
        tr("The upload must be one pyramid: a COPC file, a VPC with the COPC files that it names, or an EPT with its "
           "ept.json."));
}

Result<GeneratedData> describePyramid3d(const QString &folder, const QString &entry)
{
    const QString path = folder + QLatin1Char('/') + entry;
    auto made = entry.endsWith(QLatin1String("ept.json")) ? describeEpt(path)
        : entry.endsWith(QLatin1String(".vpc"))           ? describeVpc(path)
                                                          : describeCopc(path);
    if (made) {
        made->folder = folder;
        made->entry = entry;
        made->typeInfos.insert(QLatin1String("format"), made->format);
    }
    return made;
}

Result<std::vector<Finding>> checkPyramid3d(const QString &path, WorkControl &control)
{
    std::vector<Finding> findings;
    const QString fix = tr("Deliver the files again, or generate the pyramid again.");
    if (path.endsWith(
            QLatin1String(".vpc"), Qt::CaseInsensitive)) { // whoever delivers it must not read our other files through it
        TUILERIE_TRY(vpc, readJson(path));
        if (const auto files = vpcFiles(path, vpc); !files)
            return std::vector<Finding>{blocking("pyramid3d.outside", path, files.error().message, fix)};
    }
    const auto report = verifyPointCloud(path, control);
    if (report) {
        for (const QString &error : report->errors)
            findings.push_back(blocking("pyramid3d.node", path, error, fix));
        control.log(tr("%1: %2 files, %3 nodes, %4 points read.")
                        .arg(report->kind)
                        .arg(report->files)
                        .arg(report->nodes)
                        .arg(report->points));
        return findings;
    }
    if (report.error().code != ErrorCode::Unsupported)
        return fail(report.error());
    // Points in a form that we do not decode can be served all the same, where the hierarchy holds.
    if (const auto ept = EptFile::open(path); !ept)
        findings.push_back(blocking("pyramid3d.hierarchy", path, ept.error().message, fix));
    return findings;
}

} // namespace tuilerie
