// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobsdock.h"

#include "ui/jobs/joblogview.h"
#include "ui/jobs/jobsmodel.h"
#include "ui/jobs/jobswatcher.h"
#include "ui/jobs/publicationrunner.h"
#include "publish/publishdraft.h"
#include "ui/servers/serversession.h"
#include "ui/widgets/format.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/readablecolumns.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tuilerie {

static constexpr int RefreshMs = 150;

JobsDock::JobsDock(ServerSession *servers, PublicationRunner *runner, JobsWatcher *watcher)
    : Dock("jobsDock", new QSplitter)
    , m_servers(servers)
    , m_runner(runner)
    , m_watcher(watcher)
    , m_model(new JobsModel(this))
{
    auto *splitter = static_cast<QSplitter *>(widget());
    splitter->setObjectName(QStringLiteral("jobsSplitter"));
    splitter->addWidget(makeList());
    splitter->addWidget(makeDetails());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({600, 600});
    splitter->setChildrenCollapsible(false);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(RefreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &JobsDock::refresh);
    const auto later = [this] {
        if (!m_refresh.isActive())
            m_refresh.start();
    };
    connect(m_runner, &PublicationRunner::changed, this, later);
    connect(m_runner, &PublicationRunner::removed, this, later);
    connect(m_watcher, &JobsWatcher::changed, this, later);
    connect(m_watcher, &JobsWatcher::message, this, &JobsDock::message);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JobsDock::showSelected);
    connect(m_pause, &QToolButton::clicked, this, &JobsDock::pauseOrResume);
    connect(m_cancel, &QToolButton::clicked, this, &JobsDock::cancel);
    connect(m_retry, &QToolButton::clicked, this, &JobsDock::retry);
    connect(m_remove, &QToolButton::clicked, this, &JobsDock::remove);
    sayWhatEnded();
    speak(this, [this] { retranslate(); });
}

void JobsDock::sayWhatEnded()
{
    connect(m_runner, &PublicationRunner::published, this, [this](const QString &id) {
        if (const Publication *publication = m_runner->find(id))
            emit message(tr("“%1” is published.").arg(publication->title()));
    });
    connect(m_runner, &PublicationRunner::failed, this, [this](const QString &id) {
        if (const Publication *publication = m_runner->find(id))
            emit message(tr("“%1” could not be published: %2").arg(publication->title(), publication->error.message));
    });
}

void JobsDock::retranslate()
{
    m_list->setAccessibleName(tr("Jobs"));
    m_empty->setText(tr("No jobs yet. Publish data and its job shows here."));
    m_cancel->setText(tr("Cancel"));
    m_retry->setText(tr("Retry"));
    m_remove->setText(tr("Remove from the list"));
    m_progress->setAccessibleName(tr("Progress of the job"));
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setHeaderLabels({tr("Step"), tr("Done"), tr("Rate"), tr("Written"), tr("Time")});
    m_warnings->setAccessibleName(tr("Warnings"));
    m_tabs->setTabText(0, tr("Steps"));
    m_tabs->setTabText(1, tr("Log"));
    askAgain(m_model);
    refresh();
}

QToolButton *JobsDock::makeButton(const char *objectName, const char *icon)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
    button->setIcon(Theme::icon(QLatin1String(icon)));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QWidget *JobsDock::makeList()
{
    m_list = new QTreeView;
    m_list->setObjectName(QStringLiteral("jobsList"));
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setItemDelegateForColumn(JobsModel::ProgressColumn, new JobProgressDelegate(m_list));
    new ReadableColumns(m_list, JobsModel::Title, m_list);
    m_empty = new QLabel;
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto *inside = new QVBoxLayout(m_list->viewport());
    inside->addWidget(m_empty);

    m_pause = makeButton("pauseJobButton", "pause");
    m_cancel = makeButton("cancelJobButton", "cancel");
    m_retry = makeButton("retryJobButton", "refresh");
    m_remove = makeButton("removeJobButton", "remove");
    auto *buttons = new QHBoxLayout;
    for (QToolButton *button : {m_pause, m_cancel, m_retry, m_remove})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *left = new QWidget;
    auto *layout = new QVBoxLayout(left);
    layout->setContentsMargins(4, 4, 0, 4);
    layout->addLayout(buttons);
    layout->addWidget(m_list, 1);
    return left;
}

