// SPDX-License-Identifier: GPL-3.0-or-later
// How MapDocument's entries are opened and checked: on worker threads, one after the other for each entry.
#include "ui/data/mapdocument.h"

#include "base/filename.h"
#include "source/fileformat.h"
#include "ui/data/entryloader.h"
#include "ui/widgets/background.h"

#include "check/vector/vectorrepairs.h"
#include "source/filelist.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

namespace tuilerie {

namespace {

/// Distinct on light and dark ground, and for the colour-blind.
constexpr QRgb layerColors[] = {0xff1f78b4, 0xffd95f02, 0xff1b9e77, 0xff7570b3, 0xffe7298a, 0xff66a61e, 0xffa6761d};

QString titleOf(const QStringList &paths)
{
    const QFileInfo first(QDir::cleanPath(paths.front()));
    if (paths.size() == 1)
        return first.isDir() ? first.fileName() : first.completeBaseName();
    // Many files: the folder they are in names them best.
    return MapDocument::tr("%1 (%n files)", nullptr, int(paths.size())).arg(first.dir().dirName());
}

EntryRequest requestOf(const MapEntry &entry)
{
    return {
        entry.paths, entry.assignCrs, entry.title, entry.stretch, entry.capabilitiesUrl, entry.serviceLayer, entry.service};
}

} // namespace

MapDocument::MapDocument(QObject *parent)
    : QAbstractItemModel(parent)
{
}

MapDocument::~MapDocument()
{
    for (const auto &entry : m_entries) {
        if (entry->control)
            entry->control->cancel();
    }
}

void MapDocument::open(const QStringList &paths)
{
    QStringList rasters, clouds;
    std::vector<QStringList> sets;
    for (const QString &path : paths) {
        const SourceKind kind = isFolder(path) ? SourceKind::Unknown : kindOfFile(path);
        const QString whole = absolutePath(path);
        if (isFolder(path) || kind == SourceKind::Vector || isPointCloudTree(path))
            sets.push_back({whole});
        else if (kind == SourceKind::PointCloud)
            clouds.append(whole);
        else if (kind == SourceKind::Raster || !isSidecarName(path)) // which only goes with others that were dropped with it
            rasters.append(whole);
    }
    for (const QStringList &set : {clouds, rasters}) {
        if (!set.isEmpty())
            sets.push_back(set);
    }
    for (const QStringList &set : sets) {
        auto entry = std::make_shared<MapEntry>();
        entry->paths = set;
        entry->title = titleOf(set);
        add(std::move(entry));
    }
}

void MapDocument::openService(const QString &service, const QString &url, const QString &layer, const QString &title)
{
    // A layer that is shown already is drawn anew instead of twice: it may have been published again.
    for (int i = 0; i < count(); ++i) {
        if (entry(i).isService() && entry(i).serviceLayer == layer && entry(i).capabilitiesUrl == url) {
            remove(i);
            break;
        }
    }
    auto entry = std::make_shared<MapEntry>();
    entry->service = service;
    entry->capabilitiesUrl = url;
    entry->serviceLayer = layer;
    entry->title = title.isEmpty() ? layer : title;
    add(std::move(entry));
}

void MapDocument::add(std::shared_ptr<MapEntry> entry)
{
    beginInsertRows({}, 0, 0);
    m_entries.insert(m_entries.begin(), entry);
    endInsertRows();
    load(entry);
}

void MapDocument::load(const std::shared_ptr<MapEntry> &entry)
{
    if (entry->control)
        entry->control->cancel();
    auto control = std::make_shared<BackgroundControl>();
    entry->control = control;
    entry->state = MapEntry::State::Opening;
    entry->progress = {};
    connect(control.get(), &BackgroundControl::progressed, this,
        [this, entry = entry.get(), control = control.get()](const Progress &progress) {
            if (const int row = indexOf(entry); row >= 0 && m_entries[size_t(row)]->control.get() == control) {
                entry->progress = progress;
                emit openingChanged();
            }
        });
    const auto work = [request = requestOf(*entry), control] { return loadEntry(request, *control); };
    // Work under way must not keep an entry alive that was removed: its layers go while the window is there.
    runInBackground(this, work, [this, weak = std::weak_ptr(entry), control](LoadedEntry loaded) {
        // A newer load of the same entry, or its removal, makes this one void.
        if (const auto there = weak.lock(); there && there->control == control && indexOf(there.get()) >= 0)
            take(there, std::move(loaded));
    });
    notify(entry.get());
    emit openingChanged();
}

void MapDocument::replaceLayers(const std::shared_ptr<MapEntry> &entry, std::vector<std::unique_ptr<MapLayer>> layers)
{
    const int row = indexOf(entry.get());
    // The canvas must let go of old layers before they go.
    std::vector<std::unique_ptr<MapLayer>> old = std::move(entry->layers);
    if (old.size() > 1) {
        beginRemoveRows(indexOfEntry(row), 0, int(old.size()) - 1);
        entry->layers.clear();
        endRemoveRows();
    }
    entry->layers.clear();
    if (layers.size() > 1) {
        beginInsertRows(indexOfEntry(row), 0, int(layers.size()) - 1);
        entry->layers = std::move(layers);
        endInsertRows();
    } else {
        entry->layers = std::move(layers);
    }
    dress(*entry, old);
    notify(entry.get());
    emit layersChanged();
}

/// Looks as they were: in the layers that these replace, in the session before, or as new ones.
void MapDocument::dress(MapEntry &entry, const std::vector<std::unique_ptr<MapLayer>> &before)
{
    for (size_t i = 0; i < entry.layers.size(); ++i) {
        MapLayer &layer = *entry.layers[i];
        const MapLayer *old = i < before.size() && before.size() == entry.layers.size() && before[i]->kind() == layer.kind()
            ? before[i].get()
            : nullptr;
        if (layer.kind() == MapLayerKind::Vector) {
            const bool kept =
                entry.styles.size() == entry.layers.size() && entry.styles[i].geometry == vectorGeometry(layer);
            if (old)
                (void)applyVectorStyle(layer, vectorStyleOf(*old));
            else if (!kept && !layer.hasStoredStyle())
                layer.setColor(QColor::fromRgb(layerColors[size_t(m_colors++) % std::size(layerColors)]));
            else if (kept)
                (void)applyVectorStyle(layer, entry.styles[i]);
        } else if (layer.kind() == MapLayerKind::PointCloud) {
            if (old)
                setPointCloudStyle(layer, pointCloudStyle(*old));
            else if (entry.cloudStyle)
                setPointCloudStyle(layer, *entry.cloudStyle);
        }
        layer.setVisible(old ? old->isVisible() : entry.visible);
        if (const double opacity = old ? old->opacity() : entry.opacity; opacity < 1)
            layer.setOpacity(opacity);
        connect(&layer, &MapLayer::appearanceChanged, this, &MapDocument::appearanceChanged);
        connect(&layer, &MapLayer::appearanceChanged, this, [this, row = &entry] { notify(row); });
    }
}

void MapDocument::take(const std::shared_ptr<MapEntry> &entry, LoadedEntry loaded)
{
    entry->control.reset();
    if (loaded.error && loaded.error->code == ErrorCode::Cancelled) {
        remove(indexOf(entry.get()));
        return;
    }
    const int row = indexOf(entry.get());
    entry->kind = loaded.kind;
    entry->source = std::move(loaded.source);
    entry->inspection = loaded.inspection;
    entry->note = loaded.note;
    entry->state = loaded.error ? MapEntry::State::Failed : MapEntry::State::Open;
    entry->error = loaded.error.value_or(Error());
    replaceLayers(entry, std::move(loaded.layers));
    emit openingChanged();
    if (loaded.error)
        emit entryFailed(row);
    else
        emit entryOpened(row);
    if (entry->isService())
        return;
    if (!loaded.error && entry->kind == SourceKind::PointCloud)
        refine(entry, loaded.isPreview);
    else if (entry->kind != SourceKind::Unknown)
        check(entry);
}

void MapDocument::refine(const std::shared_ptr<MapEntry> &entry, bool finer)
{
    auto control = std::make_shared<BackgroundControl>();
    entry->control = control;
    runInBackground(
        this, [request = requestOf(*entry), finer, control] { return refinePointCloud(request, finer, *control); },
        [this, weak = std::weak_ptr(entry), control](LoadedEntry loaded) {
            const auto there = weak.lock();
            if (!there || there->control != control || indexOf(there.get()) < 0)
                return;
            there->control.reset();
            if (!loaded.inspection.isEmpty())
                there->inspection = loaded.inspection;
            // Where the finer one fails, the first one goes on being shown: the checks say what is wrong.
            if (!loaded.layers.empty()) {
                there->note = loaded.note;
                replaceLayers(there, std::move(loaded.layers));
            }
            emit entryRefined(indexOf(there.get()));
            check(there);
        });
}

void MapDocument::check(const std::shared_ptr<MapEntry> &entry)
{
    auto control = std::make_shared<BackgroundControl>();
    entry->control = control;
    entry->checkState = MapEntry::CheckState::Running;
    runInBackground(
        this,
        [paths = entry->paths, assignCrs = entry->assignCrs, control] { return checkPaths(paths, assignCrs, *control); },
        [this, weak = std::weak_ptr(entry), control](Result<std::vector<Finding>> findings) {
            const auto there = weak.lock();
            if (!there || there->control != control || indexOf(there.get()) < 0)
                return;
            there->control.reset();
            there->checkState = findings ? MapEntry::CheckState::Done : MapEntry::CheckState::Failed;
            there->findings = findings ? std::move(*findings) : std::vector<Finding>();
            notify(there.get());
            emit entryChecked(indexOf(there.get()));
        });
    emit entryChecked(indexOf(entry.get()));
}

void MapDocument::checkAgain(int row)
{
    if (entry(row).kind != SourceKind::Unknown && entry(row).state != MapEntry::State::Opening)
        check(m_entries[size_t(row)]);
}

void MapDocument::assignCrs(int row, const QString &crs)
{
    const auto &entry = m_entries[size_t(row)];
    entry->assignCrs = crs;
    entry->findings.clear();
    load(entry);
}

void MapDocument::excludeFile(int row, const QString &path)
{
    const auto &entry = m_entries[size_t(row)];
    QStringList rest;
    if (entry->source) {
        for (const RasterTile &tile : entry->source->tiles()) {
            if (tile.path != path)
                rest.append(tile.path);
        }
    } else if (const auto files = listFiles(entry->paths, entry->kind)) {
        for (const FileEntry &file : *files) {
            if (file.path != path)
                rest.append(file.path);
        }
    } else {
        return;
    }
    if (rest.isEmpty()) {
        remove(row);
        return;
    }
    entry->paths = rest;
    entry->findings.clear();
    load(entry);
}

void MapDocument::useCopy(int row, const QString &original, const QString &copy)
{
    const auto &entry = m_entries[size_t(row)];
    entry->paths = pathsWithCopy(entry->paths, original, copy);
    entry->title = titleOf(entry->paths);
    entry->findings.clear();
    load(entry);
}

void MapDocument::cancelOpening()
{
    for (const auto &entry : m_entries) {
        if (entry->state == MapEntry::State::Opening && entry->control)
            entry->control->cancel();
    }
}

bool MapDocument::isOpening() const
{
    return std::any_of(
        m_entries.begin(), m_entries.end(), [](const auto &e) { return e->state == MapEntry::State::Opening; });
}

QJsonArray MapDocument::sessionToJson() const
{
    QJsonArray entries;
    for (const auto &entry : m_entries) {
        // Published layers belong to a server of the moment, and come back through the panel of published layers.
        if (entry->isService())
            continue;
        QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(entry->paths)},
            {QStringLiteral("assign_crs"), entry->assignCrs}};
        if (!entry->layers.empty()) {
            const MapLayer &layer = *entry->layers.front();
            object.insert(QStringLiteral("visible"), layer.isVisible());
            object.insert(QStringLiteral("opacity"), layer.opacity());
            if (layer.kind() == MapLayerKind::Raster)
                object.insert(QStringLiteral("stretch"), layer.stretch().toJson());
            if (layer.kind() == MapLayerKind::PointCloud)
                object.insert(QStringLiteral("cloud"), pointCloudStyle(layer).toJson());
            if (layer.kind() == MapLayerKind::Vector) {
                QJsonArray styles;
                for (const auto &one : entry->layers)
                    styles.append(vectorStyleOf(*one).toJson());
                object.insert(QStringLiteral("styles"), styles);
            }
        }
        entries.append(object);
    }
    return entries;
}

