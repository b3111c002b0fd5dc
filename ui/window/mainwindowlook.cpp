// SPDX-License-Identifier: GPL-3.0-or-later
// How the main window is put together: docks, menus, bars, texts, settings.
#include "ui/window/mainwindow.h"

#include "ui/window/actions.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/canvas/mapstatus.h"
#include "ui/data/featuretablepanel.h"
#include "ui/check/findingspanel.h"
#include "ui/data/identifypanel.h"
#include "ui/data/inspectorpanel.h"
#include "ui/data/datatree.h"
#include "ui/data/mapdocument.h"
#include "ui/style/pointcloudpanel.h"
#include "ui/style/stretchpanel.h"
#include "ui/style/stylepanel.h"
#include "language/language.h"
#include "ui/window/publishpanels.h"
#include "render/rendersession.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QJsonDocument>
#include <QLabel>
#include <QMenuBar>
#include <QProgressBar>
#include <QScrollArea>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace tuilerie {

namespace {
constexpr int recentCount = 8;
}

QDockWidget *MainWindow::addDock(const char *name, QWidget *widget, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(this);
    dock->setObjectName(QLatin1String(name));
    dock->setWidget(widget);
    addDockWidget(area, dock);
    m_docks.append(dock);
    return dock;
}

void MainWindow::makeDocks()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    const Actions &a = *m_actions;
    m_layers =
        new DataTree(m_document, {a[ActionId::ZoomToLayer], a[ActionId::MoveUp], a[ActionId::MoveDown], a[ActionId::Remove]},
            {a[ActionId::ZoomToLayer], a[ActionId::AttributeTable], a[ActionId::Publish], nullptr, a[ActionId::AssignCrs],
                a[ActionId::CheckAgain], nullptr, a[ActionId::MoveUp], a[ActionId::MoveDown], nullptr, a[ActionId::Remove]});
    m_inspector = new InspectorPanel;
    m_stretch = new StretchPanel;
    m_findings = new FindingsPanel;
    m_style = new StylePanel;
    m_cloud = new PointCloudPanel;
    m_identify = new IdentifyPanel;
    m_table = new FeatureTablePanel;
    auto *inLooks = new QWidget;
    auto *column = new QVBoxLayout(inLooks);
    column->setContentsMargins({});
    column->setSpacing(0);
    for (QWidget *panel : std::initializer_list<QWidget *>{m_stretch, m_style, m_cloud})
        column->addWidget(panel);
    column->addStretch();
    auto *looks = new QScrollArea;
    looks->setWidgetResizable(true);
    looks->setFrameShape(QFrame::NoFrame);
    looks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    looks->setWidget(inLooks);

    addDock("dataDock", m_layers, Qt::LeftDockWidgetArea);
    addDock("publishedDock", m_publish->publishedLayersPanel(), Qt::LeftDockWidgetArea);
    addDock("inspectorDock", m_inspector, Qt::RightDockWidgetArea);
    addDock("displayDock", looks, Qt::RightDockWidgetArea);
    addDock("identifyDock", m_identify, Qt::RightDockWidgetArea);
    addDock("checksDock", m_findings, Qt::BottomDockWidgetArea);
    addDock("tableDock", m_table, Qt::BottomDockWidgetArea);
    QDockWidget *jobs = m_publish->jobsDock();
    addDockWidget(Qt::BottomDockWidgetArea, jobs);
    m_docks.append(jobs);
}

void MainWindow::resetLayout()
{
    const auto dock = [this](const char *name) { return findChild<QDockWidget *>(QLatin1String(name)); };
    tabifyDockWidget(dock("inspectorDock"), dock("displayDock"));
    tabifyDockWidget(dock("displayDock"), dock("identifyDock"));
    dock("inspectorDock")->raise();
    tabifyDockWidget(dock("checksDock"), dock("tableDock"));
    tabifyDockWidget(dock("tableDock"), m_publish->jobsDock());
    dock("checksDock")->raise();
    resizeDocks({dock("dataDock"), dock("inspectorDock")}, {290, 290}, Qt::Horizontal);
    resizeDocks({dock("dataDock"), dock("publishedDock")}, {330, 330}, Qt::Vertical);
    resizeDocks({dock("checksDock")}, {200}, Qt::Vertical);
}

