// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "base/atomicfile.h"
#include "base/filename.h"
#include "grid/crs.h"
#include "render/stylefiles.h"
#include "source/fileformat.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/canvas/mapstatus.h"
#include "ui/check/findingspanel.h"
#include "ui/check/repairdialog.h"
#include "ui/data/datatree.h"
#include "ui/data/featuretablepanel.h"
#include "ui/data/identifypanel.h"
#include "ui/data/inspectorpanel.h"
#include "ui/data/mapdocument.h"
#include "ui/style/pointcloudpanel.h"
#include "ui/style/stretchpanel.h"
#include "ui/style/stylepanel.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/format.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"
#include "ui/window/publishpanels.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QStandardPaths>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

namespace tuilerie {

namespace {

QStringList localPaths(const QMimeData *mime)
{
    QStringList paths;
    const QList<QUrl> urls = mime->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths.append(pathOfUrl(url));
    }
    return paths;
}

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
    , m_actions(new Actions(this))
    , m_document(new MapDocument(this))
    , m_canvas(new MapCanvas)
    , m_publish(new PublishPanels(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCentralWidget(m_canvas);
    makeDocks();
    makeMenus();
    makeStatusBar();
    connectActions();
    retranslate();
    resize(1280, 800);
    resetLayout();
    restoreGeometry(Settings::value(Settings::WindowGeometry).toByteArray());
    restoreState(Settings::value(Settings::WindowState).toByteArray());
    showCurrent();
    m_canvas->setFocus();
}

MainWindow::~MainWindow()
{
    // The canvas draws the document's layers: it lets go of them first.
    m_canvas->setLayers({});
}

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto slot) { connect((*m_actions)[id], &QAction::triggered, this, slot); };
    on(ActionId::OpenFiles, [this] { openFiles(); });
    on(ActionId::OpenFolder, [this] { openFolder(); });
    on(ActionId::Publish, [this] { publish(); });
    on(ActionId::CloseAll, [this] { m_document->removeAll(); });
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::ZoomIn, [this] { m_canvas->zoomBy(0.5); });
    on(ActionId::ZoomOut, [this] { m_canvas->zoomBy(2); });
    on(ActionId::ZoomAll, [this] { m_canvas->zoomToAll(); });
    on(ActionId::ZoomPrevious, [this] { m_canvas->zoomToPrevious(); });
    on(ActionId::ZoomBox, [this](bool checked) { m_canvas->setBoxZoom(checked); });
    on(ActionId::Refresh, [this] { m_canvas->refresh(); });
    on(ActionId::MapCrs, [this] { m_mapStatus->chooseMapCrs(); });
    on(ActionId::Identify, [this](bool checked) { m_canvas->setIdentifying(checked); });
    on(ActionId::AttributeTable, [this] { showTable(); });
    on(ActionId::ZoomToLayer, [this] { zoomToEntry(m_layers->currentEntry()); });
    on(ActionId::MoveUp, [this] { moveCurrent(-1); });
    on(ActionId::MoveDown, [this] { moveCurrent(1); });
    on(ActionId::AssignCrs, [this] { assignCrs(m_layers->currentEntry(), {}); });
    on(ActionId::CheckAgain, [this] { m_document->checkAgain(m_layers->currentEntry()); });
    on(ActionId::Remove, [this] { m_document->remove(m_layers->currentEntry()); });
    on(ActionId::RestoreSession, [](bool checked) { Settings::setValue(Settings::RestoreSession, checked); });
    on(ActionId::ThemeSystem, [this] { chooseTheme(QStringLiteral("system")); });
    on(ActionId::ThemeLight, [this] { chooseTheme(QStringLiteral("light")); });
    on(ActionId::ThemeDark, [this] { chooseTheme(QStringLiteral("dark")); });
    on(ActionId::LanguageSystem, [this] { chooseLanguage(QStringLiteral("system")); });
    on(ActionId::LanguageEnglish, [this] { chooseLanguage(QStringLiteral("en")); });
    on(ActionId::LanguageFrench, [this] { chooseLanguage(QStringLiteral("fr")); });
    on(ActionId::Keys, [this] { showKeys(); });
    on(ActionId::About, [this] { showAbout(); });

    connect(m_document, &MapDocument::layersChanged, this, [this] {
        m_canvas->setLayers(m_document->layers());
        showCurrent();
    });
    connect(m_document, &MapDocument::appearanceChanged, m_canvas, &MapCanvas::refresh);
    connect(m_document, &MapDocument::openingChanged, this, &MainWindow::showOpening);
    connect(m_document, &MapDocument::entryChecked, this, &MainWindow::showCurrent);
    connect(m_document, &MapDocument::entryRefined, this, &MainWindow::showCurrent);
    connect(m_document, &MapDocument::entryFailed, this, [this](int entry) {
        m_layers->setCurrentEntry(entry);
        m_message->setText(m_document->entry(entry).error.message);
    });
    connect(m_document, &MapDocument::entryOpened, this, [this](int entry) { m_layers->setCurrentEntry(entry); });
    connect(m_layers, &DataTree::currentEntryChanged, this, &MainWindow::showCurrent);
    connect(m_layers, &DataTree::zoomToEntry, this, &MainWindow::zoomToEntry);
    connect(m_canvas, &MapCanvas::boxZoomEnded, this, [this] { (*m_actions)[ActionId::ZoomBox]->setChecked(false); });
    connect(m_canvas, &MapCanvas::clicked, this, &MainWindow::identify);
    connect(m_identify, &IdentifyPanel::shapeChosen, m_canvas, &MapCanvas::setShape);
    connect(m_identify, &IdentifyPanel::answered, this, [this] {
        if (!m_identify->things().empty())
            m_table->select(m_identify->things().front().layerId, m_identify->things().front().feature);
    });
    connect(m_table, &FeatureTablePanel::shapeChosen, m_canvas, &MapCanvas::setShape);
    connect(m_table, &FeatureTablePanel::zoomAsked, m_canvas, &MapCanvas::zoomToShape);
    connect(m_canvas, &MapCanvas::viewChanged, this, &MainWindow::updateActions);
    connect(m_canvas, &MapCanvas::problem, this, [this](const QString &sentence) { m_message->setText(sentence); });
    connect(m_findings, &FindingsPanel::showOnMap, this, &MainWindow::showFinding);
    connect(m_findings, &FindingsPanel::fixRequested, this, &MainWindow::fixFinding);
    connect(m_findings, &FindingsPanel::repairRequested, this, &MainWindow::repair);
    connect(m_findings, &FindingsPanel::checkAgainRequested, (*m_actions)[ActionId::CheckAgain], &QAction::trigger);
    m_stretch->setViewExtent([this](const MapLayer &layer) -> Extent {
        if (layer.crs() == m_canvas->view().crs)
            return m_canvas->view().extent();
        const auto from = Crs::fromText(m_canvas->view().crs);
        const auto to = Crs::fromText(layer.crs());
        if (!from || !to)
            return m_canvas->view().extent();
        const auto transform = CrsTransform::create(*from, *to);
        const auto extent = transform ? transform->forward(m_canvas->view().extent()) : Result<Extent>(Extent());
        return extent ? *extent : Extent();
    });

    connect(m_publish, &PublishPanels::showOnMap, this,
        [this](const QString &service, const QString &url, const QString &layer, const QString &title) {
            m_document->openService(service, url, layer, title);
        });
    connect(m_publish, &PublishPanels::showPlace, this, [this](const Extent &extent, const QString &crs) {
        m_canvas->setMark({extent, crs, {}});
        m_canvas->zoomTo(extent, crs);
    });
    connect(m_publish, &PublishPanels::runningJobsChanged, this, [this](int running) { m_runningJobs = running; });
    connect(m_publish, &PublishPanels::message, m_message, &QLabel::setText);
}

