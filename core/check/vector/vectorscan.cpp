// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/featurelook.h"
#include "check/vector/vectorcheck.h"
#include "grid/crs.h"
#include "source/areaofuse.h"
#include "source/vectoropen.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

#include <gdal.h>
#include <ogr_api.h>

#include <atomic>
#include <mutex>
#include <thread>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorRules", sentence);
}

constexpr int kBatch = 256;              ///< features handed to a thread at once
constexpr qint64 kShared = 4 * kBatch;   ///< layers with more are looked at by all threads together
constexpr qint64 kMostBoxes = 8'000'000; ///< 24 bytes each
constexpr double kTileLevel = 1 << 14;

/// Columns that are keys by their names, in the data sets that this program is made for.
bool isKeyName(const QString &name)
{
    static const QSet<QString> names{QStringLiteral("id"), QStringLiteral("fid"), QStringLiteral("gid"),
        QStringLiteral("ogc_fid"), QStringLiteral("objectid"), QStringLiteral("cleabs"), QStringLiteral("uuid"),
        QStringLiteral("guid"), QStringLiteral("globalid"), QStringLiteral("id_local"), QStringLiteral("id_unique"),
        QStringLiteral("identifiant_unique"), QStringLiteral("inspireid"), QStringLiteral("pk")};
    return names.contains(name.toLower());
}

/// Counts what is reported and asks whether to go on; shared by all threads.
class Meter
{
public:
    Meter(WorkControl &control, qint64 total)
        : m_control(control)
        , m_total(total)
    {
    }
    void add(qint64 features)
    {
        const qint64 before = m_done.fetch_add(features);
        if ((before + features) / 4096 != before / 4096)
            m_control.progress({QStringLiteral("check"), before + features, m_total, 0, 0, 0, -1});
    }
    bool isStopped() const { return m_control.shouldStop() != StopRequest::None; }

private:
    WorkControl &m_control;
    qint64 m_total;
    std::atomic<qint64> m_done{0};
};

LayerPlan planFor(CheckedLayer &layer, const CheckedFile &file, OGRLayerH source)
{
    LayerPlan plan;
    plan.declaredType = OGR_GT_Flatten(OGR_L_GetGeomType(source));
    plan.allowsMulti = layer.info.driver == QLatin1String("ESRI Shapefile");
    plan.looksAtFids = layer.info.driver == QLatin1String("GeoJSON");
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(source);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        const QString name = QString::fromUtf8(OGR_Fld_GetNameRef(field));
        if (OGR_Fld_GetType(field) == OFTString)
            plan.textFields.push_back(i);
        if (isKeyName(name)
            && (OGR_Fld_GetType(field) == OFTString || OGR_Fld_GetType(field) == OFTInteger
                || OGR_Fld_GetType(field) == OFTInteger64)) {
            plan.keyFields.push_back(i);
            layer.keyFields << name;
        }
    }
    if (const auto crs = layer.crs.isEmpty() ? Result<Crs>{} : Crs::fromText(layer.crs); crs && crs->isValid()) {
        plan.areaOfUse = areaOfUseIn(*crs);
        const double unit = crs->metersPerUnit();
        if (unit > 0) {
            plan.hugeLimit = crs->isGeographic() ? 1e4 : 1e9 / unit; // GPS weeks and error values, not a world round twice
            plan.densityCell = 40075016.68 / kTileLevel / unit;
        }
    }
    if (const GpkgTable *table = file.gpkg ? file.gpkg->table(layer.info.name) : nullptr;
        table && table->hasIndexTable && table->indexed <= kMostBoxes) {
        plan.boxes = readIndexedBoxes(file.entry.path, *table, kMostBoxes);
        plan.hasBoxes = layer.isIndexCompared = true;
    }
    return plan;
}

/// Reads batches from the layer, one thread at a time, and looks at them outside the lock.
FeatureStats lookTogether(OGRLayerH source, const LayerPlan &plan, Meter &meter, int threads)
{
    std::mutex reading, merging;
    bool isDone = false;
    FeatureStats all;
    const auto work = [&] {
        FeatureLook look(plan);
        GdalErrorTrap trap;
        std::vector<OGRFeatureH> batch;
        while (!meter.isStopped()) {
            {
                const std::lock_guard lock(reading);
                while (!isDone && batch.size() < kBatch) {
                    OGRFeatureH feature = OGR_L_GetNextFeature(source);
                    isDone = !feature;
                    if (feature)
                        batch.push_back(feature);
                }
            }
            if (batch.empty())
                break;
            for (OGRFeatureH feature : batch) {
                look.look(feature);
                OGR_F_Destroy(feature);
            }
            meter.add(qint64(batch.size()));
            batch.clear();
        }
        look.stats.readError = trap.text().section(QLatin1Char('\n'), 0, 0);
        const std::lock_guard lock(merging);
        all.merge(std::move(look.stats));
    };
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i)
        others.emplace_back(work);
    work();
    for (std::thread &thread : others)
        thread.join();
    return all;
}

