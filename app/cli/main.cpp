// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"
#include "commands.h"
#include "base/filename.h"
#include "base/work/interrupt.h"
#include "language/language.h"
#include "source/workcopy.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace tuilerie::cli;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::Main", text);
}

QString overview(const std::vector<std::unique_ptr<Command>> &commands)
{
    QString text =
        tr("Usage: tuilerie-cli VERB [options]\n\nFrom a producer's files to published map services.\n\nVerbs:\n");
    for (const auto &command : commands)
        text += u"  %1  %2\n"_s.arg(command->name(), -10).arg(command->summary());
    return text + u'\n'
        + tr("tuilerie-cli VERB --help says more about each. Exit codes: 0 done, 1 failed, 2 usage, 3 done with tolerated "
             "failures, 4 blocked by a check, 130 interrupted.\n");
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tuilerie-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TUILERIE_VERSION));
    QStringList arguments = tuilerie::pathsOfArguments(argc, argv).mid(1);
    if (const auto boxed = serveRunInBox(arguments))
        return *boxed;
    useOwnBox();
    tuilerie::Language::apply(u"system"_s);
    tuilerie::catchInterrupts({"\nStopping as soon as it can be resumed; Ctrl-C again stops at once.\n"});

    Console console;
    const auto commands = allCommands();
    const QString verb = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (verb == "--help"_L1 || verb == "-h"_L1 || verb == "help"_L1) {
        std::fputs(overview(commands).toUtf8().constData(), stdout);
        return Done;
    }
    if (verb == "--version"_L1) {
        std::printf("tuilerie-cli %s\n", TUILERIE_VERSION);
        return Done;
    }
    for (const auto &command : commands) {
        if (command->name() != verb)
            continue;
        const int code = command->execute(arguments, console);
        if (code != Interrupted) // which goes on with what it unpacked
            tuilerie::removeWorkCopies();
        return code;
    }
    if (verb.isEmpty()) {
        std::fputs(overview(commands).toUtf8().constData(), stderr);
        return Usage;
    }
    QStringList names;
    for (const auto &command : commands)
        names << command->name();
    return console.usage(tr("There is no verb \"%1\". The verbs are: %2.").arg(verb, names.join(", "_L1)));
}
