// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serveroptions.h"

#include <QObject>
#include <QTimer>
#include <memory>

class QSocketNotifier;

namespace tuilerie {

/// The running server: API, services, jobs, and the signals that end it. SIGINT and SIGTERM stop it cleanly (running jobs go
/// on at the next start), SIGTERM within a few seconds; the second one stops it at once.
class ServerProcess final : public QObject
{
    Q_OBJECT

public:
    /// Before any thread starts (base/work/interrupt.h).
    static void catchSignals();

    explicit ServerProcess(ServerOptions options);
    ~ServerProcess() override;
    /// Starts everything and prints the one line "Listening on http://…" on stdout.
    Status start();

private:
    void signalCame();
    void watchParent();

    ServerOptions m_options;
    std::shared_ptr<RenderPool> m_renderPool; ///< null: styled maps are not drawn
    std::shared_ptr<EntrepotService> m_service;
    std::unique_ptr<HttpServer> m_http;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_traffic;
    QTimer m_parentWatch;
    QTimer m_idleWatch;
    qint64 m_parent = 0;
    static int s_wakeUp; ///< an eventfd: a signal came
};

} // namespace tuilerie
