// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace tuilerie {

/// Starts a program that outlives this one, in a session of its own, so that Ctrl-C in our terminal is not for it; gives its
/// process id. Its input is empty; its output and errors are appended to `log`, or go nowhere when `log` is empty.
/// Any thread. QProcess::startDetached() will not do: it forks, and between fork and exec PROJ's fork handler waits for a
/// lock that another thread may have held at that moment, for ever.
Result<qint64> startDetached(const QString &program, const QStringList &arguments, const QString &log = {});

} // namespace tuilerie
