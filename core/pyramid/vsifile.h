// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace tuilerie::vsi {

// Files by GDAL's virtual file systems, where object stores are folders: /vsis3/bucket/key. Private to the room.
// Thread-safe.

/// "/vsis3/…" and the like.
bool isVirtual(const QString &path);
/// "s3://bucket/key" as /vsis3/bucket/key and "file://…" as a plain path (docs/rok4.md §6.4); anything else as it is.
QString fromUrl(const QString &path);

Result<QByteArray> readAll(const QString &path);
/// At most `size` bytes from `offset`, fewer at the end. `total` gets the file's size.
Result<QByteArray> readRange(const QString &path, quint64 offset, quint64 size, quint64 *total = nullptr);
/// An object appears whole or not at all.
Status writeAll(const QString &path, const QByteArray &content);
/// The same for a plain path, too.
Status writeWhole(const QString &path, const QByteArray &content);
bool exists(const QString &path);
/// Removes the files of a folder whose names begin with one of the prefixes. Not an error where there are none.
Status removeFiles(const QString &folder, const QStringList &prefixes);

} // namespace tuilerie::vsi
