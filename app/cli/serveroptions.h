// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/embeddedserver.h"
#include "client/entrepotclient.h"
#include "console.h"

#include <QCommandLineParser>

namespace tuilerie::cli {

/// --server, --token-file, --datastore, --data: which server a command speaks to.
void addServerOptions(QCommandLineParser &parser);
EmbeddedServerOptions embeddedOptions(const QCommandLineParser &parser);

/// The way to a server ("embedded" or an address), starting the embedded one where it is meant and does not run.
Result<std::shared_ptr<ServerAccess>> connectToServer(
    const QCommandLineParser &parser, const QString &server, Console &console);

/// Runs `command` with a client of `server` ("embedded" or an address); an error on the way to it is told.
template <typename Function>
ExitCode withServer(const QCommandLineParser &options, const QString &server, Console &console, Function command)
{
    const auto access = connectToServer(options, server, console);
    if (!access)
        return console.error(access.error());
    EntrepotClient client(*access, console);
    return command(client);
}
/// The same with the server of --server.
template <typename Function> ExitCode withServer(const QCommandLineParser &options, Console &console, Function command)
{
    return withServer(options, options.value(QStringLiteral("server")), console, command);
}

} // namespace tuilerie::cli
