// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "base/filename.h"
#include "language/language.h"
#include "render/rendersession.h"
#include "source/fileformat.h"
#include "source/inbox.h"
#include "ui/canvas/mapactions.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/canvas/mapstatus.h"
#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/data/openingstatus.h"
#include "ui/layers/exportdialog.h"
#include "ui/widgets/dock.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"
#include "ui/window/publishpanels.h"
#include "ui/window/sessionkeeper.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QMenu>
#include <QMimeData>
#include <QStatusBar>
#include <QUrl>

namespace tuilerie {

namespace {

constexpr int recentCount = 8;

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
    , m_selection(new MapSelection(m_document))
    , m_canvas(new MapCanvas)
    , m_publish(new PublishPanels(this))
    , m_opening(new OpeningStatus(m_document))
    , m_mapStatus(new MapStatus(m_canvas))
    , m_session(new SessionKeeper(m_document, m_canvas, this))
{
    useBox();
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCentralWidget(m_canvas);
    statusBar()->addWidget(m_opening, 1);
    statusBar()->addPermanentWidget(m_mapStatus);
    statusBar()->addPermanentWidget(m_publish->serverStatusWidget());
    resize(1280, 800);
    makeDocks();
    makeMenus();
    makeToolBar();
    connectActions();
    connectMapActions(*m_actions, m_canvas, m_mapStatus);
    m_publish->useMap(m_selection, m_canvas, *m_actions);
    connect(m_canvas, &MapCanvas::problem, m_opening, &OpeningStatus::setMessage);
    connect(m_publish, &PublishPanels::message, m_opening, &OpeningStatus::setMessage);
    connect(m_session, &SessionKeeper::notRestored, this, &MainWindow::showNotRestored);
    connect(
        m_session, &SessionKeeper::failed, m_opening, [this](const Error &error) { m_opening->setMessage(error.message); });
    speak(this, [this] { setWindowTitle(tr("Tuilerie")); });
    restoreGeometry(Settings::value(Settings::WindowGeometry).toByteArray());
    restoreState(Settings::value(Settings::WindowState).toByteArray());
    m_canvas->setFocus();
}

MainWindow::~MainWindow()
{
    // The canvas draws the document's layers, and the docks show them: they let go first.
    m_canvas->setLayers({});
    qDeleteAll(m_docks);
}

void MainWindow::connectActions()
{
    m_actions->on(ActionId::OpenFiles, this, [this] { openFiles(); });
    m_actions->on(ActionId::OpenFolder, this, [this] { openFolder(); });
    m_actions->on(ActionId::Export, this, [this] { exportPyramid(); });
    m_actions->on(ActionId::Quit, this, [this] { close(); });
    m_actions->on(ActionId::RestoreSession, this, [](bool on) { Settings::setValue(Settings::RestoreSession, on); });
    m_actions->on(ActionId::ThemeSystem, this, [this] { chooseTheme(QStringLiteral("system")); });
    m_actions->on(ActionId::ThemeLight, this, [this] { chooseTheme(QStringLiteral("light")); });
    m_actions->on(ActionId::ThemeDark, this, [this] { chooseTheme(QStringLiteral("dark")); });
    m_actions->on(ActionId::LanguageSystem, this, [this] { chooseLanguage(QStringLiteral("system")); });
    m_actions->on(ActionId::LanguageEnglish, this, [this] { chooseLanguage(QStringLiteral("en")); });
    m_actions->on(ActionId::LanguageFrench, this, [this] { chooseLanguage(QStringLiteral("fr")); });
    m_actions->on(ActionId::Keys, this, [this] { showKeys(); });
    m_actions->on(ActionId::About, this, [this] { showAbout(); });
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

void MainWindow::exportPyramid()
{
    ExportParams params;
    params.pyramid = FileDialog::openFile(this, QStringLiteral("pyramid"), tr("The .json file of the pyramid to export"),
        tr("ROK4 pyramids (*.json);;All files (*)"));
    if (params.pyramid.isEmpty())
        return;
    auto *dialog = new ExportDialog(params, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::message, m_opening, &OpeningStatus::setMessage);
    dialog->show();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_publish->mayClose()) {
        event->ignore();
        return;
    }
    Settings::setValue(Settings::WindowGeometry, saveGeometry());
    Settings::setValue(Settings::WindowState, saveState());
    m_session->end();
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

void MainWindow::chooseTheme(const QString &name)
{
    Settings::setValue(Settings::Theme, name);
    Theme::apply(name == QLatin1String("dark") ? ThemeMode::Dark
            : name == QLatin1String("light")   ? ThemeMode::Light
                                               : ThemeMode::System);
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

void MainWindow::fillRecent(QMenu *menu)
{
    menu->clear();
    const QStringList recent = Settings::value(Settings::RecentPaths).toStringList();
    for (const QString &path : recent)
        menu->addAction(QDir::toNativeSeparators(path), this, [this, path] { open({path}); });
    if (recent.isEmpty())
        menu->addAction(tr("Nothing opened yet"))->setEnabled(false);
}

void MainWindow::restoreSession()
{
    if (Settings::flag(Settings::RestoreSession))
        m_session->restore();
}

/// In a window of its own that nobody must answer first: the map is there meanwhile.
void MainWindow::showNotRestored(const QStringList &lines)
{
    MessageBox::notify(this, MessageBox::Kind::Warning, QStringLiteral("notRestored"), tr("Not everything is back"),
        tr("These data of the last session could not be opened again. They may have been moved, or their disk is not "
           "connected:\n\n%1")
            .arg(lines.join(QLatin1Char('\n'))));
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
