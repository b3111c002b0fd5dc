// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedwork.h"
#include "console.h"

#include <QCommandLineParser>
#include <optional>

namespace tuilerie::cli {

// Verbs that open files of others run in a process of their own (core/box), which is this program once more: it writes to
// the same terminal, and what a file does to it costs one sentence. Exit codes are the verb's. Verbs that have to do with
// servers ask for single works instead (source/inbox.h), which this program does too: the worker may not be installed.

/// Says so; before threads begin.
void useOwnBox();

/// Of a verb's inputs, the files that its options name, and its outputs (box/boxfiles.h).
std::optional<BoxFiles> boxFilesOf(const QCommandLineParser &options, const QStringList &inputs, const QStringList &outputs);
/// The same for a pyramid, which may be named without its ".json".
std::optional<BoxFiles> boxFilesOfPyramid(
    const QCommandLineParser &options, const QStringList &pyramids, const QStringList &outputs);

/// `words`: the verb and what follows it.
ExitCode runInBox(const QStringList &words, const BoxFiles &files, Console &console);
/// What main() does with them when it is started by runInBox(); nothing when it was not.
std::optional<int> serveRunInBox(const QStringList &arguments);

} // namespace tuilerie::cli
