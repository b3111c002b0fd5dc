// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/servedlayer.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>

namespace tuilerie {

namespace {

Error broken(const PublishedLayer &layer, const QString &detail)
{
    return Error{ErrorCode::Corrupt,
        QCoreApplication::translate("tuilerie::LayerStore", "The data of layer “%1” cannot be read. Publish it again.")
            .arg(layer.name),
        detail};
}

TileRange intersected(const TileRange &a, const TileRange &b)
{
    return {std::max(a.minCol, b.minCol), std::max(a.minRow, b.minRow), std::min(a.maxCol, b.maxCol),
        std::min(a.maxRow, b.maxRow)};
}

} // namespace

std::string httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toStdString();
}

Result<Crs> cachedCrs(const QString &text)
{
    static std::mutex mutex;
    static std::unordered_map<std::string, Crs> known;
    const std::string key = text.toStdString();
    {
        const std::lock_guard lock(mutex);
        if (const auto found = known.find(key); found != known.end())
            return found->second;
    }
    TUILERIE_TRY(crs, Crs::fromText(text));
    const std::lock_guard lock(mutex);
    if (known.size() > 500) // names come from requests
        known.clear();
    known[key] = crs;
    return crs;
}

const ServedLevel *ServedLayer::level(std::string_view id) const
{
    for (const ServedLevel &level : levels)
        if (level.id == id)
            return &level;
    return nullptr;
}

QStringList ServedLayer::styles() const
{
    return layer->styles.isEmpty() ? QStringList{QStringLiteral("normal")} : layer->styles;
}

bool ServedLayer::hasStyle(std::string_view style) const
{
    return styles().contains(QString::fromUtf8(style.data(), qsizetype(style.size())));
}

Result<std::shared_ptr<const ServedLayer>> ServedLayer::openTables(std::shared_ptr<const PublishedLayer> layer)
{
    if (layer->tables.empty())
        return fail(broken(*layer, QStringLiteral("no table")));
    auto served = std::make_shared<ServedLayer>();
    served->layer = layer;
    served->isVector = true;
    TUILERIE_TRY(crs, cachedCrs(layer->crs.isEmpty() ? QStringLiteral("EPSG:4326") : layer->crs));
    served->crs = crs;
    served->wgs84 = layer->bboxWgs84;
    if (!layer->bboxWgs84.isEmpty()) {
        TUILERIE_TRY(wgs84, cachedCrs(QStringLiteral("CRS:84")));
        TUILERIE_TRY(toWgs84, CrsTransform::create(served->crs, wgs84));
        if (const auto native = toWgs84.inverse(layer->bboxWgs84))
            served->extent = *native;
    }
    served->identify();
    return std::shared_ptr<const ServedLayer>(std::move(served));
}

void ServedLayer::identify()
{
    const QByteArray tag =
        QCryptographicHash::hash((layer->version + QLatin1Char('\n') + layer->name).toUtf8(), QCryptographicHash::Sha1)
            .toHex()
            .left(20);
    etag = '"' + tag.toStdString() + '"';
    if (layer->updated.isValid())
        lastModified = httpDate(layer->updated);
}

Result<std::shared_ptr<const ServedLayer>> ServedLayer::open(
    std::shared_ptr<const PublishedLayer> layer, std::vector<std::shared_ptr<PyramidReader>> readers)
{
    auto served = std::make_shared<ServedLayer>();
    served->layer = layer;
    if (readers.empty())
        return fail(broken(*layer, QStringLiteral("no pyramid")));
    const PyramidReader &first = *readers.front();
    served->grid = first.grid();
    served->gridId = served->grid.id().toStdString();
    TUILERIE_TRY(crs, cachedCrs(served->grid.crs()));
    served->crs = crs;
    served->isVector = first.descriptor().isVector();
    served->channels = first.descriptor().channels;
    if (served->isVector) {
        served->mimeType = "application/x-protobuf";
        served->extension = "pbf";
    } else {
        TUILERIE_TRY(format, first.descriptor().rasterFormat());
        served->format = format;
        served->nodata = first.descriptor().nodataValues();
        served->mimeType = format.mimeType().toStdString();
        served->extension = format.extension().toStdString();
        served->contentEncoding = format.contentEncoding().toStdString();
        served->needsTiffHeader = format.needsTiffHeader();
    }
    for (size_t i = 0; i < readers.size(); ++i) {
        const PyramidDescriptor &descriptor = readers[i]->descriptor();
        if (descriptor.tileMatrixSet != first.descriptor().tileMatrixSet || descriptor.format != first.descriptor().format
            || descriptor.channels != served->channels)
            return fail(broken(*layer, QStringLiteral("its pyramids differ in grid, format or channels")));
        const int top = served->grid.indexOf(layer->pyramids[i].topLevel);
        const int bottom = served->grid.indexOf(layer->pyramids[i].bottomLevel);
        for (const PyramidLevel &level : descriptor.levels) {
            const int index = served->grid.indexOf(level.id);
            if (index < 0)
                return fail(broken(*layer, QStringLiteral("level %1 is not in its grid").arg(level.id)));
            if ((top >= 0 && index < top) || (bottom >= 0 && index > bottom) || served->level(level.id.toStdString()))
                continue;
            served->levels.push_back(
                {readers[i], served->grid.levels()[size_t(index)], level.limits, level.id.toStdString()});
        }
    }
    std::sort(served->levels.begin(), served->levels.end(),
        [](const ServedLevel &a, const ServedLevel &b) { return a.matrix.cellSize > b.matrix.cellSize; });
    if (served->levels.empty())
        return fail(broken(*layer, QStringLiteral("no level")));
    served->truncatedGridId = served->gridId + '_' + served->levels.front().id + '_' + served->levels.back().id;

    TUILERIE_TRY(wgs84, cachedCrs(QStringLiteral("CRS:84")));
    TUILERIE_TRY(toWgs84, CrsTransform::create(served->crs, wgs84));
    if (!layer->bboxWgs84.isEmpty()) {
        served->wgs84 = layer->bboxWgs84;
        if (const auto native = toWgs84.inverse(layer->bboxWgs84))
            for (ServedLevel &level : served->levels)
                level.limits = intersected(level.limits, level.matrix.rangeOf(*native));
    }
    const ServedLevel &finest = served->levels.back();
    served->extent = finest.matrix.rangeExtent(finest.limits);
    if (served->wgs84.isEmpty()) {
        TUILERIE_TRY(degrees, toWgs84.forward(served->extent));
        served->wgs84 = degrees.intersected({-180, -90, 180, 90});
    }
    served->identify();
    return std::shared_ptr<const ServedLayer>(std::move(served));
}

