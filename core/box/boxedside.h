// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QJsonObject>
#include <QStringList>
#include <functional>
#include <map>

namespace tuilerie {

/// A work as the worker runs it: the parameters that WorkBox::run() was given, and a control that speaks to the other side.
using BoxedWork = std::function<Result<QJsonObject>(const QJsonObject &params, WorkControl &control)>;

/// True in a process that a WorkBox started.
bool isBoxed();
/// What a tuilerie-worker does: takes one work, shuts itself in, runs it, says how it ended. The exit code. `setUp` is
/// called with the other side's language and the inputs once the process is shut in. Ends at once when the other side goes.
int serveBox(const std::map<QString, BoxedWork> &works,
    const std::function<void(const QString &language, const QStringList &inputs)> &setUp);

} // namespace tuilerie
