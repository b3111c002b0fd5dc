// SPDX-License-Identifier: GPL-3.0-or-later
// How MapDocument's entries are opened and checked: on worker threads, one after the other for each entry.
#include "ui/data/mapdocument.h"

#include "base/filename.h"
#include "check/boxedcheck.h"
#include "source/fileformat.h"
#include "render/mapcrs.h"
#include "ui/data/entryloader.h"
#include "ui/widgets/background.h"

#include "check/vector/vectorrepairs.h"
#include "source/filelist.h"
#include "source/workcopy.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tuilerie {

namespace {

constexpr std::chrono::milliseconds firstOverviewTime(5000);
constexpr std::chrono::milliseconds longestOverviewTime(60000);

/// Distinct on light and dark ground, and for the colour-blind.
constexpr QRgb layerColors[] = {0xff1f78b4, 0xffd95f02, 0xff1b9e77, 0xff7570b3, 0xffe7298a, 0xff66a61e, 0xffa6761d};

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
        for (const auto &control : {entry->control, entry->overview}) {
            if (control)
                control->cancel();
        }
    }
}

/// What belongs together is seen on the disk, and that may be slow.
void MapDocument::open(const QStringList &paths)
{
    m_toSort.push_back(paths);
    if (m_toSort.size() == 1)
        sortNext();
}

