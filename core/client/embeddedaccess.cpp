// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/embeddedserver.h"

#include "client/restartpolicy.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EmbeddedServer", text);
}

} // namespace

Error endsTooOften(const EmbeddedServerOptions &options)
{
    return {ErrorCode::Internal,
        tr("The embedded server ended five times within five minutes. Its log says why: %1").arg(serverLogFile(options)),
        {}};
}

std::shared_ptr<ServerAccess> embeddedAccess(
    const EmbeddedServerState &state, const EmbeddedServerOptions &options, const QString &datastore)
{
    struct Last
    {
        EmbeddedServerState state;
        RestartPolicy policy;
    };
    auto last = std::make_shared<Last>(Last{state, {}});
    const auto renew = [last, options](WorkControl &control) -> Result<std::optional<ServerAccess::Way>> {
        auto now = findEmbeddedServer(options);
        while (!now) {
            const auto delay = last->policy.nextDelayMs(QDateTime::currentDateTimeUtc());
            if (!delay)
                return fail(endsTooOften(options));
            control.log(tr("The embedded server stopped unexpectedly and is started again."));
            TUILERIE_CHECK(waitFor(*delay, control));
            now = ensureEmbeddedServer(options, control);
            // One that ends before it listens has died, too: of the same job, perhaps.
            if (!now && now.error().code != ErrorCode::Io)
                return fail(now.error());
        }
        if (*now == last->state)
            return std::nullopt;
        last->state = *now;
        return ServerAccess::Way{now->address(), now->tokens()};
    };
    ServerAddress address = state.address();
    address.datastore = datastore;
    return std::make_shared<ServerAccess>(address, state.tokens(), renew);
}

} // namespace tuilerie
