// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "source/inspect.h"

#include <QStringList>
#include <vector>

namespace tuilerie {

/// A file of a data set with what tells that it, or a file that belongs to it, has changed.
struct FileEntry
{
    QString path;             ///< absolute
    qint64 size = -1;         ///< bytes; −1 when it could not be asked
    qint64 modified = 0;      ///< ms since the epoch
    QStringList sidecars;     ///< names beside it that share its stem: world file, .aux.xml, .ovr, .msk, .prj…
    quint64 sidecarStamp = 0; ///< changes when one of them appears, goes or changes
};

/// The files of one kind among the paths, sorted by path within each folder or glob, each once. A folder is walked with its
/// subfolders; a path with * ? [ ] that names no file is a glob ("**" for any depth); anything else is taken as given.
/// Sidecars are never files of their own; a VRT in a folder is left out when the folder holds other rasters (it would
/// repeat them), and so is a VPC. An EPT is its ept.json, without its node files. NotFound, naming the path, when a path
/// gives no file.
Result<std::vector<FileEntry>> listFiles(const QStringList &paths, SourceKind kind);

/// The same for files that are known by name, in the given order; a missing one has size −1.
std::vector<FileEntry> describeFiles(const QStringList &paths);

/// Is it the ept.json that stands for an EPT and all its node files?
bool isEptDescriptor(const QString &path);

/// The kind that a file's name says, Unknown where it says nothing.
SourceKind kindOfName(const QString &path);
/// The kind by name or, failing that, first bytes.
SourceKind kindOfFile(const QString &path);

} // namespace tuilerie
