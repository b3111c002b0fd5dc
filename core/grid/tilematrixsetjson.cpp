// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/crs.h"
#include "grid/tilematrixset.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::TileMatrixSet)
};

constexpr int maxLevels = 100;
constexpr int maxTileSize = 16384;
constexpr qint64 mostTiles = (qint64(1) << 31) - 1; // to a side: a level's tiles can be counted
constexpr double furthest = 1e12;                   // from 0, in CRS units: beyond what any CRS means
constexpr double mostPixels = 9007199254740992.0;   // 2⁵³ from 0: a double tells them apart

tl::unexpected<Error> wrong(const QString &id, const QString &place, const QString &rule)
{
    return fail(ErrorCode::Invalid,
        Text::tr("The tile matrix set \"%1\" cannot be used: %2 %3. Correct its JSON file.").arg(id, place, rule));
}

Result<double> positive(const QJsonObject &object, const char *member, const QString &id, const QString &place)
{
    const double value = object.value(QLatin1String(member)).toDouble(-1);
    if (!(value > 0) || !std::isfinite(value))
        return wrong(id, place + QLatin1String(member), Text::tr("must be a number above 0"));
    return value;
}

Result<qint64> wholeNumber(
    const QJsonObject &object, const char *member, const QString &id, const QString &place, qint64 most)
{
    const double value = object.value(QLatin1String(member)).toDouble(-1);
    if (!(value >= 1) || value > double(most) || value != std::floor(value))
        return wrong(id, place + QLatin1String(member), Text::tr("must be a whole number from 1 to %1").arg(most));
    return qint64(value);
}

Result<TileMatrix> levelFromJson(const QJsonObject &object, const QString &id, const QString &place)
{
    TileMatrix level;
    level.id = object.value(QLatin1String("id")).toString();
    if (level.id.isEmpty())
        return wrong(id, place + QLatin1String("id"), Text::tr("must be a text that is not empty"));
    if (level.id.contains(QLatin1Char('<')) || level.id.contains(QLatin1Char('>')) || level.id.contains(QLatin1Char('/')))
        return wrong(id, place + QLatin1String("id"), Text::tr("must not contain <, > or /"));

    TUILERIE_TRY(cellSize, positive(object, "cellSize", id, place));
    TUILERIE_TRY(tileWidth, wholeNumber(object, "tileWidth", id, place, maxTileSize));
    TUILERIE_TRY(tileHeight, wholeNumber(object, "tileHeight", id, place, maxTileSize));
    TUILERIE_TRY(matrixWidth, wholeNumber(object, "matrixWidth", id, place, mostTiles));
    TUILERIE_TRY(matrixHeight, wholeNumber(object, "matrixHeight", id, place, mostTiles));
    level.cellSize = cellSize;
    level.tileWidth = int(tileWidth);
    level.tileHeight = int(tileHeight);
    level.matrixWidth = matrixWidth;
    level.matrixHeight = matrixHeight;

    const QJsonArray origin = object.value(QLatin1String("pointOfOrigin")).toArray();
    if (origin.size() != 2 || !origin.at(0).isDouble() || !origin.at(1).isDouble())
        return wrong(id, place + QLatin1String("pointOfOrigin"), Text::tr("must be two numbers, x then y"));
    level.origin = {origin.at(0).toDouble(), origin.at(1).toDouble()};
    const Extent all = level.extent();
    const double reach = std::max({std::abs(all.west), std::abs(all.east), std::abs(all.south), std::abs(all.north)});
    if (!(reach <= furthest) || !(reach / level.cellSize <= mostPixels))
        return wrong(
            id, place + QLatin1String("pointOfOrigin"), Text::tr("and cellSize lead beyond what a coordinate can be"));

    const QJsonValue scale = object.value(QLatin1String("scaleDenominator"));
    if (!scale.isUndefined() && !scale.isDouble())
        return wrong(id, place + QLatin1String("scaleDenominator"), Text::tr("must be a number"));
    level.statedScaleDenominator = scale.toDouble();
    return level;
}

} // namespace