void MainWindow::open(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    remember(paths);
    m_document->open(paths);
}

void MainWindow::openFiles()
{
    open(FileDialog::openFiles(this, QStringLiteral("data"), tr("Open files"),
        tr("Rasters, vectors and point clouds (%1);;All files (*)").arg(fileDialogPatterns())));
}

void MainWindow::openFolder()
{
    if (const QString folder = FileDialog::openFolder(this, QStringLiteral("data"), tr("Open a folder of tiles"));
        !folder.isEmpty())
        open({folder});
}

void MainWindow::publish()
{
    const int entry = m_layers->currentEntry();
    if (entry >= 0 && !m_document->entry(entry).isService())
        m_publish->startWizard(
            m_document->entry(entry).paths, m_document->entry(entry).assignCrs, keepMapStyles(m_document->entry(entry)));
    else
        m_publish->startWizard({});
}

/// The styles of the map as files in the profile, by table, for the publication of the data.
QMap<QString, QString> MainWindow::keepMapStyles(const MapEntry &entry) const
{
    QMap<QString, QString> styles;
    if (entry.kind != SourceKind::Vector)
        return styles;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/styles/")
        + QFileInfo(entry.paths.front()).completeBaseName();
    for (const auto &layer : entry.layers) {
        const auto document = styleDocument(*layer, false);
        const QString table = vectorTable(*layer);
        const QString path =
            folder + QLatin1Char('/') + QString(table).replace(QLatin1Char('/'), QLatin1Char('_')) + QStringLiteral(".qml");
        // Without it the data's own style is offered.
        if (document && QDir().mkpath(folder) && writeFileAtomically(path, document->content))
            styles.insert(table, path);
    }
    return styles;
}

