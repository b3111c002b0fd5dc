// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/export/tilewalk.h"
#include "pyramid/tilecodec.h"

namespace tuilerie {

struct ExportTile
{
    TilePlace place;
    QByteArray bytes; ///< as the export has them; never empty
};

/// Reads tiles and brings them into the export's form, by several threads. For one thread to call; the plan must live
/// longer.
class TileFeed
{
public:
    TileFeed(const ExportPlan &plan, int workers);
    /// The tiles at these places that there are, in the same order.
    Result<std::vector<ExportTile>> read(const std::vector<TilePlace> &places, const WorkControl &control);

private:
    struct Codecs // of one thread
    {
        std::unique_ptr<TileCodec> from;
        std::unique_ptr<TileCodec> to;
        std::vector<uint8_t> pixels;
    };
    Result<QByteArray> tile(const TilePlace &place, Codecs &codecs) const;

    const ExportPlan &m_plan;
    std::vector<Codecs> m_codecs;
};

} // namespace tuilerie
