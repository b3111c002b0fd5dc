// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "grid/crs.h"

#include <QStringList>
#include <optional>

namespace tuilerie {

/// Grids of datum shifts (NTv2, GeoTIFF) that the best way from one CRS to another reads and PROJ does not find on this
/// machine.
struct ShiftGridLack
{
    QStringList names;     ///< of the files: "uk_os_OSTN15_NTv2_OSGBtoETRS.tif"
    QStringList urls;      ///< where they can be had, as far as PROJ's database knows
    QString folder;        ///< where PROJ would find them
    double with = -1;      ///< accuracy of the way that reads them, in metres; −1 where nobody says
    double without = -1;   ///< of the best way that is left
    bool isStopped = true; ///< no way is left: nothing can be transformed

    bool operator==(const ShiftGridLack &) const = default;
    QString what(const Crs &from, const Crs &to) const; ///< what comes of it, a sentence
    QString how() const;                                ///< what to do, a sentence
    /// Whether it can be seen in data of so many metres a cell; 0 for data without cells, whose places are of any fineness.
    bool isSeen(double cell) const { return isStopped || without < 0 || without - with > cell; }
};

/// What is missing between the two for data within `extent` (of `from`, which may be empty: anywhere); unset when the best
/// way can be gone. Asks PROJ's database for up to 0.1 s the first time; any thread.
std::optional<ShiftGridLack> shiftGridLack(const Crs &from, const Crs &to, const Extent &extent);

/// For a work that is about to bring data of so many metres a cell from one CRS to the other: a warning when a missing grid
/// can be seen in them; Unsupported when they cannot be brought there at all.
Status announceShiftGrids(const Crs &from, const Crs &to, const Extent &extent, double cell, WorkControl &control);

} // namespace tuilerie
