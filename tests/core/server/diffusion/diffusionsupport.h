// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/atomicfile.h"
#include "pyramid/pyramidreader.h"
#include "pyramid/tilecodec.h"
#include "server/diffusion/diffusion.h"

#include <QTest>

#include <functional>

namespace tuilerie::test {

/// A catalogue whose layers a test sets.
class FixedCatalogue final : public CatalogueSource
{
public:
    std::shared_ptr<const LayerCatalogue> catalogue() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_catalogue;
    }
    void set(std::vector<PublishedLayer> layers)
    {
        std::vector<LayerCatalogue::Layer> entries;
        for (PublishedLayer &layer : layers)
            entries.push_back(std::make_shared<const PublishedLayer>(std::move(layer)));
        const std::lock_guard lock(m_mutex);
        m_catalogue = std::make_shared<const LayerCatalogue>(std::move(entries), m_catalogue->generation() + 1);
    }
    /// Publishes one layer more, as a datastore does: the others' entries stay.
    void add(PublishedLayer layer)
    {
        const std::lock_guard lock(m_mutex);
        m_catalogue = m_catalogue->with(
            nullptr, std::make_shared<const PublishedLayer>(std::move(layer)), m_catalogue->generation() + 1);
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const LayerCatalogue> m_catalogue = std::make_shared<LayerCatalogue>();
};

/// The diffusion routes on a free port of loopback.
inline Result<std::unique_ptr<HttpServer>> startDiffusion(const DiffusionOptions &options, int threads = 2)
{
    const auto router = std::make_shared<HttpRouter>();
    addDiffusionRoutes(*router, options);
    HttpServerOptions http;
    http.port = 0;
    http.threads = threads;
    return HttpServer::start(http, router);
}

inline PublishedLayer publishedLayer(const QString &name, const char *type, const QString &descriptorPath)
{
    PublishedLayer layer;
    layer.name = name;
    layer.title = QStringLiteral("Title of <%1> & more").arg(name);
    layer.abstract = QStringLiteral("An abstract");
    layer.keywords = QStringList{QStringLiteral("test")};
    layer.type = QLatin1String(type);
    layer.version = QStringLiteral("v1");
    layer.queryable = true;
    layer.interpolation = QStringLiteral("BICUBIC");
    const auto descriptor = PyramidDescriptor::load(descriptorPath);
    if (descriptor && !descriptor->levels.empty())
        layer.pyramids.push_back({descriptorPath, descriptor->levels.front().id, descriptor->levels.back().id});
    layer.updated = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    return layer;
}

/// A small pyramid whose pixels are a function of their position: `paint(x, y)` in CRS units gives the colour.
inline QString writePyramid(const QString &folder, const QString &name, const QString &gridId, const RasterFormat &format,
    int channels, const QStringList &levels, const Extent &extent,
    const std::function<void(double x, double y, uint8_t *pixel)> &paint)
{
    const auto grid = TileMatrixSet::find(gridId);
    if (!grid)
        return {};
    PyramidDescriptor descriptor;
    descriptor.tileMatrixSet = gridId;
    descriptor.format = format.name();
    descriptor.channels = channels;
    descriptor.nodata = format.sample == SampleType::UInt8 ? QStringLiteral("255,255,255,255").left(channels * 4 - 1)
                                                           : QStringLiteral("-99999");
    descriptor.photometric = channels < 3 ? QStringLiteral("gray") : QStringLiteral("rgb");
    descriptor.interpolation = QStringLiteral("bicubic");
    constexpr int side = 4;
    for (const QString &id : levels) {
        const TileMatrix &matrix = *grid->level(id);
        PyramidLevel level;
        level.id = id;
        level.tilesPerWidth = level.tilesPerHeight = side;
        level.limits = matrix.rangeOf(extent);
        level.storage.imageDirectory = name + QStringLiteral("/DATA/") + id;
        auto codec = TileCodec::create(format, channels, matrix.tileWidth, matrix.tileHeight);
        if (!codec)
            return {};
        const size_t pixelSize = size_t(channels) * size_t(format.bytesPerSample());
        const size_t stride = size_t(matrix.tileWidth) * pixelSize;
        for (qint64 slabRow = level.limits.minRow / side; slabRow <= level.limits.maxRow / side; ++slabRow)
            for (qint64 slabCol = level.limits.minCol / side; slabCol <= level.limits.maxCol / side; ++slabCol) {
                std::vector<QByteArray> tiles(side * side);
                for (int n = 0; n < side * side; ++n) {
                    const qint64 col = slabCol * side + n % side;
                    const qint64 row = slabRow * side + n / side;
                    if (!level.limits.contains(col, row))
                        continue;
                    const Extent box = matrix.tileExtent(col, row);
                    std::vector<uint8_t> pixels(stride * size_t(matrix.tileHeight));
                    for (int y = 0; y < matrix.tileHeight; ++y)
                        for (int x = 0; x < matrix.tileWidth; ++x)
                            paint(box.west + (x + 0.5) * matrix.cellSize, box.north - (y + 0.5) * matrix.cellSize,
                                &pixels[size_t(y) * stride + size_t(x) * pixelSize]);
                    auto encoded = (*codec)->encode(pixels.data(), stride);
                    if (!encoded)
                        return {};
                    tiles[size_t(n)] = *encoded;
                }
                const auto slab =
                    assembleSlab(slabHeader(format, channels, matrix.tileWidth, matrix.tileHeight, side, side), tiles);
                if (!slab
                    || !writeFileAtomically(folder + QLatin1Char('/') + level.storage.imageDirectory + QLatin1Char('/')
                            + slabFileName(slabCol, slabRow, 2),
                        *slab))
                    return {};
            }
        descriptor.levels.push_back(level);
    }
    const QString path = folder + QLatin1Char('/') + name + QStringLiteral(".json");
    return descriptor.save(path) ? path : QString();
}

} // namespace tuilerie::test