void MainWindow::assignCrs(int entry, const QString &explanation)
{
    if (entry < 0 || m_document->entry(entry).isService())
        return;
    const QString text = explanation.isEmpty()
        ? tr("The coordinates of “%1” are taken to be in this CRS where its files do not say theirs. No file is changed.")
              .arg(m_document->entry(entry).title)
        : explanation;
    const QString crs = CrsPicker::pick(this, tr("Assign a CRS"), text, m_document->entry(entry).assignCrs);
    if (!crs.isEmpty())
        m_document->assignCrs(entry, crs);
}

void MainWindow::showFinding(const Finding &finding)
{
    if (!finding.where)
        return;
    m_canvas->setMark({*finding.where, finding.whereCrs, finding.message});
    m_canvas->zoomTo(*finding.where, finding.whereCrs);
}

void MainWindow::fixFinding(const Finding &finding)
{
    const int entry = m_layers->currentEntry();
    if (entry < 0)
        return;
    if (finding.fixAction == QLatin1String("assign-crs")) {
        assignCrs(entry, finding.message);
    } else if (finding.fixAction == QLatin1String("exclude-file") && !finding.path.isEmpty()) {
        const int answer = MessageBox::ask(this, MessageBox::Kind::Question, tr("Leave out a file"),
            tr("Go on without this file? It stays where it is on the disk.\n\n%1").arg(finding.path),
            {tr("Leave It Out"), tr("Cancel")}, 0, 1);
        if (answer == 0)
            m_document->excludeFile(entry, finding.path);
    } else if (!finding.path.isEmpty() && !vectorRepairs({finding}).empty()) {
        repair(finding.path);
    } else {
        MessageBox::show(this, MessageBox::Kind::Information, tr("How to mend it"), finding.fix);
    }
}

void MainWindow::repair(const QString &path)
{
    const int row = m_layers->currentEntry();
    if (row < 0)
        return;
    const MapEntry *entry = &m_document->entry(row);
    auto *dialog = RepairDialog::show(path, entry->findings, this);
    connect(dialog, &RepairDialog::copyChosen, this,
        [this, entry, paths = entry->paths](const QString &original, const QString &copy) {
            // The data set may have moved meanwhile; were it gone, the copy would be one of its own.
            const int now = m_document->indexOf(entry);
            if (now >= 0 && m_document->entry(now).paths == paths)
                m_document->useCopy(now, original, copy);
            else
                m_document->open({copy});
            m_message->setText(
                tr("The map shows the repaired copy %1; the original is unchanged.").arg(QDir::toNativeSeparators(copy)));
        });
}

void MainWindow::identify(QPointF pixel)
{
    auto *dock = findChild<QDockWidget *>(QStringLiteral("identifyDock"));
    dock->show();
    dock->raise();
    m_identify->identify(m_document->layers(), m_canvas->view(), pixel);
}

void MainWindow::showTable()
{
    auto *dock = findChild<QDockWidget *>(QStringLiteral("tableDock"));
    dock->show();
    dock->raise();
    m_table->view()->setFocus();
}

