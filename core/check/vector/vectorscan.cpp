// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
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

#include <memory>
#include <mutex>
#include <type_traits>

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
Result<FeatureStats> lookTogether(OGRLayerH source, const LayerPlan &plan, ProgressMeter &meter, int threads)
{
    struct Destroy
    {
        void operator()(OGRFeatureH feature) const { OGR_F_Destroy(feature); }
    };
    std::mutex reading, merging;
    bool isDone = false;
    FeatureStats all;
    const auto work = [&](int) -> Status {
        FeatureLook look(plan);
        GdalErrorTrap trap;
        std::vector<std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, Destroy>> batch;
        for (;;) {
            {
                const std::lock_guard lock(reading);
                while (!isDone && batch.size() < kBatch) {
                    OGRFeatureH feature = OGR_L_GetNextFeature(source);
                    isDone = !feature;
                    if (feature)
                        batch.emplace_back(feature);
                }
            }
            if (batch.empty())
                break;
            for (auto &feature : batch) {
                look.look(feature.get());
                feature.reset();
            }
            TUILERIE_CHECK(meter.add(qint64(batch.size())));
            batch.clear();
        }
        look.stats.readError = trap.text().section(QLatin1Char('\n'), 0, 0);
        look.stats.warnings = trap.warnings().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const std::lock_guard lock(merging);
        all.merge(std::move(look.stats));
        return {};
    };
    TUILERIE_CHECK(parallelWorkers(threads, work, [&] { meter.abort(); }));
    return all;
}

Status lookAtLayer(CheckedFile &file, CheckedLayer &layer, ProgressMeter &meter, int threads)
{
    const GdalErrorTrap trap;
    QString warnings;
    const auto dataset = openVector(file.entry.path, {.rawText = true, .warnings = &warnings});
    OGRLayerH source =
        dataset ? GDALDatasetGetLayerByName(GDALDatasetH(dataset->get()), layer.info.name.toUtf8().constData()) : nullptr;
    if (!source) {
        layer.stats.readError = dataset ? tr("the layer cannot be opened") : dataset.error().detail;
        return {};
    }
    const LayerPlan plan = planFor(layer, file, source);
    TUILERIE_TRY(stats, lookTogether(source, plan, meter, threads));
    layer.stats = std::move(stats);
    if (&layer == &file.layers.front()) // those of opening are the file's
        layer.stats.warnings = warnings.split(QLatin1Char('\n'), Qt::SkipEmptyParts) + layer.stats.warnings;
    layer.stats.warnings.removeDuplicates();
    // GDAL before 3.7 gives them as they are; later ones give the second another id and only warn.
    layer.hasRepeatedIds = (!layer.stats.keyHashes.empty() && repeated(layer.stats.keyHashes.back()).count() > 0)
        || warnings.contains(QLatin1String("Several features with id"));
    return {};
}

void openFile(CheckedFile &file, const QString &assignCrs)
{
    const QString &path = file.entry.path;
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("shp")) {
        const QString stem = QFileInfo(path).completeBaseName() + QLatin1Char('.');
        for (const QLatin1String part : {QLatin1String("shx"), QLatin1String("dbf")}) {
            if (!file.entry.sidecars.contains(stem + part, Qt::CaseInsensitive))
                file.missingParts << stem + part;
        }
    }
    file.refusal = refusalOf(path, &file.entry.sidecars);
    if (file.refusal && !file.refusal->isCrsLink) {
        file.problem = file.refusal->message;
        return;
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

} // namespace

Result<VectorCheck> lookAtVectorFiles(const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control)
{
    ensureGdal();
    const int threads = std::max(2, workerCount(0));
    VectorCheck check;
    check.assignCrs = assignCrs;
    check.files.resize(files.size());
    TUILERIE_CHECK(parallel(threads, qint64(files.size()), control, [&](int, qint64 i) -> Status {
        CheckedFile &file = check.files[size_t(i)];
        file.entry = files[size_t(i)];
        openFile(file, assignCrs);
        return {};
    }));
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
    ProgressMeter meter(control, QStringLiteral("check"), total);
    TUILERIE_CHECK(parallel(
        threads, qint64(small.size()), control,
        [&](int, qint64 i) { return lookAtLayer(*small[size_t(i)].file, *small[size_t(i)].layer, meter, 1); },
        [&] { meter.abort(); }));
    for (const Task &task : large) {
        TUILERIE_CHECK(checkStop(control));
        TUILERIE_CHECK(lookAtLayer(*task.file, *task.layer, meter, threads));
    }
    return check;
}

} // namespace tuilerie
