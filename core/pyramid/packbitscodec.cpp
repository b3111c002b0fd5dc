// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/tilecodecs.h"

#include <cstring>

namespace tuilerie {

namespace {

constexpr size_t longestRun = 128;

// One row (TIFF 6.0 section 9): a byte n of 0…127 is followed by n + 1 literals, −1…−127 by a byte that is there 1 − n
// times.
void encodeRow(std::span<const uint8_t> row, std::vector<uint8_t> &out)
{
    const auto runAt = [&](size_t at) {
        size_t end = at + 1;
        while (end < row.size() && end - at < longestRun && row[end] == row[at])
            ++end;
        return end - at;
    };
    size_t i = 0;
    while (i < row.size()) {
        if (const size_t run = runAt(i); run >= 2) {
            out.push_back(uint8_t(257 - run));
            out.push_back(row[i]);
            i += run;
            continue;
        }
        // Literals up to the next run of three: a run of two inside literals saves nothing.
        size_t end = i + 1;
        while (end < row.size() && end - i < longestRun
            && !(end + 2 < row.size() && row[end] == row[end + 1] && row[end] == row[end + 2]))
            ++end;
        out.push_back(uint8_t(end - i - 1));
        out.insert(out.end(), row.begin() + qsizetype(i), row.begin() + qsizetype(end));
        i = end;
    }
}

class PackBitsCodec final : public TileCodec
{
public:
    explicit PackBitsCodec(const TileShape &shape)
        : m_shape(shape)
    {
    }

    Result<QByteArray> encode(const uint8_t *pixels, size_t rowStride) override
    {
        m_out.clear();
        for (size_t row = 0; row < size_t(m_shape.height); ++row)
            encodeRow({pixels + row * rowStride, m_shape.rowBytes()}, m_out);
        return QByteArray(reinterpret_cast<const char *>(m_out.data()), qsizetype(m_out.size()));
    }

    Status decode(std::span<const uint8_t> encoded, uint8_t *pixels) override
    {
        const size_t wanted = m_shape.bytes();
        size_t in = 0;
        size_t out = 0;
        while (in < encoded.size() && out < wanted) {
            const int8_t n = int8_t(encoded[in++]);
            if (n == -128)
                continue;
            const size_t count = n >= 0 ? size_t(n) + 1 : size_t(1 - n);
            const size_t taken = n >= 0 ? count : 1;
            if (count > wanted - out || taken > encoded.size() - in)
                return corruptTile(QStringLiteral("PackBits run past the end at byte %1").arg(in));
            if (n >= 0)
                std::memcpy(pixels + out, encoded.data() + in, count);
            else
                std::memset(pixels + out, encoded[in], count);
            in += taken;
            out += count;
        }
        if (out != wanted || in != encoded.size())
            return corruptTile(QStringLiteral("PackBits gives %1 bytes instead of %2").arg(out).arg(wanted));
        return {};
    }

private:
    TileShape m_shape;
    std::vector<uint8_t> m_out;
};

} // namespace

std::unique_ptr<TileCodec> makePackBitsCodec(const TileShape &shape)
{
    return std::make_unique<PackBitsCodec>(shape);
}

} // namespace tuilerie
