// SPDX-License-Identifier: GPL-3.0-or-later
// How MapDocument's entries are opened and checked: on worker threads, one after the other for each entry.
#include "data/mapdocument.h"

#include "publish/background.h"
#include "render/layerloader.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

namespace tuilerie {

struct MapDocument::Loaded {
    SourceKind kind = SourceKind::Unknown;
    std::shared_ptr<const RasterSource> source;
    QJsonObject inspection;
    std::vector<std::unique_ptr<MapLayer>> layers;
    std::optional<Error> error;
};

namespace {

/// Distinct on light and dark ground, and for the colour-blind.
constexpr QRgb layerColors[] = {0xff1f78b4, 0xffd95f02, 0xff1b9e77, 0xff7570b3, 0xffe7298a, 0xff66a61e, 0xffa6761d};

bool isVectorFile(const QString &path)
{
    static const QStringList suffixes{QStringLiteral("gpkg"), QStringLiteral("shp"),     QStringLiteral("geojson"),
                                      QStringLiteral("json"), QStringLiteral("fgb"),     QStringLiteral("gml"),
                                      QStringLiteral("kml"),  QStringLiteral("parquet"), QStringLiteral("tab")};
    return suffixes.contains(QFileInfo(path).suffix().toLower());
}

/// Files that only go with others: dropped together with them, they are no data.
bool isSidecar(const QString &path)
{
    static const QStringList suffixes{QStringLiteral("tfw"), QStringLiteral("jgw"), QStringLiteral("pgw"), QStringLiteral("j2w"),
                                      QStringLiteral("wld"), QStringLiteral("tab"), QStringLiteral("ovr"), QStringLiteral("msk"),
                                      QStringLiteral("prj"), QStringLiteral("dbf"), QStringLiteral("shx"), QStringLiteral("cpg"),
                                      QStringLiteral("xml"), QStringLiteral("qmd"), QStringLiteral("md5")};
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffixes.contains(suffix) && !isVectorFile(path);
}

QString titleOf(const QStringList &paths)
{
    const QFileInfo first(QDir::cleanPath(paths.front()));
    if (paths.size() == 1)
        return first.isDir() ? first.fileName() : first.completeBaseName();
    // Many files: the folder they are in names them best.
    return MapDocument::tr("%1 (%n files)", nullptr, int(paths.size())).arg(first.dir().dirName());
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
    QStringList rasters;
    std::vector<QStringList> sets;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (info.isDir() || isVectorFile(path))
            sets.push_back({info.absoluteFilePath()});
        else if (!isSidecar(path))
            rasters.append(path.contains(QLatin1Char('*')) ? path : info.absoluteFilePath());
    }
    if (!rasters.isEmpty())
        sets.push_back(rasters);
    for (const QStringList &set : sets) {
        auto entry = std::make_shared<MapEntry>();
        entry->paths = set;
        entry->title = titleOf(set);
        add(std::move(entry));
    }
}

void MapDocument::openService(const QString &capabilitiesUrl, const QString &layer, const QString &title)
{
    // A layer that is shown already is drawn anew instead of twice: it may have been published again.
    for (int i = 0; i < count(); ++i) {
        if (entry(i).isService() && entry(i).serviceLayer == layer && entry(i).capabilitiesUrl == capabilitiesUrl) {
            remove(i);
            break;
        }
    }
    auto entry = std::make_shared<MapEntry>();
    entry->capabilitiesUrl = capabilitiesUrl;
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
    connect(control.get(), &BackgroundControl::progressed, this, [this, entry = entry.get(), control = control.get()](const Progress &progress) {
        if (const int row = indexOf(entry); row >= 0 && m_entries[size_t(row)]->control.get() == control) {
            entry->progress = progress;
            emit openingChanged();
        }
    });
    const auto work = [paths = entry->paths, assignCrs = entry->assignCrs, title = entry->title, stretch = entry->stretch,
                       url = entry->capabilitiesUrl, serviceLayer = entry->serviceLayer, control]() -> Loaded {
        Loaded loaded;
        const auto failed = [&](Error error) {
            loaded.error = std::move(error);
            loaded.layers.clear();
        };
        if (paths.isEmpty()) {
            auto layer = openWmtsLayer(url, serviceLayer, title, *control);
            if (layer)
                loaded.layers.push_back(std::move(*layer));
            else
                failed(std::move(layer.error()));
            return loaded;
        }
        loaded.kind = sourceKind(paths);
        if (loaded.kind == SourceKind::Vector || loaded.kind == SourceKind::PointCloud) {
            if (auto inspected = inspectPaths(paths, *control))
                loaded.inspection = inspected->at(0).toObject();
            else
                failed(std::move(inspected.error()));
            if (loaded.error)
                return loaded;
            if (loaded.kind == SourceKind::PointCloud) {
                failed({ErrorCode::Unsupported,
                        MapDocument::tr("Point clouds can be inspected, but this version cannot draw them on the map."), {}});
                return loaded;
            }
            for (const QString &path : paths) {
                auto layers = openVectorLayers(path, title, *control);
                if (!layers) {
                    failed(std::move(layers.error()));
                    return loaded;
                }
                std::move(layers->begin(), layers->end(), std::back_inserter(loaded.layers));
            }
            return loaded;
        }
        auto source = RasterSource::open(paths, {assignCrs, true}, *control);
        if (!source) {
            failed(std::move(source.error()));
            return loaded;
        }
        loaded.kind = SourceKind::Raster;
        loaded.source = *source;
        loaded.inspection = loaded.source->toJson();
        auto layer = openRasterLayer(loaded.source, title, assignCrs, stretch, *control);
        if (layer)
            loaded.layers.push_back(std::move(*layer));
        else
            failed(std::move(layer.error()));
        return loaded;
    };
    runInBackground(this, work, [this, entry, control](Loaded loaded) {
        // A newer load of the same entry, or its removal, makes this one void.
        if (entry->control == control && indexOf(entry.get()) >= 0)
            take(entry, std::move(loaded));
    });
    notify(entry.get());
    emit openingChanged();
}

void MapDocument::take(const std::shared_ptr<MapEntry> &entry, Loaded loaded)
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
    // The canvas must let go of old layers before they go.
    std::vector<std::unique_ptr<MapLayer>> old = std::move(entry->layers);
    if (old.size() > 1) {
        beginRemoveRows(indexOfEntry(row), 0, int(old.size()) - 1);
        entry->layers.clear();
        endRemoveRows();
    }
    entry->layers.clear();
    if (loaded.layers.size() > 1) {
        beginInsertRows(indexOfEntry(row), 0, int(loaded.layers.size()) - 1);
        entry->layers = std::move(loaded.layers);
        endInsertRows();
    } else {
        entry->layers = std::move(loaded.layers);
    }
    for (const auto &layer : entry->layers) {
        if (layer->kind() == MapLayerKind::Vector)
            layer->setColor(QColor::fromRgb(layerColors[size_t(m_colors++) % std::size(layerColors)]));
        layer->setVisible(entry->visible);
        if (entry->opacity < 1)
            layer->setOpacity(entry->opacity);
        connect(layer.get(), &MapLayer::appearanceChanged, this, &MapDocument::appearanceChanged);
    }
    entry->state = loaded.error ? MapEntry::State::Failed : MapEntry::State::Open;
    entry->error = loaded.error.value_or(Error());
    notify(entry.get());
    emit layersChanged();
    old.clear();
    emit openingChanged();
    if (loaded.error)
        emit entryFailed(row);
    else
        emit entryOpened(row);
    if (!entry->isService() && entry->kind == SourceKind::Raster)
        check(entry);
}

