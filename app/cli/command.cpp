// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "boxed.h"

#include <QCoreApplication>

#include <unistd.h>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::Command", text);
}

// QCommandLineParser writes its own usage line without the verb; ours replaces it.
QString helpOf(const Command &command, const QCommandLineParser &parser)
{
    QString text = parser.helpText();
    const qsizetype options = text.indexOf(u'\n');
    text = options < 0 ? QString() : text.mid(options);
    return tr("Usage: tuilerie-cli %1 %2 [options]").arg(command.name(), command.synopsis()).simplified() + u'\n' + text;
}

} // namespace

ExitCode Command::execute(const QStringList &arguments, Console &console)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(summary());
    const QCommandLineOption help({u"h"_s, u"help"_s}, tr("Shows this text."));
    const QCommandLineOption json(u"json"_s, tr("Writes one JSON document to stdout."));
    const QCommandLineOption progress(
        u"progress"_s, tr("How to show progress: auto, json (one object a line) or none."), tr("style"), u"auto"_s);
    const QCommandLineOption verbose({u"v"_s, u"verbose"_s}, tr("Shows log lines and the details of errors."));
    addOptions(parser);
    parser.addOptions({json, progress, verbose, help});

    const bool good = parser.parse(QStringList(name()) + arguments);
    if (parser.isSet(help)) {
        std::fputs(helpOf(*this, parser).toUtf8().constData(), stdout);
        return Done;
    }
    const QString hint = u"\n"_s + tr("See tuilerie-cli %1 --help.").arg(name());
    if (!good)
        return console.usage(parser.errorText() + hint);

    console.json = parser.isSet(json);
    console.verbose = parser.isSet(verbose);
    const QString style = parser.value(progress);
    if (style == "json"_L1)
        console.style = ProgressStyle::Json;
    else if (style == "auto"_L1 || style == "terminal"_L1)
        console.style = ::isatty(STDERR_FILENO) || style == "terminal"_L1 ? ProgressStyle::Terminal : ProgressStyle::None;
    else if (style == "none"_L1)
        console.style = ProgressStyle::None;
    else
        return console.usage(tr("--progress is auto, json or none, not \"%1\".").arg(style) + hint);

    const auto files = console.outside ? std::nullopt : boxFiles(parser, parser.positionalArguments());
    if (files)
        return runInBox(QStringList(name()) + arguments, *files, console);
    const ExitCode code = run(parser, parser.positionalArguments(), console);
    if (code == Usage)
        console.message(tr("See tuilerie-cli %1 --help.").arg(name()));
    return code;
}

} // namespace tuilerie::cli
