// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/exportplan.h"

#include "grid/crs.h"
#include "grid/webmercator.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cmath>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::Export)
};

// Whether four tiles of `fine` are exactly one of `coarse`.
bool halves(const TileMatrix &coarse, const TileMatrix &fine)
{
    return std::abs(coarse.cellSize - 2 * fine.cellSize) < 1e-9 * coarse.cellSize
        && std::abs(coarse.origin.x - fine.origin.x) < 1e-6 * fine.cellSize
        && std::abs(coarse.origin.y - fine.origin.y) < 1e-6 * fine.cellSize && coarse.tileWidth == fine.tileWidth
        && coarse.tileHeight == fine.tileHeight;
}

QString nameOf(const QString &descriptorPath)
{
    return QFileInfo(descriptorPath).completeBaseName();
}

// The form of the tiles, where the format has one for what the pyramid holds.
Status chooseForm(ExportPlan &plan)
{
    const PyramidDescriptor &descriptor = plan.reader->descriptor();
    const bool forWeb = plan.format == ExportFormat::PmTiles || plan.format == ExportFormat::MbTiles;
    if (descriptor.isVector()) {
        if (!forWeb)
            return fail(ErrorCode::Unsupported,
                Text::tr("%1 is a pyramid of vector tiles, which %2 cannot hold. Export it to pmtiles or mbtiles.")
                    .arg(plan.name, ExportParams::formatWord(plan.format)));
        plan.form = TileForm::Vector;
        plan.isCopied = true;
        return {};
    }
    TUILERIE_TRY(format, descriptor.rasterFormat());
    if (format.sample == SampleType::Float32) {
        if (forWeb)
            return fail(ErrorCode::Unsupported,
                Text::tr("The tiles of %1 hold numbers (float32), which %2 cannot hold. Export it to gpkg or cog.")
                    .arg(plan.name, ExportParams::formatWord(plan.format)));
        if (plan.format == ExportFormat::GeoPackage && descriptor.channels != 1)
            return fail(ErrorCode::Unsupported,
                Text::tr("A coverage of a GeoPackage has one channel, and %1 has %2. Export it to cog.")
                    .arg(plan.name)
                    .arg(descriptor.channels));
        plan.form = TileForm::Float;
        return {};
    }
    const bool isJpeg = format.compression == TileCompression::Jpeg75 || format.compression == TileCompression::Jpeg90;
    plan.form = isJpeg ? TileForm::Jpeg : TileForm::Png;
    plan.isCopied = isJpeg || format.compression == TileCompression::Png;
    return {};
}

// The levels that the format can hold.
Status chooseLevels(ExportPlan &plan, const QString &wanted, WorkControl &control)
{
    const TileMatrixSet &grid = plan.reader->grid();
    const bool forWeb = plan.format == ExportFormat::PmTiles || plan.format == ExportFormat::MbTiles;
    TUILERIE_TRY(isMercator, isInWebMercator(grid));
    QStringList left;
    bool found = wanted.isEmpty();
    const auto &levels = plan.reader->descriptor().levels;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        found = found || level->id == wanted;
        if (!found || level->limits.isEmpty())
            continue;
        const TileMatrix &matrix = *grid.level(level->id);
        const int zoom = isMercator ? webMercatorZoom(matrix) : -1;
        if (forWeb && zoom < 0)
            return fail(ErrorCode::Unsupported,
                Text::tr("%1 has tiles of the Web Mercator grid only, and %2 is in %3. Export it to gpkg or cog, or "
                         "generate it with "
                         "--tms PM.")
                    .arg(ExportParams::formatWord(plan.format), plan.name, grid.id()));
        // Without the one between them, two levels do not fit any more either.
        if (!left.isEmpty() || (!forWeb && !plan.levels.empty() && !halves(matrix, plan.levels.front().matrix))) {
            left << level->id;
            continue;
        }
        plan.levels.insert(
            plan.levels.begin(), {level->id, zoom >= 0 ? zoom : grid.indexOf(level->id), matrix, level->limits});
    }
    if (plan.levels.empty())
        return fail(ErrorCode::NotFound,
            found ? Text::tr("%1 holds no tile, so there is nothing to export.").arg(plan.name)
                  : Text::tr("%1 has no level %2.").arg(plan.name, wanted));
    if (!left.isEmpty())
        control.warning(Text::tr("The levels of %1 halve down from level %2 only: coarser ones (%3) are left out of the %4.")
                            .arg(grid.id(), plan.levels.front().id, left.join(QStringLiteral(", ")),
                                ExportParams::formatWord(plan.format)));
    return {};
}

} // namespace

qint64 ExportPlan::tileCount() const
{
    qint64 count = 0;
    for (const ExportLevel &level : levels)
        count += level.limits.count();
    return count;
}

int ExportPlan::overviewZoom() const
{
    constexpr qint64 few = 6;
    int zoom = levels.front().zoom;
    for (const ExportLevel &level : levels) {
        if (level.limits.count() <= few)
            zoom = level.zoom;
    }
    return zoom;
}

Result<ExportPlan> planExport(const ExportParams &params, WorkControl &control)
{
    ExportPlan plan;
    TUILERIE_TRY(reader, PyramidReader::open(params.pyramid));
    plan.reader = reader;
    plan.format = params.format;
    plan.name = nameOf(reader->path());
    plan.title = params.title.isEmpty() ? plan.name : params.title;
    plan.abstract = params.abstract;
    plan.attribution = params.attribution;
    TUILERIE_CHECK(chooseForm(plan));
    TUILERIE_CHECK(chooseLevels(plan, params.level, control));

    const ExportLevel &finest = plan.levels.back();
    plan.extent = finest.matrix.rangeExtent(finest.limits);
    TUILERIE_TRY(crs, Crs::fromText(reader->grid().crs()));
    TUILERIE_TRY(degrees, Crs::fromText(QStringLiteral("EPSG:4326")));
    TUILERIE_TRY(transform, CrsTransform::create(crs, degrees));
    TUILERIE_TRY(bounds, transform.forward(plan.extent));
    plan.bounds = bounds.intersected({-180, -90, 180, 90});
    return plan;
}

} // namespace tuilerie
