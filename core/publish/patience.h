// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"

#include <algorithm>

namespace tuilerie {

/// Pauses between looks at something on the server that takes its time: short at first, and never long where the server is
/// this machine. Internal to this room; one thread.
class Patience
{
public:
    explicit Patience(const EntrepotClient &client)
        : m_longestMs(client.address().isLoopback() ? 500 : 10000)
    {
    }
    /// Cancelled or Paused when `control` says so meanwhile.
    Status wait(WorkControl &control)
    {
        const int ms = m_ms;
        m_ms = std::min(m_ms * 3 / 2, m_longestMs);
        return waitFor(ms, control);
    }

private:
    int m_ms = 100;
    int m_longestMs;
};

} // namespace tuilerie
