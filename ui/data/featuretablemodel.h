// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/background.h"
#include "render/featuretable.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

namespace tuilerie {

/// Attributes of a layer's features as a table of any length: ids of all rows, attributes only of the pages that are looked
/// at, some hundred pages kept. Sorting and filtering run over the file in the background. UI thread only.
class FeatureTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit FeatureTableModel(QObject *parent = nullptr);
    ~FeatureTableModel() override;

    void setTable(const std::shared_ptr<const FeatureTable> &table); ///< null for none
    const std::shared_ptr<const FeatureTable> &table() const { return m_table; }
    void setFilter(const QString &expression);
    const QString &filter() const { return m_filter; }
    void sort(int column, Qt::SortOrder order) override; ///< −1: the file's order

    bool isReading() const { return m_reading.isRunning(); }
    qint64 featureAt(int row) const; ///< its id; −1 for none
    int rowOf(qint64 feature) const; ///< −1 when it is not (yet) there
    /// The page of this row is there; else it has been asked for.
    bool isLoaded(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void stateChanged(); ///< more rows, the last row, or a sentence
    void failed(const QString &sentence);

private:
    using Page = std::vector<std::vector<QVariant>>;
    void read();
    void append(const FeatureTable::Ids &ids);
    void load(int page) const;

    std::shared_ptr<const FeatureTable> m_table;
    QString m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    FeatureTable::Ids m_ids;
    int m_generation = 0; ///< answers to older questions are not taken
    int m_rows = 0;       ///< counts what m_ids was; pages of other rows are not taken
    mutable QCache<int, Page> m_pages;
    mutable QSet<int> m_asked;
    LatestOnly<Status> m_reading;
};

} // namespace tuilerie
