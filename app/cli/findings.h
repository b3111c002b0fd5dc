// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "console.h"

namespace tuilerie::cli {

QJsonArray findingsToJson(const std::vector<Finding> &findings);
/// A block of lines for each finding: on stdout for `check`, else on stderr.
void showFindings(const std::vector<Finding> &findings, Console &console, bool asResult);
/// The rules before a long work: shows what stops it and gives true when something does. Warnings are shown, and stop
/// nothing. With --json the document then is {findings: [...]}.
Result<bool> isStoppedByCheck(const QStringList &paths, const QString &assignCrs, SourceKind kind, Console &console);

} // namespace tuilerie::cli
