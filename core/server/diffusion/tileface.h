// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/serviceaccess.h"

namespace tuilerie {

/// A form that tiles of a layer go out in.
struct TileFormat
{
    std::string mime, extension;
};

/// Every format that a layer's tiles are given in, the first one for whoever has no wish. Tiles go out as they are stored;
/// of values, of TIFF, and where a style draws, there are pictures beside them, which any client shows: PNG, drawn when
/// asked for. So FORMAT says whether values or pictures are meant: values are the same in every style.
std::vector<TileFormat> tileFormats(const ServedLayer &layer);
/// Of these the one with this media type, or this extension; null when there is none.
std::optional<TileFormat> tileFormat(const ServedLayer &layer, std::string_view mimeOrExtension);

/// One tile: what is stored as a file range for the kernel, what is drawn by a worker. 404 without a body text where there
/// is none.
HttpResponse tileAnswer(const ServiceAccess &access, const char *service, const ServedLayer &layer, const RasterStyle &style,
    const TileFormat &format, const ServedLevel &level, qint64 col, qint64 row);

} // namespace tuilerie
