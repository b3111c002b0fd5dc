// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"

#include <QJsonObject>

namespace tuilerie {

struct VectorFixReport;

/// A repair that findings of a vector file ask for: an action of fixVector() and who asks.
struct VectorRepair
{
    QString action;       ///< "make-valid"
    QStringList findings; ///< ids, each once
    int count = 0;        ///< findings that ask for it

    QJsonObject toJson() const; ///< {action, title, what, findings: [id…]}
};

/// The repairs that the findings of the file (of every file where `path` is empty) ask for, in fixVector()'s order, each
/// once. A CRS is only asked for where there is none: fixVector() never replaces one. Pure; thread: any.
std::vector<VectorRepair> vectorRepairs(const std::vector<Finding> &findings, const QString &path = {});

/// Two to five words for a list, translated: "Make geometries valid". Empty for an unknown action.
QString vectorRepairTitle(const QString &action);
/// One sentence on what it does to the copy, translated.
QString vectorRepairSentence(const QString &action);

/// What was done, for people: the counts that are not 0, then the report's lines. Translated.
QStringList vectorRepairsDone(const VectorFixReport &report);

/// A name beside the original that is free: roads.shp → roads_repaired.gpkg, roads_repaired_2.gpkg… Looks at the disk.
QString proposedCopy(const QString &path);

/// The paths of a data set with the copy in the original's place. Where the original came with a folder or a glob, its files
/// are named one by one. Unchanged when they cannot be listed. Reads folders.
QStringList pathsWithCopy(const QStringList &paths, const QString &original, const QString &copy);

} // namespace tuilerie
