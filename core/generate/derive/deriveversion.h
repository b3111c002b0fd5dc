// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/derive/pointscan.h"
#include "generate/derive/tileproduct.h"
#include "source/rememberedfiles.h"

#include <optional>

namespace tuilerie::derive {

/// What a run need not make, because an earlier version has it.
struct DeriveReuse
{
    QString raster;                 ///< the earlier version's; empty: all is made
    std::vector<char> isOther;      ///< by tiles: cells may have other values than there
    std::vector<char> isMade;       ///< by tiles: those, and for a hillshade the tiles around, whose heights it needs
    std::vector<ScanCounts> counts; ///< by the plan's files, of those that have not changed
    std::vector<TileTotals> totals; ///< by tiles, as they were

    bool isAll() const { return raster.isEmpty(); }
    bool isNothing() const; ///< not one tile is made: the raster is that of before
};

/// A derived raster among its versions: what an earlier one has left beside itself, in DIR/.NAME.tif.made, and what this one
/// leaves: the sources as they were, with what was counted in them, and the totals of the tiles. A cell depends on the
/// points no further from it than the widest void that is filled, so that tiles that no changed file reaches have the same
/// values. For one thread.
class DeriveVersion
{
public:
    /// Looks for what has changed; boxes that were measured of files that are the same are added to `measured`. What the
    /// earlier version lacks is said in the log. Paused, Cancelled; errors of listFiles().
    static Result<DeriveVersion> open(
        const DeriveParams &params, const PyramidVersion &version, MeasuredBoxes &measured, WorkControl &control);

    /// Brings the plan's tiles to those of the earlier version where all else is the same.
    DeriveReuse reuse(DerivePlan &plan, WorkControl &control);
    const std::optional<PyramidChanges> &changes() const { return m_changes; } ///< tiles, of a version with an ancestor

    /// Leaves what the next version needs, where that is wanted; else takes away what lies there. The output is whole.
    /// `counts` by the plan's files, `totals` by tiles.
    Status leave(const DerivePlan &plan, const std::vector<ScanCounts> &counts, const std::vector<TileTotals> &totals,
        const MeasuredBoxes &measured, WorkControl &control);

private:
    struct Source
    {
        RememberedFile file;
        std::optional<Extent> extent; ///< of its points; unset where it has none
        std::optional<PointBox> box;  ///< measured
        ScanCounts counts;
    };
    struct State
    {
        QByteArray setting;
        int tileCells = 0;
        FinishedFile raster;
        std::vector<Source> sources;
        std::vector<TileTotals> totals;
    };
    static std::optional<State> load(const QString &raster);
    static std::vector<RememberedFile> filesOf(const State &state);
    std::vector<Extent> changedExtents(const DerivePlan &plan) const;

    DeriveParams m_params;
    PyramidVersion m_version;
    std::optional<State> m_before;
    std::vector<RememberedFile> m_now;
    FileComparison m_files; ///< of m_now with m_before
    std::optional<PyramidChanges> m_changes;
};

} // namespace tuilerie::derive
