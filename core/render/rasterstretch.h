// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <optional>
#include <vector>

namespace tuilerie {

/// How a raster's values become colours on the screen. The data themselves are never touched. Plain value.
struct RasterStretch
{
    enum class Range {
        AsStored,   ///< values are colours already (uint8), palettes kept
        MinMax,     ///< from the least to the greatest value
        Percentile, ///< cut at `lowPercent` and `highPercent` of the values
        Manual      ///< `limits` as the user typed them
    };
    struct Limits
    {
        double min = 0;
        double max = 255;
        bool operator==(const Limits &) const = default;
    };

    Range range = Range::AsStored;
    double lowPercent = 2;
    double highPercent = 98;
    std::vector<int> bands;       ///< from 1; one = gray, three = red, green, blue; empty = the file's own choice
    std::vector<Limits> limits;   ///< one for each of `bands`; computed unless Manual
    std::optional<double> nodata; ///< drawn transparent besides the file's own nodata
    bool smooth = false;          ///< bilinear when enlarged and average when reduced, instead of nearest

    bool operator==(const RasterStretch &) const = default;
    QJsonObject toJson() const;
    static RasterStretch fromJson(const QJsonObject &object);
};

} // namespace tuilerie
