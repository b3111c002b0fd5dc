// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/bundledgrids.h"

#include <QFile>
#include <QJsonDocument>

#include <charconv>
#include <cmath>

// The macro declares a function and must stand outside of any namespace.
static void initTileMatrixSetResource()
{
    Q_INIT_RESOURCE(tilematrixsets);
}

namespace tuilerie {

namespace {

// One degree in metres as the published scale denominators have it.
constexpr double publishedMetersPerDegree = 111319.492;

double published(double value)
{
    // Not QByteArray::number: it rounds a tie up, the published figures have it rounded to even.
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::general, 15).ptr;
    std::from_chars(digits.data(), end, value);
    return value;
}

double exceptionOr(const QJsonObject &exceptions, int index, double value)
{
    return exceptions.value(QString::number(index)).toDouble(value);
}

// Cell sizes, coarse to fine, before rounding.
std::vector<double> exactCells(const QJsonObject &family)
{
    std::vector<double> cells;
    const QJsonArray stated = family.value(QLatin1String("cells")).toArray();
    for (const auto &cell : stated)
        cells.push_back(cell.toDouble());
    const double first = family.value(QLatin1String("firstCell")).toDouble();
    for (int i = 0; stated.isEmpty() && i < family.value(QLatin1String("levels")).toInt(); ++i)
        cells.push_back(std::ldexp(first, -i));
    return cells;
}

// Tiles across, coarse to fine: stated one by one, or each half of the next finer one.
std::vector<qint64> matrixSizes(
    const QJsonObject &family, QLatin1String stated, QLatin1String finest, QLatin1String exceptions, int count)
{
    std::vector<qint64> sizes;
    const QJsonArray list = family.value(stated).toArray();
    for (const auto &size : list)
        sizes.push_back(size.toInteger());
    if (!sizes.empty())
        return sizes;
    sizes.resize(size_t(count));
    const QJsonObject deviating = family.value(exceptions).toObject();
    qint64 size = family.value(finest).toInteger();
    for (int i = count - 1; i >= 0; --i) {
        size = qint64(exceptionOr(deviating, i, double(size)));
        sizes[size_t(i)] = size;
        size = (size + 1) / 2;
    }
    return sizes;
}

Point pointOf(const QJsonValue &value)
{
    return {value.toArray().at(0).toDouble(), value.toArray().at(1).toDouble()};
}

} // namespace

TileMatrixSet BundledGrids::expand(const QJsonObject &grid, const QJsonObject &family)
{
    const auto cells = exactCells(family);
    const int familyLevels = int(cells.size());
    const auto widths = matrixSizes(
        family, QLatin1String("widths"), QLatin1String("finestWidth"), QLatin1String("widthExceptions"), familyLevels);
    const auto heights = matrixSizes(
        family, QLatin1String("heights"), QLatin1String("finestHeight"), QLatin1String("heightExceptions"), familyLevels);
    const bool degrees = family.value(QLatin1String("degrees")).toBool();
    const Point origin = pointOf(grid.contains(QLatin1String("origin")) ? grid.value(QLatin1String("origin"))
                                                                        : family.value(QLatin1String("origin")));
    // Terrain grids put the centres of their pixels on round coordinates.
    const double shift = family.value(QLatin1String("originShift")).toDouble();
    const QJsonObject cellExceptions = family.value(QLatin1String("cellExceptions")).toObject();
    const QJsonObject scaleExceptions = grid.value(QLatin1String("scaleExceptions")).toObject();

    TileMatrixSet set;
    set.m_id = grid.value(QLatin1String("id")).toString();
    set.m_crs = grid.value(QLatin1String("crs")).toString();
    set.m_statedId = grid.value(QLatin1String("statedId")).toString();
    set.m_orderedAxes = degrees ? QStringList{QStringLiteral("Lon"), QStringLiteral("Lat")}
                                : QStringList{QStringLiteral("X"), QStringLiteral("Y")};
    const int levels = grid.value(QLatin1String("levels")).toInt(familyLevels);
    for (int i = 0; i < levels; ++i) {
        const double cell = cells[size_t(i)];
        TileMatrix level;
        level.id = QString::number(i);
        level.cellSize = exceptionOr(cellExceptions, i, published(cell));
        level.origin = {origin.x - shift * cell, origin.y + shift * cell};
        level.tileWidth = level.tileHeight = family.value(QLatin1String("tileSize")).toInt(256);
        level.matrixWidth = widths[size_t(i)];
        level.matrixHeight = heights[size_t(i)];
        const double unit = degrees ? publishedMetersPerDegree : 1;
        level.statedScaleDenominator = exceptionOr(scaleExceptions, i, published(cell * unit / 0.00028));
        set.m_levels.push_back(level);
    }
    return set;
}

const std::map<QString, TileMatrixSet> &BundledGrids::all()
{
    static const std::map<QString, TileMatrixSet> grids = [] {
        initTileMatrixSetResource();
        QFile file(QStringLiteral(":/tilematrixsets/grids.json"));
        std::map<QString, TileMatrixSet> result;
        if (!file.open(QIODevice::ReadOnly))
            return result;
        const QJsonObject table = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject families = table.value(QLatin1String("families")).toObject();
        const QJsonArray list = table.value(QLatin1String("grids")).toArray();
        for (const auto &entry : list) {
            const QJsonObject grid = entry.toObject();
            TileMatrixSet set = expand(grid, families.value(grid.value(QLatin1String("family")).toString()).toObject());
            result.emplace(set.id(), std::move(set));
        }
        return result;
    }();
    return grids;
}

} // namespace tuilerie
