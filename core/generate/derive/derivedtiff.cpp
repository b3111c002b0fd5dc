// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/derivedtiff.h"

#include "base/atomicfile.h"
#include "source/gdalprogress.h"
#include "source/gdalsupport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QStorageInfo>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <cpl_string.h>
#include <ogr_srs_api.h>
#include <unistd.h>

namespace tuilerie::derive {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Derive", text);
}

struct Options
{
    char **list = nullptr;
    ~Options() { CSLDestroy(list); }
    void set(const char *name, const QByteArray &value) { list = CSLSetNameValue(list, name, value.constData()); }
    void add(const char *text) { list = CSLAddString(list, text); }
};

Status flushToDisk(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return fail(errorFromErrno(tr("Writing"), path));
    const int failed = ::fsync(file);
    ::close(file);
    if (failed)
        return fail(errorFromErrno(tr("Writing"), path));
    return {};
}

/// What runs that were killed have left beside the output, as large as itself. Those of a process that lives are its own.
void removeLeftovers(const QString &output)
{
    const QFileInfo info(output);
    const QDir folder = info.absoluteDir();
    for (const QString &name : folder.entryList({info.fileName() + QStringLiteral(".*.part")}, QDir::Files)) {
        bool isNumber = false;
        const pid_t process = name.mid(info.fileName().size() + 1).section(QLatin1Char('.'), 0, 0).toInt(&isNumber);
        if (isNumber && process > 0 && ::kill(process, 0) != 0 && errno == ESRCH)
            QFile::remove(folder.filePath(name));
    }
}

} // namespace

Result<std::unique_ptr<DerivedTiff>> DerivedTiff::create(const DerivePlan &plan, const QString &output)
{
    ensureGdal();
    GDALSetCacheMax64(plan.blockCache);
    std::unique_ptr<DerivedTiff> tiff(new DerivedTiff(plan, QFileInfo(output).absoluteFilePath()));
    removeLeftovers(tiff->m_output);
    // The raw raster and, of noisy heights, a COG of nearly the same size with its overviews.
    const qint64 needed = plan.footprintCells * qint64(sizeof(float)) * 7 / 3;
    const QStorageInfo storage(QFileInfo(output).absolutePath());
    if (storage.isValid() && storage.bytesAvailable() < needed)
        return fail(ErrorCode::DiskFull,
            tr("%1 MiB are needed beside %2, and %3 MiB are free. Free some space, choose another place or a larger cell.")
                .arg(needed >> 20)
                .arg(output)
                .arg(storage.bytesAvailable() >> 20));
    const QString stem = tiff->m_output + QStringLiteral(".%1").arg(QCoreApplication::applicationPid());
    tiff->m_raw = stem + QStringLiteral(".raw.part");
    tiff->m_shaded = stem + QStringLiteral(".shade.part");
    tiff->m_part = stem + QStringLiteral(".part");
    GdalErrorTrap trap;
    Options options;
    options.set("TILED", "YES");
    options.set("SPARSE_OK", "TRUE");
    options.set("BIGTIFF", "IF_SAFER");
    const DeriveGrid &grid = plan.grid;
    tiff->m_dataset = GDALCreate(GDALGetDriverByName("GTiff"), tiff->m_raw.toUtf8().constData(), int(grid.width),
        int(grid.height), 1, GDT_Float32, options.list);
    if (!tiff->m_dataset)
        return fail(unwrittenFile(output, trap.text()));
    double transform[6] = {grid.west(), grid.cell, 0, grid.north(), 0, -grid.cell};
    GDALSetGeoTransform(tiff->m_dataset, transform);
    GDALSetProjection(tiff->m_dataset, plan.crs.wkt().toUtf8().constData());
    GDALSetRasterNoDataValue(GDALGetRasterBand(tiff->m_dataset, 1), double(noValue));
    return tiff;
}

DerivedTiff::~DerivedTiff()
{
    const GdalErrorTrap trap;
    close();
    for (const QString &path : {m_raw, m_shaded, m_part})
        if (!path.isEmpty())
            QFile::remove(path);
}

void DerivedTiff::close()
{
    for (void **dataset : {&m_dataset, &m_source}) {
        if (*dataset)
            GDALClose(*dataset);
        *dataset = nullptr;
    }
}

Status DerivedTiff::write(const CellRect &rect, const std::vector<float> &values)
{
    if (std::all_of(values.begin(), values.end(), [](float value) { return value == noValue; }))
        return {};
    const std::lock_guard lock(m_mutex);
    GdalErrorTrap trap;
    std::vector<float> copy(values); // RasterIO wants them writable
    if (GDALRasterIO(GDALGetRasterBand(m_dataset, 1), GF_Write, int(rect.x), int(rect.y), rect.width, rect.height,
            copy.data(), rect.width, rect.height, GDT_Float32, 0, 0)
        != CE_None)
        return fail(unwrittenFile(m_output, trap.text()));
    return {};
}

