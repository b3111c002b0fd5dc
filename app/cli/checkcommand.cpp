// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"
#include "commands.h"
#include "base/filename.h"
#include "findings.h"
#include "source/filesearch.h"

#include "check/boxedcheck.h"
#include "check/vector/vectorfix.h"
#include "check/vector/vectorrepairs.h"
#include "source/filelist.h"
#include "source/inbox.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

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

Result<bool> isStoppedByCheck(const QStringList &paths, const QString &assignCrs, SourceKind kind, Console &console)
{
    const CheckScope scope{kind, true};
    TUILERIE_TRY(findings,
        usesBox() ? checkPathsInBox(paths, assignCrs, console, scope) : checkPaths(paths, assignCrs, console, scope));
    std::vector<Finding> shown;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(shown),
        [](const Finding &f) { return f.severity != Severity::Info; });
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
    QString summary() const override
    {
        return tr("Runs every rule on the data and says what to put right, or repairs a copy.");
    }
    std::optional<BoxFiles> boxFiles(const QCommandLineParser &options, const QStringList &paths) const override
    {
        return boxFilesOf(options, paths, {options.value(u"fix"_s)});
    }
    QString synopsis() const override { return u"PATH..."_s; }
    void addOptions(QCommandLineParser &parser) override
    {
        parser.addOption({u"crs"_s, tr("CRS of files that name none, such as EPSG:2154."), u"CRS"_s});
        parser.addOption({u"fix"_s,
            tr("Writes a copy of the one vector file, with the repairs that its findings name. The original is never "
               "changed."),
            u"COPY"_s});
        parser.addOption(
            {u"only"_s, tr("Of these repairs only some: %1.").arg(vectorFixActions().join(", "_L1)), u"action,action"_s});
    }

    ExitCode run(const QCommandLineParser &options, const QStringList &paths, Console &console) override
    {
        if (paths.isEmpty())
            return console.usage(tr("Name the files or folders to check."));
        if (options.isSet(u"fix"_s))
            return repair(options, paths, console);
        if (options.isSet(u"only"_s))
            return console.usage(tr("--only chooses repairs: say with --fix COPY where the repaired copy goes."));
        const auto findings = checkPaths(paths, options.value(u"crs"_s), console);
        if (!findings)
            return console.error(findings.error());
        console.result(findingsToJson(*findings));
        show(*findings, console);
        return isBlocked(*findings) ? Blocked : Done;
    }

private:
    static void show(const std::vector<Finding> &findings, Console &console)
    {
        showFindings(findings, console, true);
        const auto count = [&](Severity severity) {
            return std::count_if(findings.begin(), findings.end(), [=](const Finding &f) { return f.severity == severity; });
        };
        console.text(findings.empty() ? tr("Nothing to put right.")
                                      : tr("%1 blocking, %2 warnings, %3 for information.")
                                            .arg(count(Severity::Blocking))
                                            .arg(count(Severity::Warning))
                                            .arg(count(Severity::Info)));
    }

    /// What is wrong with the command line of a repair; empty when nothing is.
    static QString refusal(const QStringList &paths, const QString &copy, const QStringList &only)
    {
        if (paths.size() != 1)
            return tr("Repairs are made file by file: name one file with --fix, and run the command once for each.");
        const QString &path = paths.front();
        if (isCollection(path))
            return tr("%1 stands for several files. Repairs are made file by file: name one file with --fix.").arg(path);
        if (const SourceKind kind = kindOfName(path); kind == SourceKind::Raster || kind == SourceKind::PointCloud)
            return tr("%1 is no vector file, and only those are repaired on a copy. Do what the findings of “tuilerie-cli "
                      "check %1” say.")
                .arg(path);
        if (copy.isEmpty())
            return tr("Say where the repaired copy goes: --fix COPY.gpkg.");
        for (const QString &action : only) {
            if (!vectorFixActions().contains(action))
                return tr("There is no repair called \"%1\". --only takes: %2.")
                    .arg(action, vectorFixActions().join(", "_L1));
        }
        return {};
    }

    ExitCode repair(const QCommandLineParser &options, const QStringList &paths, Console &console)
    {
        const QString copy = options.value(u"fix"_s), crs = options.value(u"crs"_s);
        const QStringList only = options.value(u"only"_s).split(u',', Qt::SkipEmptyParts);
        if (const QString sentence = refusal(paths, copy, only); !sentence.isEmpty())
            return console.usage(sentence);
        // Without --crs, which would hide that the file names none.
        const auto findings = checkPaths(paths, {}, console);
        if (!findings)
            return console.error(findings.error());
        std::vector<VectorRepair> repairs = vectorRepairs(*findings);
        if (options.isSet(u"only"_s))
            std::erase_if(repairs, [&only](const VectorRepair &repair) { return !only.contains(repair.action); });
        QStringList actions;
        QJsonArray list;
        for (const VectorRepair &repair : repairs) {
            actions << repair.action;
            list.append(repair.toJson());
        }
        if (crs.isEmpty() && actions.contains("assign-crs"_L1))
            return console.usage(tr(
                "%1 names no CRS: say with --crs which one it is in (--crs EPSG:2154), or choose other repairs with --only.")
                                     .arg(paths.front()));
        QJsonObject document{{u"findings"_s, findingsToJson(*findings)}, {u"repairs"_s, list}};
        if (actions.isEmpty()) {
            document.insert(u"copy"_s, QJsonValue::Null);
            document.insert(u"remaining"_s, findingsToJson(*findings));
            console.result(document);
            show(*findings, console);
            console.text(options.isSet(u"only"_s) ? tr("No finding names these repairs: no copy was written.")
                                                  : tr("No finding names a repair: no copy was written."));
            return isBlocked(*findings) ? Blocked : Done;
        }
        const auto report = fixVector(paths.front(), copy, actions, console, {.assignCrs = crs, .fromEncoding = {}});
        if (!report)
            return console.error(report.error());
        const auto remaining = checkPaths({copy}, crs, console);
        if (!remaining)
            return console.error(remaining.error());
        document.insert(u"copy"_s, report->copy);
        document.insert(u"report"_s, report->toJson());
        document.insert(u"remaining"_s, findingsToJson(*remaining));
        console.result(document);
        for (const VectorRepair &repair : repairs)
            console.text(u"%1  [%2]"_s.arg(vectorRepairTitle(repair.action), repair.action));
        for (const QString &line : vectorRepairsDone(*report))
            console.text(u"          "_s + line);
        for (const QString &line : report->warnings)
            console.message(line);
        console.text(
            tr("%1 holds %2 features; %3 is as it was.").arg(report->copy).arg(report->features).arg(paths.front()));
        console.text(tr("What the checks say of the copy:"));
        show(*remaining, console);
        return isBlocked(*remaining) ? Blocked : report->warnings.isEmpty() ? Done : DoneWithFailures;
    }
};

} // namespace

std::unique_ptr<Command> makeCheckCommand()
{
    return std::make_unique<CheckCommand>();
}

} // namespace tuilerie::cli
