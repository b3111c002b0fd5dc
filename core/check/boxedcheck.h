// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"

#include <QJsonArray>

namespace tuilerie {

// For programs with people in front of them: files of others are looked at in a process of its own (core/box), so that none
// ends the program. Files on servers, which a box does not reach, are looked at here. Both block; any thread.

/// checkPaths(), and Corrupt with a sentence that names the file where it broke down.
Result<std::vector<Finding>> checkPathsInBox(
    const QStringList &paths, const QString &assignCrs, WorkControl &control, const CheckScope &scope = {});
/// To be asked before this process opens the files: an error when reading their headers and some of their content broke
/// down there. Else what `inspect` says of vector files; empty where it says nothing, or an error, which opening them says.
Result<QJsonArray> probeInBox(const QStringList &paths, WorkControl &control);
/// inspectPaths() (source/inspect.h).
Result<QJsonArray> inspectInBox(const QStringList &paths, WorkControl &control);

} // namespace tuilerie