LayerStore::LayerStore(std::shared_ptr<const CatalogueSource> source)
    : m_source(std::move(source))
{
}
LayerStore::~LayerStore() = default;

std::shared_ptr<LayerStore::Snapshot> LayerStore::snapshot()
{
    const std::shared_ptr<const LayerCatalogue> catalogue = m_source->catalogue();
    {
        const std::shared_lock lock(m_mutex);
        if (m_snapshot && m_snapshot->m_catalogue == catalogue)
            return m_snapshot;
    }
    const std::unique_lock lock(m_mutex);
    if (m_snapshot && m_snapshot->m_catalogue == catalogue)
        return m_snapshot;
    auto fresh = std::make_shared<Snapshot>();
    fresh->m_store = this;
    fresh->m_catalogue = catalogue;
    for (const auto &layer : catalogue->layers) {
        const std::string key = layer->type.toStdString() + '/' + layer->name.toStdString();
        std::shared_ptr<Snapshot::Slot> slot;
        if (m_snapshot) // what did not change stays open
            if (const auto old = m_snapshot->m_byName.find(key);
                old != m_snapshot->m_byName.end() && old->second->layer == layer)
                slot = old->second;
        if (!slot) {
            slot = std::make_shared<Snapshot::Slot>();
            slot->layer = layer;
        }
        fresh->m_slots.push_back(slot);
        fresh->m_byName.emplace(key, std::move(slot));
    }
    m_snapshot = fresh;
    return fresh;
}

Result<std::shared_ptr<const ServedLayer>> LayerStore::Snapshot::find(const char *type, std::string_view name)
{
    std::string key(type);
    key += '/';
    key += name;
    const auto found = m_byName.find(key);
    if (found == m_byName.end())
        return std::shared_ptr<const ServedLayer>();
    return open(*found->second);
}

std::vector<std::shared_ptr<const ServedLayer>> LayerStore::Snapshot::all(const char *type)
{
    std::vector<std::shared_ptr<const ServedLayer>> layers;
    for (const auto &slot : m_slots) {
        if (slot->layer->type != QLatin1String(type))
            continue;
        if (const auto layer = open(*slot))
            layers.push_back(*layer);
        else
            qWarning("%s %s", qUtf8Printable(layer.error().message), qUtf8Printable(layer.error().detail));
    }
    return layers;
}

Result<std::shared_ptr<const ServedLayer>> LayerStore::Snapshot::open(Slot &slot)
{
    const std::lock_guard lock(slot.mutex);
    if (slot.served)
        return slot.served;
    if (slot.layer->type == QLatin1String("WMS-VECTOR")) {
        TUILERIE_TRY(tables, ServedLayer::openTables(slot.layer));
        slot.served = tables;
        return slot.served;
    }
    std::vector<std::shared_ptr<PyramidReader>> readers;
    for (const LayerPyramid &pyramid : slot.layer->pyramids) {
        const std::string path = pyramid.descriptorPath.toStdString();
        const std::lock_guard readerLock(m_store->m_readerMutex);
        std::shared_ptr<PyramidReader> reader = m_store->m_readers[path].lock();
        if (!reader) {
            auto opened = PyramidReader::open(pyramid.descriptorPath);
            if (!opened)
                return fail(broken(*slot.layer, opened.error().message + QLatin1Char(' ') + opened.error().detail));
            reader = *opened;
            m_store->m_readers[path] = reader;
        }
        readers.push_back(std::move(reader));
    }
    TUILERIE_TRY(served, ServedLayer::open(slot.layer, std::move(readers)));
    slot.served = served;
    return slot.served;
}

} // namespace tuilerie
