// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSet>
#include <QStringList>

namespace tuilerie {

/// The files behind one PATH, sorted: itself, all below a folder, or those that match a glob (* and ? within a folder's
/// name, ** any depth). Folders and globs give only files of the endings (lower case, without dot). NotFound for a path that
/// is not there. Internal to this room.
Result<QStringList> findFiles(const QString &path, const QSet<QString> &endings);
/// The deepest folder above all files, with its slash.
QString commonFolder(const QStringList &files);

} // namespace tuilerie
