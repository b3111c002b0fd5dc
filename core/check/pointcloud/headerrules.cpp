// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/cloudrules.h"

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

const char *const kAxes[] = {"X", "Y", "Z"};

bool hasBox(const LasHeader &header)
{
    const double numbers[] = {
        header.extent.west, header.extent.south, header.extent.east, header.extent.north, header.minZ, header.maxZ};
    return std::all_of(std::begin(numbers), std::end(numbers), [](double number) { return std::isfinite(number); })
        && header.extent.west <= header.extent.east && header.extent.south <= header.extent.north
        && header.minZ <= header.maxZ;
}

std::vector<const Cloud *> lasFiles(const CloudCheck &check)
{
    std::vector<const Cloud *> files = check.readable();
    std::erase_if(files, [](const Cloud *cloud) { return cloud->kind != Cloud::Kind::Las || cloud->header.points == 0; });
    return files;
}

} // namespace

void checkCloudScale(CloudCheck &check)
{
    for (const Cloud *cloud : lasFiles(check)) {
        if (!cloud->header.hasPlaces())
            check.add("pointcloud.scale.invalid", Severity::Blocking, *cloud,
                cloudText(
                    "The scale or offset of the coordinates of %1 is zero, no number or beyond all measure: its points "
                    "have no place.")
                    .arg(cloud->path),
                cloudText("Export the file again, or leave it out."), "exclude-file");
    }
}

void checkCloudOffset(CloudCheck &check)
{
    for (const Cloud *cloud : lasFiles(check)) {
        const LasHeader &header = cloud->header;
        for (int i = 0; header.hasPlaces() && i < 3; ++i) {
            const double steps = header.offset[i] / header.scale[i];
            // Beyond 2^52 steps every double is whole; below it the quotient is rounded by a few units in its last place.
            if (std::abs(steps - std::round(steps)) > 1e-6 + std::abs(steps) * 4e-16 * 4) {
                check.add("pointcloud.offset.multiple", Severity::Info, *cloud,
                    cloudText("The offset of %1 in %2 is no multiple of its scale: its points do not lie on the grid of "
                              "other files.")
                        .arg(QLatin1String(kAxes[i]), cloud->path),
                    cloudText(
                        "Nothing to do for this file alone; together with others, its points move by up to half a step."));
                break;
            }
        }
    }
}

void checkCloudBox(CloudCheck &check)
{
    for (const Cloud *cloud : lasFiles(check)) {
        if (!hasBox(cloud->header))
            check.add("pointcloud.coordinates", Severity::Blocking, *cloud,
                cloudText("The header of %1 gives an impossible extent (no numbers, or the least above the most).")
                    .arg(cloud->path),
                cloudText("Export the file again, or leave it out."), "exclude-file");
    }
}

void checkCloudCount(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->kind != Cloud::Kind::Las)
            continue;
        if (const qint64 bytes = cloud->file->unreadBytes(); bytes > 0)
            check.add("pointcloud.count", Severity::Warning, *cloud,
                cloudText("The header of %1 says %2 points, but %3 bytes of points lie behind them: they are not read.")
                    .arg(cloud->path, numberText(cloud->header.points), numberText(bytes)),
                cloudText("Repair the count in its header, or export the file again: the program that wrote it was stopped "
                          "before its end."));
        qint64 points = 0;
        for (const LasChunk &chunk : cloud->file->chunks())
            points += chunk.points;
        if (points != cloud->header.points && cloud->facts.damaged.empty())
            check.add("pointcloud.count", Severity::Warning, *cloud,
                cloudText("The header of %1 says %2 points, but it holds %3.")
                    .arg(cloud->path, numberText(cloud->header.points), numberText(points)),
                cloudText("Export the file again if points may be missing; all that are there are used."));
        else if (cloud->header.legacyPoints != 0 && cloud->header.legacyPoints != cloud->header.points)
            check.add("pointcloud.count", Severity::Info, *cloud,
                cloudText("The old and the new count of points in the header of %1 differ: %2 and %3; the new one is right.")
                    .arg(cloud->path, numberText(cloud->header.legacyPoints), numberText(cloud->header.points)),
                cloudText("Nothing to do."));
    }
}

void checkCloudBounds(CloudCheck &check)
{
    for (const Cloud *cloud : lasFiles(check)) {
        const LasHeader &header = cloud->header;
        const ContentFacts &facts = cloud->facts;
        if (!cloud->hasPoints() || !header.hasPlaces() || !hasBox(header))
            continue;
        if (facts.outsideBox > 0) {
            check.add("pointcloud.bounds", Severity::Warning, *cloud,
                cloudText("%1 points of %2 (%3) lie outside the extent that its header gives.")
                    .arg(numberText(facts.outsideBox), cloud->path, shareText(facts.outsideBox, facts.points)),
                cloudText("Look at them on the map: impossible coordinates should be filtered out; otherwise the points are "
                          "used where they are."));
            continue;
        }
        const double least[3] = {header.extent.west, header.extent.south, header.minZ};
        const double most[3] = {header.extent.east, header.extent.north, header.maxZ};
        for (int i = 0; facts.isWhole && i < 3; ++i) {
            const double low = facts.least[i] * header.scale[i] + header.offset[i],
                         high = facts.most[i] * header.scale[i] + header.offset[i];
            // Tile boxes are often rounded outwards; more than that hides where the points are.
            if (const double slack = std::max(2.0, (high - low) * 0.05); low - least[i] > slack || most[i] - high > slack) {
                check.add("pointcloud.bounds", Severity::Info, *cloud,
                    cloudText("The header of %1 says that %2 goes from %3 to %4, but its points go from %5 to %6.")
                        .arg(cloud->path, QLatin1String(kAxes[i]))
                        .arg(least[i], 0, 'f', 2)
                        .arg(most[i], 0, 'f', 2)
                        .arg(low, 0, 'f', 2)
                        .arg(high, 0, 'f', 2),
                    cloudText("Nothing to do: what is generated from it has the true extent."));
                break;
            }
        }
    }
}

void checkCloudReturnCounts(CloudCheck &check)
{
    for (const Cloud *cloud : lasFiles(check)) {
        const LasHeader &header = cloud->header;
        const ContentFacts &facts = cloud->facts;
        const bool saysNothing =
            std::all_of(header.countsByReturn.begin(), header.countsByReturn.end(), [](qint64 count) { return count == 0; });
        if (!facts.isWhole || !cloud->hasPoints() || saysNothing)
            continue;
        // Points of return 0 are counted as first ones by many writers; the rule "returns" speaks of them.
        for (size_t i = 1; i <= (header.versionMinor >= 4 ? 15u : 5u); ++i) {
            const qint64 said = header.countsByReturn[i - 1], found = facts.returns[i];
            if (said != found && !(i == 1 && said == found + facts.returns[0])) {
                check.add("pointcloud.returns.counts", Severity::Info, *cloud,
                    cloudText("The header of %1 counts %2 points of return %3, but there are %4.")
                        .arg(cloud->path, numberText(said))
                        .arg(i)
                        .arg(numberText(found)),
                    cloudText("Nothing to do: what is generated from it has the true counts."));
                break;
            }
        }
    }
}

} // namespace tuilerie
