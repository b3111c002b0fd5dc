// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/featurestats.h"

#include <algorithm>

namespace tuilerie {

namespace {

constexpr size_t kKept = 3;

} // namespace

void Sightings::keep(Place place)
{
    const auto at =
        std::lower_bound(m_first.begin(), m_first.end(), place.fid, [](const Place &a, qint64 fid) { return a.fid < fid; });
    m_first.insert(at, std::move(place));
    if (m_first.size() > kKept)
        m_first.pop_back();
}

void Sightings::add(qint64 fid, std::optional<Point> at, const QString &note)
{
    ++m_count;
    if (m_first.size() < kKept || fid < m_first.back().fid)
        keep({fid, at, note});
}

void Sightings::merge(const Sightings &other)
{
    m_count += other.m_count;
    for (const Place &place : other.m_first)
        keep(place);
}

Sightings repeated(std::vector<HashedFid> &hashes)
{
    std::sort(hashes.begin(), hashes.end());
    Sightings found;
    for (size_t i = 1; i < hashes.size(); ++i) {
        if (hashes[i].first == hashes[i - 1].first)
            found.add(hashes[i].second);
    }
    return found;
}

void FeatureStats::merge(FeatureStats &&other)
{
    features += other.features;
    for (const auto &[type, count] : other.types)
        types[type] += count;
    if (other.extent) {
        if (!extent)
            extent = other.extent;
        else // points have boxes without area, which united() leaves out
            extent = Extent{std::min(extent->west, other.extent->west), std::min(extent->south, other.extent->south),
                std::max(extent->east, other.extent->east), std::max(extent->north, other.extent->north)};
    }
    for (const auto member :
        {&FeatureStats::noGeometry, &FeatureStats::emptyGeometry, &FeatureStats::invalid, &FeatureStats::wrongType,
            &FeatureStats::notFinite, &FeatureStats::huge, &FeatureStats::stray, &FeatureStats::missedByIndex,
            &FeatureStats::invalidText, &FeatureStats::twiceEncoded, &FeatureStats::replacedText})
        (this->*member).merge(other.*member);
    utf8Texts += other.utf8Texts;
    curves += other.curves;
    withZ += other.withZ;
    withM += other.withM;
    indexed += other.indexed;
    geometryHashes.insert(geometryHashes.end(), other.geometryHashes.begin(), other.geometryHashes.end());
    keyHashes.resize(std::max(keyHashes.size(), other.keyHashes.size()));
    for (size_t i = 0; i < other.keyHashes.size(); ++i)
        keyHashes[i].insert(keyHashes[i].end(), other.keyHashes[i].begin(), other.keyHashes[i].end());
    keyNulls.resize(std::max(keyNulls.size(), other.keyNulls.size()));
    for (size_t i = 0; i < other.keyNulls.size(); ++i)
        keyNulls[i].merge(other.keyNulls[i]);
    for (const auto &[cell, count] : other.density)
        density[cell] += count;
    if (readError.isEmpty())
        readError = other.readError;
    warnings += other.warnings;
    warnings.removeDuplicates();
}

} // namespace tuilerie
