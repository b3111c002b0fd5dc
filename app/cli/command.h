// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console.h"

#include <QCommandLineParser>

namespace tuilerie::cli {

/// One verb of the command line. A new one is a class, its make function in commands.h and a line in the table of
/// commands.cpp.
class Command
{
public:
    virtual ~Command() = default;
    virtual QString name() const = 0;     ///< "check", "jobs"…
    virtual QString summary() const = 0;  ///< one line for the list of verbs
    virtual QString synopsis() const = 0; ///< what follows the verb: "PATH..."
    virtual void addOptions(QCommandLineParser &) {}
    /// `arguments` are the positional ones after the verb.
    virtual ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) = 0;

    /// Parses the arguments that follow the verb and runs it; --help and wrong options are dealt with here.
    ExitCode execute(const QStringList &arguments, Console &console);
};

} // namespace tuilerie::cli
