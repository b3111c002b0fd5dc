// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/jobs.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <vector>

namespace tuilerie {

class ServerSession;

/// Asks the embedded server what it is working at: every second while something runs, every ten otherwise. UI thread;
/// nothing waits.
class JobsWatcher : public QObject
{
    Q_OBJECT

public:
    explicit JobsWatcher(ServerSession *servers, QObject *parent = nullptr);

    const std::vector<ProcessingExecution> &executions() const { return m_executions; }
    void lookNow();
    /// Keeps the short interval although the server has nothing to do yet: a publication of ours is on its way.
    void setEager(bool eager);

    void command(const QString &execution, JobCommand command); ///< what goes wrong comes as message()

signals:
    void changed();
    void message(const QString &sentence);

private:
    void taken(std::vector<ProcessingExecution> executions);

    ServerSession *m_servers;
    std::vector<ProcessingExecution> m_executions;
    QHash<QString, ProcessingExecution> m_ended; ///< they do not change any more
    QTimer m_timer;
    bool m_asking = false;
    bool m_again = false;
    bool m_eager = false;
};

} // namespace tuilerie
