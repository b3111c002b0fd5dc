// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/publishpanels.h"

#include "base/work/keptfile.h"
#include "render/stylefiles.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/canvas/whenready.h"
#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/jobs/jobsdock.h"
#include "ui/jobs/jobsmodel.h"
#include "ui/jobs/jobswatcher.h"
#include "ui/layers/publishedlayerspanel.h"
#include "ui/jobs/publicationrunner.h"
#include "ui/wizard/publishwizard.h"
#include "ui/servers/serverlight.h"
#include "ui/servers/serversession.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/background.h"
#include "ui/widgets/messagebox.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QStandardPaths>

namespace tuilerie {

struct PublishPanels::Private
{
    explicit Private(QWidget *parent)
        : window(parent)
        , runner(&servers, PublicationStore())
        , watcher(&servers)
        , dock(new JobsDock(&servers, &runner, &watcher))
        , layers(new PublishedLayersPanel(&servers))
        , light(new ServerLight(&servers))
    {
    }
    ~Private()
    {
        // What the window has placed it deletes; what it has not is ours. Both use the session, which goes last.
        delete wizard;
        delete dock;
        delete layers;
        delete light;
    }

    QWidget *window;
    ServerSession servers;
    PublicationRunner runner;
    JobsWatcher watcher;
    DraftStore drafts;
    QPointer<JobsDock> dock;
    QPointer<PublishedLayersPanel> layers;
    QPointer<ServerLight> light;
    QPointer<PublishWizard> wizard;
    bool resumed = false;
    int running = 0; ///< jobs
};

PublishPanels::PublishPanels(QWidget *window)
    : d(std::make_unique<Private>(window))
{
    connect(d->dock, &JobsDock::runningChanged, this, &PublishPanels::runningJobsChanged);
    connect(this, &PublishPanels::runningJobsChanged, this, [this](int running) { d->running = running; });
    connect(d->dock, &JobsDock::message, this, &PublishPanels::message);
    connect(d->layers, &PublishedLayersPanel::showOnMap, this, &PublishPanels::showOnMap);
    connect(d->layers, &PublishedLayersPanel::message, this, &PublishPanels::message);
    connect(&d->servers, &ServerSession::crashed, this, &PublishPanels::message);
    connect(&d->drafts, &DraftStore::failed, this, [this](const Error &error) { emit message(error.message); });
    connect(&d->runner, &PublicationRunner::published, d->layers, &PublishedLayersPanel::refresh);
}

PublishPanels::~PublishPanels()
{
    d->runner.leave();
}

JobsDock *PublishPanels::jobsDock() const
{
    return d->dock;
}

PublishedLayersPanel *PublishPanels::publishedLayersPanel() const
{
    return d->layers;
}

QWidget *PublishPanels::serverStatusWidget() const
{
    return d->light;
}

void PublishPanels::useMap(MapSelection *selection, MapCanvas *canvas, const Actions &actions)
{
    actions.on(ActionId::Publish, this, [this, selection] { publishSelected(*selection); });
    connect(this, &PublishPanels::showPlace, canvas, [canvas](const Extent &extent, const QString &crs) {
        whenReady(crs, canvas, [=] {
            canvas->setMark({extent, crs, {}});
            canvas->zoomTo(extent, crs);
        });
    });
}

/// The styles of the map as files in the profile, by table, for the publication of the data.
static QMap<QString, QString> keepMapStyles(const MapEntry &entry)
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
        if (!document)
            continue;
        writeLater(path, document->content);
        styles.insert(table, path);
    }
    return styles;
}

void PublishPanels::publishSelected(const MapSelection &selection)
{
    if (const MapEntry *entry = selection.entry(); entry && !entry->isService())
        startWizard(entry->paths, entry->assignCrs, keepMapStyles(*entry));
    else
        startWizard({});
}

void PublishPanels::startServer()
{
    d->servers.start();
    if (!std::exchange(d->resumed, true))
        d->runner.resumeKept();
}

void PublishPanels::startWizard(const QStringList &paths, const QString &assignCrs, const QMap<QString, QString> &mapStyles)
{
    startServer();
    if (d->wizard) {
        d->wizard->addPaths(paths);
        d->wizard->raise();
        d->wizard->activateWindow();
        return;
    }
    PublishDraft draft;
    draft.request.paths = paths;
    draft.request.assignCrs = assignCrs;
    draft.mapStyles = mapStyles;
    draft.request.style = mapStyles.isEmpty() ? QString() : QString(MapStyles);
    openWizard(draft);
}

void PublishPanels::openWizard(const PublishDraft &draft)
{
    d->wizard = new PublishWizard(&d->servers, &d->drafts, d->window);
    d->wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(d->wizard, &PublishWizard::showPlace, this, &PublishPanels::showPlace);
    connect(d->wizard, &PublishWizard::publishAsked, this, [this](const PublishDraft &finished) {
        const QString id = d->runner.start(finished.finished(), finished.server);
        d->dock->bringUp();
        d->dock->select(id);
    });
    d->wizard->start(draft);
    d->wizard->show();
}

bool PublishPanels::hasDraft() const
{
    return !d->wizard && d->drafts.exists();
}

void PublishPanels::offerDraft()
{
    if (!hasDraft())
        return;
    if (d->drafts.isLoaded())
        return offerDraft(d->drafts.load());
    runInBackground(
        WorkPool::quick(), this, [file = d->drafts.file()] { return DraftStore::read(file); },
        [this](const Result<PublishDraft> &draft) {
            if (hasDraft())
                offerDraft(draft);
        });
}

void PublishPanels::offerDraft(const Result<PublishDraft> &draft)
{
    if (!draft) {
        d->drafts.discard();
        emit message(draft.error().message);
        return;
    }
    const QString name = draft->request.title.isEmpty() ? draft->request.layer : draft->request.title;
    const int answer = MessageBox::ask(d->window, MessageBox::Kind::Question, tr("Publish"),
        name.isEmpty() ? tr("A publication was begun and not finished. Go on with it?")
                       : tr("The publication “%1” was begun and not finished. Go on with it?").arg(name),
        {tr("Go on"), tr("Later"), tr("Throw it away")}, 0, 1);
    if (answer == 0) {
        startServer();
        openWizard(*draft);
    } else if (answer == 2) {
        d->drafts.discard();
    }
}

bool PublishPanels::hasRunningJobs() const
{
    return d->dock ? d->dock->model()->runningCount() > 0 : d->runner.runningCount() > 0;
}

bool PublishPanels::mayClose()
{
    if (d->running <= 0 && !hasRunningJobs()) {
        stopServer(false);
        return true;
    }
    const int answer = MessageBox::ask(d->window, MessageBox::Kind::Question, tr("Jobs are running"),
        tr("Jobs are still running. They can go on without this window; the next start finds them again. "
           "Stopped jobs keep what is done and go on at the next start."),
        {tr("Leave Running"), tr("Stop Jobs and Quit"), tr("Cancel")}, 0, 2);
    if (answer == 2)
        return false;
    stopServer(answer == 0);
    return true;
}

void PublishPanels::stopServer(bool leaveRunning)
{
    if (leaveRunning)
        d->runner.handOver();
    else
        d->runner.leave();
    d->servers.stop(leaveRunning);
}

} // namespace tuilerie
