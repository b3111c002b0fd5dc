// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/tilebuilder.h"

#include "generate/vector/mvtgeometry.h"

#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace tuilerie::vector {

namespace {

// Field numbers of MVT 2.1 §4.1 (vector_tile.proto).
constexpr protozero::pbf_tag_type tileLayers = 3;
constexpr protozero::pbf_tag_type layerName = 1, layerFeatures = 2, layerKeys = 3, layerValues = 4, layerExtent = 5,
                                  layerVersion = 15;
constexpr protozero::pbf_tag_type featureId = 1, featureTags = 2, featureType = 3, featureGeometry = 4;

/// The order in which points are taken: by the finest grid that still holds them alone, then by hash.
std::vector<uint32_t> thinningOrder(
    const std::vector<std::pair<int32_t, int32_t>> &places, const std::vector<uint64_t> &hashes, int extent)
{
    std::vector<uint32_t> order(places.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return hashes[a] < hashes[b]; });
    std::vector<uint32_t> taken;
    taken.reserve(order.size());
    std::unordered_set<uint64_t> cells;
    for (int parts = 1; parts <= extent && !order.empty(); parts *= 2) {
        const int side = std::max(1, extent / parts);
        // Cells that hold a point of a coarser round are taken.
        cells.clear();
        const auto cellOf = [&](uint32_t i) {
            const int64_t col = (int64_t(places[i].first) + 4 * int64_t(extent)) / side;
            const int64_t row = (int64_t(places[i].second) + 4 * int64_t(extent)) / side;
            return uint64_t(col) << 32 | uint64_t(row);
        };
        for (const uint32_t i : taken)
            cells.insert(cellOf(i));
        std::vector<uint32_t> left;
        for (const uint32_t i : order) {
            if (cells.insert(cellOf(i)).second)
                taken.push_back(i);
            else
                left.push_back(i);
        }
        order = std::move(left);
    }
    taken.insert(taken.end(), order.begin(), order.end());
    return taken;
}

} // namespace

void TileBuilder::add(TileFeature feature, const Geometry &geometry)
{
    feature.firstVertex = uint32_t(m_vertices.size());
    feature.vertexCount = uint32_t(geometry.vertices.size());
    feature.firstEnd = uint32_t(m_ends.size());
    feature.endCount = uint32_t(geometry.ends.size());
    m_vertices.insert(m_vertices.end(), geometry.vertices.begin(), geometry.vertices.end());
    m_ends.insert(m_ends.end(), geometry.ends.begin(), geometry.ends.end());
    m_hasVertices = m_hasVertices || feature.shape != Shape::Point;
    m_features.push_back(feature);
}

void TileBuilder::clear()
{
    // Gives its memory back: a slab has hundreds of these, and each would keep that of its fullest tile.
    release(m_features);
    release(m_vertices);
    release(m_ends);
    release(m_done);
    release(m_commands);
    m_hasVertices = false;
}

bool TileBuilder::finishOne(const TileFeature &feature, const PolygonRepairer &repairer, uint8_t minRank, Done &done)
{
    Geometry &g = m_geometry;
    g.clear();
    size_t begin = 0;
    for (size_t p = 0; p < feature.endCount; ++p) {
        const size_t end = m_ends[feature.firstEnd + p];
        const size_t partBegin = g.vertices.size();
        for (size_t i = begin; i < end; ++i) {
            const Vertex &v = m_vertices[feature.firstVertex + i];
            if (v.rank < minRank)
                continue;
            if (feature.shape == Shape::Line && g.vertices.size() > partBegin && g.vertices.back().samePlace(v))
                continue;
            g.vertices.push_back(v);
        }
        begin = end;
        if (feature.shape == Shape::Line && g.vertices.size() < partBegin + 2)
            g.vertices.resize(partBegin);
        else
            g.endPart();
    }
    std::vector<std::vector<size_t>> order;
    if (feature.shape == Shape::Polygon) {
        repairer.repair(g);
        order = groupRings(g);
        if (order.empty())
            return false;
    }
    if (g.isEmpty())
        return false;
    done.firstCommand = uint32_t(m_commands.size());
    appendCommands(g, feature.shape, order, m_commands);
    done.commandCount = uint32_t(m_commands.size()) - done.firstCommand;
    done.x = g.vertices[0].x;
    done.y = g.vertices[0].y;
    return done.commandCount > 0;
}

void TileBuilder::finish(const PolygonRepairer &repairer, uint8_t minRank)
{
    if (m_done.empty())
        std::stable_sort(m_features.begin(), m_features.end(), [this](const TileFeature &a, const TileFeature &b) {
            const size_t la = m_rules.inputs[a.input].layer;
            const size_t lb = m_rules.inputs[b.input].layer;
            return la != lb ? la < lb : a.seq < b.seq;
        });
    m_done.clear();
    m_commands.clear();
    for (size_t i = 0; i < m_features.size(); ++i) {
        Done done;
        done.feature = uint32_t(i);
        if (finishOne(m_features[i], repairer, minRank, done))
            m_done.push_back(done);
    }
}

