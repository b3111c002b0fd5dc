// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/barrier.h"
#include "client/entrepotclient.h"

#include <QFuture>
#include <QPromise>
#include <type_traits>

namespace tuilerie {

/// The client for programs with an event loop: each work runs on a thread of WorkPool::network() with an EntrepotClient of
/// its own (tokens are shared), and its result comes back as a QFuture. Nothing here waits. Example:
///
///     client.run([](EntrepotClient &c) { return listLayers(c); })
///         .then(this, [this](Result<std::vector<PublishedLayerInfo>> layers) { … });   // on this thread
///
/// A work gives a Result; what it throws is that result's error. Cancelling the future stops the work; its result then is
/// lost. To pause or to see progress give a WorkControl of your own: its members are called from the work's thread. The
/// destructor asks all works to stop and goes: a work owns what it uses, and may outlive this object by as long as a server
/// or a keychain lets it wait. The program's end waits for them (WorkPool::endAll()).
class AsyncClient
{
public:
    AsyncClient(ServerAddress address, std::shared_ptr<TokenSource> tokens, HttpPolicy policy = {});
    explicit AsyncClient(std::shared_ptr<ServerAccess> access, HttpPolicy policy = {});
    ~AsyncClient();
    AsyncClient(const AsyncClient &) = delete;
    AsyncClient &operator=(const AsyncClient &) = delete;

    ServerAddress address() const { return m_access->way().address; }

    template <typename Work, typename R = std::invoke_result_t<Work, EntrepotClient &>>
    QFuture<R> run(Work work, std::shared_ptr<WorkControl> control = {})
    {
        auto promise = std::make_shared<QPromise<R>>();
        QFuture<R> future = promise->future();
        promise->start();
        start([promise, control = std::move(control), work = std::move(work), access = m_access, policy = m_policy,
                  stopping = m_stopping]() mutable {
            Control watched(
                control.get(), [promise] { return promise->isCanceled(); }, stopping);
            EntrepotClient client(access, watched, policy);
            promise->addResult(guarded([&] { return work(client); }));
            promise->finish();
        });
        return future;
    }

private:
    // The caller's control, the future's cancel and the end of this object in one.
    class Control final : public WorkControl
    {
    public:
        Control(WorkControl *inner, std::function<bool()> isCanceled, const std::shared_ptr<std::atomic_bool> &stopping)
            : m_inner(inner)
            , m_isCanceled(std::move(isCanceled))
            , m_stopping(stopping)
        {
        }
        void progress(const Progress &progress) override;
        void log(const QString &line) override;
        void warning(const QString &sentence) override;
        StopRequest shouldStop() const override;

    private:
        WorkControl *m_inner;
        std::function<bool()> m_isCanceled;
        std::shared_ptr<std::atomic_bool> m_stopping;
    };
    static void start(std::function<void()> task);

    std::shared_ptr<ServerAccess> m_access;
    HttpPolicy m_policy;
    std::shared_ptr<std::atomic_bool> m_stopping = std::make_shared<std::atomic_bool>(false);
};

} // namespace tuilerie
