// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/raster/rasterrules.h"

namespace tuilerie {

Finding &RasterCheck::add(const char *id, Severity severity, const RasterTile &tile, const QString &message,
    const QString &fix, const char *fixAction)
{
    Finding &finding = add(id, severity, message, fix, fixAction);
    finding.path = tile.path;
    if (tile.problem.isEmpty() && tile.isGeoreferenced) {
        finding.where = tile.extent;
        finding.whereCrs = tile.crs;
    }
    return finding;
}

Finding &RasterCheck::add(
    const char *id, Severity severity, const QString &message, const QString &fix, const char *fixAction)
{
    Finding finding;
    finding.id = QString::fromLatin1(id);
    finding.severity = severity;
    finding.message = message;
    finding.fix = fix;
    finding.fixAction = QString::fromLatin1(fixAction);
    findings.push_back(std::move(finding));
    return findings.back();
}

std::vector<const RasterTile *> RasterCheck::readable() const
{
    std::vector<const RasterTile *> tiles;
    for (const RasterTile &tile : source.tiles()) {
        if (tile.problem.isEmpty())
            tiles.push_back(&tile);
    }
    return tiles;
}

const std::vector<RasterRule> &rasterRules()
{
    static const std::vector<RasterRule> rules{
        {"file.outside", checkRefused},
        {"raster.unreadable", checkUnreadable},
        {"raster.truncated", checkTruncated},
        {"raster.georeference.missing", checkGeoreference},
        {"raster.extent.zero", checkZeroExtent},
        {"raster.rotated", checkRotated},
        {"raster.crs.missing", checkCrsMissing},
        {"raster.crs.mixed", checkCrsMixed},
        {"raster.axes.swapped", checkAxesSwapped},
        {"raster.extent.outside", checkAreaOfUse},
        {"raster.crs.shiftgrid", checkShiftGrids},
        {"raster.resolution.mixed", checkResolution},
        {"raster.grid.misaligned", checkAlignment},
        {"raster.bands.mixed", checkBands},
        {"raster.type.mixed", checkType},
        {"raster.type.clash", checkTypeClash},
        {"raster.type.unusual", checkUnusualType},
        {"raster.bands.roles", checkBandRoles},
        {"raster.bands.alpha", checkAlphaOfData},
        {"raster.pages", checkPages},
        {"raster.values.scaled", checkScale},
        {"raster.bits.few", checkBits},
        {"raster.nodata.mixed", checkNodata},
        {"raster.coverage.gap", checkGaps},
        {"raster.coverage.overlap", checkOverlaps},
    };
    return rules;
}

} // namespace tuilerie
