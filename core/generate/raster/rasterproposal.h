// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/rasterpyramidparams.h"
#include "source/rastersource.h"

namespace tuilerie {

/// What the data propose where the parameters leave it open: what a producer would choose. Measures keep their values,
/// photographs are small, and what has holes or an opacity is seen through: in PNG by a channel, in other formats of bytes
/// by masks. The engine takes it, the wizard shows it. Pure; any thread.

/// Are the tiles of values (float), and not of gray levels or colours?
bool keepsValues(const RasterInfo &info, const RasterPyramidParams &params);
/// "JPG", "PNG", "ZIP": the parameters' format, or the one that the data propose.
QString proposedFormat(const RasterInfo &info, const RasterPyramidParams &params);
/// Channels of the tiles in proposedFormat(); `colours` are the bands that are shown or kept, opacity apart (0: the data's).
int proposedChannels(const RasterInfo &info, const RasterPyramidParams &params, int colours = 0);
/// Must masks say where there are no data, since neither a channel nor a value does?
bool needsMasks(const RasterInfo &info, const RasterPyramidParams &params, int channels);
/// What a format takes away from data that one sees through, and the way out, for people; empty where it takes nothing.
QString opaqueTiles(const RasterInfo &info, const RasterPyramidParams &params);

} // namespace tuilerie
