// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <span>

namespace tuilerie {

/// Writes a whole file so that a reader sees the old content or the new one and nothing else: a temporary name beside it,
/// fsync, rename, fsync of the folder. Makes the folder when it is missing. On failure the old file is untouched and the
/// temporary one is gone. Thread-safe for different paths.
Status writeFileAtomically(const QString &path, std::span<const char> content);
Status writeFileAtomically(const QString &path, const QByteArray &content);

/// The same with the content's XXH3 (eight bytes, little-endian) before it, for readSealedFile().
Status writeSealedFile(const QString &path, const QByteArray &content);
/// The content of a sealed file; nothing when the file is missing, short or damaged.
std::optional<QByteArray> readSealedFile(const QString &path);

/// The same file under another name (a hard link), in place of what is there; makes its folder. False where that cannot be,
/// for whatever reason: then a copy is due. The folder is not flushed.
bool linkFile(const QString &path, const QString &as);

/// Reads a whole file; errors say whether it is missing, unreadable or forbidden.
Result<QByteArray> readWholeFile(const QString &path);

/// Flushes the folder's entry list to disk, after a rename in it.
Status syncFolder(const QString &folder);

} // namespace tuilerie