QWidget *JobsDock::makeDetails()
{
    m_heading = new QLabel;
    m_heading->setFont(Theme::headingFont(2));
    m_heading->setObjectName(QStringLiteral("jobHeading"));
    m_heading->setTextFormat(Qt::PlainText);
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("jobProgress"));
    m_message = new QLabel;
    m_message->setObjectName(QStringLiteral("jobMessage"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_steps = new QTreeWidget;
    m_steps->setObjectName(QStringLiteral("jobSteps"));
    m_steps->setColumnCount(5);
    m_steps->setRootIsDecorated(false);
    new ReadableColumns(m_steps, 0, m_steps);
    m_warnings = new QTreeWidget;
    m_warnings->setObjectName(QStringLiteral("jobWarnings"));
    m_warnings->setHeaderHidden(true);
    m_warnings->setRootIsDecorated(false);
    m_log = new JobLogView(m_servers);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_steps, QString());
    m_tabs->addTab(m_log, QString());
    m_tabs->addTab(m_warnings, QString());
    connect(m_tabs, &QTabWidget::currentChanged, m_log, &JobLogView::fetchMore);
    auto *right = new QWidget;
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addWidget(m_heading);
    layout->addWidget(m_progress);
    layout->addWidget(m_message);
    layout->addWidget(m_tabs, 1);
    return right;
}

void JobsDock::refresh()
{
    QHash<QString, Progress> progress;
    QHash<QString, double> whole;
    for (const Publication &publication : m_runner->publications()) {
        progress.insert(publication.id, m_runner->progressOf(publication.id));
        whole.insert(publication.id, m_runner->shareOf(publication.id));
    }
    m_watcher->setEager(m_runner->runningCount() > 0);
    m_model->setRows(jobRows(m_runner->publications(), progress, m_watcher->executions(), EmbeddedServerName, whole));
    m_empty->setVisible(m_model->rows().empty());
    if (m_model->rowCount() > 0 && !m_list->currentIndex().isValid()) {
        const int before = m_model->indexOf(m_shown);
        m_list->setCurrentIndex(m_model->index(std::max(0, before), 0));
    }
    showSelected();
    const int running = m_model->runningCount();
    setWindowTitle(running == 0 ? tr("Jobs") : tr("Jobs (%1 running)").arg(running));
    if (running != std::exchange(m_running, running))
        emit runningChanged(running);
}

void JobsDock::select(const QString &key)
{
    refresh();
    if (const int row = m_model->indexOf(key); row >= 0)
        m_list->setCurrentIndex(m_model->index(row, 0));
}

const JobRow *JobsDock::selected() const
{
    return m_model->row(m_list->currentIndex().row());
}

