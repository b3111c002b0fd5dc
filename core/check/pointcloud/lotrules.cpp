// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/cloudrules.h"

#include <algorithm>
#include <array>
#include <map>

namespace tuilerie {

namespace {

std::vector<const Cloud *> lasFiles(const CloudCheck &check)
{
    std::vector<const Cloud *> files = check.readable();
    std::erase_if(files, [](const Cloud *cloud) { return cloud->kind != Cloud::Kind::Las || cloud->header.points == 0; });
    return files;
}

/// The commonest value of what the files are asked for, and those that have another.
template <typename Key, typename Of>
std::pair<Key, std::vector<const Cloud *>> oddOnes(const std::vector<const Cloud *> &clouds, const Of &of)
{
    std::map<Key, qint64> counts;
    for (const Cloud *cloud : clouds)
        ++counts[of(*cloud)];
    if (counts.size() < 2)
        return {};
    const Key main = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) {
        return a.second < b.second;
    })->first;
    std::vector<const Cloud *> odd;
    std::copy_if(
        clouds.begin(), clouds.end(), std::back_inserter(odd), [&](const Cloud *cloud) { return of(*cloud) != main; });
    return {main, odd};
}

} // namespace

void checkCloudFormats(CloudCheck &check)
{
    const auto [main, odd] = oddOnes<int>(lasFiles(check), [](const Cloud &cloud) { return cloud.header.pointFormat; });
    for (const Cloud *cloud : odd)
        check.add("pointcloud.format.mixed", Severity::Info, *cloud,
            cloudText("%1 is of point format %2, but most files are of format %3.")
                .arg(cloud->path)
                .arg(cloud->header.pointFormat)
                .arg(main),
            cloudText("Nothing to do: the pyramid takes the format that holds all fields; those that a file lacks are 0."));
}

void checkCloudScales(CloudCheck &check)
{
    const auto scale = [](const Cloud &cloud) {
        return std::array<double, 3>{cloud.header.scale[0], cloud.header.scale[1], cloud.header.scale[2]};
    };
    // A scale that is no number has no order, and its own finding.
    std::vector<const Cloud *> clouds = lasFiles(check);
    std::erase_if(clouds, [](const Cloud *cloud) { return !cloud->header.hasPlaces(); });
    const auto [main, odd] = oddOnes<std::array<double, 3>>(clouds, scale);
    for (const Cloud *cloud : odd)
        check.add("pointcloud.scale.mixed", Severity::Warning, *cloud,
            cloudText("The coordinates of %1 are in steps of %2, %3, %4, those of most files in %5, %6, %7.")
                .arg(cloud->path)
                .arg(cloud->header.scale[0])
                .arg(cloud->header.scale[1])
                .arg(cloud->header.scale[2])
                .arg(main[0])
                .arg(main[1])
                .arg(main[2]),
            cloudText(
                "Nothing to do: the pyramid takes the finest steps. Export the files with one scale to keep it small."));
}

void checkCloudExtraConflict(CloudCheck &check)
{
    using Key = std::pair<QString, int>; // name, and how many of that name come before
    std::map<Key, std::pair<const Cloud *, ExtraByteField>> known;
    const Cloud *tailed = nullptr;
    int tail = 0;
    for (const Cloud *cloud : lasFiles(check)) {
        int described = 0;
        for (const ExtraByteField &field : cloud->header.extraFields) {
            described += field.size;
            const auto found = known.try_emplace({field.name, field.occurrence}, cloud, field).first;
            if (field.meaning() != found->second.second.meaning()) {
                check.add("pointcloud.extrabytes.conflict", Severity::Blocking, *cloud,
                    cloudText("The extra attribute \"%1\" of %2 is of another type or scale than in %3.")
                        .arg(field.name, cloud->path, found->second.first->path),
                    cloudText("Export the files with one type, publish them separately, or leave the file out."),
                    "exclude-file");
                break;
            }
        }
        const int rest = cloud->file->layout().extraBytes - described;
        if (rest <= 0)
            continue;
        if (!tailed) {
            tailed = cloud;
            tail = rest;
        } else if (rest != tail) {
            check.add("pointcloud.extrabytes.conflict", Severity::Blocking, *cloud,
                cloudText("%1 has %2 extra bytes that nothing describes, %3 has %4: they cannot be brought together.")
                    .arg(cloud->path)
                    .arg(rest)
                    .arg(tailed->path)
                    .arg(tail),
                cloudText("Describe them when the files are exported, publish them separately, or leave the file out."),
                "exclude-file");
        }
    }
}

void checkCloudOverlaps(CloudCheck &check)
{
    std::vector<const Cloud *> clouds = lasFiles(check);
    std::erase_if(clouds, [](const Cloud *cloud) { return cloud->header.extent.isEmpty(); });
    // Sorted by their western edge, each is compared only with those that begin before it ends.
    std::sort(clouds.begin(), clouds.end(),
        [](const Cloud *a, const Cloud *b) { return a->header.extent.west < b->header.extent.west; });
    qint64 pairs = 0;
    const Cloud *one = nullptr, *other = nullptr;
    double most = 0;
    for (size_t i = 0; i < clouds.size(); ++i) {
        const Extent &a = clouds[i]->header.extent;
        for (size_t k = i + 1; k < clouds.size() && clouds[k]->header.extent.west < a.east; ++k) {
            const Extent &b = clouds[k]->header.extent;
            if (clouds[i]->header.crs != clouds[k]->header.crs || !a.intersects(b))
                continue;
            const Extent both = a.intersected(b);
            const double share = both.width() * both.height() / std::min(a.width() * a.height(), b.width() * b.height());
            if (share < 0.01) // tiles share their border
                continue;
            ++pairs;
            if (share > most) {
                most = share;
                one = clouds[i];
                other = clouds[k];
            }
        }
    }
    if (pairs > 0)
        check.add("pointcloud.overlap", Severity::Info, *one,
            cloudText("%1 pairs of files overlap; the most, by %2, are %3 and %4.")
                .arg(numberText(pairs), shareText(qint64(most * 1000), 1000), one->path, other->path),
            cloudText("Nothing to do for flight strips; if these are tiles, check that none is there twice. Overlaps need "
                      "temporary disk space."));
}

void checkCloudCopies(CloudCheck &check)
{
    struct Content
    {
        qint64 points;
        quint64 checksum;
        auto operator<=>(const Content &) const = default;
    };
    std::map<Content, const Cloud *> known;
    for (const Cloud *cloud : lasFiles(check)) {
        if (!cloud->hasPoints() || !cloud->facts.damaged.empty())
            continue;
        const auto [found, isNew] = known.try_emplace({cloud->facts.points, cloud->facts.checksum}, cloud);
        const LasHeader &a = cloud->header, &b = found->second->header;
        if (isNew || a.points != b.points || !std::equal(a.scale, a.scale + 3, b.scale)
            || !std::equal(a.offset, a.offset + 3, b.offset))
            continue;
        check.add("pointcloud.copy", Severity::Warning, *cloud,
            cloudText("%1 holds the same points as %2.").arg(cloud->path, found->second->path),
            cloudText("Leave one of the two out: every point would be there twice."), "exclude-file");
    }
}

} // namespace tuilerie
