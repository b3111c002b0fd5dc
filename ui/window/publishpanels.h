// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"

#include <QObject>
#include <QStringList>
#include <memory>

class QWidget;

namespace tuilerie {

class Actions;
class JobsDock;
class MapCanvas;
class MapSelection;
class PublishedLayersPanel;
class ServerSession;
struct MapEntry;
struct PublishDraft;

/// Everything about publishing that the main window shows: the wizard, the jobs dock, the panel of published layers, and the
/// session with the embedded server behind them. It connects them to each other, and to the map where there is one. The dock
/// and the panel belong to the window once it has placed them. UI thread only; no call waits for a server or a file.
class PublishPanels : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs. The server is started by the first thing that needs it, or by startServer().
    explicit PublishPanels(QWidget *window);
    ~PublishPanels() override;

    JobsDock *jobsDock() const;
    PublishedLayersPanel *publishedLayersPanel() const;
    QWidget *serverStatusWidget() const; ///< a light and a word, for the status bar
    /// The command Publish opens the wizard on what is selected; places that the wizard names are shown on the map.
    void useMap(MapSelection *selection, MapCanvas *canvas, const Actions &actions);

    /// Starts the embedded server, in the background, so that jobs of an earlier session show and go on.
    void startServer();
    /// Opens the wizard on these files, folders or globs (none: the user adds them on the first page). `assignCrs` is what
    /// the checks panel assigned to files without CRS, else empty. A second call while it is open adds the paths to it.
    /// `mapStyles`: files with the styles that the map shows vector data in, by table; they are published in these unless
    /// others are chosen.
    void startWizard(const QStringList &paths, const QString &assignCrs = {}, const QMap<QString, QString> &mapStyles = {});
    /// True while a draft of an earlier session, that crashed or was closed, waits; offerDraft() asks whether to go on with
    /// it.
    bool hasDraft() const;
    void offerDraft();

    bool hasRunningJobs() const;
    /// When the window closes: asks what becomes of running jobs, and stops the server accordingly. False: the window stays.
    bool mayClose();
    /// `leaveRunning`: the server stays, and `tuilerie-cli` in the background carries the
    /// publications through; the next start finds them again.
    void stopServer(bool leaveRunning);

signals:
    /// Add this layer to the map through the real WMTS.
    void showOnMap(const QString &service, const QString &url, const QString &layer, const QString &title);
    /// Zoom the map to where a finding or a sample tile is; the extent is x/y order in `crs`.
    void showPlace(const tuilerie::Extent &extent, const QString &crs);
    void runningJobsChanged(int running);
    /// For the window's status bar: one sentence, translated.
    void message(const QString &sentence);

private:
    void openWizard(const PublishDraft &draft);
    void publishSelected(const MapSelection &selection);
    void offerDraft(const Result<PublishDraft> &draft);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tuilerie
