// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/deliveryfiles.h"

#include "base/atomicfile.h"
#include "base/filename.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Delivery", text);
}

// The files that a VPC (STAC items of point clouds) names; only those of its own folder can be sent.
Result<std::vector<DeliveryFile>> vpcFiles(const QString &path)
{
    const QString index = absolutePath(path);
    TUILERIE_TRY(content, readWholeFile(index));
    const QJsonArray features = QJsonDocument::fromJson(content).object().value(u"features"_s).toArray();
    if (features.isEmpty())
        return fail(ErrorCode::Invalid, tr("%1 is no VPC: it names no point cloud. Check the file.").arg(path));
    const QString folder = QFileInfo(index).path() + u'/';
    QStringList files{index};
    for (const QJsonValue feature : features) {
        const QJsonObject assets = feature[u"assets"_s].toObject();
        for (const QJsonValue asset : assets) {
            const QString href = asset[u"href"_s].toString();
            const QString file = QDir::cleanPath(QDir::isAbsolutePath(href) ? href : folder + href);
            if (!file.startsWith(folder))
                return fail(ErrorCode::Unsupported,
                    tr("%1 names %2, which lies outside its own folder. Copy the files there first.").arg(path, href));
            if (!isFile(file))
                return fail(ErrorCode::NotFound, tr("%1 names %2, which does not exist.").arg(path, href));
            files << file;
        }
    }
    files.removeDuplicates();
    std::vector<DeliveryFile> result;
    for (const QString &file : std::as_const(files))
        result.push_back(deliveryFile(file, file.mid(folder.size())));
    return result;
}

Result<std::vector<DeliveryFile>> eptFiles(const QString &path, bool byReference)
{
    const QString absolute = absolutePath(path);
    const QString folder = isFolder(absolute) ? absolute : QFileInfo(absolute).path();
    if (!isFile(folder + "/ept.json"_L1))
        return fail(ErrorCode::NotFound, tr("There is no ept.json in %1. Give the folder of an EPT.").arg(folder));
    std::vector<DeliveryFile> result;
    if (byReference) {
        result.push_back(deliveryFile(folder + "/ept.json"_L1, u"ept.json"_s));
        for (const QLatin1String part : {"ept-data"_L1, "ept-hierarchy"_L1, "ept-sources"_L1}) {
            if (isFolder(folder + u'/' + part))
                result.push_back({folder + u'/' + part, part, 0});
        }
        return result;
    }
    const QStringList files = filesBelow(folder).value_or(QStringList());
    for (const QString &file : files)
        result.push_back(deliveryFile(file, file.mid(folder.size() + 1)));
    return result;
}

} // namespace

Result<std::vector<DeliveryFile>> pyramid3dFiles(PublishKind kind, const QString &path, bool byReference)
{
    if (kind == PublishKind::Ept)
        return eptFiles(path, byReference);
    if (kind == PublishKind::Vpc)
        return vpcFiles(path);
    const QString file = absolutePath(path);
    if (!isFile(file))
        return fail(ErrorCode::NotFound, tr("%1 does not exist. Check the path.").arg(path));
    return std::vector<DeliveryFile>{deliveryFile(file, QFileInfo(file).fileName())};
}

QJsonObject pyramidInfos(PublishKind kind, const QString &path)
{
    const auto read = [](const QString &file) {
        return QJsonDocument::fromJson(readWholeFile(file).value_or(QByteArray())).object();
    };
    if (kind == PublishKind::Copc || kind == PublishKind::Vpc)
        return {{u"pyramid_type"_s, u"COPC"_s}};
    if (kind == PublishKind::Ept) {
        const QJsonObject ept = read(isFolder(path) ? path + "/ept.json"_L1 : path);
        QJsonObject infos{
            {u"pyramid_type"_s, u"EPT"_s}, {u"data_type"_s, ept.value(u"dataType"_s)}, {u"span"_s, ept.value(u"span"_s)}};
        const QJsonArray bounds = ept.value(u"bounds"_s).toArray();
        if (bounds.size() == 6)
            infos.insert(u"origin"_s, QJsonObject{{u"x"_s, bounds.at(0)}, {u"y"_s, bounds.at(1)}});
        return infos;
    }
    const QJsonObject descriptor = read(path);
    QJsonObject infos{{u"format"_s, descriptor.value(u"format"_s)}, {u"tms"_s, descriptor.value(u"tile_matrix_set"_s)}};
    const QJsonObject raster = descriptor.value(u"raster_specifications"_s).toObject();
    if (raster.contains(u"channels"_s))
        infos.insert(u"channels_number"_s, raster.value(u"channels"_s));
    return infos;
}

Result<std::vector<DeliveryFile>> filesToDeliver(
    PublishKind kind, const QStringList &paths, bool byReference, WorkControl *control)
{
    if (isPyramidKind(kind) && paths.size() != 1)
        return fail(ErrorCode::Invalid, tr("Publish one pyramid at a time."));
    switch (kind) {
    case PublishKind::RasterPyramid:
    case PublishKind::VectorPyramid: return pyramidFiles(paths.first(), byReference);
    case PublishKind::Copc:
    case PublishKind::Ept:
    case PublishKind::Vpc: return pyramid3dFiles(kind, paths.first(), byReference);
    default: return dataFiles(paths, sourceKindOf(kind), byReference, control);
    }
}

} // namespace tuilerie
