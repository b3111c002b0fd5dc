// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/secretstore.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDBusVariant>
#include <QThread>

#include <future>
#include <qt6keychain/keychain.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String serviceName("tuilerie");
constexpr QLatin1String secretService("org.freedesktop.secrets"), walletService("org.kde.kwalletd5");
constexpr std::chrono::seconds promptTime(120), silentTime(30);

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SecretStore", text);
}

Error lockedError()
{
    return {ErrorCode::Denied,
        tr("The keychain is locked. Unlock it (by signing in to your desktop, or in its password manager), then try again; "
           "without a desktop, set TUILERIE_SECRETS=file."),
        {}};
}

bool isOnBus(const QDBusConnection &bus, const QString &service)
{
    QDBusConnectionInterface *names = bus.interface();
    return names->isServiceRegistered(service) || names->activatableServiceNames().value().contains(service);
}

// Of the Secret Service's default collection; a property, which causes no prompt.
bool isLocked()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!isOnBus(bus, secretService))
        return false;
    QDBusInterface collection(
        secretService, u"/org/freedesktop/secrets/aliases/default"_s, u"org.freedesktop.Secret.Collection"_s, bus);
    const QVariant locked = collection.property("Locked");
    return locked.isValid() && locked.toBool();
}

bool hasWindow()
{
    const QCoreApplication *application = QCoreApplication::instance();
    return application && application->inherits("QGuiApplication");
}

// QtKeychain's queue of jobs belongs to one thread, and its answers come through an event loop. Neither thread nor object
// ends before the program: a prompt may be open.
QObject &workshop()
{
    static QObject *const place = [] {
        auto *thread = new QThread;
        thread->setObjectName(u"keychain"_s);
        auto *object = new QObject;
        object->moveToThread(thread);
        thread->start();
        return object;
    }();
    return *place;
}

Error errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound: return {ErrorCode::NotFound, tr("There is no secret of this name."), job.key()};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: return lockedError();
    default: break;
    }
    return {ErrorCode::Io, tr("The keychain does not answer. Start your desktop's keychain, or set TUILERIE_SECRETS=file."),
        job.errorString()};
}

// Runs a job that `make` makes there, and gives what `take` takes of it.
template <typename R, typename Make, typename Take> R run(Make make, Take take)
{
    if (!hasWindow() && isLocked())
        return fail(lockedError());
    auto promise = std::make_shared<std::promise<R>>();
    std::future<R> answer = promise->get_future();
    QMetaObject::invokeMethod(
        &workshop(),
        [promise, make, take] {
            auto *job = make();
            QObject::connect(job, &QKeychain::Job::finished, job, [promise, job, take] {
                promise->set_value(job->error() == QKeychain::NoError ? take(*job) : R(fail(errorOf(*job))));
            });
            job->start();
        },
        Qt::QueuedConnection);
    const bool isThere = answer.wait_for(hasWindow() ? promptTime : silentTime) == std::future_status::ready;
    return isThere ? answer.get() : R(fail(lockedError()));
}

} // namespace

bool Keychain::isThere()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.isConnected() && (isOnBus(bus, secretService) || isOnBus(bus, walletService));
}

Result<QByteArray> Keychain::read(const QString &name)
{
    return run<Result<QByteArray>>(
        [name] {
            auto *job = new QKeychain::ReadPasswordJob(serviceName);
            job->setKey(name);
            return job;
        },
        [](const QKeychain::ReadPasswordJob &job) { return Result<QByteArray>(job.binaryData()); });
}

Status Keychain::write(const QString &name, const QByteArray &secret)
{
    return run<Status>(
        [name, secret] {
            auto *job = new QKeychain::WritePasswordJob(serviceName);
            job->setKey(name);
            job->setBinaryData(secret);
            return job;
        },
        [](const QKeychain::WritePasswordJob &) { return Status(); });
}

Status Keychain::remove(const QString &name)
{
    Status removed = run<Status>(
        [name] {
            auto *job = new QKeychain::DeletePasswordJob(serviceName);
            job->setKey(name);
            return job;
        },
        [](const QKeychain::DeletePasswordJob &) { return Status(); });
    return !removed && removed.error().code == ErrorCode::NotFound ? Status() : removed;
}

} // namespace tuilerie
