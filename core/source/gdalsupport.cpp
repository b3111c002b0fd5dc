// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/gdalsupport.h"

#include "base/filename.h"
#include "source/fileformat.h"
#include "source/outside.h"
#include "source/unreadable.h"

#include <QStorageInfo>
#include <QCoreApplication>
#include <QFileInfo>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <gdal.h>

#include <mutex>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::RasterSource", sentence);
}

void CPL_STDCALL collect(CPLErr level, CPLErrorNum, const char *message)
{
    if (level >= CE_Warning)
        static_cast<GdalErrorTrap *>(CPLGetErrorHandlerUserData())->add(message, level == CE_Warning);
}

/// No driver of ours fetches anything: what a file names on a server (a CRS, a schema, a symbol) is not asked for.
CPLHTTPResult *refuseToFetch(const char *url, CSLConstList, GDALProgressFunc, void *, CPLHTTPFetchWriteFunc, void *, void *)
{
    CPLError(CE_Failure, CPLE_NotSupported, "%s is not fetched", url);
    auto *result = static_cast<CPLHTTPResult *>(CPLCalloc(1, sizeof(CPLHTTPResult)));
    result->nStatus = 1;
    result->pszErrBuf = CPLStrdup("not fetched");
    return result;
}

} // namespace

void keepDrivers()
{
    QStringList kept{QStringLiteral("MEM"), QStringLiteral("Memory"), QStringLiteral("COG")};
    for (const FileFormat &format : fileFormats())
        for (const QLatin1String driver : format.drivers)
            kept << driver;
    QByteArray skipped = CPLGetConfigOption("GDAL_SKIP", "");
    for (int i = GDALGetDriverCount() - 1; i >= 0; --i) {
        GDALDriverH driver = GDALGetDriver(i);
        const char *name = GDALGetDriverShortName(driver);
        if (kept.contains(QLatin1String(name)))
            continue;
        skipped += skipped.isEmpty() ? "" : ",";
        skipped += name;
        GDALDeregisterDriver(driver);
    }
    CPLSetConfigOption("GDAL_SKIP", skipped.constData());
}

void ensureGdal()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // What a file could otherwise have GDAL do.
        for (const char *off : {"GDAL_VRT_ENABLE_PYTHON", "OGR_SQLITE_STATIC_VIRTUAL_OGR"})
            CPLSetConfigOption(off, "NO");
        CPLSetConfigOption("GML_SKIP_RESOLVE_ELEMS", "ALL");
        CPLHTTPSetFetchCallback(refuseToFetch, nullptr);
        GDALAllRegister();
        keepDrivers();
        // A JPEG that ends early would otherwise be filled with gray and pass for whole.
        if (!CPLGetConfigOption("GDAL_ERROR_ON_LIBJPEG_WARNING", nullptr))
            CPLSetConfigOption("GDAL_ERROR_ON_LIBJPEG_WARNING", "TRUE");
    });
}

void GdalCloser::operator()(void *dataset) const
{
    const GdalErrorTrap trap;
    GDALClose(dataset);
}

GdalErrorTrap::GdalErrorTrap()
{
    CPLPushErrorHandlerEx(collect, this);
}

GdalErrorTrap::~GdalErrorTrap()
{
    CPLPopErrorHandler();
}

void GdalErrorTrap::add(const char *message, bool isWarning)
{
    QString &text = isWarning ? m_warnings : m_text;
    if (text.size() > 2000)
        return;
    if (!text.isEmpty())
        text += QLatin1Char('\n');
    text += QString::fromUtf8(message);
}

Error unwrittenFile(const QString &path, const QString &gdalText)
{
    // GDAL's words name no errno: what the file system has left tells a full disk from others.
    const QStorageInfo storage(QFileInfo(path).absolutePath());
    if (gdalText.contains(QLatin1String("No space left")) || storage.bytesAvailable() < 1024 * 1024)
        return {ErrorCode::DiskFull, tr("The disk that holds %1 is full. Free some space, then start again.").arg(path),
            gdalText};
    return {ErrorCode::Io,
        tr("%1 could not be written. Check the disk and the folder's permissions, then try again.").arg(path), gdalText};
}

// What only an open data set tells.
static Status partsInside(const QString &path, GDALDatasetH dataset)
{
    // Overviews that a header, an .aux.xml or other metadata name; ":::BASE:::" is the file's own folder (GDAL's PAM).
    if (const char *overviews = GDALGetMetadataItem(dataset, "OVERVIEW_FILE", "OVERVIEWS"))
        TUILERIE_CHECK(namesInside(path, pathOfBytes(overviews).remove(QLatin1String(":::BASE:::"))));
    // An .img names the files that its cells and overviews lie in.
    if (std::strcmp(GDALGetDriverShortName(GDALGetDatasetDriver(dataset)), "HFA") != 0)
        return {};
    char **files = GDALGetFileList(dataset);
    Status inside;
    for (char **file = files; inside && file && *file; ++file)
        inside = namesInside(path, absolutePath(pathOfBytes(*file)));
    CSLDestroy(files);
    return inside;
}

Result<GdalDataset> openRaster(const QString &path, const QStringList *sidecars, const QString &driver)
{
    ensureGdal();
    TUILERIE_CHECK(staysInside(path, sidecars));
    GdalErrorTrap trap;
    std::vector<QByteArray> names;
    std::vector<const char *> list;
    if (sidecars) {
        names.push_back(bytesOfPath(QFileInfo(path).fileName()));
        for (const QString &name : *sidecars)
            names.push_back(bytesOfPath(name));
        for (const QByteArray &name : names)
            list.push_back(name.constData());
        list.push_back(nullptr);
    }
    const QByteArray driverName = driver.toUtf8();
    const char *const only[] = {driverName.constData(), nullptr};
    GdalDataset dataset(GDALOpenEx(bytesOfPath(path).constData(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
        driver.isEmpty() ? driversFor(SourceKind::Raster, path) : only, nullptr, sidecars ? list.data() : nullptr));
    if (!dataset || GDALGetRasterCount(dataset.get()) == 0)
        return fail(unreadableFile(path, SourceKind::Raster, trap.text()));
    if (!path.startsWith(QLatin1String("/vsi")))
        TUILERIE_CHECK(partsInside(path, dataset.get()));
    return dataset;
}

} // namespace tuilerie
