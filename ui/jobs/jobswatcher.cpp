// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobswatcher.h"

#include "publish/publishdraft.h"
#include "ui/servers/serversession.h"

#include <algorithm>

namespace tuilerie {

static constexpr int BusyMs = 1000;
static constexpr int IdleMs = 10000;

JobsWatcher::JobsWatcher(ServerSession *servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &JobsWatcher::lookNow);
    connect(m_servers, &ServerSession::started, this, &JobsWatcher::lookNow);
}

void JobsWatcher::setEager(bool eager)
{
    if (eager && !m_eager)
        lookNow();
    m_eager = eager;
}

void JobsWatcher::lookNow()
{
    if (m_servers->light() != ServerSession::Light::On)
        return; // started() comes
    if (m_asking) {
        m_again = true;
        return;
    }
    m_asking = true;
    m_timer.stop();
    m_servers->withClient(EmbeddedServerName, this, [this](const Result<std::shared_ptr<AsyncClient>> &client) {
        if (!client) {
            m_asking = false;
            return;
        }
        const auto work = [ended = m_ended](EntrepotClient &entrepot) { return allJobs(entrepot, ended); };
        (*client)->run(work).then(this, [this](const Result<std::vector<ProcessingExecution>> &executions) {
            m_asking = false;
            if (executions)
                taken(*executions);
            const bool busy = m_eager
                || std::any_of(
                    m_executions.begin(), m_executions.end(), [](const ProcessingExecution &e) { return !e.isFinished(); });
            if (std::exchange(m_again, false))
                lookNow();
            else
                m_timer.start(busy ? BusyMs : IdleMs);
        });
    });
}

void JobsWatcher::taken(std::vector<ProcessingExecution> executions)
{
    for (const ProcessingExecution &execution : executions) {
        if (execution.isFinished())
            m_ended.insert(execution.id, execution);
    }
    if (executions == m_executions)
        return;
    m_executions = std::move(executions);
    emit changed();
}

void JobsWatcher::command(const QString &execution, JobCommand command)
{
    m_servers->withClient(
        EmbeddedServerName, this, [this, execution, command](const Result<std::shared_ptr<AsyncClient>> &client) {
            if (!client) {
                emit message(client.error().message);
                return;
            }
            const auto work = [execution, command](
                                  EntrepotClient &entrepot) { return commandJob(entrepot, execution, command); };
            (*client)->run(work).then(this, [this, execution, command](const Status &status) {
                if (!status)
                    emit message(status.error().message);
                else if (command == JobCommand::Remove)
                    m_ended.remove(execution);
                lookNow();
            });
        });
}

} // namespace tuilerie
