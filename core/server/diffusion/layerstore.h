// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/servedlayer.h"

#include <atomic>
#include <chrono>
#include <shared_mutex>
#include <unordered_map>

namespace tuilerie {

/// Open pyramids by their descriptor, so that two layers of one pyramid share it. Thread-safe; nobody waits for another's
/// opening.
class OpenPyramids
{
public:
    Result<std::shared_ptr<PyramidReader>> open(const QString &descriptorPath);
    quint64 opened() const { return m_opened.load(std::memory_order_relaxed); } ///< since the start

private:
    std::mutex m_mutex;
    std::unordered_map<std::string, std::weak_ptr<PyramidReader>> m_readers;
    size_t m_sweepAt = 64;
    std::atomic<quint64> m_opened{0};
};

/// An entry of the catalogue and what is open of it. Opening reads files, perhaps over a network, so that it is done on the
/// place's lane, one opening at a time; requests that come meanwhile wait there together and share its outcome. Thread-safe.
class LayerPlace
{
public:
    using Time = std::chrono::steady_clock::time_point;

    LayerPlace(std::shared_ptr<const PublishedLayer> layer, std::shared_ptr<OpenPyramids> pyramids);

    /// The open layer; null when it has to be opened first; the error of an opening that failed after `arrival`.
    Result<std::shared_ptr<const ServedLayer>> served(Time arrival) const;
    const std::shared_ptr<HttpLane> &lane() const { return m_lane; }
    /// Does nothing when served() has an answer for a request of this arrival. May wait; on the lane only.
    void open(Time arrival);

private:
    Result<std::shared_ptr<const ServedLayer>> openLayer() const;

    const std::shared_ptr<const PublishedLayer> m_layer;
    const std::shared_ptr<OpenPyramids> m_pyramids;
    const std::shared_ptr<HttpLane> m_lane;
    mutable std::mutex m_mutex; ///< of what follows; never held while a file is read
    std::shared_ptr<const ServedLayer> m_served;
    std::optional<Error> m_failure;
    Time m_failed;
};

/// The places of the catalogue's entries. A layer stays open for as long as its entry is in the catalogue: another layer's
/// publication takes nothing away. Every request takes one snapshot, so that no answer mixes two states. Thread-safe.
class LayerStore
{
public:
    explicit LayerStore(std::shared_ptr<const CatalogueSource> source);
    ~LayerStore();

    class Snapshot;
    std::shared_ptr<const Snapshot> snapshot();
    quint64 opened() const { return m_pyramids->opened(); } ///< pyramids, since the start

private:
    std::shared_ptr<const CatalogueSource> m_source;
    const std::shared_ptr<OpenPyramids> m_pyramids = std::make_shared<OpenPyramids>();
    std::shared_mutex m_mutex;
    std::shared_ptr<const Snapshot> m_snapshot;
};

class LayerStore::Snapshot
{
public:
    const LayerCatalogue &catalogue() const { return *m_catalogue; }
    const std::shared_ptr<LayerPlace> &place(const PublishedLayer &layer) const; ///< of one of the catalogue's

private:
    friend class LayerStore;
    std::shared_ptr<const LayerCatalogue> m_catalogue;
    std::vector<std::pair<const PublishedLayer *, std::shared_ptr<LayerPlace>>> m_places; ///< by address
};

} // namespace tuilerie
