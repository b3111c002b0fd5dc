// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/serveraddress.h"
#include "client/tokensource.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace tuilerie {

/// The way to a server: where it is and by which tokens, at this moment. That to the embedded server is another one after
/// each of its starts; all its clients share one access, so that those under way go on when it has died and was started
/// again. Thread-safe.
class ServerAccess
{
public:
    struct Way
    {
        ServerAddress address;
        std::shared_ptr<TokenSource> tokens;
        int generation = 0; ///< grows with each renewal
    };
    /// Asked when the server does not answer or knows our token no more: the way to the one that runs now (its datastore and
    /// generation are filled in here), or nothing when it is the same one as before. Blocks for a start, on any thread, one
    /// at a time; an error says why there is no server any more, and is told instead of what went wrong.
    using Renew = std::function<Result<std::optional<Way>>(WorkControl &control)>;

    explicit ServerAccess(ServerAddress address, std::shared_ptr<TokenSource> tokens, Renew renew = {});

    Way way() const;
    bool isRenewable() const { return bool(m_renew); }
    /// True when the way is no longer that of `generation`, so that asking again may help.
    Result<bool> renew(int generation, WorkControl &control);

private:
    mutable std::mutex m_mutex;
    std::mutex m_renewing;
    Way m_way;
    const Renew m_renew;
};

} // namespace tuilerie