Result<TileMatrixSet> TileMatrixSet::fromJson(const QString &id, const QJsonObject &object)
{
    if (id.isEmpty() || id.contains(QLatin1Char('<')) || id.contains(QLatin1Char('>')) || id.contains(QLatin1Char('/'))) {
        return fail(ErrorCode::Invalid,
            Text::tr("\"%1\" cannot be the name of a tile matrix set: it must not be empty nor "
                     "contain <, > or /. Rename its file.")
                .arg(id));
    }
    TileMatrixSet set;
    set.m_id = id;
    const QString stated = object.value(QLatin1String("id")).toString();
    if (stated != id)
        set.m_statedId = stated;
    set.m_title = object.value(QLatin1String("title")).toString();

    set.m_crs = object.value(QLatin1String("crs")).toString();
    if (set.m_crs.isEmpty())
        return wrong(id, QStringLiteral("crs"), Text::tr("must name a coordinate reference system, like EPSG:2154"));
    const auto crs = Crs::fromText(set.m_crs);
    if (!crs)
        return wrong(id, QStringLiteral("crs"), Text::tr("is unknown (%1)").arg(set.m_crs));

    const QJsonArray axes = object.value(QLatin1String("orderedAxes")).toArray();
    for (const auto &axis : axes)
        set.m_orderedAxes << axis.toString();

    const QJsonArray levels = object.value(QLatin1String("tileMatrices")).toArray();
    if (levels.isEmpty() || levels.size() > maxLevels)
        return wrong(id, QStringLiteral("tileMatrices"), Text::tr("must hold 1 to %1 levels").arg(maxLevels));
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const QString place = QStringLiteral("tileMatrices[%1].").arg(i);
        TUILERIE_TRY(level, levelFromJson(levels.at(i).toObject(), id, place));
        if (set.level(level.id))
            return wrong(id, place + QLatin1String("id"), Text::tr("is there twice (%1)").arg(level.id));
        set.m_levels.push_back(level);
    }
    // Any order is allowed in the file (docs/rok4.md §2).
    std::stable_sort(set.m_levels.begin(), set.m_levels.end(),
        [](const TileMatrix &a, const TileMatrix &b) { return a.cellSize > b.cellSize; });
    for (size_t i = 1; i < set.m_levels.size(); ++i) {
        if (set.m_levels[i].cellSize == set.m_levels[i - 1].cellSize) {
            return wrong(id, QStringLiteral("tileMatrices"),
                Text::tr("has two levels of one cell size (%1 and %2)").arg(set.m_levels[i - 1].id, set.m_levels[i].id));
        }
    }
    return set;
}

QJsonObject TileMatrixSet::toJson() const
{
    double metersPerUnit = 0;
    QJsonArray levels;
    for (const TileMatrix &level : m_levels) {
        double scale = level.statedScaleDenominator;
        if (scale == 0) {
            if (metersPerUnit == 0)
                metersPerUnit = Crs::fromText(m_crs).value_or(Crs()).metersPerUnit();
            scale = level.scaleDenominator(metersPerUnit);
        }
        levels.append(QJsonObject{{QStringLiteral("id"), level.id}, {QStringLiteral("cellSize"), level.cellSize},
            {QStringLiteral("scaleDenominator"), scale},
            {QStringLiteral("pointOfOrigin"), QJsonArray{level.origin.x, level.origin.y}},
            {QStringLiteral("tileWidth"), level.tileWidth}, {QStringLiteral("tileHeight"), level.tileHeight},
            {QStringLiteral("matrixWidth"), level.matrixWidth}, {QStringLiteral("matrixHeight"), level.matrixHeight}});
    }
    QJsonObject object{{QStringLiteral("id"), m_statedId.isEmpty() ? m_id : m_statedId}, {QStringLiteral("crs"), m_crs},
        {QStringLiteral("tileMatrices"), levels}};
    if (!m_title.isEmpty())
        object.insert(QStringLiteral("title"), m_title);
    if (!m_orderedAxes.isEmpty())
        object.insert(QStringLiteral("orderedAxes"), QJsonArray::fromStringList(m_orderedAxes));
    return object;
}

} // namespace tuilerie
