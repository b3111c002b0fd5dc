// SPDX-License-Identifier: GPL-3.0-or-later
// How the main window is put together: docks, menus, tool bar.
#include "ui/window/mainwindow.h"

#include "ui/canvas/mapcanvas.h"
#include "ui/check/checksdock.h"
#include "ui/data/attributesdock.h"
#include "ui/data/datadock.h"
#include "ui/data/identifydock.h"
#include "ui/data/inspectordock.h"
#include "ui/data/mapdocument.h"
#include "ui/data/openingstatus.h"
#include "ui/jobs/jobsdock.h"
#include "ui/layers/publishedlayersdock.h"
#include "ui/layers/publishedlayerspanel.h"
#include "ui/style/displaydock.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/speak.h"
#include "ui/window/publishpanels.h"

#include <QActionGroup>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace tuilerie {

void MainWindow::makeDocks()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    Dock *data = new DataDock(m_selection, m_canvas, *m_actions);
    Dock *published = new PublishedLayersDock(m_publish->publishedLayersPanel(), m_document);
    Dock *inspector = new InspectorDock(m_selection);
    Dock *display = new DisplayDock(m_selection, m_canvas);
    Dock *identify = new IdentifyDock(m_selection, m_canvas, *m_actions);
    Dock *checks = new ChecksDock(m_selection, m_canvas, *m_actions);
    Dock *attributes = new AttributesDock(m_selection, m_canvas, *m_actions);
    Dock *jobs = m_publish->jobsDock();
    for (Dock *dock : {data, published})
        addDockWidget(Qt::LeftDockWidgetArea, dock);
    for (Dock *dock : {inspector, display, identify})
        addDockWidget(Qt::RightDockWidgetArea, dock);
    for (Dock *dock : {checks, attributes, jobs})
        addDockWidget(Qt::BottomDockWidgetArea, dock);
    m_docks = {data, published, inspector, display, identify, checks, attributes, jobs};
    // Of the docks that come by themselves alone: what publishing says comes through its panels.
    for (Dock *dock : {data, inspector, display, identify, checks, attributes})
        connect(dock, &Dock::message, m_opening, &OpeningStatus::setMessage);
    tabifyDockWidget(inspector, display);
    tabifyDockWidget(display, identify);
    inspector->raise();
    tabifyDockWidget(checks, attributes);
    tabifyDockWidget(attributes, jobs);
    checks->raise();
    resizeDocks({data, inspector}, {290, 290}, Qt::Horizontal);
    resizeDocks({data, published}, {330, 330}, Qt::Vertical);
    resizeDocks({checks}, {200}, Qt::Vertical);
}

void MainWindow::makeMenus()
{
    const Actions &a = *m_actions;
    const auto menu = [this] { return menuBar()->addMenu(QString()); };
    QMenu *file = menu();
    file->addActions({a[ActionId::OpenFiles], a[ActionId::OpenFolder]});
    QMenu *recent = file->addMenu(QString());
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    file->addSeparator();
    file->addActions({a[ActionId::Publish], a[ActionId::Export]});
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
    QMenu *panels = view->addMenu(QString());
    for (Dock *dock : std::as_const(m_docks))
        panels->addAction(dock->toggleViewAction());

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
    speak(this, [=] {
        file->setTitle(tr("&File"));
        view->setTitle(tr("&View"));
        layer->setTitle(tr("&Layer"));
        settings->setTitle(tr("&Settings"));
        help->setTitle(tr("&Help"));
        recent->setTitle(tr("Open &Recent"));
        panels->setTitle(tr("Pane&ls"));
    });
}

void MainWindow::makeToolBar()
{
    const Actions &a = *m_actions;
    QToolBar *bar = addToolBar(QString());
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setIconSize(QSize(22, 22));
    bar->setMovable(false);
    bar->addActions({a[ActionId::OpenFiles], a[ActionId::OpenFolder], a[ActionId::Publish]});
    bar->addSeparator();
    bar->addActions({a[ActionId::ZoomIn], a[ActionId::ZoomOut], a[ActionId::ZoomBox], a[ActionId::ZoomAll],
        a[ActionId::ZoomToLayer], a[ActionId::ZoomPrevious]});
    bar->addSeparator();
    bar->addActions({a[ActionId::Identify], a[ActionId::AttributeTable]});
    // The one that the program is for says its name.
    static_cast<QToolButton *>(bar->widgetForAction(a[ActionId::Publish]))->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    speak(bar, [bar] {
        bar->setWindowTitle(tr("Toolbar"));
        bar->setAccessibleName(bar->windowTitle());
    });
}

} // namespace tuilerie
