// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/changefile.h"
#include "sync/workingcopy.h"

#include <QTemporaryDir>

namespace tuilerie::test {

/// A server's data and working copies of it, without a server between: "parcelles" (fid, geom polygon, code, nom, surface;
/// features 1 to 5) and "proprietaires" (fid, nom; 1 to 3), written by GDAL with its index and triggers.
class CopyFixture
{
public:
    CopyFixture();
    QString server() const { return path("server.gpkg"); }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// A statement in a file, with the functions that its triggers call; fails the test where it is refused.
    static bool edit(const QString &file, const QByteArray &sql);
    static QString text(const QString &file, const QByteArray &sql); ///< the first cell of the answer; "NULL"
    QString clone(const QString &name, const DataSelection &selection = {});
    /// Two copies of the server's data.
    void cloneBoth();

    /// What sync does, with a file in the place of the server: pull, and push if nothing stands against it.
    WorkingCopy::Merged pull(const QString &copy);
    struct Pushed
    {
        WorkingCopy::Merged merged;
        PushOutcome outcome;
        bool isDone = false;
    };
    Pushed push(const QString &copy);
    qint64 version = 1;
    QString one, two; ///< of cloneBoth()

private:
    QTemporaryDir m_folder;
    int m_files = 0;
};

/// Hexadecimal digits of a GeoPackage geometry of SRS 2154 from WKT.
QByteArray geometryLiteral(const QByteArray &wkt, int srs = 2154, bool withEnvelope = false);

} // namespace tuilerie::test
