// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"
#include "renderpool/renderpool.h"

#include <QSize>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace tuilerie {

struct ServedLayer;

/// What only the renderer knows of a WMS-VECTOR layer.
struct VectorLayerFact
{
    double minScaleDenominator = 0; ///< of the styles together; 0 = none
    double maxScaleDenominator = 0;
    QSize legend;  ///< pixels of its picture; empty without one
    Extent extent; ///< of the data, in the layer's CRS
    Extent wgs84;
    bool isWhole = false; ///< the renderer has told; else only what the catalogue says
};

/// Those facts, asked for once for each version of a layer. Thread-safe.
class VectorLayerFacts
{
public:
    /// Without a pool, or while it is too busy, only what the catalogue says.
    VectorLayerFact of(const ServedLayer &layer, RenderPool *pool);

private:
    using Clock = std::chrono::steady_clock;

    std::mutex m_mutex;
    Clock::time_point m_restUntil; ///< a pool that had no time for one layer is not asked for the next hundred
    std::map<std::string, VectorLayerFact> m_known; ///< by the layer's ETag
};

/// The layer's tables as the pool takes them.
std::vector<StyledTable> tablesOf(const ServedLayer &layer);

} // namespace tuilerie
