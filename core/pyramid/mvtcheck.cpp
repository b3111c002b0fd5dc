// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/mvtcheck.h"

namespace tuilerie {

namespace {

// Walks the fields of one protobuf message; nested messages are walked by a reader of their own.
class MessageReader
{
public:
    explicit MessageReader(std::span<const uint8_t> bytes)
        : m_bytes(bytes)
    {
    }
    bool atEnd() const { return m_at == m_bytes.size(); }
    // False for bytes that are no field. `body` is what a length-delimited field holds, else empty.
    bool next(uint64_t &field, int &wire, std::span<const uint8_t> &body)
    {
        uint64_t key = 0;
        if (!varint(key) || key >> 3 == 0)
            return false;
        field = key >> 3;
        wire = int(key & 7);
        body = {};
        uint64_t value = 0;
        switch (wire) {
        case 0: return varint(value);
        case 1: return skip(8);
        case 5: return skip(4);
        case 2:
            if (!varint(value) || value > m_bytes.size() - m_at)
                return false;
            body = m_bytes.subspan(m_at, size_t(value));
            return skip(size_t(value));
        default: return false;
        }
    }

private:
    bool varint(uint64_t &value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && m_at < m_bytes.size(); shift += 7) {
            const uint8_t byte = m_bytes[m_at++];
            value |= uint64_t(byte & 0x7F) << shift;
            if (byte < 0x80)
                return true;
        }
        return false;
    }
    bool skip(size_t count)
    {
        if (count > m_bytes.size() - m_at)
            return false;
        m_at += count;
        return true;
    }

    std::span<const uint8_t> m_bytes;
    size_t m_at = 0;
};

} // namespace

QString mvtProblem(std::span<const uint8_t> tile)
{
    if (tile.size() >= 2 && tile[0] == 0x1F && tile[1] == 0x8B)
        return QStringLiteral("it is gzipped, and the format wants it plain");
    MessageReader layers(tile);
    while (!layers.atEnd()) {
        uint64_t field = 0;
        int wire = 0;
        std::span<const uint8_t> body;
        if (!layers.next(field, wire, body))
            return QStringLiteral("it is no protobuf message");
        if (field != 3)
            continue;
        bool named = false;
        MessageReader layer(body);
        while (!layer.atEnd()) {
            uint64_t inner = 0;
            std::span<const uint8_t> content;
            if (!layer.next(inner, wire, content))
                return QStringLiteral("a layer is no protobuf message");
            named = named || inner == 1;
            MessageReader feature(inner == 2 ? content : std::span<const uint8_t>());
            while (!feature.atEnd()) {
                std::span<const uint8_t> geometry;
                if (!feature.next(field, wire, geometry))
                    return QStringLiteral("a feature is no protobuf message");
            }
        }
        if (!named)
            return QStringLiteral("a layer has no name");
    }
    return {};
}

} // namespace tuilerie
