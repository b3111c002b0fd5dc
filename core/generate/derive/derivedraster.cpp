// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/derivedraster.h"

#include "generate/derive/deriverun.h"

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

Result<DeriveResult> deriveByPlan(const DeriveParams &params, const DerivePlan &plan, int &misplaced, WorkControl &control)
{
    misplaced = -1;
    TUILERIE_TRY(tiff, DerivedTiff::create(plan, params.output));
    TempFile spill(QFileInfo(params.output).absolutePath());
    const std::unique_ptr<TileProduct> product =
        plan.product == Product::Terrain ? makeTerrainProduct(plan, spill) : makeCellProduct(plan, spill);
    DeriveRun run(plan, *product, *tiff, control);
    if (auto status = run.run(); !status) {
        misplaced = run.misplaced();
        return fail(stopped(std::move(status.error())));
    }
    const ScanCounts &counts = run.counts();
    if (counts.used == 0)
        return fail(nothingToUse(params, plan, counts));
    if (run.totals().cells == 0)
        return fail(ErrorCode::Invalid,
            tr("The %1 points make no cell: they lie on one line, or too far apart. Choose a larger cell, or wider voids to "
               "fill.")
                .arg(counts.used));
    DeriveResult result;
    result.warnings = plan.warnings;
    if (plan.product == Product::Terrain && counts.classes[66] > 0 && !plan.ground[66])
        control.log(
            tr("%1 points are virtual ground (class 66) and are not used. IGN makes its terrain of the classes 2, 9 and 66: "
               "--ground-classes 2,9,66.")
                .arg(counts.classes[66]));
    for (const QString &warning : std::as_const(result.warnings))
        control.warning(warning);
    if (auto status = tiff->finish(control); !status)
        return fail(stopped(std::move(status.error())));
    result.path = params.output;
    result.width = plan.grid.width;
    result.height = plan.grid.height;
    result.points = counts.points;
    result.usedPoints = counts.used;
    result.cells = run.totals().cells;
    result.voids = run.totals().voids;
    result.filled = run.totals().filled;
    return result;
}

} // namespace

Result<DeriveResult> deriveRaster(const DeriveParams &params, WorkControl &control)
{
    QElapsedTimer timer;
    timer.start();
    MeasuredBoxes measured;
    for (;;) {
        TUILERIE_TRY(plan, planDerive(params, measured, control));
        int misplaced = -1;
        Result<DeriveResult> result = deriveByPlan(params, plan, misplaced, control);
        if (result)
            result->seconds = double(timer.elapsed()) / 1000;
        if (result || misplaced < 0)
            return result;
        // A header that lies: its box is measured, and everything planned anew.
        const QString &path = plan.files[size_t(misplaced)].path;
        if (measured.contains(path))
            return fail(ErrorCode::Internal, tr("The points of %1 cannot be placed.").arg(path));
        TUILERIE_CHECK(measureFiles(plan, misplaced, measured, control));
    }
}

QJsonObject DeriveResult::toJson() const
{
    return {{QStringLiteral("path"), path}, {QStringLiteral("width"), width}, {QStringLiteral("height"), height},
        {QStringLiteral("points"), points}, {QStringLiteral("used_points"), usedPoints}, {QStringLiteral("cells"), cells},
        {QStringLiteral("voids"), voids}, {QStringLiteral("filled"), filled}, {QStringLiteral("seconds"), seconds},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
