// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/delivery.h"

#include "base/atomicfile.h"
#include "publish/filesearch.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
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

// World file, projection, mask and GDAL's own notes beside a raster; names as producers write them on case-sensitive disks.
QStringList companions(const QFileInfo &raster)
{
    const QString suffix = raster.suffix();
    const QString world = suffix.size() >= 3 ? QString(suffix.front()) + suffix.back() + u'w' : QString();
    const QString stem = raster.absolutePath() + u'/' + raster.completeBaseName();
    QStringList names{stem + ".wld"_L1, stem + ".prj"_L1, stem + u'.' + suffix + u'w', raster.absoluteFilePath() + ".msk"_L1,
        raster.absoluteFilePath() + ".aux.xml"_L1};
    if (!world.isEmpty())
        names << stem + u'.' + world << stem + u'.' + world.toUpper();
    names.removeIf([](const QString &name) { return !QFileInfo(name).isFile(); });
    names.removeDuplicates();
    return names;
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
        const QString file = QDir::cleanPath(isRelative ? QFileInfo(vrt).absolutePath() + u'/' + text : text);
        if (!QFileInfo(file).isFile())
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

bool isVrt(const QString &file)
{
    return QFileInfo(file).suffix().toLower() == "vrt"_L1;
}

Result<QStringList> rastersBehind(const QString &path)
{
    static const QSet<QString> endings{u"tif"_s, u"tiff"_s, u"jp2"_s, u"j2k"_s, u"png"_s, u"jpg"_s, u"jpeg"_s, u"vrt"_s};
    TUILERIE_TRY(found, findFiles(path, endings));
    // A VRT beside the files that it names would show them twice.
    if (QFileInfo(path).isDir() && !std::all_of(found.begin(), found.end(), isVrt))
        found.removeIf(isVrt);
    if (found.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("There is no raster file in %1. Expected are GeoTIFF, JPEG 2000, PNG or JPEG with a world file, or VRT.")
                .arg(path));
    return found;
}

} // namespace

Result<std::vector<DeliveryFile>> deliveryFiles(const QStringList &paths, bool byReference)
{
    QStringList rasters;
    for (const QString &path : paths) {
        TUILERIE_TRY(found, rastersBehind(path));
        for (const QString &file : found) {
            if (byReference || !isVrt(file)) {
                rasters << file;
                continue;
            }
            TUILERIE_TRY(sources, mosaicSources(file));
            rasters << sources;
        }
    }
    if (rasters.isEmpty())
        return fail(ErrorCode::Invalid, tr("Name the files or folders to publish."));
    rasters.removeDuplicates();

    QStringList all;
    for (const QString &raster : rasters)
        all << raster << companions(QFileInfo(raster));
    all.removeDuplicates();
    const QString common = commonFolder(all);
    std::vector<DeliveryFile> files;
    files.reserve(size_t(all.size()));
    for (const QString &file : all)
        files.push_back({file, "data/"_L1 + file.mid(common.size()), QFileInfo(file).size()});
    return files;
}

Result<std::vector<DeliveryFile>> pyramidFiles(const QString &descriptorPath, bool byReference)
{
    const QFileInfo descriptor(descriptorPath);
    TUILERIE_TRY(content, readWholeFile(descriptor.absoluteFilePath()));
    const QJsonObject object = QJsonDocument::fromJson(content).object();
    const QJsonArray levels = object.value(u"levels"_s).toArray();
    if (levels.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("%1 is no ROK4 descriptor. Give the .json file that lies beside the pyramid's folder.").arg(descriptorPath));
    std::vector<DeliveryFile> files{{descriptor.absoluteFilePath(), descriptor.fileName(), descriptor.size()}};
    const QString folder = descriptor.absolutePath() + u'/';
    const QString list = folder + descriptor.completeBaseName() + ".list"_L1;
    if (QFileInfo(list).isFile())
        files.push_back({list, QFileInfo(list).fileName(), QFileInfo(list).size()});
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
            if (byReference && QFileInfo(folder + relative).isDir()) {
                files.push_back({folder + relative, QDir::cleanPath(relative), 0});
                continue;
            }
            QDirIterator slabs(folder + relative, QDir::Files, QDirIterator::Subdirectories);
            while (slabs.hasNext()) {
                const QString slab = slabs.next();
                files.push_back({slab, slab.mid(folder.size()), QFileInfo(slab).size()});
            }
        }
    }
    std::sort(files.begin() + 1, files.end(),
        [](const DeliveryFile &a, const DeliveryFile &b) { return a.remotePath < b.remotePath; });
    return files;
}

} // namespace tuilerie
