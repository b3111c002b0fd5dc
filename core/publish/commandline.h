// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

#include <QString>
#include <QStringList>

namespace tuilerie {

/// The arguments of `tuilerie-cli` that publish just this request, so that either program goes on where the other one
/// stopped: "publish", paths, then every option that is not the default. `tokenFile` is what `--token-file` is given for
/// servers other than the embedded one; may be empty. Invalid when the request's parameters are none of the raster
/// processing.
Result<QStringList> publishArguments(const PublishRequest &request, const QString &server, const QString &tokenFile);

/// One line for a POSIX shell, quoted only where it must be; the program's name is its first word.
QString shellLine(const QString &program, const QStringList &arguments);

} // namespace tuilerie
