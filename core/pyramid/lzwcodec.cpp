// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/tilecodecs.h"

#include <array>

namespace tuilerie {

namespace {

// TIFF 6.0 section 13: codes of 9 to 12 bits, most significant bit first, wider one entry before it is needed ("early
// change").
constexpr int clearCode = 256;
constexpr int endCode = 257;
constexpr int firstEntry = 258;
constexpr int lastEntry = 4094; // the table is cleared once it is there
constexpr int firstWidth = 9;
constexpr int lastWidth = 12;

class BitWriter
{
public:
    explicit BitWriter(std::vector<uint8_t> &out)
        : m_out(out)
    {
    }
    void put(uint32_t code, int width)
    {
        m_bits = m_bits << width | code;
        m_count += width;
        while (m_count >= 8) {
            m_count -= 8;
            m_out.push_back(uint8_t(m_bits >> m_count));
        }
    }
    void flush()
    {
        if (m_count > 0)
            m_out.push_back(uint8_t(m_bits << (8 - m_count)));
    }

private:
    std::vector<uint8_t> &m_out;
    uint64_t m_bits = 0;
    int m_count = 0;
};

// String table of the encoder: (prefix code, byte) → code, open addressing.
class EncoderTable
{
public:
    EncoderTable() { clear(); }
    void clear() { m_slots.fill(0); }
    // The code of prefix + byte, or 0 with `slot` where it belongs.
    uint32_t find(uint32_t prefix, uint8_t byte, size_t &slot) const
    {
        const uint32_t key = (prefix << 8 | byte) + 1; // 0 is a free slot
        slot = size_t(key * 2654435761u) >> (32 - slotBits);
        while (m_slots[slot] != 0) {
            if (m_slots[slot] >> 12 == key)
                return m_slots[slot] & 0xFFF;
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        return 0;
    }
    void insert(size_t slot, uint32_t prefix, uint8_t byte, uint32_t code)
    {
        m_slots[slot] = uint64_t((prefix << 8 | byte) + 1) << 12 | code;
    }

private:
    static constexpr int slotBits = 13; // twice the entries
    std::array<uint64_t, size_t(1) << slotBits> m_slots;
};

class LzwCodec final : public TileCodec
{
public:
    explicit LzwCodec(const TileShape &shape)
        : m_shape(shape)
    {
    }
    Result<QByteArray> encode(const uint8_t *pixels, size_t rowStride) override;
    Status decode(std::span<const uint8_t> encoded, uint8_t *pixels) override;

private:
    TileShape m_shape;
    EncoderTable m_table;
    std::vector<uint8_t> m_out;
    std::array<uint16_t, 4096> m_prefix{};
    std::array<uint32_t, 4096> m_length{};
    std::array<uint8_t, 4096> m_last{};
    std::array<uint8_t, 4096> m_first{};
};

Result<QByteArray> LzwCodec::encode(const uint8_t *pixels, size_t rowStride)
{
    m_out.clear();
    BitWriter writer(m_out);
    int width = firstWidth;
    int next = firstEntry;
    const auto reset = [&] {
        m_table.clear();
        width = firstWidth;
        next = firstEntry;
    };
    // One entry more in the table, here and in the decoder.
    const auto advance = [&] {
        if (next == lastEntry) {
            writer.put(clearCode, width);
            reset();
            return;
        }
        if (++next == 1 << width)
            ++width;
    };

    reset();
    writer.put(clearCode, width);
    uint32_t prefix = pixels[0];
    for (size_t row = 0; row < size_t(m_shape.height); ++row) {
        const uint8_t *line = pixels + row * rowStride;
        for (size_t i = row == 0 ? 1 : 0; i < m_shape.rowBytes(); ++i) {
            size_t slot = 0;
            if (const uint32_t code = m_table.find(prefix, line[i], slot)) {
                prefix = code;
                continue;
            }
            writer.put(prefix, width);
            m_table.insert(slot, prefix, line[i], uint32_t(next));
            advance();
            prefix = line[i];
        }
    }
    writer.put(prefix, width);
    advance(); // the decoder makes an entry of the last code too
    writer.put(endCode, width);
    writer.flush();
    return QByteArray(reinterpret_cast<const char *>(m_out.data()), qsizetype(m_out.size()));
}

Status LzwCodec::decode(std::span<const uint8_t> encoded, uint8_t *pixels)
{
    const size_t wanted = m_shape.bytes();
    size_t in = 0;
    uint64_t bits = 0;
    int count = 0;
    int width = firstWidth;
    int next = firstEntry;
    int previous = -1;
    size_t out = 0;
    for (int code = 0; code < 256; ++code) {
        m_length[size_t(code)] = 1;
        m_first[size_t(code)] = m_last[size_t(code)] = uint8_t(code);
    }
    while (true) {
        while (count < width && in < encoded.size()) {
            bits = bits << 8 | encoded[in++];
            count += 8;
        }
        if (count < width)
            break; // no end code: the bytes decide
        count -= width;
        const int code = int(bits >> count) & ((1 << width) - 1);
        if (code == endCode)
            break;
        if (code == clearCode) {
            width = firstWidth;
            next = firstEntry;
            previous = -1;
            continue;
        }
        const bool known = code < 256 || (code >= firstEntry && code < next);
        if (previous < 0 ? code >= 256 : !known && code != next)
            return corruptTile(QStringLiteral("LZW code %1 is not in the table, at byte %2").arg(code).arg(in));
        if (previous >= 0 && next < 4096) {
            const auto entry = size_t(next);
            m_prefix[entry] = uint16_t(previous);
            m_length[entry] = m_length[size_t(previous)] + 1;
            m_first[entry] = m_first[size_t(previous)];
            m_last[entry] = known ? m_first[size_t(code)] : m_first[size_t(previous)];
            ++next;
            if (next >= (1 << width) - 1 && width < lastWidth)
                ++width;
        } else if (previous >= 0 && !known) {
            return corruptTile(QStringLiteral("LZW table overflow at byte %1").arg(in));
        }
        const size_t length = m_length[size_t(code)];
        if (length > wanted - out)
            return corruptTile(QStringLiteral("LZW gives more than %1 bytes").arg(wanted));
        // Strings hang together from the end.
        int at = code;
        for (size_t i = length; i-- > 0;) {
            pixels[out + i] = m_last[size_t(at)];
            at = m_prefix[size_t(at)];
        }
        out += length;
        previous = code;
    }
    if (in != encoded.size())
        return corruptTile(QStringLiteral("%1 bytes follow the LZW stream").arg(encoded.size() - in));
    if (out != wanted)
        return corruptTile(QStringLiteral("LZW gives %1 bytes instead of %2").arg(out).arg(wanted));
    return {};
}

} // namespace

std::unique_ptr<TileCodec> makeLzwCodec(const TileShape &shape)
{
    return std::make_unique<LzwCodec>(shape);
}

} // namespace tuilerie
