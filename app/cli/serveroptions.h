// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/embeddedserver.h"
#include "client/entrepotclient.h"
#include "console.h"
#include "outbox/outboxitem.h"

#include <QCommandLineParser>

namespace tuilerie::cli {

/// --server, --token-file, --datastore, --data: which server a command speaks to.
void addServerOptions(QCommandLineParser &parser);
EmbeddedServerOptions embeddedOptions(const QCommandLineParser &parser);

/// The server that the options name, in words that mean the same to a later command in another folder.
OutboxServer serverOf(const QCommandLineParser &parser, const QString &server);
/// The way to it, starting the embedded one where it is meant and does not run.
Result<std::shared_ptr<ServerAccess>> connectToServer(const OutboxServer &server, Console &console);

/// Runs `command` with a client of `server` ("embedded" or an address); an error on the way to it is told.
template <typename Function>
ExitCode withServer(const QCommandLineParser &options, const QString &server, Console &console, Function command)
{
    const auto access = connectToServer(serverOf(options, server), console);
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

/// --later: the command is kept in the outbox instead.
void addLaterOption(QCommandLineParser &parser);
/// Keeps it there, and tells its number.
ExitCode sendLater(const OutboxItem &item, Console &console);

} // namespace tuilerie::cli
