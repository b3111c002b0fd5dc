// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMainWindow>

class QMenu;

namespace tuilerie {

class Actions;
class Dock;
class MapCanvas;
class MapDocument;
class MapSelection;
class MapStatus;
class OpeningStatus;
class PublishPanels;
class SessionKeeper;

/// The desktop's one window: data on the left, the map in the middle, what is known and how it looks on the right, checks
/// and jobs below. It makes the docks and places them; each connects itself (ui/widgets/dock.h). What is the window's own:
/// opening by menu and by dropping, the language and the theme, the session. Needs a started RenderSession. UI thread only.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    void open(const QStringList &paths);
    /// Opens what the last session had open, in the background, when the user wants that.
    void restoreSession();

    MapDocument *document() const { return m_document; }
    MapSelection *selection() const { return m_selection; }
    MapCanvas *canvas() const { return m_canvas; }
    PublishPanels *publishPanels() const { return m_publish; }
    Actions *actions() const { return m_actions; }
    const QList<Dock *> &docks() const { return m_docks; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeDocks();
    void makeMenus();
    void makeToolBar();
    void connectActions();

    void openFiles();
    void openFolder();
    void exportPyramid();
    void chooseTheme(const QString &name);
    void chooseLanguage(const QString &name);
    void showKeys();
    void showAbout();
    void showNotRestored(const QStringList &lines);
    void remember(const QStringList &paths);
    void fillRecent(QMenu *menu);

    Actions *m_actions;
    MapDocument *m_document;
    MapSelection *m_selection;
    MapCanvas *m_canvas;
    PublishPanels *m_publish;
    OpeningStatus *m_opening;
    MapStatus *m_mapStatus;
    SessionKeeper *m_session;
    QList<Dock *> m_docks;
};

} // namespace tuilerie
