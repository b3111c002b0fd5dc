// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/featurelook.h"

#include "check/vector/texts.h"

#include <ogr_api.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace tuilerie {

namespace {

constexpr size_t kMostCells = 1'000'000;

quint64 mixed(quint64 value)
{
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33);
}

quint64 hashOf(const char *bytes, qsizetype size)
{
    quint64 hash = mixed(quint64(size) + 0x9e3779b97f4a7c15ULL);
    qsizetype i = 0;
    for (; i + 8 <= size; i += 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes + i, 8);
        hash = mixed(hash ^ word) + 0x9e3779b97f4a7c15ULL;
    }
    quint64 rest = 0;
    std::memcpy(&rest, bytes + i, size_t(size - i));
    return mixed(hash ^ rest);
}

/// The first coordinate that is not finite, or beyond `limit`.
struct Odd
{
    bool isNotFinite = false;
    bool isHuge = false;
    Point at;
};

void findOdd(OGRGeometryH geometry, double limit, Odd &odd)
{
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPoint || type == wkbLineString || type == wkbCircularString) {
        for (int i = 0; i < OGR_G_GetPointCount(geometry) && !odd.isNotFinite; ++i) {
            const Point at{OGR_G_GetX(geometry, i), OGR_G_GetY(geometry, i)};
            odd.isNotFinite = !std::isfinite(at.x) || !std::isfinite(at.y);
            if (odd.isNotFinite || (!odd.isHuge && (std::abs(at.x) > limit || std::abs(at.y) > limit))) {
                odd.isHuge = odd.isHuge || !odd.isNotFinite;
                odd.at = at;
            }
        }
        return;
    }
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry) && !odd.isNotFinite; ++i)
        findOdd(OGR_G_GetGeometryRef(geometry, i), limit, odd);
}

bool fits(int type, int declared, bool allowsMulti)
{
    if (declared == wkbUnknown || type == declared)
        return true;
    if (declared == wkbGeometryCollection)
        return true;
    if (allowsMulti)
        return singleType(type) == singleType(declared);
    // A CURVEPOLYGON column may hold polygons, and so on (Simple Features' class tree).
    return OGR_GT_IsSubClassOf(OGRwkbGeometryType(type), OGRwkbGeometryType(declared)) != 0;
}

} // namespace

int singleType(int type)
{
    switch (type) {
    case wkbMultiPoint: return wkbPoint;
    case wkbMultiLineString: return wkbLineString;
    case wkbMultiPolygon: return wkbPolygon;
    case wkbMultiCurve: return wkbCompoundCurve;
    case wkbMultiSurface: return wkbCurvePolygon;
    default: return type;
    }
}

FeatureLook::FeatureLook(const LayerPlan &plan)
    : m_plan(plan)
{
    // The last is for FIDs.
    stats.keyHashes.resize(plan.keyFields.size() + 1);
    stats.keyNulls.resize(plan.keyFields.size() + 1);
}

void FeatureLook::look(void *feature)
{
    ++stats.features;
    const qint64 fid = OGR_F_GetFID(feature);
    lookAtTexts(feature, fid);
    lookAtKeys(feature, fid);
    if (m_plan.declaredType == wkbNone)
        return;
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (!geometry)
        stats.noGeometry.add(fid);
    else if (OGR_G_IsEmpty(geometry))
        stats.emptyGeometry.add(fid);
    else
        lookAtGeometry(geometry, fid);
}

