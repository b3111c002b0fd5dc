// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/rasterbands.h"

#include <algorithm>

namespace tuilerie {

namespace {

int firstOf(const std::vector<RasterBand> &bands, BandRole role)
{
    const auto found =
        std::find_if(bands.begin(), bands.end(), [role](const RasterBand &band) { return band.role == role; });
    return found == bands.end() ? 0 : int(found - bands.begin()) + 1;
}

} // namespace

PictureBands pictureBands(const std::vector<RasterBand> &bands, const std::vector<int> &chosen)
{
    PictureBands picture;
    picture.alpha = firstOf(bands, BandRole::Alpha);
    const int count = int(bands.size());
    for (const int number : chosen) {
        if (number >= 1 && number <= count)
            picture.colours.push_back(number);
    }
    if (!picture.colours.empty()) {
        const auto asColour = std::find(picture.colours.begin(), picture.colours.end(), picture.alpha);
        const bool isLast = asColour + 1 == picture.colours.end();
        if (isLast && picture.colours.size() % 2 == 0)
            picture.colours.pop_back();
        else if (asColour != picture.colours.end())
            picture.alpha = 0;
        return picture;
    }
    const std::vector<int> marked{
        firstOf(bands, BandRole::Red), firstOf(bands, BandRole::Green), firstOf(bands, BandRole::Blue)};
    const bool isMarked = std::find(marked.begin(), marked.end(), 0) == marked.end();
    if (isMarked)
        picture.colours = marked;
    for (int number = 1; number <= count; ++number) {
        const bool isTaken = std::find(picture.colours.begin(), picture.colours.end(), number) != picture.colours.end();
        if (number != picture.alpha && !isTaken)
            picture.colours.push_back(number);
    }
    if (picture.colours.empty() && picture.alpha > 0)
        picture.colours.push_back(std::exchange(picture.alpha, 0));
    // One band is gray and three of a TIFF without colours are red, green and blue, by custom; anything else is guessed.
    picture.isGuess = !isMarked && picture.colours.size() != 1 && picture.colours.size() != 3;
    return picture;
}

} // namespace tuilerie
