// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "source/filesearch.h"

#include <QStringList>
#include <vector>

namespace tuilerie {

/// A file of a data set with what tells that it, or a file that belongs to it, has changed.
struct FileEntry
{
    QString path;         ///< absolute, as in base/filename.h
    qint64 size = -1;     ///< bytes; −1 when it could not be asked
    quint64 stamp = 0;    ///< as in FileStatus: another one once the file is another
    QStringList sidecars; ///< names beside it that share its stem, in any letter case: world file, .aux.xml, .ovr, .prj…
    quint64 sidecarStamp = 0; ///< changes when one of them appears, goes or changes
};

/// The files of one kind among what findFiles() finds behind the paths, each once; a file that was named itself is taken
/// whatever it is. Says to `control`, when there is one, what was left out and should not be missed. NotFound, naming the
/// path, when a path gives no file.
Result<std::vector<FileEntry>> listFiles(const QStringList &paths, SourceKind kind, WorkControl *control = nullptr);

/// The entries of files that were found, in their order.
std::vector<FileEntry> describeFiles(const std::vector<FoundFile> &files);
/// The same for files that are known by name, in the given order; a missing one has size −1.
std::vector<FileEntry> describeFiles(const QStringList &paths);

/// How the files of a data set are found again in another state of it: by their names where each has another, so that a
/// delivery that was sent anew can be compared with the one before; else by their paths.
QStringList namesAmong(const QStringList &paths);
/// Whether what both states have stands in the same order in them.
bool isSameOrder(const QStringList &before, const QStringList &now);

} // namespace tuilerie
