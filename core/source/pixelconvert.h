// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/rastersource.h"

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace tuilerie {

/// How one file's samples become a RasterBlock's: which bands are read and what is done with each pixel. Made once for an
/// open file.
struct PixelPlan
{
    std::vector<int> bands;                        ///< GDAL band numbers to read, colours first, alpha last
    int colours = 1;                               ///< of them
    bool hasAlpha = false;                         ///< the last of them is alpha
    bool hasMask = false;                          ///< mask rows are given to convertRow
    std::vector<std::array<uint8_t, 4>> palette;   ///< RGBA; then one band is read
    bool readsFloat = false;                       ///< samples are read as float, else as uint8
    bool isSigned = false;                         ///< of samples read as float, 128 to 255 stand for −128 to −1
    std::vector<float> nodata;                     ///< of each colour, as stored; empty where not all of them have one
    std::vector<std::pair<double, double>> scales; ///< value = sample × first + second, of each colour; empty: as stored
    bool copiesColours = false;                    ///< the channels are the colours, else they are spread to them
    float opaque = 255;                            ///< alpha of an opaque pixel in the output
    bool asFloat = false;                          ///< the output's samples
    int channels = 3;
    float stretchOffset = 0; ///< uint8 = (v − offset) × scale, when read as float and wanted as uint8
    float stretchScale = 1;
    bool isMinWhite = false; ///< then the least is white

    /// True when bytes can go from GDAL into the block as they are.
    bool isPlainCopy() const
    {
        return !readsFloat && !asFloat && palette.empty() && !hasAlpha && !hasMask && nodata.empty() && !isMinWhite
            && copiesColours;
    }
};

/// Writes one row: for output pixel i the source pixel columns[i] of `source` (interleaved, plan.bands.size() samples each:
/// uint8_t or float by plan.readsFloat). `mask` has one byte a source pixel, null without mask. An invalid pixel never
/// replaces a valid one. `out` is the row's first sample in the block's bytes or floats, `valid` its first validity byte.
void convertRow(
    const PixelPlan &plan, const void *source, const uint8_t *mask, std::span<const int> columns, void *out, uint8_t *valid);

} // namespace tuilerie
