// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"

#include <QCoreApplication>

namespace tuilerie {

/// Runs a chain of calls that finds what it has done already, and runs it again when the server was started again in its
/// middle. How often that may happen, who starts the server says (RestartPolicy): then the way to it is not renewed any
/// more. Internal to this room.
template <typename Chain> auto throughRestarts(EntrepotClient &client, const Chain &chain) -> decltype(chain())
{
    for (;;) {
        const int generation = client.generation();
        auto outcome = chain();
        if (outcome || outcome.error().code != ErrorCode::Network || client.generation() == generation)
            return outcome;
        client.control().log(
            QCoreApplication::translate("tuilerie::Publication", "The server was started again; going on where it was."));
    }
}

} // namespace tuilerie
