// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/wantedlevels.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

constexpr int mostSlabTiles = 256; ///< each way

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Pyramid", text);
}

} // namespace

Result<int> wantedLevel(const TileMatrixSet &grid, const QString &id)
{
    const int level = grid.indexOf(id);
    if (level >= 0)
        return level;
    QStringList ids;
    for (const TileMatrix &matrix : grid.levels())
        ids << matrix.id;
    return fail(ErrorCode::Invalid,
        tr("The grid %1 has no level “%2”. Its levels are %3.").arg(grid.id(), id, ids.join(QLatin1String(", "))));
}

Status checkLevelOrder(const TileMatrixSet &grid, int top, int bottom)
{
    if (top <= bottom)
        return {};
    return fail(ErrorCode::Invalid,
        tr("The top level %1 is below the bottom level %2. Exchange them.")
            .arg(grid.levels()[size_t(top)].id, grid.levels()[size_t(bottom)].id));
}

Status checkTileSizes(const TileMatrixSet &grid, int top, int bottom)
{
    const TileMatrix &last = grid.levels()[size_t(bottom)];
    for (int level = top; level < bottom; ++level) {
        const TileMatrix &matrix = grid.levels()[size_t(level)];
        if (matrix.tileWidth != last.tileWidth || matrix.tileHeight != last.tileHeight)
            return fail(ErrorCode::Unsupported,
                tr("The levels %1 and %2 of the grid %3 have tiles of different sizes. Choose levels with one size.")
                    .arg(matrix.id, last.id, grid.id()));
    }
    return {};
}

Status checkSlabSize(int width, int height)
{
    for (const int size : {width, height})
        if (size < 1 || size > mostSlabTiles)
            return fail(ErrorCode::Invalid, tr("A slab has 1 to 256 tiles each way, not %1.").arg(size));
    return {};
}

} // namespace tuilerie
