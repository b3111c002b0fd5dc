// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/cloudrules.h"

#include "check/shiftgridfinding.h"
#include "grid/crs.h"
#include "source/areaofuse.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tuilerie {

namespace {

QString titleOf(const QString &name)
{
    const auto crs = Crs::fromText(name);
    return crs ? crs->title() : name.left(60);
}

QString titleOf(const CloudCrs &crs)
{
    return crs.vertical.isEmpty()
        ? titleOf(crs.horizontal)
        : cloudText("%1 with heights from %2").arg(titleOf(crs.horizontal), verticalTitle(crs.vertical));
}

/// Where the points are, whatever the header says.
Extent boxOf(const Cloud &cloud)
{
    const LasHeader &header = cloud.header;
    if (!cloud.hasPoints())
        return header.extent;
    const ContentFacts &facts = cloud.facts;
    return {facts.least[0] * header.scale[0] + header.offset[0], facts.least[1] * header.scale[1] + header.offset[1],
        facts.most[0] * header.scale[0] + header.offset[0], facts.most[1] * header.scale[1] + header.offset[1]};
}

bool isFinite(const Extent &box)
{
    return std::isfinite(box.west) && std::isfinite(box.south) && std::isfinite(box.east) && std::isfinite(box.north);
}

} // namespace

void checkCloudCrsMissing(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        const LasHeader &header = cloud->header;
        if (header.crs.isEmpty() && check.assignCrs.isEmpty() && header.wkt.isEmpty() && !header.hasGeoKeys)
            check.add("pointcloud.crs.missing", Severity::Blocking, *cloud,
                cloudText("%1 does not say which coordinate reference system it is in.").arg(cloud->path),
                cloudText("Assign the coordinate reference system that the producer names (Lambert-93 is EPSG:2154)."),
                "assign-crs");
    }
}

void checkCloudCrsUnknown(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        const LasHeader &header = cloud->header;
        if (header.crs.isEmpty() && check.assignCrs.isEmpty() && (!header.wkt.isEmpty() || header.hasGeoKeys))
            check.add("pointcloud.crs.unknown", Severity::Blocking, *cloud,
                cloudText(
                    "%1 names its coordinate reference system in a way that cannot be understood (user-defined or damaged).")
                    .arg(cloud->path),
                cloudText("Assign the coordinate reference system that the producer names (Lambert-93 is EPSG:2154)."),
                "assign-crs");
    }
}

void checkCloudCrsConflict(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        const LasHeader &header = cloud->header;
        const CloudCrs &wkt = header.wktCrs, &keys = header.geoKeysCrs;
        if (wkt.horizontal.isEmpty() || keys.horizontal.isEmpty())
            continue;
        const bool isOnePlace = isSameHorizontal(wkt.horizontal, keys.horizontal);
        const bool isOneZero =
            wkt.vertical.isEmpty() || keys.vertical.isEmpty() || isSameVertical(wkt.vertical, keys.vertical);
        if (!isOnePlace || !isOneZero)
            check.add("pointcloud.crs.conflict", Severity::Warning, *cloud,
                cloudText("%1 names two coordinate reference systems: %2 as WKT, %3 in its GeoTIFF keys; %4 is used.")
                    .arg(cloud->path, titleOf(wkt), titleOf(keys), titleOf(CloudCrs{header.crs, header.verticalCrs})),
                cloudText("Look at the data on the map; if they are at the wrong place, export the file again with one of "
                          "the two."),
                "assign-crs");
    }
}

void checkCloudCrsNotWkt(CloudCheck &check)
{
    for (const Cloud *cloud : check.readable()) {
        if (cloud->kind == Cloud::Kind::Las && cloud->header.pointFormat >= 6 && cloud->header.hasGeoKeys
            && cloud->header.wkt.isEmpty())
            check.add("pointcloud.crs.notwkt", Severity::Info, *cloud,
                cloudText("%1 gives its coordinate reference system as GeoTIFF keys, though LAS 1.4 asks for WKT with this "
                          "point format.")
                    .arg(cloud->path),
                cloudText("Nothing to do: what is generated from it carries WKT."));
    }
}

