// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/entrepot/entrepotservice.h"

namespace tuilerie {

/// What the command line of tuilerie-server says (docs/cli.md, and --help).
struct ServerOptions
{
    EntrepotOptions entrepot;
    HttpServerOptions http;
    RenderPoolOptions render;    ///< --renderers, --renderer-timeout
    bool hasRenderers = true;    ///< --renderers 0: none
    QStringList buckets;         ///< --buckets: that delivered pyramids may lie in; none = none may
    QString addAccount;          ///< --add-account: adds it, with the password from stdin, and ends
    int stopWhenIdle = -1;       ///< seconds without a call after which it ends when no job waits or runs; −1 = never
    bool exitWithParent = false; ///< ends when the process that started it has ended
};

/// Denied, Invalid or Io with a sentence. `--help` and `--version` print and end the process.
Result<ServerOptions> readOptions(const QStringList &arguments);

} // namespace tuilerie
