// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/derivedraster.h"

#include "base/atomicfile.h"
#include "generate/derive/deriverun.h"
#include "generate/derive/deriveversion.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

namespace tuilerie {

namespace {

using namespace derive;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Derive", text);
}

/// Nothing that the product is made of: what there is instead, and what to do.
Error nothingToUse(const DeriveParams &params, const DerivePlan &plan, const ScanCounts &counts)
{
    QStringList there, asked;
    for (size_t i = 0; i < counts.classes.size(); ++i)
        if (counts.classes[i])
            there << tr("class %1: %2 points").arg(i).arg(counts.classes[i]);
    for (const int value : params.groundClasses)
        asked << QString::number(value);
    if (plan.product == Product::Terrain)
        return {ErrorCode::Invalid,
            tr("There are no ground points (class %1) to make a terrain of; the files hold %2. Classify the ground first, "
               "choose other ground "
               "classes, or make the surface (dsm), which needs none.")
                .arg(asked.join(QLatin1String(", ")), there.join(QLatin1String(", "))),
            {}};
    return {ErrorCode::Invalid,
        tr("No point can be used: all are noise (classes 7 and 18), withheld or later returns; the files hold %1.")
            .arg(there.join(QLatin1String(", "))),
        {}};
}

Error stopped(Error error)
{
    if (error.code == ErrorCode::Paused || error.code == ErrorCode::Cancelled)
        error.message = tr("Stopped. Nothing is kept of a raster that is not whole: it begins anew.");
    return error;
}

} // namespace

namespace {

/// One raster on its way.
struct Making
{
    const DeriveParams &params;
    WorkControl &control;
    DeriveVersion &version;
    const MeasuredBoxes &measured;
    int misplaced = -1; ///< the file that a plan failed by

    Result<DeriveResult> byPlan(DerivePlan &plan);
    Status put(const DeriveReuse &reuse, DerivedTiff &tiff) const;
};

/// The COG under its name, or, where nothing has changed, that of the version before.
Status Making::put(const DeriveReuse &reuse, DerivedTiff &tiff) const
{
    if (reuse.isNothing()) {
        if (QFileInfo(reuse.raster).absoluteFilePath() == QFileInfo(params.output).absoluteFilePath())
            return {};
        if (linkFile(reuse.raster, params.output))
            return syncFolder(QFileInfo(params.output).absolutePath());
    }
    return tiff.finish(reuse, control);
}

Result<DeriveResult> Making::byPlan(DerivePlan &plan)
{
    misplaced = -1;
    const DeriveReuse reuse = version.reuse(plan, control);
    TUILERIE_TRY(tiff, DerivedTiff::create(plan, params.output));
    TempFile spill(QFileInfo(params.output).absolutePath());
    const std::unique_ptr<TileProduct> product =
        plan.product == Product::Terrain ? makeTerrainProduct(plan, spill) : makeCellProduct(plan, spill);
    DeriveRun run(plan, reuse, *product, *tiff, control);
    if (auto status = run.run(); !status) {
        misplaced = run.misplaced();
        return fail(stopped(std::move(status.error())));
    }
    ScanCounts counts;
    for (const ScanCounts &file : run.counts())
        counts.add(file);
    DeriveResult result;
    for (const TileTotals &tile : run.totals()) {
        result.cells += tile.cells;
        result.voids += tile.voids;
        result.filled += tile.filled;
    }
    if (counts.used == 0)
        return fail(nothingToUse(params, plan, counts));
    if (result.cells == 0)
        return fail(ErrorCode::Invalid,
            tr("The %1 points make no cell: they lie on one line, or too far apart. Choose a larger cell, or wider voids to "
               "fill.")
                .arg(counts.used));
    result.warnings = plan.warnings;
    if (plan.product == Product::Terrain && counts.classes[66] > 0 && !plan.ground[66])
        control.log(
            tr("%1 points are virtual ground (class 66) and are not used. IGN makes its terrain of the classes 2, 9 and 66: "
               "--ground-classes 2,9,66.")
                .arg(counts.classes[66]));
    for (const QString &warning : std::as_const(result.warnings))
        control.warning(warning);
    if (auto status = put(reuse, *tiff); !status)
        return fail(stopped(std::move(status.error())));
    // The raster is whole: what cannot be left for the next version costs that one time, and nothing else.
    if (const auto left = version.leave(plan, run.counts(), run.totals(), measured, control); !left)
        control.log(left.error().message);
    result.path = params.output;
    result.width = plan.grid.width;
    result.height = plan.grid.height;
    result.points = counts.points;
    result.usedPoints = counts.used;
    result.changes = version.changes();
    return result;
}

} // namespace

Result<DeriveResult> deriveRaster(const DeriveParams &params, WorkControl &control, const PyramidVersion &version)
{
    QElapsedTimer timer;
    timer.start();
    MeasuredBoxes measured;
    TUILERIE_TRY(own, DeriveVersion::open(params, version, measured, control));
    Making making{params, control, own, measured};
    for (;;) {
        TUILERIE_TRY(plan, planDerive(params, measured, control));
        Result<DeriveResult> result = making.byPlan(plan);
        if (result)
            result->seconds = double(timer.elapsed()) / 1000;
        if (result || making.misplaced < 0)
            return result;
        // A header that lies: its box is measured, and everything planned anew.
        const QString &path = plan.files[size_t(making.misplaced)].path;
        if (measured.contains(path))
            return fail(ErrorCode::Internal, tr("The points of %1 cannot be placed.").arg(path));
        TUILERIE_CHECK(measureFiles(plan, making.misplaced, measured, control));
    }
}

QJsonObject DeriveResult::toJson() const
{
    QJsonObject object = changes ? changes->toJson() : QJsonObject();
    object.insert(QStringLiteral("path"), path);
    object.insert(QStringLiteral("width"), width);
    object.insert(QStringLiteral("height"), height);
    object.insert(QStringLiteral("points"), points);
    object.insert(QStringLiteral("used_points"), usedPoints);
    object.insert(QStringLiteral("cells"), cells);
    object.insert(QStringLiteral("voids"), voids);
    object.insert(QStringLiteral("filled"), filled);
    object.insert(QStringLiteral("seconds"), seconds);
    object.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(warnings));
    return object;
}

} // namespace tuilerie
