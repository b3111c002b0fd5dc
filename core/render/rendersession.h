// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <memory>

class QgsApplication;

namespace tuilerie {

/// The application object and QGIS core behind it: make one first in main(), instead of a QApplication, and let everything
/// that draws go before it. QGIS's own profile is a folder of ours, so that neither program disturbs the other. One per
/// process; main thread. Its end is the end of all WorkPools: what waits is dropped, what runs is told to stop and waited
/// for, at most 20 seconds; a process whose threads hang longer ends at once, with an error.
class RenderSession
{
public:
    /// As QApplication's constructor; `arguments` must outlive the session.
    RenderSession(int &count, char **arguments);
    ~RenderSession();
    RenderSession(const RenderSession &) = delete;
    RenderSession &operator=(const RenderSession &) = delete;

    /// Loads QGIS's providers. Its folder is QGIS_PREFIX_PATH, the installed one, else the one it was built with. NotFound
    /// when they are not there.
    Status start();
    static QString qgisVersion();

private:
    std::unique_ptr<QgsApplication> m_application;
    bool m_started = false;
};

} // namespace tuilerie
