// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterproposal.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

bool keepsValues(const RasterInfo &info, const RasterPyramidParams &params)
{
    const bool bytes = info.type == RasterSampleType::UInt8 || info.hasPalette;
    return params.sample.isEmpty() ? !bytes : params.sample.compare("FLOAT32"_L1, Qt::CaseInsensitive) == 0;
}

QString proposedFormat(const RasterInfo &info, const RasterPyramidParams &params)
{
    if (!params.format.isEmpty())
        return params.format;
    if (keepsValues(info, params))
        return u"ZIP"_s;
    const bool seeThrough = params.channels == 0 && info.isSeeThrough;
    return seeThrough || (params.channels != 0 && params.channels != 3) ? u"PNG"_s : u"JPG"_s;
}

int proposedChannels(const RasterInfo &info, const RasterPyramidParams &params, int colours)
{
    if (params.channels != 0)
        return params.channels;
    if (colours <= 0)
        colours = params.bands.isEmpty() ? info.colours : int(params.bands.count(u',')) + 1;
    // A fourth band is infrared or the like, not something to look through.
    const int shown = info.hasPalette || colours >= 3 ? 3 : 1;
    if (keepsValues(info, params))
        return info.hasPalette ? shown : params.bands.isEmpty() ? std::min(colours, 3) : std::min(colours, 4);
    // What one does look through is a channel of its own where the data have it so, or where the format is made for it.
    const QString format = proposedFormat(info, params);
    if (format.startsWith("JPG"_L1, Qt::CaseInsensitive))
        return 3;
    const bool isPng = format.compare("PNG"_L1, Qt::CaseInsensitive) == 0;
    return shown + (info.hasAlpha || (info.isSeeThrough && isPng) ? 1 : 0);
}

bool needsMasks(const RasterInfo &info, const RasterPyramidParams &params, int channels)
{
    return info.isSeeThrough && !keepsValues(info, params) && (channels == 1 || channels == 3);
}

QString opaqueTiles(const RasterInfo &info, const RasterPyramidParams &params)
{
    const bool isJpeg = proposedFormat(info, params).startsWith("JPG"_L1, Qt::CaseInsensitive);
    if (!isJpeg || !needsMasks(info, params, 3))
        return {};
    return QCoreApplication::translate("tuilerie::RasterProposal",
        "The data have places that one sees through, but JPEG tiles are opaque: WMTS and TMS show them in the nodata "
        "colour. "
        "Choose PNG (--format PNG) to see through them.");
}

} // namespace tuilerie
