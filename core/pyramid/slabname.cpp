// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slab.h"

namespace tuilerie {

namespace {

constexpr int base = 36;

QString base36(qint64 value)
{
    return QString::number(value, base).toUpper();
}

} // namespace

QString slabFileName(qint64 slabCol, qint64 slabRow, int pathDepth)
{
    const QString colText = base36(slabCol);
    const QString rowText = base36(slabRow);
    const int depth = std::max(pathDepth, 1);
    const auto length = std::max<qsizetype>({colText.size(), rowText.size(), depth + 1});
    const QString col = colText.rightJustified(length, QLatin1Char('0'));
    const QString row = rowText.rightJustified(length, QLatin1Char('0'));
    QString name;
    for (qsizetype i = 0; i < length; ++i) {
        // All the leading pairs are one component, each of the last `depth` pairs is one of its own.
        if (i >= length - depth)
            name += QLatin1Char('/');
        name += col.at(i);
        name += row.at(i);
    }
    return name + QLatin1String(".tif");
}

QString slabObjectSuffix(qint64 slabCol, qint64 slabRow)
{
    return QStringLiteral("_%1_%2").arg(slabCol).arg(slabRow);
}

std::optional<SlabPosition> slabFromFileName(const QString &path, int pathDepth)
{
    if (!path.endsWith(QLatin1String(".tif")))
        return std::nullopt;
    const QString pairs = path.chopped(4).remove(QLatin1Char('/'));
    if (pairs.isEmpty() || pairs.size() % 2 != 0 || pairs.size() > 24)
        return std::nullopt;
    QString col;
    QString row;
    for (qsizetype i = 0; i < pairs.size(); i += 2) {
        col += pairs.at(i);
        row += pairs.at(i + 1);
    }
    bool colGood = false;
    bool rowGood = false;
    const SlabPosition position{col.toLongLong(&colGood, base), row.toLongLong(&rowGood, base)};
    // Only what the rule itself would write: no signs, no lower case, no padding too many.
    if (!colGood || !rowGood || position.col < 0 || position.row < 0
        || slabFileName(position.col, position.row, pathDepth) != path)
        return std::nullopt;
    return position;
}

TileRange slabRange(const TileRange &tiles, int tilesPerWidth, int tilesPerHeight)
{
    if (tiles.isEmpty())
        return {};
    return {tiles.minCol / tilesPerWidth, tiles.minRow / tilesPerHeight, tiles.maxCol / tilesPerWidth,
        tiles.maxRow / tilesPerHeight};
}

} // namespace tuilerie
