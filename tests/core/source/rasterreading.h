// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rasterfixture.h"
#include "source/rastersource.h"

namespace tuilerie::test {

/// Null when it cannot be opened.
inline std::shared_ptr<const RasterSource> opened(const QStringList &paths, const QString &crs = {})
{
    SilentControl control;
    auto source = RasterSource::open(paths, {crs, false}, control);
    return source ? *source : nullptr;
}

/// All of one file, at its own cells.
inline Result<RasterBlock> readWhole(const QString &path, const RasterReadOptions &options)
{
    const auto source = opened({path});
    if (!source)
        return fail(ErrorCode::Internal, QStringLiteral("cannot open ") + path);
    TUILERIE_TRY(reader, RasterReader::create(source, options));
    RasterBlock block;
    TUILERIE_CHECK(reader->read(source->info().extent, int(source->info().width), int(source->info().height), block));
    return block;
}

} // namespace tuilerie::test
