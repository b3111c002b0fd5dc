// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/style.h"
#include "renderpool/renderpool.h"

#include <QDateTime>
#include <list>
#include <memory>

class QgsVectorLayer;

namespace tuilerie {

/// Tables opened read-only in their styles; the last 64 are kept until their file or style changes. One thread.
class StyledLayers
{
public:
    struct Layer
    {
        /// The topmost first. One, or for a table that mixes them one for its points, its lines and its areas, which QGIS's
        /// layers cannot do.
        std::vector<std::unique_ptr<QgsVectorLayer>> layers;
        size_t main = 0; ///< which of them says the style
        StyleReading reading;
        const QgsVectorLayer &mainLayer() const { return *layers[main]; }
    };
    /// The pointer holds until the next call. NotFound: no such file or table; Corrupt: it cannot be read; and those of
    /// readTableStyle().
    Result<Layer *> open(const StyledTable &table);
    /// Each open at once, in the same order; the pointers hold until the next call of either.
    Result<std::vector<Layer *>> open(const std::vector<StyledTable> &tables);

private:
    struct Entry
    {
        StyledTable table;
        QByteArray state; ///< sizes and dates of file and style
        std::shared_ptr<Layer> layer;
    };
    std::list<Entry> m_entries; ///< the one used last first
};

} // namespace tuilerie
