// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/cloudrules.h"

#include <algorithm>

namespace tuilerie {

namespace {

/// "about " where a share of the points was looked at.
QString countText(qint64 count, bool isExact)
{
    return isExact ? numberText(count) : cloudText("about %1").arg(numberText(count));
}

} // namespace

void checkCloudReturns(CloudCheck &check)
{
    for (const Cloud &cloud : check.clouds) {
        if (!cloud.hasPoints())
            continue;
        const ContentFacts &facts = cloud.facts;
        if (const qint64 zero = std::max(facts.returns[0], facts.noNumberOfReturns); zero > 0)
            check.add("pointcloud.returns.zero", zero == facts.points ? Severity::Info : Severity::Warning, cloud,
                cloudText("%1 points of %2 (%3) have return number or number of returns 0.")
                    .arg(numberText(zero), cloud.path, shareText(zero, facts.points)),
                cloudText("They are kept; a surface from first returns leaves out those of return number 0."));
        if (facts.returnAboveNumber > 0)
            check.add("pointcloud.returns.above", Severity::Warning, cloud,
                cloudText("%1 points of %2 (%3) have a return number above their number of returns.")
                    .arg(numberText(facts.returnAboveNumber), cloud.path, shareText(facts.returnAboveNumber, facts.points)),
                cloudText("They are kept as they are; ask the producer if returns matter to you."));
    }
}

void checkCloudGround(CloudCheck &check)
{
    qint64 points = 0, ground = 0, water = 0, virtualGround = 0;
    const Cloud *first = nullptr;
    qint64 without = 0;
    for (const Cloud &cloud : check.clouds) {
        if (!cloud.hasPoints())
            continue;
        points += cloud.facts.points;
        ground += cloud.facts.classes[2];
        water += cloud.facts.classes[9];
        virtualGround += cloud.facts.classes[66];
        if (cloud.facts.classes[2] == 0) {
            first = first ? first : &cloud;
            ++without;
        }
    }
    // IGN makes the terrain of LiDAR HD of ground, water and virtual points, which close what bridges and water leave open.
    if (ground > 0 && virtualGround > 0)
        check.add("pointcloud.classes.moreground", Severity::Info,
            cloudText(
                "Beside the ground (class 2), points are classified as virtual (class 66: %1) and as water (class 9: %2), "
                "of which IGN makes its terrain too.")
                .arg(shareText(virtualGround, points), shareText(water, points)),
            cloudText("For the same terrain, choose the ground classes 2, 9 and 66 (--ground-classes 2,9,66)."));
    if (points == 0 || without == 0)
        return;
    if (ground == 0)
        check.add("pointcloud.classes.noground", Severity::Warning, *first,
            cloudText("No point is classified as ground (class 2): a terrain model cannot be derived."),
            cloudText("Classify the points first, or derive the surface only."));
    else
        check.add("pointcloud.classes.noground", Severity::Info, *first,
            cloudText("%1 files, %2 among them, have no point of class 2, ground: a terrain model has voids there.")
                .arg(numberText(without), first->path),
            cloudText("Nothing to do where there is only water; otherwise classify the points first."));
}

void checkCloudColours(CloudCheck &check)
{
    for (const Cloud &cloud : check.clouds) {
        if (!cloud.hasPoints() || !cloud.header.hasRgb())
            continue;
        if (cloud.facts.mostColour == 0)
            check.add("pointcloud.rgb.empty", Severity::Info, cloud,
                cloudText("The points of %1 have room for colours, but all are black.").arg(cloud.path),
                cloudText("Nothing to do; show the data by height, class or intensity."));
        else if (cloud.facts.mostColour <= 255)
            check.add("pointcloud.rgb.8bit", Severity::Warning, cloud,
                cloudText("The colours of %1 are 8-bit values in 16-bit fields: most programs show them black.")
                    .arg(cloud.path),
                cloudText("Multiply the colours by 257 when the file is exported; they are kept as they are here."));
    }
}

void checkCloudGps(CloudCheck &check)
{
    for (const Cloud &cloud : check.clouds) {
        if (cloud.hasPoints() && cloud.facts.badGps > 0)
            check.add("pointcloud.gps.invalid", Severity::Warning, cloud,
                cloudText("%1 points of %2 (%3) have a GPS time that is no number.")
                    .arg(numberText(cloud.facts.badGps), cloud.path, shareText(cloud.facts.badGps, cloud.facts.points)),
                cloudText("Export the file again; points are sorted by time, and these have none."));
    }
}

void checkCloudDuplicates(CloudCheck &check)
{
    for (const Cloud &cloud : check.clouds) {
        if (!cloud.hasPoints() || cloud.facts.duplicates == 0)
            continue;
        check.add("pointcloud.duplicates", Severity::Warning, cloud,
            cloudText("%1 points of %2 (%3) repeat another one exactly.")
                .arg(countText(cloud.facts.duplicates, cloud.facts.duplicatesExact), cloud.path,
                    shareText(cloud.facts.duplicates, cloud.facts.points)),
            cloudText("Remove the repeated points when the file is exported; they are kept here."));
    }
}

void checkCloudFlags(CloudCheck &check)
{
    qint64 points = 0, withheld = 0, synthetic = 0;
    for (const Cloud &cloud : check.clouds) {
        points += cloud.facts.points;
        withheld += cloud.facts.withheld;
        synthetic += cloud.facts.synthetic;
    }
    if (withheld > 0)
        check.add("pointcloud.flags.withheld", Severity::Info,
            cloudText("%1 points (%2) are flagged as withheld, that is, not to be used.")
                .arg(numberText(withheld), shareText(withheld, points)),
            cloudText("They are kept in the pyramid and left out of derived rasters."));
    if (synthetic > 0)
        check.add("pointcloud.flags.synthetic", Severity::Info,
            cloudText("%1 points (%2) are flagged as synthetic, that is, not measured by laser.")
                .arg(numberText(synthetic), shareText(synthetic, points)),
            cloudText("Nothing to do."));
}

void checkCloudDensity(CloudCheck &check)
{
    for (const Cloud &cloud : check.clouds) {
        const std::vector<qint64> &cells = cloud.facts.cells;
        // Below some ten points a cell, chance alone makes them uneven.
        if (!cloud.hasPoints() || cells.empty() || cloud.facts.points < 10 * qint64(cells.size()))
            continue;
        std::vector<qint64> occupied;
        std::copy_if(cells.begin(), cells.end(), std::back_inserter(occupied), [](qint64 count) { return count > 0; });
        if (occupied.empty()) // all points lie outside the header's box, which the rule "bounds" says
            continue;
        std::sort(occupied.begin(), occupied.end());
        const qint64 empty = qint64(cells.size() - occupied.size());
        if (empty * 2 > qint64(cells.size()))
            check.add("pointcloud.density.empty", Severity::Info, cloud,
                cloudText("%1 of the extent of %2 holds no point.").arg(shareText(empty, qint64(cells.size())), cloud.path),
                cloudText("Look at it on the map: water and the border of a survey are empty, lost strips are too."));
        const double median = double(occupied[occupied.size() / 2]);
        if (const double dense = double(occupied[occupied.size() * 98 / 100]); dense > 8 * median)
            check.add("pointcloud.density.uneven", Severity::Warning, cloud,
                cloudText(
                    "The density of %1 is very uneven: its densest parts hold %2 times as many points as the middle ones.")
                    .arg(cloud.path)
                    .arg(dense / median, 0, 'f', 0),
                cloudText("Look at it on the map for strips that are there several times."));
    }
}

} // namespace tuilerie
