// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/polygonrepair.h"

#include <string>
#include <string_view>

namespace tuilerie::vector {

/// Empties a vector and gives its memory back, which `list = {}` and clear() do not.
template <typename T> void release(std::vector<T> &list)
{
    std::vector<T>().swap(list);
}

/// One layer of the tiles: the inputs that feed it name their attributes by `keys`.
struct TileLayer
{
    std::string name;
    std::vector<std::string> keys;
};

/// What an input needs of its layer: `keys[i]` is the layer's number of the input's attribute i.
struct TileInput
{
    size_t layer = 0;
    std::vector<uint32_t> keys;
    bool hasIds = true;
};

struct TileRules
{
    int extent = 4096;
    int maxBytes = 500000;
    int maxFeatures = 5000;
    std::vector<TileLayer> layers;
    std::vector<TileInput> inputs;
};

/// A feature in one tile, cut to it but not yet made good. Its vertices, ends and attributes lie in the tile's arenas.
struct TileFeature
{
    uint32_t seq = 0;
    float weight = 0;
    uint32_t chance = 0;
    uint16_t input = 0;
    Shape shape = Shape::Point;
    int64_t fid = 0;
    uint32_t firstVertex = 0, vertexCount = 0;
    uint32_t firstEnd = 0, endCount = 0;
    std::string_view attributes;
};

/// What a tile lost to its limits.
struct TileLosses
{
    bool coarsened = false;
    qint64 dropped = 0;
    bool any() const { return coarsened || dropped > 0; }
};

/// Collects the features of one tile and encodes it (MVT 2.1). Limits are met so, in this order:
///
/// 1. More than maxFeatures: every layer (and shape in it) may have its even share; what a small one leaves goes to the
/// others. Of a
///    layer's polygons the largest stay, of its lines the longest, of its points those of an even spatial thinning: on finer
///    and finer grids, each cell that holds none yet takes its first by a hash of the feature's id.
/// 2. More than maxBytes: lines and polygons are simplified further, by 2, 4, 8, then 16 units of the tile (a pixel), with
/// the ranks
///    that their shared borders have in common.
/// 3. Still more: features are left out as in 1, until the tile fits. Attributes are never left out.
class TileBuilder
{
public:
    explicit TileBuilder(const TileRules &rules)
        : m_rules(rules)
    {
    }

    void add(TileFeature feature, const Geometry &geometry);
    bool isEmpty() const { return m_features.empty(); }
    void clear();

    /// `rankOfUnits(units)` is the rank that a distance of so many units of the tile has at its level. Empty when nothing is
    /// left.
    template <typename RankOfUnits>
    std::string encode(const PolygonRepairer &repairer, const RankOfUnits &rankOfUnits, TileLosses &losses)
    {
        finish(repairer, 0);
        std::vector<uint32_t> chosen = choose(size_t(m_rules.maxFeatures));
        losses.dropped += qint64(m_done.size() - chosen.size());
        std::string tile = write(chosen);
        for (int units = 2; units <= 16 && int64_t(tile.size()) > m_rules.maxBytes && m_hasVertices; units *= 2) {
            finish(repairer, rankOfUnits(units));
            chosen = choose(size_t(m_rules.maxFeatures));
            tile = write(chosen);
            losses.coarsened = true;
        }
        while (int64_t(tile.size()) > m_rules.maxBytes && !chosen.empty()) {
            const size_t before = chosen.size();
            const auto fitting = size_t(double(before) * m_rules.maxBytes / double(tile.size()) * 0.95);
            chosen = choose(std::min(fitting, before - 1));
            losses.dropped += qint64(before - chosen.size());
            tile = write(chosen);
        }
        return tile;
    }

private:
    /// A feature as it will be written.
    struct Done
    {
        uint32_t feature = 0;
        uint32_t firstCommand = 0, commandCount = 0;
        int32_t x = 0, y = 0; ///< of points, for thinning
    };
    void finish(const PolygonRepairer &repairer, uint8_t minRank);
    bool finishOne(const TileFeature &feature, const PolygonRepairer &repairer, uint8_t minRank, Done &done);
    std::vector<uint32_t> choose(size_t most) const;
    std::string write(const std::vector<uint32_t> &chosen) const;

    const TileRules &m_rules;
    std::vector<TileFeature> m_features;
    std::vector<Vertex> m_vertices;
    std::vector<uint32_t> m_ends;
    std::vector<Done> m_done;
    std::vector<uint32_t> m_commands;
    bool m_hasVertices = false; ///< of lines or polygons, which can be simplified
    Geometry m_geometry;
};

} // namespace tuilerie::vector