/// Cells of tiles that are as they were, into the raster at hand: heights and such; of a hillshade its grey levels, with 0
/// where they are see-through.
Status DerivedTiff::takeOver(const DeriveReuse &reuse)
{
    GdalErrorTrap trap;
    const GDALDatasetH before =
        GDALOpenEx(reuse.raster.toUtf8().constData(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr);
    const auto close = qScopeGuard([&] { GDALClose(before); });
    const bool isShade = m_plan.hillshade;
    const int bands = isShade ? 2 : 1;
    if (!before || GDALGetRasterXSize(before) != m_plan.grid.width || GDALGetRasterYSize(before) != m_plan.grid.height
        || GDALGetRasterCount(before) != bands)
        return fail(ErrorCode::Corrupt,
            tr("The raster of the version before, %1, cannot be read. Make this one without it.").arg(reuse.raster),
            trap.text());
    const GDALDataType type = isShade ? GDT_Byte : GDT_Float32;
    const size_t size = isShade ? 1 : sizeof(float);
    std::vector<char> cells, alpha;
    const auto transfer = [&](GDALDatasetH dataset, int band, GDALRWFlag way, const CellRect &rect,
                              std::vector<char> &buffer) {
        buffer.resize(size_t(rect.width) * size_t(rect.height) * size);
        return GDALRasterIO(GDALGetRasterBand(dataset, band), way, int(rect.x), int(rect.y), rect.width, rect.height,
                   buffer.data(), rect.width, rect.height, type, 0, 0)
            == CE_None;
    };
    for (qint64 tile = 0; tile < m_plan.grid.tiles(); ++tile) {
        if (reuse.isOther[size_t(tile)])
            continue;
        const CellRect rect = m_plan.grid.tileRect(tile);
        bool isDone = transfer(before, 1, GF_Read, rect, cells);
        if (isDone && isShade) {
            isDone = transfer(before, 2, GF_Read, rect, alpha);
            for (size_t i = 0; i < cells.size(); ++i)
                cells[i] = alpha[i] ? cells[i] : char(0);
        }
        if (!isDone || !transfer(m_dataset, 1, GF_Write, rect, cells))
            return fail(unwrittenFile(m_output, trap.text()));
    }
    return {};
}

Status DerivedTiff::shade(const DeriveReuse &reuse, ProgressMeter &meter)
{
    GdalErrorTrap trap;
    GdalProgress progress(meter, 0, 0.3);
    Options arguments;
    for (const char *text : {"-of", "GTiff", "-co", "TILED=YES", "-co", "SPARSE_OK=TRUE", "-co", "BIGTIFF=IF_SAFER", "-az",
             "315", "-alt", "45", "-z", "1", "-compute_edges", "-alg", "Horn"})
        arguments.add(text);
    if (m_plan.crs.isGeographic()) {
        arguments.add("-s");
        arguments.add("111120"); // gdaldem's own figure for degrees
    }
    GDALDEMProcessingOptions *options = GDALDEMProcessingOptionsNew(arguments.list, nullptr);
    GDALDEMProcessingOptionsSetProgress(options, GdalProgress::watch, &progress);
    int usage = 0;
    GDALDatasetH shaded = GDALDEMProcessing(m_shaded.toUtf8().constData(), m_dataset, "hillshade", nullptr, options, &usage);
    GDALDEMProcessingOptionsFree(options);
    TUILERIE_CHECK(progress.status());
    if (!shaded)
        return fail(unwrittenFile(m_output, trap.text()));
    GDALClose(m_dataset);
    m_dataset = shaded;
    QFile::remove(m_raw);
    if (!reuse.isAll())
        TUILERIE_CHECK(takeOver(reuse));
    // Grey levels are looked at, not measured: an alpha band keeps what has none see-through in every program and every
    // pyramid, where a nodata value would be black.
    Options layers;
    for (const char *text : {"-of", "VRT", "-b", "1", "-b", "mask", "-a_nodata", "none"})
        layers.add(text);
    GDALTranslateOptions *translation = GDALTranslateOptionsNew(layers.list, nullptr);
    GDALDatasetH seeThrough = GDALTranslate("", m_dataset, translation, &usage);
    GDALTranslateOptionsFree(translation);
    if (!seeThrough)
        return fail(unwrittenFile(m_output, trap.text()));
    GDALSetRasterColorInterpretation(
        GDALGetRasterBand(seeThrough, 2), GCI_AlphaBand); // the program's option does nothing to a mask
    m_source = m_dataset;                                 // what the VRT reads
    m_dataset = seeThrough;
    return {};
}

Status DerivedTiff::finish(const DeriveReuse &reuse, WorkControl &control)
{
    ProgressMeter meter(control, QStringLiteral("write"), GdalProgress::steps);
    if (m_plan.hillshade)
        TUILERIE_CHECK(shade(reuse, meter));
    else if (!reuse.isAll())
        TUILERIE_CHECK(takeOver(reuse));
    GdalErrorTrap trap;
    GDALFlushCache(m_dataset);
    if (!trap.text().isEmpty())
        return fail(unwrittenFile(m_output, trap.text()));
    Options options;
    options.set("COMPRESS", "DEFLATE");
    options.set("LEVEL", "6");
    options.set("PREDICTOR", "YES");
    options.set("BIGTIFF", "IF_SAFER");
    options.set("OVERVIEW_RESAMPLING", "AVERAGE");
    options.set("OVERVIEWS", "IGNORE_EXISTING");
    options.set("SPARSE_OK", "TRUE");
    options.set("NUM_THREADS", QByteArray::number(m_plan.workers));
    const double from = m_plan.hillshade ? 0.3 : 0;
    GdalProgress progress(meter, from, 1 - from);
    GDALDatasetH made = GDALCreateCopy(GDALGetDriverByName("COG"), m_part.toUtf8().constData(), m_dataset, FALSE,
        options.list, GdalProgress::watch, &progress);
    if (made)
        GDALClose(made);
    close();
    TUILERIE_CHECK(progress.status());
    if (!made || !trap.text().isEmpty())
        return fail(unwrittenFile(m_output, trap.text()));
    TUILERIE_CHECK(flushToDisk(m_part));
    if (::rename(QFile::encodeName(m_part).constData(), QFile::encodeName(m_output).constData()) != 0)
        return fail(errorFromErrno(tr("Writing"), m_output));
    m_part.clear();
    meter.report();
    return syncFolder(QFileInfo(m_output).absolutePath());
}

} // namespace tuilerie::derive