void FeatureLook::lookAtGeometry(void *geometry, qint64 fid)
{
    const OGRwkbGeometryType full = OGR_G_GetGeometryType(geometry);
    const int type = OGR_GT_Flatten(full);
    ++stats.types[type];
    stats.withZ += OGR_GT_HasZ(full) != 0;
    stats.withM += OGR_GT_HasM(full) != 0;
    if (!fits(type, m_plan.declaredType, m_plan.allowsMulti))
        stats.wrongType.add(
            fid, {}, QString::fromLatin1(OGRGeometryTypeToName(OGRwkbGeometryType(type))).remove(QLatin1Char(' ')));

    OGREnvelope box{};
    OGR_G_GetEnvelope(geometry, &box);
    Odd odd;
    // A NaN can hide from the envelope, whose comparisons it fails.
    findOdd(geometry, m_plan.hugeLimit, odd);
    if (odd.isNotFinite) {
        stats.notFinite.add(fid);
        return;
    }
    if (odd.isHuge)
        stats.huge.add(fid, odd.at);
    lookAtPlace({box.MinX, box.MinY, box.MaxX, box.MaxY}, fid);

    OGRGeometryH straight = geometry;
    OGRGeometryH made = nullptr;
    if (OGR_G_HasCurveGeometry(geometry, FALSE)) {
        ++stats.curves;
        straight = made = OGR_G_GetLinearGeometry(geometry, 0, nullptr);
    }
    if (OGR_GT_HasM(OGR_G_GetGeometryType(straight))) { // GEOS 3.11 reads none
        if (!made)
            straight = made = OGR_G_Clone(geometry);
        OGR_G_SetMeasured(straight, FALSE);
    }
    m_wkb.resize(OGR_G_WkbSize(straight));
    OGR_G_ExportToIsoWkb(straight, wkbNDR, reinterpret_cast<unsigned char *>(m_wkb.data()));
    if (made)
        OGR_G_DestroyGeometry(made);
    stats.geometryHashes.emplace_back(hashOf(m_wkb.constData(), m_wkb.size()), fid);
    if (type == wkbPoint || type == wkbMultiPoint)
        return; // finite ones are valid
    if (const auto flaw = m_check.flawOf(m_wkb))
        stats.invalid.add(fid, flaw->at ? flaw->at : Point{box.MinX, box.MinY}, flaw->reason);
}

void FeatureLook::lookAtPlace(const Extent &box, qint64 fid)
{
    if (!stats.extent)
        stats.extent = box;
    else
        stats.extent = Extent{std::min(stats.extent->west, box.west), std::min(stats.extent->south, box.south),
            std::max(stats.extent->east, box.east), std::max(stats.extent->north, box.north)};
    const Point middle{(box.west + box.east) / 2, (box.south + box.north) / 2};
    if (m_plan.areaOfUse) {
        const Extent &area = *m_plan.areaOfUse;
        if (box.west > area.east || box.east < area.west || box.south > area.north || box.north < area.south)
            stats.stray.add(fid, middle);
    }
    if (m_plan.densityCell > 0) {
        const double column = std::floor(middle.x / m_plan.densityCell), row = std::floor(middle.y / m_plan.densityCell);
        if (std::abs(column) < 2e9 && std::abs(row) < 2e9) {
            const quint64 cell = (quint64(quint32(qint32(column))) << 32) | quint32(qint32(row));
            if (stats.density.size() < kMostCells || stats.density.contains(cell))
                ++stats.density[cell];
        }
    }
    if (m_plan.hasBoxes) {
        const auto found = std::lower_bound(m_plan.boxes.begin(), m_plan.boxes.end(), fid,
            [](const IndexedBox &a, qint64 wanted) { return a.fid < wanted; });
        const bool isIndexed = found != m_plan.boxes.end() && found->fid == fid;
        stats.indexed += isIndexed;
        if (!isIndexed || double(found->west) > box.west || double(found->east) < box.east
            || double(found->south) > box.south || double(found->north) < box.north)
            stats.missedByIndex.add(fid, middle);
    }
}

void FeatureLook::lookAtTexts(void *feature, qint64 fid)
{
    for (const int field : m_plan.textFields) {
        if (!OGR_F_IsFieldSetAndNotNull(feature, field))
            continue;
        const char *text = OGR_F_GetFieldAsString(feature, field);
        const QByteArray bytes = QByteArray::fromRawData(text, qsizetype(std::strlen(text)));
        switch (textState(bytes)) {
        case TextState::Plain: break;
        case TextState::Utf8: ++stats.utf8Texts; break;
        case TextState::Twice: stats.twiceEncoded.add(fid, {}, QString::fromUtf8(bytes).left(40)); break;
        case TextState::Replaced: stats.replacedText.add(fid, {}, QString::fromUtf8(bytes).left(40)); break;
        case TextState::Invalid: stats.invalidText.add(fid, {}, QString::fromLatin1(bytes).left(40)); break;
        }
    }
}

void FeatureLook::lookAtKeys(void *feature, qint64 fid)
{
    if (m_plan.looksAtFids)
        stats.keyHashes.back().emplace_back(quint64(fid), fid);
    for (size_t i = 0; i < m_plan.keyFields.size(); ++i) {
        if (!OGR_F_IsFieldSetAndNotNull(feature, m_plan.keyFields[i])) {
            stats.keyNulls[i].add(fid);
            continue;
        }
        const char *text = OGR_F_GetFieldAsString(feature, m_plan.keyFields[i]);
        stats.keyHashes[i].emplace_back(hashOf(text, qsizetype(std::strlen(text))), fid);
    }
}

} // namespace tuilerie
