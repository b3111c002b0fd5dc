// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/styled/styledprofile.h"

#include "base/work/progressmeter.h"
#include "source/vectoropen.h"

#include <QCoreApplication>

#include <gdal.h>
#include <ogr_api.h>

namespace tuilerie::raster {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::StyledPyramid", text);
}

constexpr double scaleTolerance = 1.02; ///< between the grid's scale and the one that the renderer reckons with

/// Levels at which a style draws anything.
std::vector<int> drawnLevels(const RasterProfile &profile, const QJsonObject &description)
{
    const double larger = description.value(QLatin1String("min_scale")).toDouble();
    const double smaller = description.value(QLatin1String("max_scale")).toDouble();
    // The figures are those of the symbols; labels may have others. In degrees, the scale depends on the place.
    const bool isKnown = !description.value(QLatin1String("labels")).toBool() && !profile.render.gridCrs.isGeographic();
    std::vector<int> levels;
    for (int z = profile.top; z <= profile.bottom; ++z) {
        const double denominator = profile.matrix(z).cellSize * profile.render.gridCrs.metersPerUnit() / 0.00028;
        if (!isKnown
            || ((larger <= 0 || denominator * scaleTolerance >= larger)
                && (smaller <= 0 || denominator <= smaller * scaleTolerance)))
            levels.push_back(z);
    }
    return levels;
}

/// A feature's bounding box in the grid's CRS.
std::optional<Extent> inGrid(const Extent &box, const CrsTransform &toGrid, double wide)
{
    if (toGrid.isIdentity())
        return box;
    if (std::max(box.width(), box.height()) > wide) {
        const auto moved = toGrid.forward(box);
        return moved ? std::optional(*moved) : std::nullopt;
    }
    // Edges of a small box are straight enough: within the buffer.
    std::array<Point, 4> corners{
        Point{box.west, box.south}, Point{box.east, box.south}, Point{box.east, box.north}, Point{box.west, box.north}};
    if (!toGrid.forward(corners))
        return std::nullopt;
    Extent moved{corners[0].x, corners[0].y, corners[0].x, corners[0].y};
    for (const Point &corner : corners)
        moved = {std::min(moved.west, corner.x), std::min(moved.south, corner.y), std::max(moved.east, corner.x),
            std::max(moved.north, corner.y)};
    return moved;
}

Status touchTable(const StyledPyramidParams &params, const RasterProfile &profile, const StyledTable &table,
    const std::vector<int> &levels, const RasterPlan::Touch &touch, WorkControl &control)
{
    TUILERIE_TRY(data, openVector(table.database));
    OGRLayerH layer = table.table.isEmpty() ? GDALDatasetGetLayer(data.get(), 0)
                                            : GDALDatasetGetLayerByName(data.get(), table.table.toUtf8().constData());
    if (!layer)
        return fail(ErrorCode::NotFound, tr("%1 has no table “%2” that can be read.").arg(table.database, table.table));
    const QString crsText = crsOfVectorLayer(layer);
    if (crsText.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("The table “%1” does not say its coordinate reference system. Assign one.").arg(table.table));
    TUILERIE_TRY(crs, Crs::fromText(crsText));
    TUILERIE_TRY(toGrid, CrsTransform::create(crs, profile.render.gridCrs));
    const double wide = crs.isGeographic() ? 0.2 : 20000;
    ProgressMeter meter(control, QStringLiteral("plan"), OGR_L_GetFeatureCount(layer, FALSE));
    OGR_L_ResetReading(layer);
    while (OGRFeatureH feature = OGR_L_GetNextFeature(layer)) {
        const OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        if (geometry && !OGR_G_IsEmpty(geometry)) {
            OGREnvelope envelope{};
            OGR_G_GetEnvelope(geometry, &envelope);
            if (const auto box = inGrid({envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY}, toGrid, wide);
                box && std::isfinite(box->west + box->south + box->east + box->north)) {
                for (const int z : levels) {
                    const TileMatrix &matrix = profile.matrix(z);
                    // A point's box is empty, and so is a level's least reach: a pixel more does no harm.
                    const double reach = (params.buffer + 1) * matrix.cellSize;
                    const TileRange range = matrix.rangeOf(box->grown(reach, reach));
                    if (range.maxCol >= range.minCol && range.maxRow >= range.minRow)
                        touch(z, range);
                }
            }
        }
        OGR_F_Destroy(feature);
        TUILERIE_CHECK(meter.add(1));
    }
    meter.report();
    return {};
}

} // namespace

Result<RasterPlan> styledPlan(
    const StyledPyramidParams &params, const RasterProfile &profile, RenderPool &pool, WorkControl &control)
{
    return RasterPlan::drawn(
        profile,
        [&](const RasterPlan::Touch &touch) -> Status {
            for (const StyledTable &table : params.tables) {
                TUILERIE_TRY(description, pool.describe(table));
                for (const QJsonValue &problem : description.value(QLatin1String("problems")).toArray())
                    control.log(table.table + QStringLiteral(": ") + problem.toString());
                const std::vector<int> levels = drawnLevels(profile, description);
                if (!levels.empty())
                    TUILERIE_CHECK(touchTable(params, profile, table, levels, touch, control));
            }
            return {};
        },
        params.metatile);
}

} // namespace tuilerie::raster
