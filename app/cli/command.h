// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedwork.h"
#include "console.h"

#include <QCommandLineParser>

#include <optional>

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
    /// What it opens of others, and where it writes; nothing for a verb that has to do with servers, or with files that lie
    /// on one. Then all of it is run in a box.
    virtual std::optional<BoxFiles> boxFiles(const QCommandLineParser &, const QStringList &) const { return std::nullopt; }
    /// `arguments` are the positional ones after the verb.
    virtual ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) = 0;

    /// Parses the arguments that follow the verb and runs it; --help and wrong options are dealt with here.
    ExitCode execute(const QStringList &arguments, Console &console);
};

} // namespace tuilerie::cli