std::vector<uint32_t> TileBuilder::choose(size_t most) const
{
    std::vector<uint32_t> chosen(m_done.size());
    std::iota(chosen.begin(), chosen.end(), 0u);
    if (chosen.size() <= most)
        return chosen;
    std::map<std::pair<size_t, Shape>, std::vector<uint32_t>> groups;
    for (uint32_t i = 0; i < m_done.size(); ++i) {
        const TileFeature &feature = m_features[m_done[i].feature];
        groups[{m_rules.inputs[feature.input].layer, feature.shape}].push_back(i);
    }
    // The smallest group first: what it leaves of its share goes to the others.
    std::vector<std::pair<Shape, std::vector<uint32_t> *>> bySize;
    for (auto &[key, members] : groups)
        bySize.emplace_back(key.second, &members);
    std::stable_sort(
        bySize.begin(), bySize.end(), [](const auto &a, const auto &b) { return a.second->size() < b.second->size(); });
    chosen.clear();
    size_t left = most;
    for (size_t g = 0; g < bySize.size(); ++g) {
        std::vector<uint32_t> &members = *bySize[g].second;
        const size_t share = std::min(members.size(), left / (bySize.size() - g));
        left -= share;
        if (share < members.size()) {
            const auto hashOf = [&](uint32_t i) { return m_features[m_done[i].feature].chance; };
            if (bySize[g].first == Shape::Point) {
                std::vector<std::pair<int32_t, int32_t>> places;
                std::vector<uint64_t> hashes;
                for (const uint32_t i : members) {
                    places.emplace_back(m_done[i].x, m_done[i].y);
                    hashes.push_back(hashOf(i));
                }
                std::vector<uint32_t> sorted;
                for (const uint32_t place : thinningOrder(places, hashes, m_rules.extent))
                    sorted.push_back(members[place]);
                members = std::move(sorted);
            } else {
                std::sort(members.begin(), members.end(), [&](uint32_t a, uint32_t b) {
                    const float wa = m_features[m_done[a].feature].weight;
                    const float wb = m_features[m_done[b].feature].weight;
                    return wa != wb ? wa > wb : hashOf(a) < hashOf(b);
                });
            }
        }
        chosen.insert(chosen.end(), members.begin(), members.begin() + std::ptrdiff_t(share));
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

std::string TileBuilder::write(const std::vector<uint32_t> &chosen) const
{
    std::string tile;
    std::string features;
    std::vector<uint32_t> tags;
    for (size_t at = 0; at < chosen.size();) {
        const size_t layer = m_rules.inputs[m_features[m_done[chosen[at]].feature].input].layer;
        std::unordered_map<std::string_view, uint32_t> values;
        std::vector<std::string_view> valueList;
        std::vector<int64_t> keyNumber(m_rules.layers[layer].keys.size(), -1);
        std::vector<uint32_t> keyList;
        features.clear();
        protozero::pbf_writer featureWriter(features);
        for (; at < chosen.size(); ++at) {
            const Done &done = m_done[chosen[at]];
            const TileFeature &feature = m_features[done.feature];
            const TileInput &input = m_rules.inputs[feature.input];
            if (input.layer != layer)
                break;
            tags.clear();
            for (std::string_view rest = feature.attributes; rest.size() >= 6;) {
                uint16_t key = 0;
                uint32_t size = 0;
                std::memcpy(&key, rest.data(), 2);
                std::memcpy(&size, rest.data() + 2, 4);
                const uint32_t inLayer = input.keys[key];
                if (keyNumber[inLayer] < 0) {
                    keyNumber[inLayer] = int64_t(keyList.size());
                    keyList.push_back(inLayer);
                }
                const auto [value, isNew] = values.try_emplace(rest.substr(6, size), uint32_t(valueList.size()));
                if (isNew)
                    valueList.push_back(value->first);
                tags.push_back(uint32_t(keyNumber[inLayer]));
                tags.push_back(value->second);
                rest.remove_prefix(6 + size);
            }
            protozero::pbf_writer writer(featureWriter, layerFeatures);
            if (input.hasIds && feature.fid >= 0)
                writer.add_uint64(featureId, uint64_t(feature.fid));
            if (!tags.empty())
                writer.add_packed_uint32(featureTags, tags.begin(), tags.end());
            writer.add_enum(featureType, int32_t(feature.shape));
            const auto first = m_commands.begin() + done.firstCommand;
            writer.add_packed_uint32(featureGeometry, first, first + done.commandCount);
        }
        std::string body;
        protozero::pbf_writer layerWriter(body);
        layerWriter.add_uint32(layerVersion, 2);
        layerWriter.add_string(layerName, m_rules.layers[layer].name);
        body += features;
        for (const uint32_t key : keyList)
            layerWriter.add_string(layerKeys, m_rules.layers[layer].keys[key]);
        for (const std::string_view value : valueList)
            layerWriter.add_message(layerValues, value.data(), value.size());
        layerWriter.add_uint32(layerExtent, uint32_t(m_rules.extent));
        protozero::pbf_writer(tile).add_message(tileLayers, body);
    }
    return tile;
}

} // namespace tuilerie::vector
