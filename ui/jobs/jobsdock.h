// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobrow.h"
#include "ui/widgets/dock.h"

#include <QTimer>

class QLabel;
class QProgressBar;
class QSplitter;
class QTabWidget;
class QToolButton;
class QTreeView;
class QTreeWidget;

namespace tuilerie {

class JobLogView;
class JobsModel;
class JobsWatcher;
class PublicationRunner;
class ServerSession;

/// What runs and what ran: the list of jobs; for the chosen one its steps, warnings and log, and what can be done with it.
/// UI thread.
class JobsDock : public Dock
{
    Q_OBJECT

public:
    JobsDock(ServerSession *servers, PublicationRunner *runner, JobsWatcher *watcher);

    JobsModel *model() const { return m_model; }
    void select(const QString &key);
    const JobRow *selected() const;

signals:
    void runningChanged(int running);

private:
    QWidget *makeList();
    QWidget *makeDetails();
    QToolButton *makeButton(const char *objectName, const char *icon);
    void retranslate();
    void sayWhatEnded();
    void refresh();
    void showSelected();
    void showSteps(const JobRow &row);
    void pauseOrResume();
    void cancel();
    void retry();
    void remove();

    ServerSession *m_servers;
    PublicationRunner *m_runner;
    JobsWatcher *m_watcher;
    JobsModel *m_model;
    QTreeView *m_list;
    QLabel *m_empty;
    QToolButton *m_pause;
    QToolButton *m_cancel;
    QToolButton *m_retry;
    QToolButton *m_remove;
    QLabel *m_heading;
    QProgressBar *m_progress;
    QLabel *m_message;
    QTabWidget *m_tabs;
    QTreeWidget *m_steps;
    QTreeWidget *m_warnings;
    JobLogView *m_log;
    QTimer m_refresh; ///< many reports, one redraw
    QString m_shown;
    int m_running = 0;
};

} // namespace tuilerie
