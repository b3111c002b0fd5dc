// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QString>

namespace tuilerie {

/// Zipped deliveries: a zip stands for the files that it holds, as a folder does. Source: PKWARE's APPNOTE 6.3.10, read by
/// libzip. Names are UTF-8 or CP437, a backslash parts folders as a slash does; what Macs and Windows lay beside data
/// (__MACOSX, .DS_Store, Thumbs.db, desktop.ini) is left out.

/// Does the name say so, of a file that is there or of one that is not?
bool isArchiveName(const QString &path);
/// A file that is there and whose name says so.
bool isArchive(const QString &path);
/// The zip that a path leads into ("/a/b.zip/folder/c.shp"); empty for any other.
QString archiveAbove(const QString &path);
/// The name of an archive of a kind that is not opened ("7z", "tar.gz"…); empty for any other.
QString otherArchiveKind(const QString &path);

/// What it holds, by its directory; errors as below.
Result<QStringList> namesInArchive(const QString &path);

/// A folder with its files (workcopy.h), in the folders that they have there, named as the zip is; made when it is not there
/// yet. Refused before a byte is written, with a sentence that names the entry: names that lead out of the folder, are
/// absolute or come twice, links and devices, encrypted entries, methods that are unknown, a zip within, more than 100,000
/// entries, entries that share their bytes, more than 200 times the zip's size (above 1 GiB); DiskFull. Corrupt while it
/// unpacks: more bytes than declared, wrong checksums, an end that is missing. Reports the step "unpack" to `control`, in
/// bytes. Any thread.
Result<QString> unpackArchive(const QString &path, WorkControl *control = nullptr);

} // namespace tuilerie
