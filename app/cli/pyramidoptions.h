// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console.h"

#include <QCommandLineParser>

#include <optional>

namespace tuilerie::cli {

// What the verbs that read a pyramid share.

void addWorkersOption(QCommandLineParser &parser);
/// Nothing, after a sentence about the option, where it is no number of threads.
std::optional<int> workersOf(const QCommandLineParser &options, Console &console);

} // namespace tuilerie::cli
