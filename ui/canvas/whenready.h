// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/mapcrs.h"
#include "ui/widgets/background.h"

namespace tuilerie {

/// Calls `then` when the map can work with this CRS without waiting (render/mapcrs.h): at once, or from the event loop after
/// it was looked up aside; never when `context` has gone meanwhile. UI thread.
template <typename Then> void whenReady(const QString &crs, QObject *context, Then then)
{
    if (MapCrs::isReady(crs))
        return then();
    runInBackground(
        WorkPool::quick(), context,
        [crs] {
            MapCrs::use(crs);
            return true;
        },
        [then](bool) { then(); });
}

} // namespace tuilerie
