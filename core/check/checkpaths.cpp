// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/finding.h"

#include "check/pointcloudrules.h"
#include "check/raster/rasterrules.h"
#include "check/vectorrules.h"
#include "grid/crs.h"
#include "source/archive.h"
#include "source/filelist.h"
#include "source/workcopy.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::Check", sentence);
}

struct Inputs
{
    QStringList rasters; ///< the paths as given, so that the raster index of the same paths is used
    std::vector<FileEntry> vectors;
    std::vector<FileEntry> clouds;
    std::vector<Finding> findings; ///< on what is none of them
};

/// What lies there and is no part of the data set.
Finding leftOut(const LeftOutGroup &group)
{
    Finding finding;
    finding.id = QStringLiteral("file.left-out.") + group.code();
    finding.severity = group.isWarning() ? Severity::Warning : Severity::Info;
    finding.path = group.paths.size() == 1 ? group.paths.front() : QString();
    finding.message = group.sentence();
    finding.fix = group.why == LeftOut::BrokenLink ? tr("Copy there what the links lead to, if it belongs to the data.")
        : group.why == LeftOut::NoDriver ? tr("Convert these files to a format that is read, if they belong to the data.")
                                         : tr("Nothing needs doing, unless they belong to the data.");
    return finding;
}

/// What is wrong with a zip is a finding; a full disk or a stop is not.
bool isRefusedArchive(const QString &path, const Error &error)
{
    return isArchive(path)
        && (error.code == ErrorCode::Invalid || error.code == ErrorCode::Unsupported || error.code == ErrorCode::Corrupt);
}

Result<Inputs> sorted(const QStringList &paths, SourceKind only, WorkControl &control)
{
    Inputs inputs;
    for (const QString &path : paths) {
        auto searched = findFiles({path}, {&control});
        if (!searched && isRefusedArchive(path, searched.error())) {
            inputs.findings.push_back({QStringLiteral("archive.refused"), Severity::Blocking, path, {}, {},
                searched.error().message, tr("Make the zip again with the data alone, or deliver its files."), {}});
            continue;
        }
        TUILERIE_TRY(found, std::move(searched));
        for (const LeftOutGroup &group : found.leftOut)
            inputs.findings.push_back(leftOut(group));
        for (const FoundFile &file : found.of(SourceKind::Unknown))
            inputs.findings.push_back({QStringLiteral("file.unknown"), Severity::Blocking, file.path, {}, {},
                tr("%1 is neither raster, vector nor point cloud data.").arg(path), tr("Leave the file out."),
                QStringLiteral("exclude-file")});
        if (found.files.empty())
            return fail(ErrorCode::NotFound,
                tr("%1 holds no raster, vector or point cloud file. Choose the folder that holds the data.").arg(path));
        const auto isWanted = [only](SourceKind kind) { return only == SourceKind::Unknown || only == kind; };
        if (const auto others = std::count_if(
                found.files.begin(), found.files.end(), [&](const FoundFile &file) { return !isWanted(file.kind); }))
            inputs.findings.push_back({QStringLiteral("file.other-kind"), Severity::Info, path, {}, {},
                tr("%1 holds files of other kinds, which are left out: %2.").arg(path).arg(others),
                tr("Nothing needs doing: they are data sets of their own."), {}});
        if (isWanted(SourceKind::Raster) && !found.of(SourceKind::Raster).empty())
            inputs.rasters << path;
        const auto add = [&](SourceKind kind, std::vector<FileEntry> &to) {
            if (!isWanted(kind))
                return;
            auto entries = describeFiles(found.of(kind));
            std::move(entries.begin(), entries.end(), std::back_inserter(to));
        };
        add(SourceKind::Vector, inputs.vectors);
        add(SourceKind::PointCloud, inputs.clouds);
    }
    return inputs;
}

Result<std::vector<Finding>> checkRasters(const QStringList &paths, const QString &assignCrs, WorkControl &control)
{
    RasterOpenOptions options;
    options.assignCrs = assignCrs;
    options.forChecks = true;
    SilentControl quiet; // unreadable files are findings, not warnings
    TUILERIE_TRY(source, RasterSource::open(paths, options, quiet));
    RasterCheck check{*source, control, {}, {}};
    for (const RasterRule &rule : rasterRules()) {
        TUILERIE_CHECK(checkStop(control));
        rule.run(check);
        if (check.failure)
            return fail(std::move(*check.failure));
    }
    return std::move(check.findings);
}

} // namespace

Result<std::vector<Finding>> checkPaths(
    const QStringList &paths, const QString &assignCrs, WorkControl &control, const CheckScope &scope)
{
    if (paths.isEmpty())
        return fail(ErrorCode::NotFound, tr("No file was given. Name a file, a folder or a pattern."));
    if (!assignCrs.isEmpty())
        TUILERIE_CHECK(Crs::fromText(assignCrs));
    TUILERIE_TRY(inputs, sorted(paths, scope.kind, control));
    std::vector<Finding> findings = std::move(inputs.findings);
    const auto take = [&findings](
                          std::vector<Finding> more) { std::move(more.begin(), more.end(), std::back_inserter(findings)); };
    if (!inputs.rasters.isEmpty()) {
        TUILERIE_TRY(found, checkRasters(inputs.rasters, assignCrs, control));
        take(std::move(found));
    }
    TUILERIE_TRY(ofVectors, checkVectorFiles(inputs.vectors, assignCrs, control));
    take(std::move(ofVectors));
    TUILERIE_TRY(ofClouds, checkPointCloudFiles(inputs.clouds, assignCrs, control, scope.isBeforeWork));
    take(std::move(ofClouds));
    TUILERIE_CHECK(checkStop(control));
    for (Finding &finding : findings) {
        for (QString *text : {&finding.path, &finding.message, &finding.fix})
            *text = asGiven(std::move(*text));
    }
    // Worst first; within a severity by rule, in the order in which the rule found them.
    std::stable_sort(findings.begin(), findings.end(),
        [](const Finding &a, const Finding &b) { return a.severity != b.severity ? a.severity > b.severity : a.id < b.id; });
    return findings;
}

} // namespace tuilerie
