// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/servedlayer.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>
#include <mutex>
#include <unordered_map>

namespace tuilerie {

namespace {

constexpr size_t readsAtOnce = 8; ///< of one layer; GDAL keeps a connection a thread
constexpr size_t waitingReads = 128;

TileRange intersected(const TileRange &a, const TileRange &b)
{
    return {std::max(a.minCol, b.minCol), std::max(a.minRow, b.minRow), std::min(a.maxCol, b.maxCol),
        std::min(a.maxRow, b.maxRow)};
}

} // namespace

Error brokenLayer(const PublishedLayer &layer, const QString &detail)
{
    return Error{ErrorCode::Corrupt,
        QCoreApplication::translate("tuilerie::LayerStore", "The data of layer “%1” cannot be read. Publish it again.")
            .arg(layer.name),
        detail};
}

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

const RasterStyle *ServedLayer::style(std::string_view name) const
{
    if (name.empty() || name == "default")
        return &styles.front();
    const auto wanted = QString::fromUtf8(name.data(), qsizetype(name.size()));
    const auto found = std::find_if(
        styles.begin(), styles.end(), [&wanted](const RasterStyle &style) { return style.identifier == wanted; });
    return found == styles.end() ? nullptr : &*found;
}

void ServedLayer::takeStyles()
{
    for (const RasterStyle &style : layer->styles)
        if (!isVector && style.checkFor(channels, isFloat()))
            styles.push_back(style);
    if (!styles.empty())
        return;
    RasterStyle normal;
    normal.identifier = QStringLiteral("normal");
    normal.title = isFloat() ? QCoreApplication::translate("tuilerie::ServedLayer", "Grey stretch") : normal.identifier;
    styles.push_back(normal);
}

Result<std::shared_ptr<const ServedLayer>> ServedLayer::openTables(std::shared_ptr<const PublishedLayer> layer)
{
    if (layer->tables.empty())
        return fail(brokenLayer(*layer, QStringLiteral("no table")));
    auto served = std::make_shared<ServedLayer>();
    served->layer = layer;
    served->isVector = true;
    TUILERIE_TRY(crs, cachedCrs(layer->crs.isEmpty() ? QStringLiteral("EPSG:4326") : layer->crs));
    served->crs = crs;
    served->takeStyles();
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
        return fail(brokenLayer(*layer, QStringLiteral("no pyramid")));
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
    served->takeStyles();
    for (size_t i = 0; i < readers.size(); ++i) {
        const PyramidDescriptor &descriptor = readers[i]->descriptor();
        if (descriptor.tileMatrixSet != first.descriptor().tileMatrixSet || descriptor.format != first.descriptor().format
            || descriptor.channels != served->channels)
            return fail(brokenLayer(*layer, QStringLiteral("its pyramids differ in grid, format or channels")));
        const int top = served->grid.indexOf(layer->pyramids[i].topLevel);
        const int bottom = served->grid.indexOf(layer->pyramids[i].bottomLevel);
        for (const PyramidLevel &level : descriptor.levels) {
            const int index = served->grid.indexOf(level.id);
            if (index < 0)
                return fail(brokenLayer(*layer, QStringLiteral("level %1 is not in its grid").arg(level.id)));
            if ((top >= 0 && index < top) || (bottom >= 0 && index > bottom) || served->level(level.id.toStdString()))
                continue;
            served->levels.push_back({readers[i], served->grid.levels()[size_t(index)], level.limits, level.id.toStdString(),
                readers[i]->isLevelInStore(level.id)});
        }
    }
    std::sort(served->levels.begin(), served->levels.end(),
        [](const ServedLevel &a, const ServedLevel &b) { return a.matrix.cellSize > b.matrix.cellSize; });
    if (served->levels.empty())
        return fail(brokenLayer(*layer, QStringLiteral("no level")));
    if (std::any_of(served->levels.begin(), served->levels.end(), [](const ServedLevel &level) { return level.isInStore; }))
        served->reading = std::make_shared<HttpLane>(HttpLane::Threads::Waiting, readsAtOnce, waitingReads);
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

} // namespace tuilerie
