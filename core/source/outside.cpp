// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/outside.h"

#include "base/filename.h"
#include "source/filelist.h"
#include "source/keptbyfile.h"
#include "source/outsiderules.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include <climits>
#include <cstdlib>
#include <mutex>

namespace tuilerie {

namespace {

constexpr QLatin1String mark("outside: "); // in an error's detail
constexpr qint64 headSize = 4096;          // GDAL's drivers look at less

std::mutex deliveryMutex;
QList<QByteArray> deliveryRoots;

/// Its real place; where it is not there, that of the folder above with the rest of the name.
QByteArray realPlace(QByteArray path)
{
    QByteArray rest;
    char resolved[PATH_MAX];
    while (!path.isEmpty()) {
        if (::realpath(path.constData(), resolved)) {
            const QByteArray found(resolved);
            return found == "/" ? rest : found + rest;
        }
        const qsizetype slash = path.lastIndexOf('/');
        rest.prepend(path.mid(slash));
        path.truncate(std::max<qsizetype>(slash, 0));
    }
    return rest;
}

QByteArray folderOf(const QByteArray &path)
{
    return path.left(path.lastIndexOf('/') + 1);
}

std::optional<Refusal> ofContent(const QString &path, const outside::Fence &fence)
{
    const QByteArray head = outside::headOf(path, headSize);
    const QByteArray start = head.left(512).trimmed();
    if (outside::isVrt(head) && (isIndexFile(path) || start.startsWith('<')))
        return outside::ofVrt(path, fence, 0);
    if (auto refusal = outside::ofDescription(path, head))
        return refusal;
    const auto kept = [&path](const auto &rule) {
        static KeptByFile<std::optional<Refusal>> known;
        return known.get(path, rule);
    };
    if (head.startsWith("SQLite format 3"))
        return kept([&] { return outside::ofSqlite(path); });
    if (start.startsWith('<') || start.startsWith("\xef\xbb\xbf<"))
        return kept([&] { return outside::ofXml(path, fence); });
    if (start.startsWith('{') || start.startsWith("\xef\xbb\xbf{"))
        return kept([&] { return outside::ofGeoJson(path); });
    if (start.left(6).toLower() == "!table")
        return outside::ofMapInfoTable(path, fence);
    return std::nullopt;
}

} // namespace

namespace outside {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::Outside", sentence);
}

bool Fence::holds(const QString &path) const
{
    if (m_roots.isEmpty()) { // few files name others, and real places take many calls
        const QByteArray file = bytesOfPath(absolutePath(m_file));
        m_roots << folderOf(realPlace(folderOf(file).chopped(1)) + '/') << folderOf(realPlace(file));
        const std::lock_guard lock(deliveryMutex);
        m_roots << deliveryRoots;
    }
    const QByteArray place = realPlace(bytesOfPath(absolutePath(path)));
    return std::any_of(m_roots.begin(), m_roots.end(), [&](const QByteArray &root) { return place.startsWith(root); });
}

QByteArray headOf(const QString &path, qint64 size)
{
    VSILFILE *file = VSIFOpenL(bytesOfPath(path).constData(), "rb");
    if (!file)
        return {};
    QByteArray head(size, Qt::Uninitialized);
    head.truncate(qsizetype(VSIFReadL(head.data(), 1, size_t(size), file)));
    VSIFCloseL(file);
    return head;
}

QByteArray wholeOf(const QString &path, qint64 most)
{
    VSIStatBufL status;
    if (VSIStatL(bytesOfPath(path).constData(), &status) != 0 || qint64(status.st_size) > most)
        return {};
    return headOf(path, qint64(status.st_size));
}

std::optional<Refusal> named(const Fence &fence, const QString &by, const QString &name, const QString &folder)
{
    QString file = name.trimmed();
    // A picture within a TIFF: "GTIFF_DIR:2:a.tif", "GTIFF_DIR:off:8:a.tif".
    static const QRegularExpression page(QStringLiteral("^GTIFF_DIR:(off:)?\\d+:"));
    file.remove(page);
    static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9_+.-]*:|^[<{]|://|^\\\\\\\\"));
    if (file.startsWith(QLatin1String("/vsi")) || scheme.match(file).hasMatch())
        return Refusal{
            tr("%1 names \"%2\", which is no plain file: only files of the same delivery are read.").arg(by, file.left(200)),
            tr("Deliver the data themselves: make a GeoTIFF or GeoPackage of them first (gdal_translate, ogr2ogr).")};
    const bool isVirtual = folder.startsWith(QLatin1String("/vsi"));
    const bool leaves = file.startsWith(QLatin1Char('/')) || file.split(QLatin1Char('/')).contains(QLatin1String(".."));
    const bool isInside = isVirtual
        ? !leaves
        : fence.holds(file.startsWith(QLatin1Char('/')) || folder.isEmpty() ? file : folder + QLatin1Char('/') + file);
    if (isInside)
        return std::nullopt;
    return Refusal{
        tr("%1 names %2, which lies outside of the data: only files of the same delivery are read.").arg(by, file),
        tr("Put %1 beside these files or in a folder above them.").arg(QFileInfo(by).fileName())};
}

std::optional<Refusal> unsafe(const QString &path, const QString &what)
{
    return Refusal{tr("%1 uses %2, by which a file could read others or run code.").arg(path, what),
        tr("Deliver the data themselves: make a GeoTIFF or GeoPackage of them first (gdal_translate, ogr2ogr).")};
}

bool isVrt(const QByteArray &head)
{
    return head.contains("<VRTDataset");
}

std::optional<Refusal> ofDescription(const QString &path, const QByteArray &head)
{
    // Roots of the documents by which GDAL reads from servers or other files, whatever the file is called.
    static constexpr const char *roots[] = {"<GDAL_WMS", "<GDAL_WMTS", "<WCS_GDAL", "<OGRWFSDataSource", "<OGRVRTDataSource",
        "<OGRVRTLayer", "<GDALTileIndexDataset", "<OGRWFS3DataSource", "<OGRCSWDataSource", "<Service name=\"TMS\""};
    if (!head.left(512).trimmed().startsWith('<'))
        return std::nullopt;
    for (const char *root : roots)
        if (head.contains(root))
            return Refusal{tr("%1 is no data but names where they are (%2): only files of the delivery are read.")
                               .arg(path, QString::fromLatin1(root + 1)),
                tr("Deliver the data themselves: make a GeoTIFF or GeoPackage of them first (gdal_translate, ogr2ogr).")};
    return std::nullopt;
}

std::optional<Refusal> ofSidecars(const QString &path, const Fence &fence, const QStringList *sidecars)
{
    QStringList names;
    if (!sidecars) {
        names = describeFiles(QStringList{path}).front().sidecars;
        sidecars = &names;
    }
    const QString folder = QFileInfo(absolutePath(path)).path() + QLatin1Char('/');
    for (const QString &name : *sidecars) {
        const QString side = folder + name;
        if (fileStatus(side).isLink && !fence.holds(side))
            return Refusal{tr("%1, which belongs to %2, is a link that leads out of the data.").arg(side, path),
                tr("Copy there what it leads to.")};
        // What GDAL opens as a raster of its own.
        static constexpr QLatin1String pictures[] = {
            QLatin1String(".ovr"), QLatin1String(".msk"), QLatin1String(".aux"), QLatin1String(".rrd")};
        const bool isPicture = std::any_of(std::begin(pictures), std::end(pictures),
            [&name](QLatin1String ending) { return name.endsWith(ending, Qt::CaseInsensitive); });
        if (!isPicture)
            continue;
        const QByteArray head = headOf(side, 4096);
        if (isVrt(head) || ofDescription(side, head))
            return Refusal{
                tr("%1, which belongs to %2, is no data but names where they are: it is not followed.").arg(side, path),
                tr("Delete it, and have overviews or a mask made again (gdaladdo).")};
    }
    return std::nullopt;
}

} // namespace outside

