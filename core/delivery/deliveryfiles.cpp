// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/deliveryfiles.h"

#include "base/atomicfile.h"
#include "base/filename.h"
#include "source/filelist.h"
#include "source/workcopy.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>
#include <QXmlStreamReader>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Delivery", text);
}

// The files of a VRT that is nothing but a mosaic: SimpleSource and ComplexSource without arithmetic, bands in their order.
Result<QStringList> mosaicSources(const QString &vrt)
{
    const auto more = [&vrt] {
        return fail(ErrorCode::Unsupported,
            tr("%1 does more than lay files side by side, and the server takes no VRT. "
               "Make a GeoTIFF of it first: gdal_translate %1 file.tif.")
                .arg(vrt));
    };
    TUILERIE_TRY(content, readWholeFile(vrt));
    QXmlStreamReader xml(content);
    QSet<QString> seen;
    QStringList files;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QStringView name = xml.name();
        const bool isPlain = name == "SourceFilename"_L1;
        if (xml.attributes().hasAttribute("subClass"_L1) || name == "LUT"_L1 || name == "ScaleRatio"_L1
            || name == "KernelFilteredSource"_L1 || name == "AveragedSource"_L1)
            return more();
        if (!isPlain)
            continue;
        const bool isRelative = xml.attributes().value("relativeToVRT"_L1) == "1"_L1;
        const QString text = xml.readElementText();
        const QString file = QDir::cleanPath(isRelative ? QFileInfo(vrt).path() + u'/' + text : text);
        if (!isFile(file))
            return fail(ErrorCode::NotFound, tr("%1 names %2, which does not exist.").arg(vrt, file));
        if (!seen.contains(file)) {
            seen.insert(file);
            files << file;
        }
    }
    if (xml.hasError() || files.isEmpty())
        return fail(ErrorCode::Corrupt, tr("%1 is no readable VRT. Check the file.").arg(vrt), xml.errorString());
    return files;
}

/// The files behind one path that may go into an upload of that kind.
Result<QStringList> filesBehind(const QString &path, SourceKind kind, bool byReference, WorkControl *control)
{
    // Where the server reads this machine's files it opens zips itself, in its box; others are sent what is in them.
    TUILERIE_TRY(found, findFiles({path}, {.control = control, .opensArchives = !byReference}));
    if (control)
        found.warn(*control);
    const bool isOne = !isCollection(path); // then it is what somebody says it is
    QStringList files = found.archives;
    for (const FoundFile &file : isOne ? found.files : found.of(kind)) {
        const FileFormat *format = formatOfName(file.path);
        if (format && format->upload == FileFormat::Upload::Never && control)
            control->warning(tr("%1 is left out: the server takes no %2 files.").arg(file.path, format->name));
        if (format && format->upload == FileFormat::Upload::Never)
            continue;
        if (byReference || !format || format->upload == FileFormat::Upload::Everywhere) {
            files << file.path;
            continue;
        }
        TUILERIE_TRY(sources, mosaicSources(file.path));
        files << sources;
    }
    if (!files.isEmpty())
        return files;
    const QString expected = commonFormats(kind);
    switch (kind) {
    case SourceKind::Vector:
        return fail(ErrorCode::Invalid, tr("There is no vector file in %1. Expected are such as %2.").arg(path, expected));
    case SourceKind::PointCloud:
        return fail(ErrorCode::Invalid, tr("There is no point cloud in %1. Expected are %2 files.").arg(path, expected));
    default:
        return fail(ErrorCode::Invalid, tr("There is no raster file in %1. Expected are such as %2.").arg(path, expected));
    }
}

/// What lies beside the files and belongs to them.
QStringList withCompanions(const QStringList &files)
{
    QStringList all;
    for (const FileEntry &entry : describeFiles(files)) {
        all << entry.path;
        const QString own = QFileInfo(entry.path).fileName();
        for (const QString &name : entry.sidecars) {
            if (isSidecarOf(name, own))
                all << QFileInfo(entry.path).path() + u'/' + name;
        }
    }
    all.removeDuplicates();
    return all;
}

/// The deepest folder above all files, with its slash.
QString commonFolder(const QStringList &files)
{
    QString common = QFileInfo(asGiven(files.first())).path() + u'/';
    for (const QString &given : files) {
        const QString file = asGiven(given);
        while (!file.startsWith(common))
            common = common.left(common.lastIndexOf(u'/', -2) + 1);
    }
    return common;
}

} // namespace

DeliveryFile deliveryFile(const QString &path, const QString &remotePath)
{
    return {path, portablePath(remotePath), fileStatus(path).size};
}

Result<std::vector<DeliveryFile>> dataFiles(
    const QStringList &paths, SourceKind kind, bool byReference, WorkControl *control)
{
    QStringList files;
    for (const QString &path : paths) {
        TUILERIE_TRY(found, filesBehind(path, kind, byReference, control));
        files << found;
    }
    if (files.isEmpty())
        return fail(ErrorCode::Invalid, tr("Name the files or folders to publish."));
    files.removeDuplicates();
    const QStringList all = withCompanions(files);
    const QString common = commonFolder(all);
    std::vector<DeliveryFile> result;
    result.reserve(size_t(all.size()));
    for (const QString &file : all)
        result.push_back(deliveryFile(file, "data/"_L1 + asGiven(file).mid(common.size())));
    return result;
}

Result<std::vector<DeliveryFile>> pyramidFiles(const QString &descriptorPath, bool byReference)
{
    const QFileInfo descriptor(absolutePath(descriptorPath)); // for the parts of the path alone
    TUILERIE_TRY(content, readWholeFile(descriptor.filePath()));
    const QJsonObject object = QJsonDocument::fromJson(content).object();
    const QJsonArray levels = object.value(u"levels"_s).toArray();
    if (levels.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("%1 is no ROK4 descriptor. Give the .json file that lies beside the pyramid's folder.").arg(descriptorPath));
    std::vector<DeliveryFile> files{deliveryFile(descriptor.filePath(), descriptor.fileName())};
    const QString folder = descriptor.path() + u'/';
    const QString list = folder + descriptor.completeBaseName() + ".list"_L1;
    if (isFile(list))
        files.push_back(deliveryFile(list, QFileInfo(list).fileName()));
    for (const QJsonValue &level : levels) {
        const QJsonObject storage = level[u"storage"_s].toObject();
        if (storage.value(u"type"_s).toString() != "FILE"_L1)
            return fail(ErrorCode::Unsupported,
                tr("The slabs of %1 do not lie in a folder. Copy the pyramid into one first.").arg(descriptorPath));
        for (const QLatin1String kind : {"image_directory"_L1, "mask_directory"_L1}) {
            const QString relative = storage.value(kind).toString();
            if (relative.isEmpty())
                continue;
            if (QDir::isAbsolutePath(relative) || QDir::cleanPath(relative).startsWith(".."_L1))
                return fail(ErrorCode::Unsupported,
                    tr("%1 names slabs outside its own folder. Copy the pyramid into one folder first.")
                        .arg(descriptorPath));
            const QString clean = QDir::cleanPath(relative);
            if (byReference && isFolder(folder + clean)) {
                files.push_back({folder + clean, portablePath(clean), 0});
                continue;
            }
            const QStringList slabs = filesBelow(folder + clean).value_or(QStringList());
            for (const QString &slab : slabs)
                files.push_back(deliveryFile(slab, slab.mid(folder.size())));
        }
    }
    std::sort(files.begin() + 1, files.end(),
        [](const DeliveryFile &a, const DeliveryFile &b) { return a.remotePath < b.remotePath; });
    return files;
}

} // namespace tuilerie
