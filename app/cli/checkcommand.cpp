// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "findings.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::CheckCommand", text);
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Blocking: return tr("BLOCKING");
    case Severity::Warning: return tr("warning");
    case Severity::Info: break;
    }
    return tr("info");
}

} // namespace

QJsonArray findingsToJson(const std::vector<Finding> &findings)
{
    QJsonArray list;
    for (const Finding &finding : findings)
        list.append(finding.toJson());
    return list;
}

void showFindings(const std::vector<Finding> &findings, Console &console, bool asResult)
{
    const auto write = [&](const QString &line) { asResult ? console.text(line) : console.message(line); };
    for (const Finding &finding : findings) {
        write(u"%1  %2  [%3]"_s.arg(severityWord(finding.severity), -8).arg(finding.message, finding.id));
        if (!finding.path.isEmpty())
            write(u"          "_s + finding.path);
        if (!finding.fix.isEmpty())
            write(u"          → "_s + finding.fix);
    }
}

Result<bool> isStoppedByCheck(const QStringList &paths, const QString &assignCrs, Console &console)
{
    TUILERIE_TRY(findings, checkPaths(paths, assignCrs, console));
    std::vector<Finding> shown;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(shown), [](const Finding &f) { return f.severity != Severity::Info; });
    showFindings(shown, console, false);
    if (isBlocked(findings))
        console.result(QJsonObject{{u"findings"_s, findingsToJson(findings)}});
    return isBlocked(findings);
}

namespace {

class CheckCommand final : public Command
{
public:
    QString name() const override { return u"check"_s; }
    QString summary() const override { return tr("Runs every rule on the data and says what to put right."); }
    QString synopsis() const override { return u"PATH..."_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOption({u"crs"_s, tr("CRS of files that name none, such as EPSG:2154."), u"CRS"_s});
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &paths, Console &console) override
    {
        if (paths.isEmpty())
            return console.usage(tr("Name the files or folders to check."));
        const auto findings = checkPaths(paths, options.value(u"crs"_s), console);
        if (!findings)
            return console.error(findings.error());
        console.result(findingsToJson(*findings));
        showFindings(*findings, console, true);
        const auto count = [&](Severity severity) {
            return std::count_if(findings->begin(), findings->end(), [=](const Finding &f) { return f.severity == severity; });
        };
        console.text(findings->empty() ? tr("Nothing to put right.")
                                       : tr("%1 blocking, %2 warnings, %3 for information.")
                                             .arg(count(Severity::Blocking)).arg(count(Severity::Warning)).arg(count(Severity::Info)));
        return isBlocked(*findings) ? Blocked : Done;
    }
};

} // namespace

std::unique_ptr<Command> makeCheckCommand()
{
    return std::make_unique<CheckCommand>();
}

} // namespace tuilerie::cli
