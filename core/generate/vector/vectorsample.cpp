// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorpyramid.h"

#include "generate/vector/slabmaker.h"

#include <QCoreApplication>
#include <QTemporaryDir>

namespace tuilerie {

using namespace vector;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
}

} // namespace

Result<QByteArray> sampleVectorTile(const VectorPyramidParams &params, const QString &level, qint64 col, qint64 row)
{
    VectorPyramidParams wanted = params;
    if (wanted.output.isEmpty())
        wanted.output = QStringLiteral("sample");
    SilentControl control;
    TUILERIE_TRY(profile, VectorProfile::resolve(wanted, control));
    const int index = profile.grid.indexOf(level);
    if (index < profile.top || index > profile.bottom)
        return fail(ErrorCode::NotFound,
            tr("The pyramid has no level “%1”; it has %2 to %3.")
                .arg(level, profile.matrix(profile.top).id, profile.matrix(profile.bottom).id));
    const TileMatrix &matrix = profile.matrix(index);
    if (col < 0 || row < 0 || col >= matrix.matrixWidth || row >= matrix.matrixHeight)
        return QByteArray();
    // Neighbours decide which vertices are junctions, so a margin of a whole tile is read too.
    const Extent tile = matrix.tileExtent(col, row);
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(ErrorCode::Io, tr("There is no place for temporary files. Free some disk space."), folder.errorString());
    ProgressMeter meter(control, QStringLiteral("sample"), 0);
    ReadOptions options;
    options.folder = folder.path();
    options.only = tile.grown(tile.width(), tile.height());
    TUILERIE_TRY(read, readFeatures(profile, options, meter));
    if (read.store->entries().empty())
        return QByteArray();
    constexpr uint64_t memory = 256 << 20;
    TUILERIE_TRY(plan, VectorPlan::make(profile, read, folder.path(), 1, memory, meter));
    SlabMaker maker(profile, plan, meter, memory);
    const SlabKey key{index, col / profile.params.slabWidth, row / profile.params.slabHeight};
    TUILERIE_TRY(slab, maker.make(key, {col, row, col, row}));
    return slab.tiles[size_t(row % profile.params.slabHeight * profile.params.slabWidth + col % profile.params.slabWidth)];
}

} // namespace tuilerie
