// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "render/maplayer.h"
#include "render/pointcloudlayer.h"
#include "render/vectorstyle.h"
#include "source/inspect.h"
#include "source/rastersource.h"

#include <QAbstractItemModel>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace tuilerie {

class BackgroundControl;
struct LoadedEntry;

/// One thing on the map: a data set that the user opened, or a published layer.
struct MapEntry
{
    enum class State { Opening, Open, Failed };
    enum class CheckState { NotYet, Running, Done, Failed };

    QString title;
    QStringList paths; ///< empty for a published layer
    QString assignCrs;
    QString capabilitiesUrl; ///< of a published layer
    QString serviceLayer;
    QString service; ///< of a published layer: wmts, wms-v, wms-r, tms, download (a COPC or EPT by its address)
    SourceKind kind = SourceKind::Unknown;
    State state = State::Opening;
    Progress progress;
    Error error; ///< when Failed
    std::shared_ptr<const RasterSource> source;
    QJsonObject inspection; ///< what `inspect` says; empty for a published layer, and for a point cloud until it was read
    QString note;           ///< what the map shows of it, when that is not all
    CheckState checkState = CheckState::NotYet;
    std::vector<Finding> findings;
    std::vector<std::unique_ptr<MapLayer>> layers;
    std::optional<Severity> worst() const;
    bool isService() const { return paths.isEmpty(); }

    // What an earlier session left, used once when the layers are there.
    struct Look
    {
        bool visible = true;
        double opacity = 1;
    };
    RasterStretch stretch;
    std::vector<VectorStyle> styles;
    std::optional<PointCloudStyle> cloudStyle;
    std::vector<Look> looks;                     ///< of the layers, in their order
    std::shared_ptr<BackgroundControl> control;  ///< of the work under way
    std::shared_ptr<BackgroundControl> overview; ///< of the overview of a mosaic that is being made beside it
};

/// Everything that is open, topmost first, as a tree model: entries, and their layers where there is more than one. Opens
/// and checks on worker threads. UI thread only.
class MapDocument : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit MapDocument(QObject *parent = nullptr);
    ~MapDocument() override;

    /// Several raster files together are one data set; each folder and each vector file is one of its own.
    void open(const QStringList &paths);
    void openService(const QString &service, const QString &url, const QString &layer, const QString &title);
    void remove(int entry);
    void removeAll();
    void move(int from, int to); ///< the entry stands at `to` afterwards
    /// Gives the data set this CRS where its files have none, and opens and checks it anew.
    void assignCrs(int entry, const QString &crs);
    /// Goes on without this file of the data set; a folder is opened as the list of its other files.
    void excludeFile(int entry, const QString &path);
    /// Goes on with a repaired copy in the place of this file of the data set; opens and checks it.
    void useCopy(int entry, const QString &original, const QString &copy);
    void checkAgain(int entry);
    void cancelOpening();
    bool isOpening() const;

    int count() const { return int(m_entries.size()); }
    const MapEntry &entry(int i) const { return *m_entries[size_t(i)]; }
    int indexOf(const MapEntry *entry) const;
    std::vector<MapLayer *> layers() const; ///< topmost first

    /// The entry and the layer (nullptr for an entry of several) of an index of this model.
    int entryAt(const QModelIndex &index) const;
    MapLayer *layerAt(const QModelIndex &index) const;
    QModelIndex indexOfEntry(int entry) const { return index(entry, 0); }

    QJsonArray sessionToJson() const;
    /// Opens these; a path that is not there must have been left out by then (session.h).
    void restoreSession(const QJsonArray &entries);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

signals:
    void layersChanged();     ///< which layers there are, or their order
    void appearanceChanged(); ///< one of them looks different
    void entryOpened(int entry);
    void entryFailed(int entry);
    void entryRefined(int entry); ///< a point cloud is drawn finer, and was inspected; a mosaic has more of its overview
    void entryChecked(int entry);
    void openingChanged(); ///< what is being opened, or how far it is

private:
    void sortNext();
    void add(std::shared_ptr<MapEntry> entry);
    void goOnWith(const std::shared_ptr<MapEntry> &entry, const QStringList &paths);
    void load(const std::shared_ptr<MapEntry> &entry);
    void take(const std::shared_ptr<MapEntry> &entry, LoadedEntry loaded);
    void dress(MapEntry &entry, const std::vector<std::unique_ptr<MapLayer>> &before);
    void refine(const std::shared_ptr<MapEntry> &entry, bool finer);
    void makeOverview(const std::shared_ptr<MapEntry> &entry, std::chrono::milliseconds time);
    void check(const std::shared_ptr<MapEntry> &entry);
    void notify(const MapEntry *entry);
    void replaceLayers(const std::shared_ptr<MapEntry> &entry, std::vector<std::unique_ptr<MapLayer>> layers);
    QString subtitle(const MapEntry &entry) const;

    std::vector<std::shared_ptr<MapEntry>> m_entries;
    std::deque<QStringList> m_toSort; ///< what open() was given; the first is being looked at
    int m_colors = 0;
};

} // namespace tuilerie
