// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/recordlog.h"
#include "generate/export/tilefeed.h"

namespace tuilerie {

/// Takes the tiles of an export in the order of its walk and makes the file. It works in the folder of the log, which lies
/// beside the output, and records there how far it is. For one thread.
class TileSink
{
public:
    virtual ~TileSink() = default;
    /// The key that the walk goes on with: 0 for a fresh export.
    virtual quint64 position() const = 0;
    /// All of them are on the disk when it is back; `next` is the key behind them.
    virtual Status put(const std::vector<ExportTile> &tiles, quint64 next) = 0;
    /// Brings the file to its end, in the folder of the log; gives its path.
    virtual Result<QString> finish() = 0;
    virtual qint64 tiles() const = 0;
    virtual qint64 contents() const { return 0; } ///< that differ, where equal ones are kept once
};

// The plan and the log must live longer.
Result<std::unique_ptr<TileSink>> openPmTilesSink(const ExportPlan &plan, RecordLog &log);
Result<std::unique_ptr<TileSink>> openMbTilesSink(const ExportPlan &plan, RecordLog &log);
Result<std::unique_ptr<TileSink>> openGeoPackageSink(const ExportPlan &plan, RecordLog &log);

/// The attributes of a vector pyramid's layers as TileJSON 3.0's `vector_layers` has them; empty for rasters.
QJsonArray vectorLayersOf(const ExportPlan &plan);

} // namespace tuilerie
