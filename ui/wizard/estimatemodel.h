// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pyramidresult.h"
#include "grid/tilematrixset.h"

#include <QAbstractTableModel>

namespace tuilerie {

/// The estimate as a table, finest level first: level, size of a pixel, scale, tiles, size, time. UI thread.
class EstimateModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Level, CellSize, Scale, Tiles, Size, Time, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEstimate(const PyramidEstimate &estimate, const TileMatrixSet &grid, double metersPerUnit);
    void clear();
    const PyramidEstimate &estimate() const { return m_estimate; }
    /// "12,480 tiles, 120 – 160 MB, 3 – 5 min"; empty while there is none.
    QString totals() const;
    enum class Unit { Tiles, Nodes }; ///< nodes of an octree
    static QString totalsOf(const PyramidEstimate &estimate, Unit unit);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Unit unit() const; ///< an octree has no grid
    PyramidEstimate m_estimate;
    TileMatrixSet m_grid;
    double m_metersPerUnit = 1;
};

} // namespace tuilerie
