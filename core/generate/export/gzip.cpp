// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/gzip.h"

#include <libdeflate.h>
#include <memory>

namespace tuilerie {

QByteArray gzipped(const QByteArray &bytes)
{
    struct Free
    {
        void operator()(libdeflate_compressor *c) const { libdeflate_free_compressor(c); }
    };
    // One a thread: making one costs more than most tiles.
    thread_local const std::unique_ptr<libdeflate_compressor, Free> compressor(libdeflate_alloc_compressor(9));
    if (!compressor)
        return {};
    QByteArray out(qsizetype(libdeflate_gzip_compress_bound(compressor.get(), size_t(bytes.size()))), Qt::Uninitialized);
    out.truncate(qsizetype(libdeflate_gzip_compress(
        compressor.get(), bytes.constData(), size_t(bytes.size()), out.data(), size_t(out.size()))));
    return out;
}

} // namespace tuilerie
