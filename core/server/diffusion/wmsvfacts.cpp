// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/wmsvfacts.h"

#include "server/diffusion/servedlayer.h"

#include <QtEndian>

namespace tuilerie {

namespace {

constexpr size_t keptFacts = 1000;
constexpr auto restTime = std::chrono::seconds(5);

/// Width and height of a PNG (ISO/IEC 15948 §11.2.2).
QSize pngSize(const QByteArray &png)
{
    if (png.size() < 24 || !png.startsWith("\x89PNG"))
        return {};
    return {int(qFromBigEndian<quint32>(png.constData() + 16)), int(qFromBigEndian<quint32>(png.constData() + 20))};
}

Extent extentOf(const QJsonValue &value)
{
    const QJsonArray a = value.toArray();
    return a.size() == 4 ? Extent{a[0].toDouble(), a[1].toDouble(), a[2].toDouble(), a[3].toDouble()} : Extent();
}

/// The data's extents in the layer's CRS. A table without area (one point) gets a little around it.
Extent inLayerCrs(const ServedLayer &layer, const QJsonObject &description)
{
    Extent extent = extentOf(description.value(QLatin1String("extent")));
    const auto crs = cachedCrs(description.value(QLatin1String("crs")).toString());
    if (!crs || description.value(QLatin1String("extent")).toArray().size() != 4)
        return {};
    if (extent.isEmpty()) {
        const double margin = crs->isGeographic() ? 0.001 : 100;
        extent = extent.grown(margin, margin);
    }
    const auto transform = CrsTransform::create(*crs, layer.crs);
    const auto moved = transform ? transform->forward(extent) : Result<Extent>(fail(transform.error()));
    return moved ? *moved : Extent();
}

} // namespace

std::vector<StyledTable> tablesOf(const ServedLayer &layer)
{
    std::vector<StyledTable> tables;
    for (const LayerTable &table : layer.layer->tables)
        tables.push_back({table.database, table.name, table.style});
    return tables;
}

VectorLayerFact VectorLayerFacts::of(const ServedLayer &layer, RenderPool *pool)
{
    VectorLayerFact fact;
    fact.extent = layer.extent;
    fact.wgs84 = layer.wgs84;
    fact.isWhole = !pool;
    if (!pool)
        return fact;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_known.find(layer.etag); found != m_known.end())
            return found->second;
        if (Clock::now() < m_restUntil)
            return fact;
    }
    const auto rest = [this] {
        const std::lock_guard lock(m_mutex);
        m_restUntil = Clock::now() + restTime;
    };
    bool isFirst = true;
    for (const StyledTable &table : tablesOf(layer)) {
        const auto description = pool->describe(table);
        if (!description) {
            if (description.error().code == ErrorCode::Busy) {
                rest();
                return fact;
            }
            continue;
        }
        const double larger = description->value(QLatin1String("min_scale")).toDouble();
        const double smaller = description->value(QLatin1String("max_scale")).toDouble();
        // The layer is drawn where any of its tables is.
        fact.minScaleDenominator = isFirst ? larger : std::min(fact.minScaleDenominator, larger);
        fact.maxScaleDenominator = isFirst || fact.maxScaleDenominator <= 0 || smaller <= 0
            ? (isFirst ? smaller : 0)
            : std::max(fact.maxScaleDenominator, smaller);
        isFirst = false;
        if (layer.wgs84.isEmpty())
            fact.extent = fact.extent.united(inLayerCrs(layer, *description));
    }
    if (fact.wgs84.isEmpty() && !fact.extent.isEmpty()) {
        const auto degrees = cachedCrs(QStringLiteral("CRS:84"));
        const auto transform =
            degrees ? CrsTransform::create(layer.crs, *degrees) : Result<CrsTransform>(fail(degrees.error()));
        if (const auto box = transform ? transform->forward(fact.extent) : Result<Extent>(fail(transform.error())))
            fact.wgs84 = box->intersected({-180, -90, 180, 90});
    }
    LegendRequest legend;
    legend.tables = tablesOf(layer);
    if (const auto picture = pool->legend(legend)) {
        fact.legend = pngSize(*picture);
    } else if (picture.error().code == ErrorCode::Busy) {
        rest();
        return fact;
    }
    fact.isWhole = true;
    const std::lock_guard lock(m_mutex);
    if (m_known.size() > keptFacts)
        m_known.clear();
    m_known[layer.etag] = fact;
    return fact;
}

} // namespace tuilerie