void MainWindow::makeMenus()
{
    const Actions &a = *m_actions;
    const auto menu = [this] {
        m_menus.append(menuBar()->addMenu(QString()));
        return m_menus.last();
    };
    QMenu *file = menu();
    file->addActions({a[ActionId::OpenFiles], a[ActionId::OpenFolder]});
    m_recent = file->addMenu(QString());
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    file->addSeparator();
    file->addAction(a[ActionId::Publish]);
    file->addSeparator();
    file->addActions({a[ActionId::CloseAll], a[ActionId::Quit]});

    QMenu *view = menu();
    view->addActions(
        {a[ActionId::ZoomIn], a[ActionId::ZoomOut], a[ActionId::ZoomAll], a[ActionId::ZoomBox], a[ActionId::ZoomPrevious]});
    view->addSeparator();
    view->addAction(a[ActionId::Identify]);
    view->addSeparator();
    view->addActions({a[ActionId::MapCrs], a[ActionId::Refresh]});
    view->addSeparator();
    m_panels = view->addMenu(QString());
    for (QDockWidget *dock : std::as_const(m_docks))
        m_panels->addAction(dock->toggleViewAction());

    QMenu *layer = menu();
    layer->addActions(
        {a[ActionId::ZoomToLayer], a[ActionId::AttributeTable], a[ActionId::AssignCrs], a[ActionId::CheckAgain]});
    layer->addSeparator();
    layer->addActions({a[ActionId::MoveUp], a[ActionId::MoveDown]});
    layer->addSeparator();
    layer->addAction(a[ActionId::Remove]);

    QMenu *settings = menu();
    const auto group = [&](const QList<QAction *> &actions, const QList<QString> &values, const QString &current) {
        auto *choices = new QActionGroup(this);
        for (int i = 0; i < actions.size(); ++i) {
            choices->addAction(actions[i]);
            settings->addAction(actions[i]);
            actions[i]->setChecked(values[i] == current);
        }
        settings->addSeparator();
    };
    group({a[ActionId::LanguageSystem], a[ActionId::LanguageEnglish], a[ActionId::LanguageFrench]},
        {QStringLiteral("system"), QStringLiteral("en"), QStringLiteral("fr")}, Settings::text(Settings::Language));
    group({a[ActionId::ThemeSystem], a[ActionId::ThemeLight], a[ActionId::ThemeDark]},
        {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")}, Settings::text(Settings::Theme));
    a[ActionId::RestoreSession]->setChecked(Settings::flag(Settings::RestoreSession));
    settings->addAction(a[ActionId::RestoreSession]);

    QMenu *help = menu();
    help->addActions({a[ActionId::Keys], a[ActionId::About]});

    m_toolbar = addToolBar(QString());
    m_toolbar->setObjectName(QStringLiteral("mainToolBar"));
    m_toolbar->setIconSize(QSize(22, 22));
    m_toolbar->setMovable(false);
    m_toolbar->addActions({a[ActionId::OpenFiles], a[ActionId::OpenFolder], a[ActionId::Publish]});
    m_toolbar->addSeparator();
    m_toolbar->addActions({a[ActionId::ZoomIn], a[ActionId::ZoomOut], a[ActionId::ZoomBox], a[ActionId::ZoomAll],
        a[ActionId::ZoomToLayer], a[ActionId::ZoomPrevious]});
    m_toolbar->addSeparator();
    m_toolbar->addActions({a[ActionId::Identify], a[ActionId::AttributeTable]});
    // The one that the program is for says its name.
    static_cast<QToolButton *>(m_toolbar->widgetForAction(a[ActionId::Publish]))
        ->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
}

void MainWindow::makeStatusBar()
{
    m_message = new QLabel;
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setMinimumWidth(60);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("openingProgress"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(140);
    m_progress->setMaximumHeight(12);
    m_progress->hide();
    m_cancelOpening = new QToolButton;
    m_cancelOpening->setObjectName(QStringLiteral("cancelOpening"));
    m_cancelOpening->setIcon(Theme::icon(QStringLiteral("cancel")));
    m_cancelOpening->setAutoRaise(true);
    m_cancelOpening->hide();
    connect(m_cancelOpening, &QToolButton::clicked, m_document, &MapDocument::cancelOpening);
    m_mapStatus = new MapStatus(m_canvas);
    statusBar()->addWidget(m_progress);
    statusBar()->addWidget(m_cancelOpening);
    statusBar()->addWidget(m_message, 1);
    statusBar()->addPermanentWidget(m_mapStatus);
    statusBar()->addPermanentWidget(m_publish->serverStatusWidget());
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Tuilerie"));
    m_actions->retranslate();
    const QString menus[] = {tr("&File"), tr("&View"), tr("&Layer"), tr("&Settings"), tr("&Help")};
    for (int i = 0; i < m_menus.size(); ++i)
        m_menus[i]->setTitle(menus[i]);
    m_recent->setTitle(tr("Open &Recent"));
    m_panels->setTitle(tr("&Panels"));
    m_toolbar->setWindowTitle(tr("Toolbar"));
    m_cancelOpening->setToolTip(tr("Stop opening"));
    m_cancelOpening->setAccessibleName(tr("Stop opening"));
    // The jobs dock names itself.
    const QHash<QString, QString> titles{{QStringLiteral("dataDock"), tr("Data")},
        {QStringLiteral("publishedDock"), tr("Published Layers")}, {QStringLiteral("inspectorDock"), tr("Inspector")},
        {QStringLiteral("displayDock"), tr("Display")}, {QStringLiteral("identifyDock"), tr("Identify")},
        {QStringLiteral("tableDock"), tr("Attributes")}, {QStringLiteral("checksDock"), tr("Checks")}};
    for (QDockWidget *dock : std::as_const(m_docks)) {
        if (const QString title = titles.value(dock->objectName()); !title.isEmpty())
            dock->setWindowTitle(title);
    }
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showCurrent();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::chooseTheme(const QString &name)
{
    Settings::setValue(Settings::Theme, name);
    Theme::apply(name == QLatin1String("dark") ? ThemeMode::Dark
            : name == QLatin1String("light")   ? ThemeMode::Light
                                               : ThemeMode::System);
    showCurrent();
}

void MainWindow::chooseLanguage(const QString &name)
{
    Settings::setValue(Settings::Language, name);
    Language::apply(name);
}

void MainWindow::remember(const QStringList &paths)
{
    QStringList recent = Settings::value(Settings::RecentPaths).toStringList();
    // Many files at once are remembered by their folder's first file: the list is a help, not an archive.
    const QString path = QDir::cleanPath(QDir().absoluteFilePath(paths.first()));
    recent.removeAll(path);
    recent.prepend(path);
    Settings::setValue(Settings::RecentPaths, QStringList(recent.mid(0, recentCount)));
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    const QStringList recent = Settings::value(Settings::RecentPaths).toStringList();
    for (const QString &path : recent)
        m_recent->addAction(QDir::toNativeSeparators(path), this, [this, path] { open({path}); });
    if (recent.isEmpty())
        m_recent->addAction(tr("Nothing opened yet"))->setEnabled(false);
}

void MainWindow::saveSession()
{
    Settings::setValue(Settings::WindowGeometry, saveGeometry());
    Settings::setValue(Settings::WindowState, saveState());
    const QJsonObject session{
        {QStringLiteral("entries"), m_document->sessionToJson()}, {QStringLiteral("view"), m_canvas->view().toJson()}};
    Settings::setValue(Settings::Session, QString::fromUtf8(QJsonDocument(session).toJson(QJsonDocument::Compact)));
}

void MainWindow::restoreSession()
{
    if (!Settings::flag(Settings::RestoreSession))
        return;
    const QJsonObject session = QJsonDocument::fromJson(Settings::text(Settings::Session).toUtf8()).object();
    const QJsonArray entries = session.value(QLatin1String("entries")).toArray();
    if (entries.isEmpty())
        return;
    m_document->restoreSession(entries);
    if (m_document->count() > 0)
        m_canvas->setView(MapView::fromJson(session.value(QLatin1String("view")).toObject()));
}

void MainWindow::showKeys()
{
    MessageBox::show(this, MessageBox::Kind::Information, tr("Keys and mouse"),
        tr("On the map:\n"
           "  drag, or hold Space and move: pan\n"
           "  wheel: zoom at the cursor; with Ctrl: finely\n"
           "  Shift and drag: zoom to a box\n"
           "  double click: zoom in here\n"
           "  Ctrl+I, then click: see what lies there\n"
           "  arrows: pan; with Shift: a little\n"
           "  + and −, Page Up and Page Down: zoom\n"
           "  Home: show everything\n"
           "  Esc: take marks away\n\n"
           "Files and folders can be dropped anywhere on the window."));
}

void MainWindow::showAbout()
{
    MessageBox::show(this, MessageBox::Kind::Information, tr("About Tuilerie"),
        tr("Tuilerie %1\nFrom a producer's files to published map services.\n\n"
           "Free software under the GNU General Public License, version 3 or later.\n"
           "Maps are drawn by QGIS %2, with Qt %3.")
            .arg(QApplication::applicationVersion(), RenderSession::qgisVersion(), QLatin1String(qVersion())));
}

} // namespace tuilerie
