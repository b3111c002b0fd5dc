// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serveraccess.h"

#include "client/httpsession.h"

namespace tuilerie {

namespace {

constexpr int lookAgainMs = 50;

} // namespace

ServerAccess::ServerAccess(ServerAddress address, std::shared_ptr<TokenSource> tokens, Renew renew)
    : m_way{std::move(address), std::move(tokens), 0}
    , m_renew(std::move(renew))
{
}

ServerAccess::Way ServerAccess::way() const
{
    const std::lock_guard lock(m_mutex);
    return m_way;
}

Result<bool> ServerAccess::renew(int generation, WorkControl &control)
{
    if (!m_renew)
        return false;
    std::unique_lock renewing(m_renewing, std::try_to_lock);
    while (!renewing.owns_lock()) {
        TUILERIE_CHECK(waitFor(lookAgainMs, control));
        renewing.try_lock();
    }
    // Another client may have noticed it first.
    if (way().generation != generation)
        return true;
    TUILERIE_TRY(now, m_renew(control));
    if (!now)
        return false;
    const std::lock_guard lock(m_mutex);
    now->address.datastore = m_way.address.datastore;
    now->generation = generation + 1;
    m_way = *now;
    return true;
}

} // namespace tuilerie