void MapDocument::restoreSession(const QJsonArray &entries)
{
    for (qsizetype i = entries.size() - 1; i >= 0; --i) {
        const QJsonObject object = entries.at(i).toObject();
        auto entry = std::make_shared<MapEntry>();
        const QJsonArray paths = object.value(QLatin1String("paths")).toArray();
        for (const QJsonValue &path : paths)
            entry->paths.append(path.toString());
        // What is gone meanwhile is left out: the user knows that it is gone.
        if (entry->paths.isEmpty()
            || (!entry->paths.front().contains(QLatin1Char('*')) && !QFileInfo::exists(entry->paths.front())))
            continue;
        entry->assignCrs = object.value(QLatin1String("assign_crs")).toString();
        entry->visible = object.value(QLatin1String("visible")).toBool(true);
        entry->opacity = object.value(QLatin1String("opacity")).toDouble(1);
        entry->stretch = RasterStretch::fromJson(object.value(QLatin1String("stretch")).toObject());
        const QJsonArray styles = object.value(QLatin1String("styles")).toArray();
        for (const QJsonValue &style : styles) {
            if (const auto read = VectorStyle::fromJson(style.toObject()))
                entry->styles.push_back(*read);
        }
        if (object.contains(QLatin1String("cloud")))
            entry->cloudStyle = PointCloudStyle::fromJson(object.value(QLatin1String("cloud")).toObject());
        entry->title = titleOf(entry->paths);
        add(std::move(entry));
    }
}

} // namespace tuilerie
