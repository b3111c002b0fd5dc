// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QStringList>
#include <functional>
#include <optional>

namespace tuilerie {

/// Copies of somebody's files in a form that readers can open: a zip unpacked, an SQL dump as a GeoPackage. Each lies in a
/// folder of this program under its key, so that a run that goes on later, and other processes, find it again; it is whole
/// or not there (made aside, flushed, renamed). A copy is kept while a process uses it; removeWorkCopies() takes away what
/// no other uses, and copies that a killed process left go with the next one that is made, after a week. Programs with
/// people in front of them have them made in the box (inbox.h), and only find them. Any thread.

/// Where they lie: $XDG_CACHE_HOME/tuilerie/copies, in a worker its own folder for temporary files, unless it is set.
QString workCopyFolder();
void keepWorkCopiesIn(const QString &folder);

/// The copy of `source` that is called `name` (a file or a folder): found by its key, or made by `make`, which is given its
/// place. `bytes`: what it will take at most, as far as that is known. Errors: DiskFull before work, naming the folder; Io,
/// Denied; those of `make`; Cancelled, Paused while another process makes it.
Result<QString> workCopy(const QString &source, const QString &name, const QByteArray &key, qint64 bytes,
    const WorkControl *control, const std::function<Status(const QString &place)> &make);

/// The copy of `source` that the box makes or finds; nothing where this program uses none, or it does not reach the source.
std::optional<Result<QString>> workCopyByBox(const QString &source, WorkControl *control);

/// Zips and SQL dumps among these paths, below folders too, are unpacked now, with progress (step "unpack", in bytes) and a
/// way to stop, so that whoever opens them finds the copies. What is wrong with one, opening it says. Errors: Cancelled,
/// Paused.
Status makeWorkCopies(const QStringList &paths, WorkControl &control);
/// The one of a single zip or dump.
Result<QString> makeWorkCopy(const QString &source, WorkControl &control);

/// Of this process: for its orderly end. The next call of workCopy() makes them again.
void removeWorkCopies();

/// A path or a sentence as people know it: the given file's path in the place of its copy's.
QString asGiven(QString text);

} // namespace tuilerie
