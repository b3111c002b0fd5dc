// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/check/findingsmodel.h"

#include "ui/widgets/theme.h"

#include <QFileInfo>
#include <algorithm>

namespace tuilerie {

void FindingsModel::setFindings(std::vector<Finding> findings)
{
    beginResetModel();
    m_findings = std::move(findings);
    endResetModel();
}

int FindingsModel::count(Severity severity) const
{
    return int(std::count_if(
        m_findings.begin(), m_findings.end(), [severity](const Finding &f) { return f.severity == severity; }));
}

QString FindingsModel::severityText(Severity severity)
{
    switch (severity) {
    case Severity::Blocking: return tr("Blocking");
    case Severity::Warning: return tr("Warning");
    case Severity::Info: break;
    }
    return tr("Info");
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_findings.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

static QIcon severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Blocking: return Theme::icon(QStringLiteral("blocking"), ThemeColor::Error);
    case Severity::Warning: return Theme::icon(QStringLiteral("warning"), ThemeColor::Warning);
    case Severity::Info: break;
    }
    return Theme::icon(QStringLiteral("info"), ThemeColor::Info);
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Finding &finding = m_findings[size_t(index.row())];
    if (role == Qt::DecorationRole && index.column() == SeverityColumn)
        return severityIcon(finding.severity);
    if (role == Qt::ToolTipRole)
        return index.column() == File ? finding.path : finding.message;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case SeverityColumn: return severityText(finding.severity);
    case Message: return finding.message;
    case File: return finding.path.isEmpty() ? tr("whole data set") : QFileInfo(finding.path).fileName();
    default: return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn: return tr("Severity");
    case Message: return tr("Finding");
    case File: return tr("File");
    default: return {};
    }
}

} // namespace tuilerie
