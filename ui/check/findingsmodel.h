// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"

#include <QAbstractTableModel>

namespace tuilerie {

/// Findings as a table: severity, what was found, file. UI thread.
class FindingsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SeverityColumn, Message, File, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(std::vector<Finding> findings);
    const std::vector<Finding> &findings() const { return m_findings; }
    int count(Severity severity) const;
    static QString severityText(Severity severity);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Finding> m_findings;
};

} // namespace tuilerie
