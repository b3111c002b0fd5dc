// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/outside.h"

#include <QByteArray>

namespace tuilerie::outside {

// The rules behind refusalOf(). Private to the room; any thread.

QString tr(const char *sentence);

/// The folders that the files of one delivery lie in, by their real places. Used by one thread.
class Fence
{
public:
    /// The file's folder, that of what it is a link to, and those of setDelivery().
    explicit Fence(const QString &file)
        : m_file(file)
    {
    }
    bool holds(const QString &path) const; ///< what is not there counts by where it would be

private:
    const QString m_file;
    mutable QList<QByteArray> m_roots; ///< each with its slash; empty until they are asked for
};

/// The first bytes, whatever file system it lies in; empty when it cannot be read.
QByteArray headOf(const QString &path, qint64 size);
/// All of a text that is not larger than that; empty else.
QByteArray wholeOf(const QString &path, qint64 most);

/// A name in the file `by`, for which relative ones are looked for in `folder`.
std::optional<Refusal> named(const Fence &fence, const QString &by, const QString &name, const QString &folder);
/// Another one of the same family.
std::optional<Refusal> unsafe(const QString &path, const QString &what);

/// Is it a description of something else (a VRT, a server), by its first bytes?
bool isVrt(const QByteArray &head);
std::optional<Refusal> ofDescription(const QString &path, const QByteArray &head);
std::optional<Refusal> ofVrt(const QString &path, const Fence &fence, int depth);
std::optional<Refusal> ofSidecars(const QString &path, const Fence &fence, const QStringList *sidecars);
std::optional<Refusal> ofSqlite(const QString &path);
/// Of a GML file and all that is XML.
std::optional<Refusal> ofXml(const QString &path, const Fence &fence);
std::optional<Refusal> ofGeoJson(const QString &path);
std::optional<Refusal> ofMapInfoTable(const QString &path, const Fence &fence);

} // namespace tuilerie::outside