void MapDocument::sortNext()
{
    runInBackground(
        WorkPool::quick(), this, [paths = m_toSort.front()] { return dataSetsOf(paths); },
        [this](const std::vector<OpenedSet> &sets) {
            const bool isWanted = !m_toSort.front().isEmpty(); // cancelOpening() empties it
            m_toSort.pop_front();
            for (const OpenedSet &set : isWanted ? sets : std::vector<OpenedSet>()) {
                auto entry = std::make_shared<MapEntry>();
                entry->paths = set.paths;
                entry->title = set.title;
                add(std::move(entry));
            }
            if (!m_toSort.empty())
                sortNext();
            emit openingChanged();
        });
    emit openingChanged();
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
    if (const auto overview = std::exchange(entry->overview, nullptr))
        overview->cancel();
    auto control = std::make_shared<BackgroundControl>(WorkPool::quick());
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
    runInBackground(control->pool(), this, work, [this, weak = std::weak_ptr(entry), control](LoadedEntry loaded) {
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
        } else if (layer.kind() == MapLayerKind::Raster && old) {
            layer.setStretch(old->stretch()); // it may have been changed while the new one was opened
        }
        const MapEntry::Look look = i < entry.looks.size() ? entry.looks[i] : MapEntry::Look();
        layer.setVisible(old ? old->isVisible() : look.visible);
        if (const double opacity = old ? old->opacity() : look.opacity; opacity < 1)
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
    if (loaded.isPreview && entry->kind == SourceKind::Raster)
        makeOverview(entry, firstOverviewTime);
}

/// In turns, each twice as long, so that what is there is seen: the beginning soon, and the whole not too often.
void MapDocument::makeOverview(const std::shared_ptr<MapEntry> &entry, std::chrono::milliseconds time)
{
    auto control = std::make_shared<BackgroundControl>(WorkPool::lengthy());
    entry->overview = control;
    EntryRequest request = requestOf(*entry);
    request.stretch = entry->layers.front()->stretch();
    runInBackground(
        control->pool(), this,
        [request, source = entry->source, time, control] { return refineMosaic(request, source, time, *control); },
        [this, weak = std::weak_ptr(entry), control, time](LoadedEntry loaded) {
            const auto there = weak.lock();
            if (!there || there->overview != control || indexOf(there.get()) < 0)
                return;
            there->overview.reset();
            // Where it fails, the samples go on being shown: the checks say what is wrong with the files.
            if (loaded.layers.empty())
                return;
            there->note = loaded.note;
            replaceLayers(there, std::move(loaded.layers));
            emit entryRefined(indexOf(there.get()));
            if (loaded.isPreview)
                makeOverview(there, std::min(time * 2, longestOverviewTime));
        });
}

void MapDocument::refine(const std::shared_ptr<MapEntry> &entry, bool finer)
{
    auto control = std::make_shared<BackgroundControl>(WorkPool::lengthy());
    entry->control = control;
    runInBackground(
        control->pool(), this,
        [request = requestOf(*entry), finer, control] { return refinePointCloud(request, finer, *control); },
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
    auto control = std::make_shared<BackgroundControl>(WorkPool::lengthy());
    entry->control = control;
    entry->checkState = MapEntry::CheckState::Running;
    runInBackground(
        control->pool(), this,
        [paths = entry->paths, assignCrs = entry->assignCrs, control] {
            auto findings = checkPathsInBox(paths, assignCrs, *control);
            for (qsizetype i = 0; findings && i < qsizetype(findings->size()); ++i) {
                if (const QString &crs = findings->at(size_t(i)).whereCrs; !MapCrs::isReady(crs))
                    MapCrs::use(crs); // the map will be asked to show the place
            }
            return findings;
        },
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
    const auto entry = m_entries[size_t(row)];
    const auto others = [path](const auto &files) {
        QStringList rest;
        for (const auto &file : files) {
            if (asGiven(file.path) != path)
                rest.append(asGiven(file.path));
        }
        return rest;
    };
    if (entry->source)
        return goOnWith(entry, others(entry->source->tiles()));
    runInBackground(
        WorkPool::quick(), this,
        [paths = entry->paths, kind = entry->kind, others]() -> std::optional<QStringList> {
            const auto files = listFiles(paths, kind);
            return files ? std::optional(others(*files)) : std::nullopt;
        },
        [this, weak = std::weak_ptr(entry)](const std::optional<QStringList> &rest) {
            if (const auto there = weak.lock(); there && rest && indexOf(there.get()) >= 0)
                goOnWith(there, *rest);
        });
}

void MapDocument::goOnWith(const std::shared_ptr<MapEntry> &entry, const QStringList &paths)
{
    if (paths.isEmpty()) {
        remove(indexOf(entry.get()));
        return;
    }
    entry->paths = paths;
    entry->findings.clear();
    load(entry);
}

void MapDocument::useCopy(int row, const QString &original, const QString &copy)
{
    const auto entry = m_entries[size_t(row)];
    const QStringList paths = pathsWithCopy(entry->paths, original, copy);
    entry->title = titleOf(paths, false); // a copy is a file
    goOnWith(entry, paths);
}

void MapDocument::cancelOpening()
{
    if (!m_toSort.empty())
        m_toSort = {QStringList()}; // the one under way ends by itself, for nothing
    for (const auto &entry : m_entries) {
        if (entry->state == MapEntry::State::Opening && entry->control)
            entry->control->cancel();
    }
}

bool MapDocument::isOpening() const
{
    return !m_toSort.empty() || std::any_of(m_entries.begin(), m_entries.end(), [](const auto &e) {
        return e->state == MapEntry::State::Opening;
    });
}

QJsonArray MapDocument::sessionToJson() const
{
    QJsonArray entries;
    for (const auto &entry : m_entries) {
        // Published layers belong to a server of the moment, and come back through the panel of published layers.
        if (entry->isService())
            continue;
        // What is still being opened, or cannot be, keeps the looks that it came with.
        RasterStretch stretch = entry->stretch;
        std::vector<VectorStyle> styles = entry->styles;
        std::optional<PointCloudStyle> cloud = entry->cloudStyle;
        std::vector<MapEntry::Look> looks = entry->looks;
        if (!entry->layers.empty()) {
            styles.clear();
            looks.clear();
            for (const auto &layer : entry->layers) {
                looks.push_back({layer->isVisible(), layer->opacity()});
                if (layer->kind() == MapLayerKind::Raster)
                    stretch = layer->stretch();
                else if (layer->kind() == MapLayerKind::PointCloud)
                    cloud = pointCloudStyle(*layer);
                else if (layer->kind() == MapLayerKind::Vector)
                    styles.push_back(vectorStyleOf(*layer));
            }
        }
        QJsonArray lookList, styleList;
        for (const MapEntry::Look &look : looks)
            lookList.append(
                QJsonObject{{QStringLiteral("visible"), look.visible}, {QStringLiteral("opacity"), look.opacity}});
        for (const VectorStyle &style : styles)
            styleList.append(style.toJson());
        QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(entry->paths)},
            {QStringLiteral("title"), entry->title}, {QStringLiteral("assign_crs"), entry->assignCrs},
            {QStringLiteral("layers"), lookList}, {QStringLiteral("stretch"), stretch.toJson()},
            {QStringLiteral("styles"), styleList}};
        if (cloud)
            object.insert(QStringLiteral("cloud"), cloud->toJson());
        entries.append(object);
    }
    return entries;
}

void MapDocument::restoreSession(const QJsonArray &entries)
{
    for (qsizetype i = entries.size() - 1; i >= 0; --i) {
        const QJsonObject object = entries.at(i).toObject();
        auto entry = std::make_shared<MapEntry>();
        for (const QJsonValue path : object.value(QLatin1String("paths")).toArray())
            entry->paths.append(path.toString());
        if (entry->paths.isEmpty())
            continue;
        entry->title = object.value(QLatin1String("title")).toString();
        entry->assignCrs = object.value(QLatin1String("assign_crs")).toString();
        entry->stretch = RasterStretch::fromJson(object.value(QLatin1String("stretch")).toObject());
        for (const QJsonValue look : object.value(QLatin1String("layers")).toArray())
            entry->looks.push_back(
                {look[QLatin1String("visible")].toBool(true), look[QLatin1String("opacity")].toDouble(1)});
        for (const QJsonValue style : object.value(QLatin1String("styles")).toArray()) {
            if (const auto read = VectorStyle::fromJson(style.toObject()))
                entry->styles.push_back(*read);
        }
        if (object.contains(QLatin1String("cloud")))
            entry->cloudStyle = PointCloudStyle::fromJson(object.value(QLatin1String("cloud")).toObject());
        add(std::move(entry));
    }
}

} // namespace tuilerie