void lookAtLayer(CheckedFile &file, CheckedLayer &layer, Meter &meter, int threads)
{
    const GdalErrorTrap trap;
    QString warnings;
    const auto dataset = openVector(file.entry.path, {.rawText = true, .warnings = &warnings});
    OGRLayerH source =
        dataset ? GDALDatasetGetLayerByName(GDALDatasetH(dataset->get()), layer.info.name.toUtf8().constData()) : nullptr;
    if (!source) {
        layer.stats.readError = dataset ? tr("the layer cannot be opened") : dataset.error().detail;
        return;
    }
    const LayerPlan plan = planFor(layer, file, source);
    layer.stats = lookTogether(source, plan, meter, threads);
    // GDAL before 3.7 gives them as they are; later ones give the second another id and only warn.
    layer.hasRepeatedIds = (!layer.stats.keyHashes.empty() && repeated(layer.stats.keyHashes.back()).count() > 0)
        || warnings.contains(QLatin1String("Several features with id"));
}

void openFile(CheckedFile &file, const QString &assignCrs)
{
    const QString &path = file.entry.path;
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("shp")) {
        const QFileInfo info(path);
        for (const char *part : {"shx", "dbf"}) {
            const QString stem = info.path() + QLatin1Char('/') + info.completeBaseName() + QLatin1Char('.');
            if (!QFileInfo::exists(stem + QLatin1String(part))
                && !QFileInfo::exists(stem + QLatin1String(part).toString().toUpper()))
                file.missingParts << info.completeBaseName() + QLatin1Char('.') + QLatin1String(part);
        }
    }
    if (suffix == QLatin1String("gpkg")) {
        if (auto report = readGpkgReport(path))
            file.gpkg = std::move(*report);
    }
    auto layers = readVectorLayers(path);
    if (!layers) {
        file.problem = layers.error().message;
        return;
    }
    for (VectorLayerInfo &info : *layers) {
        CheckedLayer layer;
        layer.crs = info.crs.isEmpty() && info.geometry != QLatin1String("None") ? assignCrs : info.crs;
        layer.info = std::move(info);
        file.layers.push_back(std::move(layer));
    }
}

/// Runs `work` for 0 … count−1 on all cores.
void inParallel(qint64 count, int threads, const std::function<void(qint64)> &work)
{
    std::atomic<qint64> next{0};
    const auto run = [&] {
        for (qint64 i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::thread> others;
    for (int i = 1; i < std::min<qint64>(threads, count); ++i)
        others.emplace_back(run);
    run();
    for (std::thread &thread : others)
        thread.join();
}

} // namespace

Result<VectorCheck> lookAtVectorFiles(const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control)
{
    ensureGdal();
    const int threads = int(std::max(2u, std::thread::hardware_concurrency()));
    const auto stopped = [] { return fail(ErrorCode::Cancelled, tr("The check was stopped.")); };
    VectorCheck check;
    check.assignCrs = assignCrs;
    check.files.resize(files.size());
    inParallel(qint64(files.size()), threads, [&](qint64 i) {
        CheckedFile &file = check.files[size_t(i)];
        file.entry = files[size_t(i)];
        if (control.shouldStop() == StopRequest::None)
            openFile(file, assignCrs);
    });
    if (control.shouldStop() != StopRequest::None)
        return stopped();
    struct Task
    {
        CheckedFile *file;
        CheckedLayer *layer;
    };
    std::vector<Task> small, large;
    qint64 total = 0;
    check.eachLayer([&](CheckedLayer &layer, CheckedFile &file) {
        total += std::max<qint64>(layer.info.features, 0);
        (layer.info.features > kShared ? large : small).push_back({&file, &layer});
    });
    Meter meter(control, total);
    inParallel(qint64(small.size()), threads, [&](qint64 i) {
        if (!meter.isStopped())
            lookAtLayer(*small[size_t(i)].file, *small[size_t(i)].layer, meter, 1);
    });
    for (const Task &task : large) {
        if (!meter.isStopped())
            lookAtLayer(*task.file, *task.layer, meter, threads);
    }
    if (control.shouldStop() != StopRequest::None)
        return stopped();
    return check;
}

} // namespace tuilerie
