// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace tuilerie {

/// Every dialog that asks for files goes through here, so that GUI tests can answer instead of a user. Each one starts in
/// the folder that was last chosen under the same `purpose` ("data", "output"…). An empty answer means that the user closed
/// it. UI thread only.
class FileDialog
{
public:
    static QStringList openFiles(QWidget *parent, const QString &purpose, const QString &title, const QString &filter);
    static QString openFile(QWidget *parent, const QString &purpose, const QString &title, const QString &filter);
    static QString openFolder(QWidget *parent, const QString &purpose, const QString &title);
    static QString saveFile(QWidget *parent, const QString &purpose, const QString &title, const QString &filter,
        const QString &suggestedName = {});

    /// The next dialog answers this without being shown. For tests.
    static void setNextFileNames(const QStringList &paths);
    static void setNextFileName(const QString &path) { setNextFileNames({path}); }
};

} // namespace tuilerie
