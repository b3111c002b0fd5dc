// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobrow.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

namespace tuilerie {

/// The jobs, newest first, as a table; the progress column's DisplayRole is drawn as a bar by JobProgressDelegate. UI
/// thread.
class JobsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Title, State, ProgressColumn, Remaining, Rate, Server, ColumnCount };
    enum Role { ShareRole = Qt::UserRole, ActiveRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<JobRow> rows);
    const std::vector<JobRow> &rows() const { return m_rows; }
    const JobRow *row(int index) const
    {
        return index >= 0 && index < int(m_rows.size()) ? &m_rows[size_t(index)] : nullptr;
    }
    int indexOf(const QString &key) const;
    int runningCount() const;
    /// "in about 3 – 5 min"; empty where it is not known.
    static QString remainingText(const JobRow &row);
    static QString rateText(const JobRowStep &step);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const JobRow &row, int column) const;
    std::vector<JobRow> m_rows;
};

class JobProgressDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace tuilerie
