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

struct Connection
{
    ServerAddress address;
    std::shared_ptr<TokenSource> tokens;
    EntrepotClient client(WorkControl &control) const { return EntrepotClient(address, tokens, control); }
};
/// Finds the server, starting the embedded one where it is meant and does not run.
Result<Connection> connectToServer(const QCommandLineParser &parser, Console &console);

/// Runs `command` with a client of that server; an error on the way to it is told.
template <typename Function> ExitCode withServer(const QCommandLineParser &options, Console &console, Function command)
{
    const auto connection = connectToServer(options, console);
    if (!connection)
        return console.error(connection.error());
    EntrepotClient client = connection->client(console);
    return command(client);
}

} // namespace tuilerie::cli
