// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdeflate.h>

#include <memory>
#include <span>
#include <vector>

namespace tuilerie {

/// zlib streams (RFC 1950) in memory. One per thread.
class Deflate
{
public:
    explicit Deflate(int level)
        : m_level(level)
    {
    }

    /// The stream is appended to `out`. False when there is no memory.
    bool compress(std::span<const uint8_t> bytes, std::vector<uint8_t> &out)
    {
        if (!m_compressor)
            m_compressor.reset(libdeflate_alloc_compressor(m_level));
        if (!m_compressor)
            return false;
        const size_t before = out.size();
        out.resize(before + libdeflate_zlib_compress_bound(m_compressor.get(), bytes.size()));
        const size_t size = libdeflate_zlib_compress(
            m_compressor.get(), bytes.data(), bytes.size(), out.data() + before, out.size() - before);
        out.resize(before + size);
        return size > 0;
    }

    /// True when the stream is sound and gives exactly as many bytes as `out` has.
    bool decompress(std::span<const uint8_t> stream, std::span<uint8_t> out)
    {
        if (!m_decompressor)
            m_decompressor.reset(libdeflate_alloc_decompressor());
        size_t used = 0;
        return m_decompressor
            && libdeflate_zlib_decompress_ex(
                   m_decompressor.get(), stream.data(), stream.size(), out.data(), out.size(), &used, nullptr)
            == LIBDEFLATE_SUCCESS
            && used == stream.size();
    }

private:
    struct Free
    {
        void operator()(libdeflate_compressor *c) const { libdeflate_free_compressor(c); }
        void operator()(libdeflate_decompressor *d) const { libdeflate_free_decompressor(d); }
    };
    int m_level;
    std::unique_ptr<libdeflate_compressor, Free> m_compressor;
    std::unique_ptr<libdeflate_decompressor, Free> m_decompressor;
};

} // namespace tuilerie
