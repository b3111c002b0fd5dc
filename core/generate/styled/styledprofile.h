// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/pixelpyramid.h"
#include "generate/styled/styledpyramid.h"

#include <array>

namespace tuilerie::raster {

/// A styled pyramid's parameters in the words of the raster engine.
Result<RasterProfile> styledProfile(const StyledPyramidParams &params);
QByteArray styledFingerprint(const StyledPyramidParams &params, const RasterProfile &profile);
QByteArray styledSourceState(const StyledPyramidParams &params);
/// "#rrggbb"; Invalid otherwise.
Result<std::array<uint8_t, 3>> styledBackground(const QString &text);

/// The tiles that features may touch, `buffer` pixels around them included; levels where the styles draw nothing are left
/// out.
Result<RasterPlan> styledPlan(
    const StyledPyramidParams &params, const RasterProfile &profile, RenderPool &pool, WorkControl &control);

/// Draws a level's rectangles through the pool, with the buffer around.
Result<std::unique_ptr<PixelSource>> styledSource(
    const StyledPyramidParams &params, const RasterProfile &profile, RenderPool &pool, WorkControl &control);

} // namespace tuilerie::raster
