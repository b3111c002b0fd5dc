// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pyramidreader.h"

#include "pyramid/slabfile.h"
#include "pyramid/vsifile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>

#include <sys/resource.h>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::PyramidReader)
};

// Each slab in the cache keeps a file open: at most an eighth of what the process may open, as a server reads many pyramids.
size_t cacheCapacity()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return 1024;
    return std::clamp<size_t>(limit.rlim_cur / 8, 16, 1024);
}

class StoredPyramid final : public PyramidReader
{
public:
    StoredPyramid(const QString &path, PyramidDescriptor descriptor, TileMatrixSet grid)
        : m_path(path)
        , m_descriptor(std::move(descriptor))
        , m_grid(std::move(grid))
        , m_format(m_descriptor.rasterFormat().value_or(RasterFormat()))
        , m_files(SlabLocator(path))
        , m_cache(cacheCapacity())
    {
        for (size_t i = 0; i < m_descriptor.levels.size(); ++i)
            m_levels.insert(m_descriptor.levels[i].id, int(i));
    }

    const PyramidDescriptor &descriptor() const override { return m_descriptor; }
    const TileMatrixSet &grid() const override { return m_grid; }
    QString path() const override { return m_path; }

    bool isLevelInStore(const QString &level) const override
    {
        const PyramidLevel *entry = m_descriptor.level(level);
        return entry && vsi::isVirtual(m_files.locator().prefix(*entry, false));
    }

    Result<QByteArray> tile(const QString &level, qint64 col, qint64 row) override { return read(level, false, col, row); }

    Result<QByteArray> mask(const QString &level, qint64 col, qint64 row) override
    {
        const PyramidLevel *entry = m_descriptor.level(level);
        return entry && !entry->storage.maskDirectory.isEmpty() ? read(level, true, col, row) : QByteArray();
    }

    Result<std::optional<TileFile>> tileFile(const QString &level, qint64 col, qint64 row) override
    {
        TUILERIE_TRY(place, locate(level, false, col, row));
        if (!place.slab || place.tile.size == 0)
            return std::nullopt;
        if (place.slab->fd < 0)
            return fail(ErrorCode::Unsupported, Text::tr("Tiles of an object store have no local file. Read them instead."));
        return TileFile{place.slab, place.slab->fd, place.tile.offset, place.tile.size};
    }

    QByteArray tileHeader(quint64 tileSize) const override
    {
        if (m_descriptor.isVector() || !m_format.needsTiffHeader() || m_grid.levels().empty())
            return {};
        const TileMatrix &level = m_grid.levels().front();
        return tileTiffHeader(m_format, m_descriptor.channels, level.tileWidth, level.tileHeight, quint32(tileSize));
    }

private:
    struct Place
    {
        std::shared_ptr<const OpenSlab> slab; // null where there is no tile
        TileLocation tile;
    };
    Result<Place> locate(const QString &levelId, bool mask, qint64 col, qint64 row);
    Result<QByteArray> read(const QString &level, bool mask, qint64 col, qint64 row);

    QString m_path;
    PyramidDescriptor m_descriptor;
    TileMatrixSet m_grid;
    RasterFormat m_format;
    SlabFiles m_files;
    SlabCache m_cache;
    QHash<QString, int> m_levels;
};

Result<QByteArray> StoredPyramid::read(const QString &level, bool mask, qint64 col, qint64 row)
{
    TUILERIE_TRY(place, locate(level, mask, col, row));
    if (!place.slab || place.tile.size == 0)
        return QByteArray();
    return SlabFiles::readTile(*place.slab, place.tile);
}

Result<StoredPyramid::Place> StoredPyramid::locate(const QString &levelId, bool mask, qint64 col, qint64 row)
{
    const int number = m_levels.value(levelId, -1);
    if (number < 0)
        return Place();
    const PyramidLevel &level = m_descriptor.levels[size_t(number)];
    if (!level.limits.contains(col, row))
        return Place();
    const SlabCache::Key key{number, mask, col / level.tilesPerWidth, row / level.tilesPerHeight};
    std::shared_ptr<const OpenSlab> slab = m_cache.find(key);
    if (!slab) {
        TUILERIE_TRY(opened, m_files.open(level, mask, key.col, key.row));
        slab = opened;
        m_cache.insert(key, slab);
    }
    if (slab->missing)
        return Place();
    const auto tile = size_t((row % level.tilesPerHeight) * level.tilesPerWidth + col % level.tilesPerWidth);
    return Place{slab, slab->index.tiles()[tile]};
}

Result<TileMatrixSet> findGrid(const QString &id, const QString &descriptorPath)
{
    auto grid = TileMatrixSet::find(id);
    if (grid || vsi::isVirtual(descriptorPath))
        return grid;
    const QString beside = QFileInfo(descriptorPath).path() + QLatin1Char('/') + id + QLatin1String(".json");
    return QFileInfo::exists(beside) ? TileMatrixSet::load(beside) : grid;
}

} // namespace

bool PyramidReader::isInStore(const QString &descriptorPath)
{
    return vsi::isVirtual(vsi::fromUrl(descriptorPath));
}

Result<std::shared_ptr<PyramidReader>> PyramidReader::open(const QString &descriptorPath)
{
    const QString path = vsi::fromUrl(descriptorPath);
    TUILERIE_TRY(descriptor, PyramidDescriptor::load(path));
    TUILERIE_TRY(grid, findGrid(descriptor.tileMatrixSet, path));
    for (PyramidLevel &level : descriptor.levels) {
        const TileMatrix *matrix = grid.level(level.id);
        if (!matrix) {
            return fail(ErrorCode::Invalid,
                Text::tr("The pyramid %1 has a level \"%2\" that its tile matrix set %3 does not have. Correct the "
                         "descriptor.")
                    .arg(path, level.id, grid.id()));
        }
        level.limits.maxCol = std::min(level.limits.maxCol, matrix->matrixWidth - 1);
        level.limits.maxRow = std::min(level.limits.maxRow, matrix->matrixHeight - 1);
    }
    std::sort(descriptor.levels.begin(), descriptor.levels.end(),
        [&](const PyramidLevel &a, const PyramidLevel &b) { return grid.indexOf(a.id) < grid.indexOf(b.id); });
    return std::make_shared<StoredPyramid>(path, std::move(descriptor), std::move(grid));
}

} // namespace tuilerie
