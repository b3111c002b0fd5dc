// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "grid/extent.h"
#include "source/fileformat.h"

#include <QJsonObject>
#include <QStringList>
#include <optional>
#include <vector>

namespace tuilerie {

enum class Severity { Info, Warning, Blocking };

/// What a rule found: one line of `tuilerie-cli check`, one row of the checks panel.
struct Finding
{
    QString id; ///< "raster.crs.missing", stable, for programs
    Severity severity = Severity::Info;
    QString path;                ///< the file; empty where the data set as a whole is meant
    std::optional<Extent> where; ///< in `whereCrs`
    QString whereCrs;
    QString message;   ///< one sentence, for the user
    QString fix;       ///< what to do about it
    QString fixAction; ///< "assign-crs", "exclude-file"… when the program can do it; empty otherwise

    /// {id, severity: "blocking|warning|info", path, where: [w,s,e,n] or null, where_crs, message, fix, fix_action}
    QJsonObject toJson() const;
    static Finding fromJson(const QJsonObject &object);
};

/// What a check is made for.
struct CheckScope
{
    SourceKind kind = SourceKind::Unknown; ///< the kind that is worked on: files of others in a folder or glob do not matter
    /// A work follows that decodes every point itself and names what it cannot read: of large point clouds some points,
    /// evenly over all files, are looked at, and a finding says how many.
    bool isBeforeWork = false;
};

/// Runs every rule that applies to the data set and returns all findings, worst first. A failed Result means that nothing
/// could be checked at all (the paths do not exist).
Result<std::vector<Finding>> checkPaths(
    const QStringList &paths, const QString &assignCrs, WorkControl &control, const CheckScope &scope = {});

bool isBlocked(const std::vector<Finding> &findings);

} // namespace tuilerie
