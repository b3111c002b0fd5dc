// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/finding.h"

#include "check/pointcloudrules.h"
#include "check/raster/rasterrules.h"
#include "check/vectorrules.h"
#include "grid/crs.h"
#include "source/filelist.h"

#include <QCoreApplication>
#include <QFileInfo>

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

Result<Inputs> sorted(const QStringList &paths)
{
    Inputs inputs;
    for (const QString &path : paths) {
        const bool isFile = path.startsWith(QLatin1String("/vsi")) || QFileInfo(path).isFile();
        const SourceKind only = isFile ? kindOfFile(path) : SourceKind::Unknown;
        if (isFile && only == SourceKind::Unknown) {
            inputs.findings.push_back({QStringLiteral("file.unknown"), Severity::Blocking, path, {}, {},
                tr("%1 is neither raster, vector nor point cloud data.").arg(path), tr("Leave the file out."),
                QStringLiteral("exclude-file")});
            continue;
        }
        std::optional<Error> nothing;
        bool found = false;
        for (const SourceKind kind : {SourceKind::Raster, SourceKind::Vector, SourceKind::PointCloud}) {
            if (isFile && kind != only)
                continue;
            auto files = listFiles({path}, kind);
            if (!files) {
                if (files.error().code == ErrorCode::Denied)
                    return fail(std::move(files.error()));
                nothing = files.error();
                continue;
            }
            found = true;
            if (kind == SourceKind::Raster)
                inputs.rasters << path;
            else
                std::move(files->begin(), files->end(),
                    std::back_inserter(kind == SourceKind::Vector ? inputs.vectors : inputs.clouds));
        }
        if (!found)
            return fail(
                nothing.value_or(Error{ErrorCode::NotFound, tr("%1 does not exist. Check the path.").arg(path), {}}));
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

Result<std::vector<Finding>> checkPaths(const QStringList &paths, const QString &assignCrs, WorkControl &control)
{
    if (paths.isEmpty())
        return fail(ErrorCode::NotFound, tr("No file was given. Name a file, a folder or a pattern."));
    if (!assignCrs.isEmpty())
        TUILERIE_CHECK(Crs::fromText(assignCrs));
    TUILERIE_TRY(inputs, sorted(paths));
    std::vector<Finding> findings = std::move(inputs.findings);
    const auto take = [&findings](
                          std::vector<Finding> more) { std::move(more.begin(), more.end(), std::back_inserter(findings)); };
    if (!inputs.rasters.isEmpty()) {
        TUILERIE_TRY(found, checkRasters(inputs.rasters, assignCrs, control));
        take(std::move(found));
    }
    TUILERIE_TRY(ofVectors, checkVectorFiles(inputs.vectors, assignCrs, control));
    take(std::move(ofVectors));
    TUILERIE_TRY(ofClouds, checkPointCloudFiles(inputs.clouds, assignCrs, control));
    take(std::move(ofClouds));
    TUILERIE_CHECK(checkStop(control));
    // Worst first; within a severity by rule, in the order in which the rule found them.
    std::stable_sort(findings.begin(), findings.end(),
        [](const Finding &a, const Finding &b) { return a.severity != b.severity ? a.severity > b.severity : a.id < b.id; });
    return findings;
}

} // namespace tuilerie
