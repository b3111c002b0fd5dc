// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace tuilerie {

/// Writes a file that only its owner may read (mode 0600 from its first byte on, folder 0700 when it is made here),
/// atomically: tokens and passwords. Thread-safe for different paths.
Status writePrivateFile(const QString &path, const QByteArray &content);
/// Makes a folder that only its owner may enter; leaves the mode of one that exists.
Status makePrivateFolder(const QString &path);

} // namespace tuilerie
