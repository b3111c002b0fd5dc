// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"

#include <QMainWindow>

class QLabel;
class QMenu;
class QProgressBar;
class QToolButton;

namespace tuilerie {

class Actions;
class FeatureTablePanel;
class FindingsPanel;
class IdentifyPanel;
class InspectorPanel;
class DataTree;
class MapCanvas;
class MapDocument;
struct MapEntry;
class MapStatus;
class PointCloudPanel;
class PublishPanels;
class StretchPanel;
class StylePanel;

/// The desktop's one window: data on the left, the map in the middle, what is known and how it looks on the right, checks
/// and jobs below. Needs a started RenderSession. UI thread only.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    void open(const QStringList &paths);
    /// What the last session left open, when the user wants that.
    void restoreSession();

    MapDocument *document() const { return m_document; }
    MapCanvas *canvas() const { return m_canvas; }
    PublishPanels *publishPanels() const { return m_publish; }
    Actions *actions() const { return m_actions; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeDocks();
    void makeMenus();
    void makeStatusBar();
    void connectActions();
    void retranslate();
    QDockWidget *addDock(const char *name, QWidget *widget, Qt::DockWidgetArea area);
    void resetLayout();

    void openFiles();
    void openFolder();
    void publish();
    QMap<QString, QString> keepMapStyles(const MapEntry &entry) const;
    void assignCrs(int entry, const QString &explanation);
    void showFinding(const Finding &finding);
    void fixFinding(const Finding &finding);
    void repair(const QString &path);
    void identify(QPointF pixel);
    void showTable();
    void zoomToEntry(int entry);
    void moveCurrent(int by);
    void showCurrent();
    void showOpening();
    void updateActions();
    void chooseTheme(const QString &name);
    void chooseLanguage(const QString &name);
    void showKeys();
    void showAbout();
    bool askAboutJobs();
    void saveSession();
    void remember(const QStringList &paths);
    void fillRecent();

    Actions *m_actions;
    MapDocument *m_document;
    MapCanvas *m_canvas;
    PublishPanels *m_publish;
    DataTree *m_layers = nullptr;
    InspectorPanel *m_inspector = nullptr;
    StretchPanel *m_stretch = nullptr;
    StylePanel *m_style = nullptr;
    PointCloudPanel *m_cloud = nullptr;
    IdentifyPanel *m_identify = nullptr;
    FeatureTablePanel *m_table = nullptr;
    FindingsPanel *m_findings = nullptr;
    MapStatus *m_mapStatus = nullptr;
    QLabel *m_message = nullptr;
    QProgressBar *m_progress = nullptr;
    QToolButton *m_cancelOpening = nullptr;
    QList<QMenu *> m_menus;
    QMenu *m_recent = nullptr;
    QMenu *m_panels = nullptr;
    QList<QDockWidget *> m_docks;
    QToolBar *m_toolbar = nullptr;
    int m_runningJobs = 0;
};

} // namespace tuilerie
