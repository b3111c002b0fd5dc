// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/layerstore.h"

#include "base/log.h"

namespace tuilerie {

TUILERIE_LOG_ROOM("server.diffusion")

namespace {

constexpr size_t waitingForOpening = 256; ///< requests for one layer

HttpLane::Threads threadsFor(const PublishedLayer &layer)
{
    const bool isInStore = std::any_of(layer.pyramids.begin(), layer.pyramids.end(),
        [](const LayerPyramid &pyramid) { return PyramidReader::isInStore(pyramid.descriptorPath); });
    return isInStore ? HttpLane::Threads::Waiting : HttpLane::Threads::Working;
}

bool isLower(const std::pair<const PublishedLayer *, std::shared_ptr<LayerPlace>> &place, const PublishedLayer *layer)
{
    return std::less<>()(place.first, layer);
}

} // namespace

Result<std::shared_ptr<PyramidReader>> OpenPyramids::open(const QString &descriptorPath)
{
    const std::string path = descriptorPath.toStdString();
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_readers.find(path); found != m_readers.end())
            if (auto reader = found->second.lock())
                return reader;
    }
    TUILERIE_TRY(opened, PyramidReader::open(descriptorPath));
    m_opened.fetch_add(1, std::memory_order_relaxed);
    const std::lock_guard lock(m_mutex);
    if (m_readers.size() >= m_sweepAt) { // what nobody has open any more
        std::erase_if(m_readers, [](const auto &entry) { return entry.second.expired(); });
        m_sweepAt = 64 + 2 * m_readers.size();
    }
    auto &kept = m_readers[path];
    if (auto other = kept.lock()) // another layer of the same pyramid was faster
        return other;
    kept = opened;
    return opened;
}

LayerPlace::LayerPlace(std::shared_ptr<const PublishedLayer> layer, std::shared_ptr<OpenPyramids> pyramids)
    : m_layer(std::move(layer))
    , m_pyramids(std::move(pyramids))
    , m_lane(std::make_shared<HttpLane>(threadsFor(*m_layer), 1, waitingForOpening))
{
}

Result<std::shared_ptr<const ServedLayer>> LayerPlace::served(Time arrival) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_served && m_failure && arrival < m_failed)
        return fail(*m_failure);
    return m_served;
}

void LayerPlace::open(Time arrival)
{
    if (const auto known = served(arrival); !known || *known)
        return;
    auto opened = openLayer();
    const std::lock_guard lock(m_mutex);
    if (opened) {
        m_served = std::move(*opened);
        m_failure.reset();
        return;
    }
    m_failure = opened.error();
    m_failed = std::chrono::steady_clock::now();
    qCWarning(roomLog, "%s %s", qUtf8Printable(m_failure->message), qUtf8Printable(m_failure->detail));
}

Result<std::shared_ptr<const ServedLayer>> LayerPlace::openLayer() const
{
    if (m_layer->type == QLatin1String("WMS-VECTOR"))
        return ServedLayer::openTables(m_layer);
    std::vector<std::shared_ptr<PyramidReader>> readers;
    for (const LayerPyramid &pyramid : m_layer->pyramids) {
        auto reader = m_pyramids->open(pyramid.descriptorPath);
        if (!reader)
            return fail(brokenLayer(*m_layer, reader.error().message + QLatin1Char(' ') + reader.error().detail));
        readers.push_back(std::move(*reader));
    }
    return ServedLayer::open(m_layer, std::move(readers));
}

LayerStore::LayerStore(std::shared_ptr<const CatalogueSource> source)
    : m_source(std::move(source))
{
}
LayerStore::~LayerStore() = default;

std::shared_ptr<const LayerStore::Snapshot> LayerStore::snapshot()
{
    const std::shared_ptr<const LayerCatalogue> catalogue = m_source->catalogue();
    {
        const std::shared_lock lock(m_mutex);
        if (m_snapshot && m_snapshot->m_catalogue == catalogue)
            return m_snapshot;
    }
    const std::unique_lock lock(m_mutex);
    if (m_snapshot && m_snapshot->m_catalogue == catalogue)
        return m_snapshot;
    auto fresh = std::make_shared<Snapshot>();
    fresh->m_catalogue = catalogue;
    fresh->m_places.reserve(catalogue->layers().size());
    for (const auto &layer : catalogue->layers())
        fresh->m_places.emplace_back(layer.get(), nullptr);
    std::sort(fresh->m_places.begin(), fresh->m_places.end(),
        [](const auto &a, const auto &b) { return std::less<>()(a.first, b.first); });
    // Both are sorted: one walk finds what was there before, and keeps it open.
    auto old = m_snapshot ? m_snapshot->m_places.begin() : fresh->m_places.cbegin();
    const auto end = m_snapshot ? m_snapshot->m_places.end() : fresh->m_places.cbegin();
    for (auto &[layer, place] : fresh->m_places) {
        old = std::lower_bound(old, end, layer, &isLower);
        if (old != end && old->first == layer)
            place = old->second;
    }
    for (const auto &layer : catalogue->layers()) {
        auto &place = std::lower_bound(fresh->m_places.begin(), fresh->m_places.end(), layer.get(), &isLower)->second;
        if (!place)
            place = std::make_shared<LayerPlace>(layer, m_pyramids);
    }
    m_snapshot = fresh;
    return fresh;
}

const std::shared_ptr<LayerPlace> &LayerStore::Snapshot::place(const PublishedLayer &layer) const
{
    return std::lower_bound(m_places.begin(), m_places.end(), &layer, &isLower)->second;
}

} // namespace tuilerie
