// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/mosaicmix.h"

#include <algorithm>
#include <map>

namespace tuilerie {

namespace {

/// Type of the values that a pyramid gets, and whether they are colours.
using Kind = std::pair<RasterSampleType, bool>;

Kind kindOf(const RasterTile &tile)
{
    if (tile.hasPalette)
        return {RasterSampleType::UInt8, true};
    return {tile.type, pictureBands(tile.bandList).colours.size() >= 3};
}

bool goTogether(const Kind &a, const Kind &b)
{
    return a.first == b.first || (!a.second && !b.second);
}

} // namespace

std::vector<size_t> oddTypes(const std::vector<RasterTile> &tiles)
{
    std::map<Kind, qint64> counts;
    for (const RasterTile &tile : tiles) {
        if (tile.problem.isEmpty())
            ++counts[kindOf(tile)];
    }
    if (counts.size() < 2)
        return {};
    const Kind main = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) {
        return a.second < b.second;
    })->first;
    // What goes with most may still not go with each other: bytes go with colours of bytes and with heights.
    std::vector<Kind> taken{main};
    std::vector<size_t> odd;
    for (const auto &[kind, count] : counts) {
        if (std::all_of(taken.begin(), taken.end(), [&kind = kind](const Kind &other) { return goTogether(kind, other); }))
            taken.push_back(kind);
    }
    for (size_t i = 0; i < tiles.size(); ++i) {
        if (tiles[i].problem.isEmpty() && std::find(taken.begin(), taken.end(), kindOf(tiles[i])) == taken.end())
            odd.push_back(i);
    }
    return odd;
}

} // namespace tuilerie
