// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/delivery.h"

#include "base/atomicfile.h"
#include "publish/filesearch.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Delivery", text);
}

// What lies beside a file and belongs to it; names as producers write them on case-sensitive disks.
QStringList companions(const QString &path)
{
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    QStringList endings;
    if (suffix == "shp"_L1)
        endings = {u"shx"_s, u"dbf"_s, u"prj"_s, u"cpg"_s, u"SHX"_s, u"DBF"_s, u"PRJ"_s, u"CPG"_s};
    else if (suffix == "csv"_L1)
        endings = {u"csvt"_s, u"prj"_s};
    QStringList found;
    for (const QString &ending : std::as_const(endings)) {
        const QString beside = file.absolutePath() + u'/' + file.completeBaseName() + u'.' + ending;
        if (QFileInfo(beside).isFile())
            found << beside;
    }
    return found;
}

std::vector<DeliveryFile> belowData(QStringList files)
{
    files.removeDuplicates();
    const QString common = commonFolder(files);
    std::vector<DeliveryFile> result;
    result.reserve(size_t(files.size()));
    for (const QString &file : std::as_const(files))
        result.push_back({file, "data/"_L1 + file.mid(common.size()), QFileInfo(file).size()});
    return result;
}

Result<QStringList> filesOf(const QStringList &paths, const QSet<QString> &endings, const QString &expected)
{
    QStringList all;
    for (const QString &path : paths) {
        TUILERIE_TRY(found, findFiles(path, endings));
        if (found.isEmpty())
            return fail(ErrorCode::Invalid, expected.arg(path));
        for (const QString &file : found)
            all << file << companions(file);
    }
    if (all.isEmpty())
        return fail(ErrorCode::Invalid, tr("Name the files or folders to publish."));
    return all;
}

// The files that a VPC (STAC items of point clouds) names; only those of its own folder can be sent.
Result<std::vector<DeliveryFile>> vpcFiles(const QString &path)
{
    const QFileInfo index(path);
    TUILERIE_TRY(content, readWholeFile(index.absoluteFilePath()));
    const QJsonArray features = QJsonDocument::fromJson(content).object().value(u"features"_s).toArray();
    if (features.isEmpty())
        return fail(ErrorCode::Invalid, tr("%1 is no VPC: it names no point cloud. Check the file.").arg(path));
    const QString folder = index.absolutePath() + u'/';
    QStringList files{index.absoluteFilePath()};
    for (const QJsonValue feature : features) {
        const QJsonObject assets = feature[u"assets"_s].toObject();
        for (const QJsonValue asset : assets) {
            const QString href = asset[u"href"_s].toString();
            const QString file = QDir::cleanPath(QDir::isAbsolutePath(href) ? href : folder + href);
            if (!file.startsWith(folder))
                return fail(ErrorCode::Unsupported,
                    tr("%1 names %2, which lies outside its own folder. Copy the files there first.").arg(path, href));
            if (!QFileInfo(file).isFile())
                return fail(ErrorCode::NotFound, tr("%1 names %2, which does not exist.").arg(path, href));
            files << file;
        }
    }
    files.removeDuplicates();
    std::vector<DeliveryFile> result;
    for (const QString &file : std::as_const(files))
        result.push_back({file, file.mid(folder.size()), QFileInfo(file).size()});
    return result;
}

Result<std::vector<DeliveryFile>> eptFiles(const QString &path, bool byReference)
{
    const QFileInfo info(path);
    const QString folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    if (!QFileInfo(folder + "/ept.json"_L1).isFile())
        return fail(ErrorCode::NotFound, tr("There is no ept.json in %1. Give the folder of an EPT.").arg(folder));
    std::vector<DeliveryFile> result;
    if (byReference) {
        result.push_back({folder + "/ept.json"_L1, u"ept.json"_s, QFileInfo(folder + "/ept.json"_L1).size()});
        for (const QLatin1String part : {"ept-data"_L1, "ept-hierarchy"_L1, "ept-sources"_L1}) {
            if (QFileInfo(folder + u'/' + part).isDir())
                result.push_back({folder + u'/' + part, part, 0});
        }
        return result;
    }
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        result.push_back({file, file.mid(folder.size() + 1), QFileInfo(file).size()});
    }
    std::sort(result.begin(), result.end(),
        [](const DeliveryFile &a, const DeliveryFile &b) { return a.remotePath < b.remotePath; });
    return result;
}

} // namespace

Result<std::vector<DeliveryFile>> vectorFiles(const QStringList &paths)
{
    TUILERIE_TRY(files,
        filesOf(paths, {u"gpkg"_s, u"shp"_s, u"geojson"_s, u"fgb"_s, u"csv"_s},
            tr("There is no vector file in %1. Expected are GeoPackage, Shapefile, GeoJSON, FlatGeobuf or CSV.")));
    return belowData(files);
}

Result<std::vector<DeliveryFile>> pointCloudFiles(const QStringList &paths)
{
    TUILERIE_TRY(
        files, filesOf(paths, {u"las"_s, u"laz"_s}, tr("There is no point cloud in %1. Expected are LAS or LAZ files.")));
    return belowData(files);
}

Result<std::vector<DeliveryFile>> pyramid3dFiles(PublishKind kind, const QString &path, bool byReference)
{
    if (kind == PublishKind::Ept)
        return eptFiles(path, byReference);
    if (kind == PublishKind::Vpc)
        return vpcFiles(path);
    const QFileInfo file(path);
    if (!file.isFile())
        return fail(ErrorCode::NotFound, tr("%1 does not exist. Check the path.").arg(path));
    return std::vector<DeliveryFile>{{file.absoluteFilePath(), file.fileName(), file.size()}};
}

Result<std::vector<DeliveryFile>> filesToDeliver(const PublishRequest &request, bool byReference)
{
    const PublishKind kind = request.resolvedKind();
    if (isPyramidKind(kind) && request.paths.size() != 1)
        return fail(ErrorCode::Invalid, tr("Publish one pyramid at a time."));
    switch (kind) {
    case PublishKind::Vector: return vectorFiles(request.paths);
    case PublishKind::PointCloud: return pointCloudFiles(request.paths);
    case PublishKind::RasterPyramid:
    case PublishKind::VectorPyramid: return pyramidFiles(request.paths.first(), byReference);
    case PublishKind::Copc:
    case PublishKind::Ept:
    case PublishKind::Vpc: return pyramid3dFiles(kind, request.paths.first(), byReference);
    default: return deliveryFiles(request.paths, byReference);
    }
}

} // namespace tuilerie
