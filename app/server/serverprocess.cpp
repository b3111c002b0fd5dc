// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverprocess.h"

#include "base/work/interrupt.h"
#include "server/diffusion/diffusion.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <cstdio>
#include <sys/eventfd.h>
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr int TrafficIntervalMs = 5000;
constexpr int ParentIntervalMs = 1000;
constexpr int IdleIntervalMs = 500;

} // namespace

int ServerProcess::s_wakeUp = -1;

void ServerProcess::catchSignals()
{
    s_wakeUp = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    // A job that does not hear in time goes on at the next start like those that did.
    catchInterrupts({nullptr, s_wakeUp, 0});
}

ServerProcess::ServerProcess(ServerOptions options)
    : m_options(std::move(options))
    , m_parent(::getppid())
{
    m_notifier = std::make_unique<QSocketNotifier>(s_wakeUp, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ServerProcess::signalCame);
    connect(&m_traffic, &QTimer::timeout, this, [this] { m_service->writeTraffic(); });
    connect(&m_idleWatch, &QTimer::timeout, this, [this] {
        if (m_service->isStopDue())
            QCoreApplication::exit(0);
    });
    connect(&m_parentWatch, &QTimer::timeout, this, &ServerProcess::watchParent);
}

ServerProcess::~ServerProcess()
{
    // No new request may begin a job that stop() would not see.
    m_http.reset();
    if (m_service)
        m_service->stop();
    m_notifier.reset();
}

Status ServerProcess::start()
{
    if (m_options.hasRenderers) {
        auto pool = RenderPool::create(m_options.render);
        // A server built without a renderer serves everything else; what needs one says so.
        if (!pool && pool.error().code != ErrorCode::Unsupported)
            return fail(std::move(pool.error()));
        if (pool)
            m_renderPool = *pool;
        else
            std::fprintf(stderr, "%s\n", qPrintable(pool.error().message));
    }
    m_options.entrepot.renderPool = m_renderPool;
    const QJsonObject box = WorkBox::confinement();
    if (box[QLatin1String("landlock")].toInt() == 0 || !box[QLatin1String("seccomp")].toBool())
        std::fprintf(stderr, "%s\n",
            qPrintable(QCoreApplication::translate("tuilerie::ServerProcess",
                "This system's kernel cannot keep a work to its own files or from the network (Landlock, seccomp): what "
                "opens "
                "files of others has the rights of the server. Run it as a user of its own, in a container.")));
    TUILERIE_TRY(service, EntrepotService::create(m_options.entrepot));
    m_service = service;
    auto router = std::make_shared<HttpRouter>();
    m_service->addRoutes(*router);
    DiffusionOptions diffusion;
    diffusion.catalogue = m_service->datastore();
    diffusion.renderPool = m_renderPool;
    diffusion.publicUrl = m_options.entrepot.publicUrl;
    diffusion.keyCheck = [service](const std::string &key, const PublishedLayer &layer, const HttpRequest &) {
        return service->isKeyAllowed(key, layer);
    };
    diffusion.accessed = [service](const LayerAccess &access) {
        if (access.status == 200 || access.status == 206)
            service->countTraffic(access.service, access.layer, access.key, access.bytes);
    };
    addDiffusionRoutes(*router, diffusion);
    TUILERIE_CHECK(m_service->start());
    TUILERIE_TRY(http, HttpServer::start(m_options.http, router));
    m_http = std::move(http);
    m_traffic.start(TrafficIntervalMs);
    m_service->setStopWhenIdle(m_options.stopWhenIdle);
    m_idleWatch.start(IdleIntervalMs);
    if (m_options.exitWithParent)
        m_parentWatch.start(ParentIntervalMs);
    const bool isV6 = m_options.http.address.contains(QLatin1Char(':'));
    std::printf(isV6 ? "Listening on http://[%s]:%u\n" : "Listening on http://%s:%u\n", qPrintable(m_options.http.address),
        unsigned(m_http->port()));
    std::fflush(stdout);
    return {};
}

void ServerProcess::signalCame()
{
    quint64 count = 0;
    if (::read(s_wakeUp, &count, sizeof count) != ssize_t(sizeof count))
        return;
    std::fprintf(stderr, "%s\n",
        qPrintable(
            QCoreApplication::translate("tuilerie::ServerProcess", "Stopping. Running jobs go on at the next start.")));
    QCoreApplication::exit(0);
}

void ServerProcess::watchParent()
{
    // A process whose parent has ended is adopted by another one.
    if (::getppid() != pid_t(m_parent))
        QCoreApplication::exit(0);
}

} // namespace tuilerie
