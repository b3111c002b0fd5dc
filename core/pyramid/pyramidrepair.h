// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/verify.h"

namespace tuilerie {

struct RepairReport
{
    qint64 slabs = 0;                ///< looked at
    qint64 repaired = 0;             ///< of them written anew
    qint64 tiles = 0;                ///< in the slabs that were written anew
    std::vector<VerifyError> errors; ///< slabs that stay as they are, and why
    QJsonObject toJson() const;      ///< {slabs, repaired, tiles, errors: [{place, message}]}
};

/// Writes those slabs of a raster pyramid anew whose tiles all decode but are not to the letter of docs/rok4.md §4 (PNG
/// tiles with filtered rows or several IDAT, which the official reader takes for noise): the same pixels, in the same place.
/// Each slab is replaced at once, so that whoever reads meanwhile sees the old one or the new one; the list file gets the
/// new MD5s. What is right is left alone; doing it twice is doing it once, and so is doing it again after a kill. A slab
/// that is damaged, or a reference to one of another pyramid, is named in errors and left as it is. Blocks; Paused and
/// Cancelled between two slabs. `workers`: 0 for all cores.
Result<RepairReport> repairPyramid(const QString &descriptorPath, int workers, WorkControl &control);

} // namespace tuilerie
