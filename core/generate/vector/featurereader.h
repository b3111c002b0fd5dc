// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progressmeter.h"
#include "generate/vector/geometryconverter.h"

#include <functional>

namespace tuilerie::vector {

/// All that one reading of the sources gives.
struct ReadFeatures
{
    std::unique_ptr<RawStore> store;
    ConversionCounts counts;
    QStringList warnings;            ///< what GDAL warned of, each once, with its table
    std::vector<qint64> inputCounts; ///< features of each input
    std::vector<bool> isOrdered;     ///< of each input: in each of its tables, ids rise from feature to feature
    std::vector<std::vector<AttributeStatistics>> statistics; ///< of each input's attributes
};

struct ReadOptions
{
    QString folder; ///< for temporary files
    int workers = 1;
    /// Only features that touch this extent of the grid's CRS; empty = all.
    Extent only;
    qint64 most = -1; ///< stop after so many features of each table; −1 = all
};

/// Reads every input once: one thread reads, the workers convert, and what they make is stored in the order of the sources,
/// whoever is first. Reports to the meter, feature by feature.
Result<ReadFeatures> readFeatures(const VectorProfile &profile, const ReadOptions &options, ProgressMeter &meter);

} // namespace tuilerie::vector