void setDelivery(const QStringList &paths)
{
    QList<QByteArray> roots;
    for (const QString &path : paths) {
        if (path.startsWith(QLatin1String("/vsi")))
            continue;
        const QByteArray place = realPlace(bytesOfPath(absolutePath(path)));
        const QByteArray root = fileStatus(path).isFolder ? place + '/' : folderOf(place);
        if (!roots.contains(root))
            roots << root;
    }
    const std::lock_guard lock(deliveryMutex);
    deliveryRoots = roots;
}

std::optional<Refusal> refusalOf(const QString &path, const QStringList *sidecars)
{
    const outside::Fence fence(path);
    if (auto refusal = ofContent(path, fence))
        return refusal;
    return path.startsWith(QLatin1String("/vsi")) ? std::nullopt : outside::ofSidecars(path, fence, sidecars);
}

Status statusOf(const std::optional<Refusal> &refusal)
{
    if (!refusal || refusal->isCrsLink)
        return {};
    return fail(ErrorCode::Denied, refusal->message + QLatin1Char(' ') + refusal->fix, mark + refusal->fix);
}

Status staysInside(const QString &path, const QStringList *sidecars)
{
    return statusOf(refusalOf(path, sidecars));
}

Status namesInside(const QString &by, const QString &name)
{
    return statusOf(refusalOfName(by, name));
}

bool isRefusal(const QString &detail)
{
    return detail.startsWith(mark);
}

std::optional<Refusal> refusalOf(const Error &error)
{
    if (!isRefusal(error.detail))
        return std::nullopt;
    const QString fix = error.detail.mid(mark.size());
    return Refusal{error.message.chopped(fix.size() + 1), fix};
}

std::optional<Refusal> refusalOfName(const QString &by, const QString &name)
{
    return outside::named(outside::Fence(by), by, name, QFileInfo(absolutePath(by)).path());
}

} // namespace tuilerie
