// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "source/rastersource.h"

#include <functional>
#include <optional>
#include <vector>

namespace tuilerie {

/// What the pixels tell that checkTruncated reads: the first, the middle and the last block of each band.
struct PixelLook
{
    QString damage;      ///< GDAL's words for what cannot be decoded; empty when all can
    int alphaOfData = 0; ///< the band that is marked as opacity and whose values are none; 0 for no such band
};

/// What a raster rule sees and where it puts what it finds. One thread.
struct RasterCheck
{
    const RasterSource &source;
    WorkControl &control;
    std::vector<Finding> findings;
    std::optional<Error> failure = std::nullopt; ///< of a rule that could not be looked for to its end
    std::vector<PixelLook> looks = {};           ///< of readable(), once checkTruncated has run

    /// A finding on a file, at its extent.
    Finding &add(const char *id, Severity severity, const RasterTile &tile, const QString &message, const QString &fix,
        const char *fixAction = "");
    /// A finding on the whole data set.
    Finding &add(const char *id, Severity severity, const QString &message, const QString &fix, const char *fixAction = "");
    /// Those that can be read.
    std::vector<const RasterTile *> readable() const;
};

/// One rule: it looks for one thing and may find it at many places. `id` is that of its findings, or their common beginning.
struct RasterRule
{
    const char *id;
    void (*run)(RasterCheck &check);
};

/// All of them. A new rule is a function and a line here.
const std::vector<RasterRule> &rasterRules();

// filerules.cpp
void checkRefused(RasterCheck &check);
void checkUnreadable(RasterCheck &check);
void checkTruncated(RasterCheck &check);
void checkGeoreference(RasterCheck &check);
void checkZeroExtent(RasterCheck &check);
void checkRotated(RasterCheck &check);
// crsrules.cpp
void checkCrsMissing(RasterCheck &check);
void checkCrsMixed(RasterCheck &check);
void checkAxesSwapped(RasterCheck &check);
void checkAreaOfUse(RasterCheck &check);
void checkShiftGrids(RasterCheck &check);
// uniformrules.cpp
void checkResolution(RasterCheck &check);
void checkAlignment(RasterCheck &check);
void checkBands(RasterCheck &check);
void checkType(RasterCheck &check);
void checkNodata(RasterCheck &check);
void checkUnusualType(RasterCheck &check);
// bandrules.cpp
void checkBandRoles(RasterCheck &check);
void checkAlphaOfData(RasterCheck &check);
void checkTypeClash(RasterCheck &check);
void checkPages(RasterCheck &check);
void checkScale(RasterCheck &check);
void checkBits(RasterCheck &check);
// coveragerules.cpp
void checkGaps(RasterCheck &check);
void checkOverlaps(RasterCheck &check);

} // namespace tuilerie
