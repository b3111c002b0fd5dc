// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/mvtcheck.h"

#include <protozero/pbf_message.hpp>

namespace tuilerie {

namespace {

// Tags of MVT 2.1 (vector_tile.proto).
enum class Tile : protozero::pbf_tag_type { Layers = 3 };
enum class Layer : protozero::pbf_tag_type { Name = 1, Features = 2 };

using protozero::pbf_wire_type;

/// A tag with the wrong kind of value is no field of MVT, and nothing more can be said of it.
template <typename Tag> bool is(const protozero::pbf_message<Tag> &message, Tag tag)
{
    return message.tag_and_type() == protozero::tag_and_type(tag, pbf_wire_type::length_delimited);
}

QString layerProblem(protozero::pbf_message<Layer> layer)
{
    bool named = false;
    while (layer.next()) {
        named = named || is(layer, Layer::Name);
        if (!is(layer, Layer::Features)) {
            layer.skip();
            continue;
        }
        protozero::pbf_reader feature(layer.get_view());
        try {
            while (feature.next())
                feature.skip();
        } catch (const protozero::exception &) {
            return QStringLiteral("a feature is no protobuf message");
        }
    }
    return named ? QString() : QStringLiteral("a layer has no name");
}

} // namespace

QString mvtProblem(std::span<const uint8_t> tile)
{
    if (tile.size() >= 2 && tile[0] == 0x1F && tile[1] == 0x8B)
        return QStringLiteral("it is gzipped, and the format wants it plain");
    try {
        protozero::pbf_message<Tile> layers(reinterpret_cast<const char *>(tile.data()), tile.size());
        while (layers.next()) {
            if (!is(layers, Tile::Layers)) {
                layers.skip();
                continue;
            }
            try {
                if (const QString problem = layerProblem(protozero::pbf_message<Layer>(layers.get_view()));
                    !problem.isEmpty())
                    return problem;
            } catch (const protozero::exception &) {
                return QStringLiteral("a layer is no protobuf message");
            }
        }
    } catch (const protozero::exception &) {
        return QStringLiteral("it is no protobuf message");
    }
    return {};
}

} // namespace tuilerie