void MapDocument::check(const std::shared_ptr<MapEntry> &entry)
{
    auto control = std::make_shared<BackgroundControl>();
    entry->control = control;
    entry->checkState = MapEntry::CheckState::Running;
    runInBackground(
        this, [paths = entry->paths, assignCrs = entry->assignCrs, control] { return checkPaths(paths, assignCrs, *control); },
        [this, entry, control](Result<std::vector<Finding>> findings) {
            if (entry->control != control || indexOf(entry.get()) < 0)
                return;
            entry->control.reset();
            entry->checkState = findings ? MapEntry::CheckState::Done : MapEntry::CheckState::Failed;
            entry->findings = findings ? std::move(*findings) : std::vector<Finding>();
            notify(entry.get());
            emit entryChecked(indexOf(entry.get()));
        });
    emit entryChecked(indexOf(entry.get()));
}

void MapDocument::checkAgain(int row)
{
    if (entry(row).kind == SourceKind::Raster && entry(row).state != MapEntry::State::Opening)
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
    if (!entry->source)
        return;
    QStringList rest;
    for (const RasterTile &tile : entry->source->tiles()) {
        if (tile.path != path)
            rest.append(tile.path);
    }
    if (rest.isEmpty()) {
        remove(row);
        return;
    }
    entry->paths = rest;
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
    return std::any_of(m_entries.begin(), m_entries.end(), [](const auto &e) { return e->state == MapEntry::State::Opening; });
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
        if (entry->paths.isEmpty() || (!entry->paths.front().contains(QLatin1Char('*')) && !QFileInfo::exists(entry->paths.front())))
            continue;
        entry->assignCrs = object.value(QLatin1String("assign_crs")).toString();
        entry->visible = object.value(QLatin1String("visible")).toBool(true);
        entry->opacity = object.value(QLatin1String("opacity")).toDouble(1);
        entry->stretch = RasterStretch::fromJson(object.value(QLatin1String("stretch")).toObject());
        entry->title = titleOf(entry->paths);
        add(std::move(entry));
    }
}

} // namespace tuilerie
