// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/keptfile.h"

#include <QJsonObject>
#include <QObject>
#include <QStringList>

namespace tuilerie {

class MapCanvas;
class MapDocument;

/// Keeps what is open in the profile as it changes: data sets, their order, visibility and looks, and the view of the map.
/// So a killed program loses less than a second, and the next start has it back. Nothing is kept until there is something
/// to keep: the session before is overwritten when data are opened or it was restored. Owned by the window; UI thread,
/// which never waits for a file here.
class SessionKeeper : public QObject
{
    Q_OBJECT

public:
    SessionKeeper(MapDocument *document, MapCanvas *canvas, QObject *parent);

    static QString defaultFile();
    /// Opens what the last session had, in the background: restored(), and notRestored() with a line for each data set that
    /// is not there any more or cannot be opened.
    void restore();
    /// The window closes: what is open now is kept, nothing that comes later.
    void end();

signals:
    void restored();
    void notRestored(const QStringList &lines);
    void failed(const tuilerie::Error &error); ///< the profile cannot be written

private:
    /// What is on the disk of it, looked at on a worker thread.
    struct Found
    {
        QJsonObject session;
        QStringList missing; ///< lines for the user
    };
    static Found find(const QString &file);
    void take(const Found &found);
    void waitForData();
    void changed();
    void keep();

    MapDocument *m_document;
    MapCanvas *m_canvas;
    KeptFile m_file;
    QTimer m_gather;
    bool m_begun = false; ///< there was something to keep
    bool m_restoring = false;
    bool m_ended = false;
    QStringList m_missing;
};

} // namespace tuilerie
