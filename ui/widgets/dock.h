// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

namespace tuilerie {

/// A dock of the main window. Each one is a class in the folder of its subject, is given what it works on, and connects
/// itself; the window places it and shows its messages. Its content is hidden, and keeps its room, while another tab stands
/// in front of it: Qt moves such a dock out of sight but leaves it in the Tab order. The dock owns the content. UI thread
/// only.
class Dock : public QDockWidget
{
    Q_OBJECT

public:
    /// `name`: for QMainWindow::saveState(), never shown. The title is the subclass's to say (speak()).
    Dock(const char *name, QWidget *content);

    void bringUp(); ///< opened, and in front of the others of its place

signals:
    void message(const QString &sentence); ///< one sentence for the status bar, in the language of now

private:
    QWidget *m_content;
};

} // namespace tuilerie
