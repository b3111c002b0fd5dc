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
/// DIR/NAME, as it was given to generate --output, is DIR/NAME.json.
QString descriptorOf(const QString &pyramid);

} // namespace tuilerie::cli