void JobsDock::showSelected()
{
    const JobRow *row = selected();
    m_pause->setEnabled(row && !row->isEnded());
    m_cancel->setEnabled(row && !row->isEnded());
    m_retry->setEnabled(row && row->state == JobRowState::Failed && !row->publication.isEmpty());
    m_remove->setEnabled(row && row->isEnded());
    const bool paused = row && row->state == JobRowState::Paused;
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(Theme::icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_tabs->setVisible(row);
    m_progress->setVisible(row && !row->isEnded());
    m_message->setVisible(row && !row->message.isEmpty());
    m_heading->setText(row ? tr("%1: %2").arg(row->title, jobStateText(row->state)) : QString());
    if (!row)
        return;
    m_shown = row->key;
    m_message->setText(row->message);
    m_progress->setRange(0, row->whole < 0 && row->state == JobRowState::Running ? 0 : 1000);
    m_progress->setValue(row->whole < 0 ? 0 : int(row->whole * 1000));
    const QString left = JobsModel::remainingText(*row);
    m_progress->setFormat(left.isEmpty() ? QStringLiteral("%p %") : tr("%p % – %1 left").arg(left));
    showSteps(*row);
    m_warnings->clear();
    for (const QString &warning : row->warnings) {
        auto *item = new QTreeWidgetItem(m_warnings, {warning});
        item->setIcon(0, Theme::icon(QStringLiteral("warning"), ThemeColor::Warning));
        item->setToolTip(0, warning);
    }
    m_tabs->setTabText(2, row->warnings.isEmpty() ? tr("Warnings") : tr("Warnings (%1)").arg(row->warnings.size()));
    m_tabs->setTabEnabled(2, !row->warnings.isEmpty());
    m_log->setJob(row->key, row->server, row->execution);
    if (!row->publication.isEmpty())
        m_log->setOwnLines(m_runner->logOf(row->publication));
    else
        m_log->fetchMore(); // a publication's own lines have the server's among them
    if (!row->publication.isEmpty() && m_runner->logOf(row->publication).isEmpty())
        m_log->fetchMore();
}

static QIcon stepIcon(JobRowStepState state)
{
    switch (state) {
    case JobRowStepState::Fresh: return Theme::icon(QStringLiteral("waiting"), ThemeColor::Muted);
    case JobRowStepState::Started: return Theme::icon(QStringLiteral("running"), ThemeColor::Accent);
    case JobRowStepState::Done: return Theme::icon(QStringLiteral("success"), ThemeColor::Success);
    case JobRowStepState::Failed: return Theme::icon(QStringLiteral("error"), ThemeColor::Error);
    case JobRowStepState::Cancelled: break;
    }
    return Theme::icon(QStringLiteral("cancel"), ThemeColor::Muted);
}

void JobsDock::showSteps(const JobRow &row)
{
    while (m_steps->topLevelItemCount() > int(row.steps.size()))
        delete m_steps->takeTopLevelItem(m_steps->topLevelItemCount() - 1);
    for (size_t i = 0; i < row.steps.size(); ++i) {
        const JobRowStep &step = row.steps[i];
        QTreeWidgetItem *item = m_steps->topLevelItem(int(i));
        if (!item)
            item = new QTreeWidgetItem(m_steps);
        const Progress &progress = step.progress;
        item->setIcon(0, stepIcon(step.state));
        item->setText(0, step.title);
        // The last report of a step may be from a moment before its end.
        const qint64 done = step.state == JobRowStepState::Done ? progress.total : progress.done;
        item->setText(
            1, progress.total > 0 ? tr("%1 of %2").arg(formatCount(done), formatCount(progress.total)) : QString());
        item->setText(2, step.state == JobRowStepState::Started ? JobsModel::rateText(step) : QString());
        item->setText(3, progress.bytes > 0 ? formatBytes(progress.bytes) : QString());
        item->setText(4, progress.elapsedSeconds > 0 ? formatDuration(progress.elapsedSeconds) : QString());
        for (int column = 1; column < 5; ++column)
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
}

void JobsDock::pauseOrResume()
{
    const JobRow *row = selected();
    if (!row)
        return;
    const bool resume = row->state == JobRowState::Paused;
    if (row->publication.isEmpty())
        m_watcher->command(row->execution, resume ? JobCommand::Resume : JobCommand::Pause);
    else if (resume)
        m_runner->resume(row->publication);
    else
        m_runner->pause(row->publication);
}

void JobsDock::cancel()
{
    const JobRow *row = selected();
    if (!row)
        return;
    const QString key = row->key;
    const int answer = MessageBox::ask(this, MessageBox::Kind::Question, tr("Cancel the job"),
        tr("Cancel “%1”? What has been made so far is deleted.").arg(row->title), {tr("Cancel the job"), tr("Let it go on")},
        1, 1);
    row = m_model->row(m_model->indexOf(key)); // the list may have moved on meanwhile
    if (answer != 0 || !row || row->isEnded())
        return;
    if (row->publication.isEmpty())
        m_watcher->command(row->execution, JobCommand::Cancel);
    else
        m_runner->cancel(row->publication);
}

void JobsDock::retry()
{
    if (const JobRow *row = selected(); row && !row->publication.isEmpty())
        m_runner->resume(row->publication);
}

void JobsDock::remove()
{
    const JobRow *row = selected();
    if (!row)
        return;
    const QString publication = row->publication, execution = row->execution;
    if (!publication.isEmpty())
        m_runner->remove(publication);
    if (!execution.isEmpty())
        m_watcher->command(execution, JobCommand::Remove);
}

} // namespace tuilerie
