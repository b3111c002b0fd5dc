// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/asyncclient.h"

#include "base/work/workpool.h"

namespace tuilerie {

AsyncClient::AsyncClient(ServerAddress address, std::shared_ptr<TokenSource> tokens, HttpPolicy policy)
    : AsyncClient(std::make_shared<ServerAccess>(std::move(address), std::move(tokens)), policy)
{
}

AsyncClient::AsyncClient(std::shared_ptr<ServerAccess> access, HttpPolicy policy)
    : m_access(std::move(access))
    , m_policy(policy)
{
}

AsyncClient::~AsyncClient()
{
    m_stopping->store(true);
}

void AsyncClient::start(std::function<void()> task)
{
    WorkPool::network().start(std::move(task));
}

void AsyncClient::Control::progress(const Progress &progress)
{
    if (m_inner)
        m_inner->progress(progress);
}

void AsyncClient::Control::log(const QString &line)
{
    if (m_inner)
        m_inner->log(line);
}

void AsyncClient::Control::warning(const QString &sentence)
{
    if (m_inner)
        m_inner->warning(sentence);
}

StopRequest AsyncClient::Control::shouldStop() const
{
    if (m_stopping->load() || m_isCanceled())
        return StopRequest::Cancel;
    return m_inner ? m_inner->shouldStop() : StopRequest::None;
}

} // namespace tuilerie
