// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobsmodel.h"

#include "ui/servers/serversession.h"
#include "ui/widgets/format.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>
#include <algorithm>
#include <cmath>

namespace tuilerie {

/// What was shown of a job that runs stays the least: a try after a failure begins at its beginning.
static void keepProgress(std::vector<JobRow> &rows, const std::vector<JobRow> &shown)
{
    for (JobRow &row : rows) {
        const auto before =
            std::find_if(shown.begin(), shown.end(), [&](const JobRow &other) { return other.key == row.key; });
        if (before != shown.end() && !row.isEnded() && !before->isEnded())
            row.whole = std::max(row.whole, before->whole);
    }
}

void JobsModel::setRows(std::vector<JobRow> rows)
{
    keepProgress(rows, m_rows);
    const bool sameJobs = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const JobRow &a, const JobRow &b) { return a.key == b.key; });
    if (!sameJobs) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] == m_rows[i])
            continue;
        m_rows[i] = std::move(rows[i]);
        emit dataChanged(index(int(i), 0), index(int(i), ColumnCount - 1));
    }
}

int JobsModel::indexOf(const QString &key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const JobRow &row) { return row.key == key; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int JobsModel::runningCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
        [](const JobRow &row) { return row.state == JobRowState::Running || row.state == JobRowState::Waiting; }));
}

QString JobsModel::remainingText(const JobRow &row)
{
    return row.etaHigh < 0 || row.state != JobRowState::Running ? QString() : formatDurationRange(row.etaLow, row.etaHigh);
}

QString JobsModel::rateText(const JobRowStep &step)
{
    if (step.progress.rate <= 0)
        return {};
    return formatRate(step.progress.rate, step.id == QLatin1String("upload") ? tr("files") : tr("tiles"));
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int JobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JobsModel::text(const JobRow &row, int column) const
{
    const JobRowStep *step = row.current();
    switch (column) {
    case Title: return row.title;
    case State: return step && row.state == JobRowState::Running ? step->title : jobStateText(row.state);
    case ProgressColumn: return row.whole < 0 ? QString() : tr("%1 %").arg(int(std::floor(row.whole * 100)));
    case Remaining: return remainingText(row);
    case Rate: return step && row.state == JobRowState::Running ? rateText(*step) : QString();
    case Server: return ServerSession::displayName(row.server);
    default: return {};
    }
}

static std::optional<ThemeColor> stateColor(JobRowState state)
{
    switch (state) {
    case JobRowState::Succeeded: return ThemeColor::Success;
    case JobRowState::Failed: return ThemeColor::Error;
    case JobRowState::Running: return ThemeColor::Accent;
    case JobRowState::Paused: return ThemeColor::Warning;
    default: return ThemeColor::Muted;
    }
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    const JobRow *job = row(index.row());
    if (!job)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*job, index.column());
    case Qt::DecorationRole:
        return index.column() == State ? QVariant(Theme::icon(jobStateIcon(job->state), *stateColor(job->state)))
                                       : QVariant();
    case Qt::ToolTipRole: return job->message.isEmpty() ? text(*job, index.column()) : job->message;
    case ShareRole: return job->whole;
    case ActiveRole: return !job->isEnded();
    default: return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title: return tr("Job");
    case State: return tr("State");
    case ProgressColumn: return tr("Progress");
    case Remaining: return tr("Time left");
    case Rate: return tr("Rate");
    case Server: return tr("Server");
    default: return {};
    }
}

static constexpr int PercentWidth = 48, TrackWidth = 72; // of the number behind the bar, and of the bar at least

QSize JobProgressDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {PercentWidth + TrackWidth, QStyledItemDelegate::sizeHint(option, index).height()};
}

void JobProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QWidget *widget = option.widget;
    QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, widget);
    const double share = index.data(JobsModel::ShareRole).toDouble();
    if (!index.data(JobsModel::ActiveRole).toBool() || share < 0)
        return;
    const QRectF track =
        QRectF(option.rect).adjusted(4, option.rect.height() / 2.0 - 4, -PercentWidth, -(option.rect.height() / 2.0 - 4));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const bool selected = option.state & QStyle::State_Selected;
    painter->setBrush(option.palette.color(QPalette::Mid));
    painter->drawRoundedRect(track, 4, 4);
    painter->setBrush(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight));
    painter->drawRoundedRect(QRectF(track.topLeft(), QSizeF(std::max(track.width() * share, 6.0), track.height())), 4, 4);
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(QRectF(option.rect).adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
    painter->restore();
}

} // namespace tuilerie
