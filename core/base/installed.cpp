// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/installed.h"

#include <QDir>
#include <QFileInfo>

namespace tuilerie {

QString installedPath(const QString &relative)
{
    // Not applicationDirPath(): QGIS's prefix is asked for before there is an application.
    const QString program = QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
    const QString here = QFileInfo(program).path();
    for (const char *up : {"/..", "/../.."}) {
        QString place = QDir::cleanPath(here + QLatin1String(up) + QLatin1Char('/') + relative);
        if (QFileInfo::exists(place))
            return place;
    }
    return {};
}

} // namespace tuilerie