void MainWindow::zoomToEntry(int entry)
{
    if (entry < 0)
        return;
    Extent all;
    for (const auto &layer : m_document->entry(entry).layers)
        all = all.united(layer->extentIn(m_canvas->view().crs));
    if (!all.isEmpty())
        m_canvas->setView(m_canvas->view().fittedTo(all));
}

void MainWindow::moveCurrent(int by)
{
    const int entry = m_layers->currentEntry();
    m_document->move(entry, entry + by);
}

void MainWindow::showCurrent()
{
    const int row = m_layers->currentEntry();
    const MapEntry *entry = row >= 0 && row < m_document->count() ? &m_document->entry(row) : nullptr;
    m_inspector->showEntry(entry);
    m_findings->showEntry(entry);
    MapLayer *layer = nullptr;
    if (entry) {
        layer = m_document->layerAt(m_layers->view()->currentIndex());
        if (!layer && !entry->layers.empty())
            layer = entry->layers.front().get();
    }
    m_stretch->showLayer(layer);
    m_style->showLayer(layer);
    m_cloud->showLayer(layer);
    m_table->showLayer(layer);
    updateActions();
}

void MainWindow::updateActions()
{
    const Actions &actions = *m_actions;
    const int row = m_layers->currentEntry();
    const bool any = row >= 0 && row < m_document->count();
    const MapEntry *entry = any ? &m_document->entry(row) : nullptr;
    const bool drawn = entry && !entry->layers.empty();
    actions[ActionId::ZoomToLayer]->setEnabled(drawn);
    actions[ActionId::MoveUp]->setEnabled(any && row > 0);
    actions[ActionId::MoveDown]->setEnabled(any && row + 1 < m_document->count());
    actions[ActionId::AssignCrs]->setEnabled(entry && !entry->isService());
    actions[ActionId::CheckAgain]->setEnabled(
        entry && entry->kind != SourceKind::Unknown && entry->state != MapEntry::State::Opening);
    actions[ActionId::Remove]->setEnabled(any);
    actions[ActionId::AttributeTable]->setEnabled(drawn && entry->kind == SourceKind::Vector);
    actions[ActionId::CloseAll]->setEnabled(m_document->count() > 0);
    for (const ActionId id : {ActionId::ZoomIn, ActionId::ZoomOut, ActionId::ZoomAll, ActionId::ZoomBox, ActionId::Refresh,
             ActionId::MapCrs, ActionId::Identify})
        actions[id]->setEnabled(!m_document->layers().empty());
    actions[ActionId::ZoomPrevious]->setEnabled(m_canvas->hasPrevious());
}

void MainWindow::showOpening()
{
    const bool opening = m_document->isOpening();
    m_progress->setVisible(opening);
    m_cancelOpening->setVisible(opening);
    if (!opening) {
        m_progress->setRange(0, 0);
        m_message->clear();
        return;
    }
    for (int i = 0; i < m_document->count(); ++i) {
        const MapEntry &entry = m_document->entry(i);
        if (entry.state != MapEntry::State::Opening)
            continue;
        const Progress &progress = entry.progress;
        m_progress->setRange(0, progress.total > 0 ? 1000 : 0);
        if (progress.total > 0)
            m_progress->setValue(int(progress.done * 1000 / progress.total));
        m_message->setText(progress.total > 0
                ? tr("Opening %1: %2 of %3 files").arg(entry.title, formatCount(progress.done), formatCount(progress.total))
                : tr("Opening %1…").arg(entry.title));
        return;
    }
}

bool MainWindow::askAboutJobs()
{
    if (m_runningJobs <= 0 && !m_publish->hasRunningJobs()) {
        m_publish->stopServer(false);
        return true;
    }
    const int answer = MessageBox::ask(this, MessageBox::Kind::Question, tr("Jobs are running"),
        tr("Jobs are still running. They can go on without this window; the next start finds them again. "
           "Stopped jobs keep what is done and go on at the next start."),
        {tr("Leave Running"), tr("Stop Jobs and Quit"), tr("Cancel")}, 0, 2);
    if (answer == 2)
        return false;
    m_publish->stopServer(answer == 0);
    return true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!askAboutJobs()) {
        event->ignore();
        return;
    }
    saveSession();
    m_document->removeAll();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localPaths(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList paths = localPaths(event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    open(paths);
}

} // namespace tuilerie
