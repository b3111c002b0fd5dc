// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "source/fileformat.h"

#include <QStringList>
#include <optional>

namespace tuilerie {

// What a file would have its readers open, fetch or run besides itself. Only what belongs to the same delivery is read:
// what lies in a file's own folder, or below, or in the folders of the other files that were given with it. All functions
// may be called on any thread.

/// Which files were given, beside the ones that are opened: set once, by a program whose data they are.
void setDelivery(const QStringList &paths);

/// Why a file is not opened.
struct Refusal
{
    QString message; ///< one sentence, which names what it is about
    QString fix;     ///< what to do
    /// It only takes its CRS from a server, which is not asked: it may be opened, and has no CRS.
    bool isCrsLink = false;
};

/// Looks for what GDAL would follow, by content and not by the name's ending: a VRT and all that it names; side files that
/// are a VRT, or links that lead out; descriptions of servers; virtual tables and calls in a SQLite file that may read
/// others (SQLite, "Defense Against The Dark Arts"); linked CRS documents (GML 3.2.1 §9.10, GeoJSON 2008 §3.2); MapInfo
/// tables made of others. `sidecars`: names beside it as in FileEntry; null = all that are there. What cannot be read at all
/// is no reason: the reader says so.
std::optional<Refusal> refusalOf(const QString &path, const QStringList *sidecars = nullptr);
/// The same as an error: Denied, with a detail that isRefusal() knows. Not for what isCrsLink.
Status staysInside(const QString &path, const QStringList *sidecars = nullptr);
/// Of an Error's detail: the file was refused, which has a finding of its own.
bool isRefusal(const QString &detail);
std::optional<Refusal> refusalOf(const Error &error);

/// For formats of ours: may the file that `by` names as `name` be read? `name` as written: relative to the folder of `by`
/// unless it is absolute.
std::optional<Refusal> refusalOfName(const QString &by, const QString &name);
/// The same as an error, as staysInside() gives it.
Status namesInside(const QString &by, const QString &name);

/// Of a style (SLD, QML): a picture or symbol that is neither within it nor among those that QGIS brings along, or an
/// expression that reads files, the environment or who the user is (QGIS 3.40).
std::optional<Refusal> refusalOfStyle(const QByteArray &content);
/// A refusal as an error.
Status statusOf(const std::optional<Refusal> &refusal);

} // namespace tuilerie
