// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "renderpool/rendermessages.h"

#include <memory>

namespace tuilerie {

/// What tuilerie-renderer does: opens tables in their styles, keeps the ones used lately (by path, date and style) and
/// answers the requests of the pool (renderpool/rendermessages.h). Main thread of a program with a RenderSession.
class MapWorker
{
public:
    MapWorker();
    ~MapWorker();

    /// Never fails: errors are answers too.
    RenderMessage answer(const QJsonObject &request);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tuilerie
