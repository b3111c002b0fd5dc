// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterpyramid.h"

#include "generate/raster/blockrenderer.h"
#include "generate/raster/pixelpyramid.h"

namespace tuilerie {

using namespace raster;

Result<RasterPyramidResult> generateRasterPyramid(
    const RasterPyramidParams &params, WorkControl &control, const RasterVersion &version)
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

} // namespace tuilerie
