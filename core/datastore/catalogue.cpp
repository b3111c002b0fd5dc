// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/catalogue.h"

#include <algorithm>
#include <tuple>

namespace tuilerie {

namespace {

std::string keyOf(std::string_view type, std::string_view name, bool open)
{
    std::string key;
    key.reserve(type.size() + name.size() + 3);
    key.append(type).append(1, '/').append(name).append(open ? "/o" : "/k");
    return key;
}

/// As people read lists; what has the same title keeps one order, whatever was published first.
bool isBefore(const LayerCatalogue::Layer &a, const LayerCatalogue::Layer &b)
{
    if (const int order = a->title.localeAwareCompare(b->title); order != 0)
        return order < 0;
    return std::tie(a->name, a->type, a->offering) < std::tie(b->name, b->type, b->offering);
}

} // namespace

std::shared_ptr<const LayerCatalogue::Named> LayerCatalogue::named(const Layer &layer)
{
    return std::make_shared<const Named>(
        Named{keyOf(layer->type.toStdString(), layer->name.toStdString(), layer->open), layer});
}

LayerCatalogue::LayerCatalogue(std::vector<Layer> layers, quint64 generation)
    : m_generation(generation)
    , m_layers(std::move(layers))
{
    std::sort(m_layers.begin(), m_layers.end(), &isBefore);
    m_byName.reserve(m_layers.size());
    for (const Layer &layer : m_layers)
        m_byName.push_back(named(layer));
    std::stable_sort(m_byName.begin(), m_byName.end(), [](const auto &a, const auto &b) { return a->key < b->key; });
}

std::shared_ptr<const LayerCatalogue> LayerCatalogue::with(const Layer &before, const Layer &after, quint64 generation) const
{
    // What is copied is pointers: some microseconds for thousands of layers, beside a publication's write to disk.
    auto changed = std::make_shared<LayerCatalogue>();
    changed->m_generation = generation;
    changed->m_layers.reserve(m_layers.size() + 1);
    std::copy_if(m_layers.begin(), m_layers.end(), std::back_inserter(changed->m_layers),
        [&](const Layer &layer) { return layer != before; });
    changed->m_byName.reserve(m_byName.size() + 1);
    std::copy_if(m_byName.begin(), m_byName.end(), std::back_inserter(changed->m_byName),
        [&](const auto &entry) { return entry->layer != before; });
    if (!after)
        return changed;
    auto &layers = changed->m_layers;
    layers.insert(std::upper_bound(layers.begin(), layers.end(), after, &isBefore), after);
    const auto entry = named(after);
    auto &byName = changed->m_byName;
    byName.insert(
        std::upper_bound(byName.begin(), byName.end(), entry, [](const auto &a, const auto &b) { return a->key < b->key; }),
        entry);
    return changed;
}

LayerCatalogue::Layer LayerCatalogue::find(std::string_view type, std::string_view name, bool open) const
{
    const std::string key = keyOf(type, name, open);
    const auto found = std::lower_bound(m_byName.begin(), m_byName.end(), key,
        [](const auto &entry, const std::string &wanted) { return entry->key < wanted; });
    return found != m_byName.end() && (*found)->key == key ? (*found)->layer : Layer();
}

} // namespace tuilerie