void checkCloudCrsMixed(CloudCheck &check)
{
    std::map<QString, qint64> counts;
    for (const Cloud *cloud : check.readable()) {
        if (!cloud->header.crs.isEmpty())
            ++counts[cloud->header.crs];
    }
    if (counts.size() < 2)
        return;
    const QString main = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) {
        return a.second < b.second;
    })->first;
    for (const Cloud *cloud : check.readable()) {
        if (!cloud->header.crs.isEmpty() && !isSameHorizontal(cloud->header.crs, main))
            check.add("pointcloud.crs.mixed", Severity::Blocking, *cloud,
                cloudText("%1 is in %2, but most files are in %3.")
                    .arg(cloud->path, titleOf(cloud->header.crs), titleOf(main)),
                cloudText("Reproject the file, publish it separately, or leave it out."), "exclude-file");
    }
}

void checkCloudHeights(CloudCheck &check)
{
    // The zero that most files count from, and those that count from another or do not say.
    std::vector<std::pair<QString, qint64>> counts;
    for (const Cloud *cloud : check.readable()) {
        const QString &vertical = cloud->header.verticalCrs;
        if (vertical.isEmpty())
            continue;
        const auto same = std::find_if(
            counts.begin(), counts.end(), [&](const auto &known) { return isSameVertical(known.first, vertical); });
        if (same == counts.end())
            counts.emplace_back(vertical, 1);
        else
            ++same->second;
    }
    if (counts.empty())
        return;
    const QString main = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) {
        return a.second < b.second;
    })->first;
    const QString assigned = cloudCrsOfText(check.assignCrs.toUtf8()).vertical;
    qint64 silent = 0;
    const Cloud *firstSilent = nullptr;
    for (const Cloud *cloud : check.readable()) {
        const QString vertical = cloud->header.verticalCrs.isEmpty() ? assigned : cloud->header.verticalCrs;
        if (vertical.isEmpty()) {
            firstSilent = firstSilent ? firstSilent : cloud;
            ++silent;
        } else if (!isSameVertical(vertical, main)) {
            check.add("pointcloud.crs.heights", Severity::Blocking, *cloud,
                cloudText("%1 counts its heights from %2, but most files from %3: together, the ground would have a step.")
                    .arg(cloud->path, verticalTitle(vertical), verticalTitle(main)),
                cloudText("Convert the heights of the file, publish it separately, or leave it out."), "exclude-file");
        }
    }
    if (silent > 0)
        check.add("pointcloud.crs.heights", Severity::Warning, *firstSilent,
            cloudText("%1 files, %2 among them, do not say from where they count their heights; others say %3. What is "
                      "generated from all of them does not say it either.")
                .arg(numberText(silent), firstSilent->path, verticalTitle(main)),
            cloudText("Assign the whole system (such as EPSG:2154+5720) if it is the same for all files."), "assign-crs");
}

void checkCloudShiftGrids(CloudCheck &check)
{
    std::map<QString, Extent> areas;
    for (const Cloud *cloud : check.readable()) {
        const Extent box = boxOf(*cloud);
        const QString name = cloud->header.crs.isEmpty() ? check.assignCrs : cloud->header.crs;
        if (cloud->header.points > 0)
            areas[name] = areas[name].united(isFinite(box) ? box : Extent());
    }
    for (Finding &finding : shiftGridFindings("pointcloud.crs.shiftgrid", areas))
        check.findings.push_back(std::move(finding));
}

void checkCloudOutside(CloudCheck &check)
{
    std::map<QString, std::optional<Extent>> areas;
    for (const Cloud *cloud : check.readable()) {
        const LasHeader &header = cloud->header;
        const QString name = header.crs.isEmpty() ? check.assignCrs : header.crs;
        if (name.isEmpty() || header.points == 0)
            continue;
        if (!areas.contains(name)) {
            const auto crs = Crs::fromText(name);
            areas[name] = crs ? areaOfUseIn(*crs) : std::nullopt;
        }
        const Extent box = boxOf(*cloud);
        const auto &area = areas[name];
        if (!area || !isFinite(box))
            continue;
        if (box.west > area->east || box.east < area->west || box.south > area->north || box.north < area->south)
            check.add("pointcloud.extent.outside", Severity::Warning, *cloud,
                cloudText("%1 lies wholly outside the area where its coordinate reference system is used.").arg(cloud->path),
                cloudText("Look at it on the map; if it is at the wrong place, correct its coordinate reference system."),
                "assign-crs");
        else if (box.west < area->west || box.east > area->east || box.south < area->south || box.north > area->north)
            check.add("pointcloud.extent.outside", Severity::Info, *cloud,
                cloudText("A part of %1 lies outside the area where its coordinate reference system is used.")
                    .arg(cloud->path),
                cloudText("Look at it on the map for points at impossible places."));
    }
}

} // namespace tuilerie
