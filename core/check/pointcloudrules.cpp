// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloudrules.h"

#include "source/areaofuse.h"
#include "source/lasheader.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudRules", sentence);
}

struct Cloud {
    QString path;
    LasHeader header;
};

using Rule = void (*)(const std::vector<Cloud> &, const QString &assignCrs, std::vector<Finding> &);

Finding finding(const char *id, Severity severity, const Cloud &cloud, const QString &message, const QString &fix, const char *action = "")
{
    Finding result{QString::fromLatin1(id), severity, cloud.path, {}, {}, message, fix, QString::fromLatin1(action)};
    if (!cloud.header.crs.isEmpty()) {
        result.where = cloud.header.extent;
        result.whereCrs = cloud.header.crs;
    }
    return result;
}

void empty(const std::vector<Cloud> &clouds, const QString &, std::vector<Finding> &findings)
{
    for (const Cloud &cloud : clouds) {
        if (cloud.header.points == 0)
            findings.push_back(finding("pointcloud.empty", Severity::Warning, cloud, tr("%1 holds no points.").arg(cloud.path),
                                       tr("Leave the file out, or export it again."), "exclude-file"));
    }
}

void crsMissing(const std::vector<Cloud> &clouds, const QString &assignCrs, std::vector<Finding> &findings)
{
    for (const Cloud &cloud : clouds) {
        if (cloud.header.crs.isEmpty() && assignCrs.isEmpty())
            findings.push_back(finding("pointcloud.crs.missing", Severity::Blocking, cloud,
                                       tr("%1 does not say which coordinate reference system it is in.").arg(cloud.path),
                                       tr("Assign the coordinate reference system that the producer names (Lambert-93 is EPSG:2154)."), "assign-crs"));
    }
}

void crsMixed(const std::vector<Cloud> &clouds, const QString &, std::vector<Finding> &findings)
{
    std::map<QString, qint64> counts;
    for (const Cloud &cloud : clouds) {
        if (!cloud.header.crs.isEmpty())
            ++counts[cloud.header.crs];
    }
    if (counts.size() < 2)
        return;
    const QString main = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) { return a.second < b.second; })->first;
    const auto mainCrs = Crs::fromText(main);
    for (const Cloud &cloud : clouds) {
        if (cloud.header.crs.isEmpty() || cloud.header.crs == main)
            continue;
        const auto crs = Crs::fromText(cloud.header.crs);
        if (crs && mainCrs && crs->isSameAs(*mainCrs))
            continue;
        findings.push_back(finding("pointcloud.crs.mixed", Severity::Blocking, cloud,
                                   tr("%1 is in %2, but most files are in %3.").arg(cloud.path, crs ? crs->title() : cloud.header.crs.left(60), mainCrs ? mainCrs->title() : main.left(60)),
                                   tr("Reproject the file, publish it separately, or leave it out."), "exclude-file"));
    }
}

void outside(const std::vector<Cloud> &clouds, const QString &assignCrs, std::vector<Finding> &findings)
{
    std::map<QString, std::optional<Extent>> areas;
    for (const Cloud &cloud : clouds) {
        const QString name = cloud.header.crs.isEmpty() ? assignCrs : cloud.header.crs;
        if (name.isEmpty() || cloud.header.points == 0)
            continue;
        if (!areas.contains(name)) {
            const auto crs = Crs::fromText(name);
            areas[name] = crs ? areaOfUseIn(*crs) : std::nullopt;
        }
        const auto &area = areas[name];
        const Extent &e = cloud.header.extent;
        if (area && (e.west > area->east || e.east < area->west || e.south > area->north || e.north < area->south))
            findings.push_back(finding("pointcloud.extent.outside", Severity::Warning, cloud,
                                       tr("%1 lies wholly outside the area where its coordinate reference system is used.").arg(cloud.path),
                                       tr("Look at it on the map; if it is at the wrong place, correct its coordinate reference system."), "assign-crs"));
    }
}

constexpr Rule kRules[] = {empty, crsMissing, crsMixed, outside};

} // namespace

std::vector<Finding> checkPointCloudFiles(const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control)
{
    std::vector<Finding> findings;
    std::vector<Cloud> clouds;
    for (const FileEntry &file : files) {
        if (control.shouldStop() != StopRequest::None)
            break;
        auto header = readLasHeader(file.path);
        if (header)
            clouds.push_back({file.path, std::move(*header)});
        else
            findings.push_back({QStringLiteral("pointcloud.unreadable"), Severity::Blocking, file.path, {}, {}, header.error().message,
                                tr("Copy the file again from its source, or leave it out."), QStringLiteral("exclude-file")});
    }
    for (const Rule rule : kRules)
        rule(clouds, assignCrs, findings);
    return findings;
}

} // namespace tuilerie
