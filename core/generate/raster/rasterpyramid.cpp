// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterpyramid.h"

#include "generate/raster/blockrenderer.h"
#include "generate/raster/pixelpyramid.h"
#include "generate/raster/rasterancestor.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace raster;

Result<RasterPyramidResult> generateRasterPyramid(
    const RasterPyramidParams &params, WorkControl &control, const PyramidVersion &version)
{
    PixelOrder order;
    order.profile = [&params](WorkControl &inner) { return RasterProfile::resolve(params, inner); };
    order.fingerprint = [](const RasterProfile &profile) { return profile.fingerprint(); };
    order.sourceState = [](const RasterProfile &profile) { return profile.sourceState(); };
    order.plan = [](const RasterProfile &profile, WorkControl &inner) { return RasterPlan::make(profile, inner); };
    order.source = [](const RasterProfile &profile) -> Result<std::unique_ptr<PixelSource>> {
        TUILERIE_TRY(renderer, BlockRenderer::create(profile.render));
        return std::unique_ptr<PixelSource>(std::move(renderer));
    };
    order.isKept = version.isKept;
    if (!version.ancestor.isEmpty()) {
        TUILERIE_TRY(place, PyramidPlace::fromOutput(version.ancestor));
        order.ancestor = place;
    }
    return makePixelPyramid(order, control);
}

Result<VersionOutlook> lookAtRasterVersion(const RasterPyramidParams &params, const QString &state, WorkControl &control)
{
    const auto ancestor = RasterAncestor::loadFrom(state, {});
    if (!ancestor)
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate(
                "tuilerie::RasterPyramid", "The version before left nothing that can be gone on from."),
            state);
    RasterPyramidParams wanted = params;
    if (wanted.output.isEmpty())
        wanted.output = QStringLiteral("version"); // which has no place yet
    TUILERIE_TRY(profile, RasterProfile::resolve(wanted, control));
    TUILERIE_TRY(plan, RasterPlan::make(profile, control));
    TUILERIE_TRY(difference, ancestor->compare(profile, plan, control));
    TUILERIE_TRY(estimate, estimateRasterPyramid(params, control));
    VersionOutlook outlook;
    outlook.changes = difference.changes;
    outlook.reason = difference.reason;
    outlook.ofSeconds = (estimate.secondsLow + estimate.secondsHigh) / 2;
    const qint64 tiles = std::max<qint64>(1, difference.changes.ofTiles);
    outlook.seconds = outlook.ofSeconds * double(difference.changes.tiles) / double(tiles);
    return outlook;
}

} // namespace tuilerie
