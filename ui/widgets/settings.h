// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVariant>

namespace tuilerie {

/// Every setting of the desktop, in one table with its default. Kept in the user's configuration folder: read once, and
/// written by WorkPool::writer(), so that nobody waits for the disk. UI thread only.
class Settings
{
public:
    enum Key {
        Language,       ///< "system", "en", "fr"
        Theme,          ///< "system", "light", "dark"
        WindowGeometry, ///< QWidget::saveGeometry
        WindowState,    ///< QMainWindow::saveState
        RestoreSession, ///< bool
        DisplayCrs,     ///< of the coordinates in the status bar; empty = the map's
        RecentPaths,    ///< string list, latest first
        Exports,        ///< string list: JSON of those that are not finished
        KeyCount
    };
    static QVariant value(Key key);
    static void setValue(Key key, const QVariant &value);
    /// Name in the file, for the table and for tests.
    static QString name(Key key);

    /// The folder that a file dialog was in last, by what it is for; empty before the first time.
    static QString folder(const QString &purpose);
    static void setFolder(const QString &purpose, const QString &folder);
    /// All back to the defaults. For tests.
    static void clear();

    static QString text(Key key) { return value(key).toString(); }
    static bool flag(Key key) { return value(key).toBool(); }
};

} // namespace tuilerie
