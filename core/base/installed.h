// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tuilerie {

/// Where an installed copy keeps what its programs need besides themselves (the renderer, QGIS, the viewer page): the file
/// or folder `relative` to the prefix that the running program lies in, such as "lib/tuilerie/qgis" for /usr/bin/tuilerie or
/// /usr/lib/tuilerie/ tuilerie-renderer; empty when it is not there, as in a build tree. Needs a QCoreApplication or its
/// arguments; any thread.
QString installedPath(const QString &relative);

} // namespace tuilerie
