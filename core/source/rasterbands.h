// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <optional>
#include <vector>

namespace tuilerie {

/// What a file says that a band shows (GDAL's colour interpretation). Other: a colour model or a part of the spectrum that
/// no picture is made of as it is.
enum class BandRole : quint8 { Undefined, Gray, Palette, Red, Green, Blue, Alpha, Other };

/// What a file's header says of one of its bands.
struct RasterBand
{
    BandRole role = BandRole::Undefined;
    std::optional<double> nodata; ///< of the samples as they are stored
    double scale = 1;             ///< value = sample × scale + offset
    double offset = 0;

    bool operator==(const RasterBand &) const = default;
    bool isScaled() const { return scale != 1 || offset != 0; }
};

/// Which bands a picture is made of: numbers from 1.
struct PictureBands
{
    std::vector<int> colours; ///< red, green and blue first, where there are such; never empty where there are bands
    int alpha = 0;            ///< 0 for none
    bool isGuess = false;     ///< there are more bands than the file says the roles of

    bool operator==(const PictureBands &) const = default;
};

/// Opacity is the first band that is marked so, and nothing else: an unmarked band after the colours is a measurement
/// (infrared). Red, green and blue are the bands that are marked so, wherever they lie; the others follow in the file's
/// order. An opacity alone is the picture. `chosen` bands (numbers from 1; those that the file lacks count as none) take the
/// colours' place: among one or three colours the marked opacity is a colour (infrared that was marked so by mistake), as
/// the last of two or four it is what it is, and where it is not chosen it is the opacity still.
PictureBands pictureBands(const std::vector<RasterBand> &bands, const std::vector<int> &chosen = {});

} // namespace tuilerie
