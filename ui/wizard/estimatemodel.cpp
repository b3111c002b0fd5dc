// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/estimatemodel.h"

#include "ui/widgets/leveltext.h"
#include "ui/widgets/format.h"

#include <algorithm>

namespace tuilerie {

void EstimateModel::setEstimate(const PyramidEstimate &estimate, const TileMatrixSet &grid, double metersPerUnit)
{
    beginResetModel();
    m_estimate = estimate;
    m_grid = grid;
    m_metersPerUnit = metersPerUnit;
    std::sort(m_estimate.levels.begin(), m_estimate.levels.end(), [this](const LevelEstimate &a, const LevelEstimate &b) {
        // Levels of an octree are numbers.
        return m_grid.levels().empty() ? a.id.toInt() > b.id.toInt() : m_grid.indexOf(a.id) > m_grid.indexOf(b.id);
    });
    endResetModel();
}

void EstimateModel::clear()
{
    beginResetModel();
    m_estimate = {};
    endResetModel();
}

EstimateModel::Unit EstimateModel::unit() const
{
    return m_grid.levels().empty() && !m_estimate.levels.empty() ? Unit::Nodes : Unit::Tiles;
}

QString EstimateModel::totalsOf(const PyramidEstimate &estimate, Unit unit)
{
    if (estimate.levels.empty())
        return {};
    qint64 tiles = 0;
    for (const LevelEstimate &level : estimate.levels)
        tiles += level.tiles;
    const QString count = unit == Unit::Nodes ? (tiles == 1 ? tr("1 node") : tr("%1 nodes").arg(formatCount(tiles)))
                                              : (tiles == 1 ? tr("1 tile") : tr("%1 tiles").arg(formatCount(tiles)));
    return tr("%1, %2, %3")
        .arg(count, formatByteRange(estimate.bytesLow, estimate.bytesHigh),
            formatDurationRange(estimate.secondsLow, estimate.secondsHigh));
}

QString EstimateModel::totals() const
{
    return totalsOf(m_estimate, unit());
}

int EstimateModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_estimate.levels.size());
}

int EstimateModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EstimateModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const LevelEstimate &level = m_estimate.levels[size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int(index.column() == Level ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const TileMatrix *matrix = m_grid.level(level.id);
    switch (index.column()) {
    case Level: return level.id;
    case CellSize: return matrix ? cellSizeText(matrix->cellSize * m_metersPerUnit) : QString();
    case Scale: return matrix ? scaleText(matrix->scaleDenominator(m_metersPerUnit)) : QString();
    case Tiles: return formatCount(level.tiles);
    case Size: return formatBytes(level.bytes);
    case Time: return level.seconds < 1 ? tr("< 1 s") : formatDuration(level.seconds);
    default: return {};
    }
}

QVariant EstimateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section == Level ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Level: return tr("Level");
    case CellSize: return tr("Pixel");
    case Scale: return tr("Scale");
    case Tiles: return unit() == Unit::Nodes ? tr("Nodes") : tr("Tiles");
    case Size: return tr("Size");
    case Time: return tr("Time");
    default: return {};
    }
}

} // namespace tuilerie
