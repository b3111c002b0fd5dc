// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/rastersource.h"

#include "grid/crs.h"
#include "source/areaofuse.h"
#include "source/filelist.h"
#include "source/footprintindex.h"
#include "source/indexcache.h"
#include "source/outside.h"
#include "source/rasterheader.h"
#include "source/vrtmosaic.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <optional>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::RasterSource", sentence);
}

/// Files to read headers of; a VRT that is a plain mosaic is replaced by its files.
struct FileSet
{
    std::vector<FileEntry> files;
    struct Vrt
    {
        FileEntry entry;
        VrtMosaic mosaic;
        size_t first = 0; ///< in files
    };
    std::vector<Vrt> vrts;
};

Result<FileSet> expandVrts(std::vector<FileEntry> listed)
{
    FileSet set;
    for (FileEntry &entry : listed) {
        // One that names what it must not is refused as a whole, when its header is read.
        auto mosaic =
            isIndexFile(entry.path) && staysInside(entry.path, &entry.sidecars) ? readVrtMosaic(entry.path) : std::nullopt;
        if (!mosaic) {
            set.files.push_back(std::move(entry));
            continue;
        }
        QStringList paths;
        for (const VrtPlacement &placement : mosaic->files)
            paths << placement.path;
        auto described = describeFiles(paths);
        set.vrts.push_back({std::move(entry), std::move(*mosaic), set.files.size()});
        std::move(described.begin(), described.end(), std::back_inserter(set.files));
    }
    return set;
}

/// What the VRT says where its files say nothing.
void applyVrts(const FileSet &set, std::vector<RasterTile> &tiles)
{
    std::vector<std::pair<size_t, size_t>> replaced; // first, count
    std::vector<RasterTile> singles;
    for (const FileSet::Vrt &vrt : set.vrts) {
        const size_t count = vrt.mosaic.files.size();
        const auto first = tiles.begin() + qptrdiff(vrt.first);
        if (!isAsItsFiles(vrt.mosaic, {first, first + qptrdiff(count)})) {
            replaced.emplace_back(vrt.first, count);
            singles.push_back(readRasterHeader(vrt.entry));
            continue;
        }
        const auto crs = vrt.mosaic.srs.isEmpty() ? Result<Crs>{} : Crs::fromText(vrt.mosaic.srs);
        for (size_t i = vrt.first; i < vrt.first + count; ++i) {
            RasterTile &tile = tiles[i];
            if (tile.problem.isEmpty() && tile.crs.isEmpty() && crs && crs->isValid())
                tile.crs = crs->id().isEmpty() ? crs->wkt() : crs->id();
        }
    }
    for (size_t i = replaced.size(); i-- > 0;) {
        const auto at = tiles.begin() + qptrdiff(replaced[i].first);
        *at = std::move(singles[i]);
        tiles.erase(at + 1, at + qptrdiff(replaced[i].second));
    }
}

bool isSameValue(const std::optional<double> &a, const std::optional<double> &b)
{
    return a == b || (a && b && std::isnan(*a) && std::isnan(*b));
}

class Mosaic final : public RasterSource
{
public:
    static Result<std::shared_ptr<const RasterSource>> open(
        const QStringList &paths, std::vector<RasterTile> tiles, const RasterOpenOptions &options, WorkControl &control)
    {
        auto mosaic = std::make_shared<Mosaic>();
        mosaic->m_paths = paths;
        mosaic->m_tiles = std::move(tiles);
        TUILERIE_CHECK(mosaic->assign(options.assignCrs));
        TUILERIE_CHECK(mosaic->judge(options, control));
        mosaic->summarise();
        return mosaic;
    }

    const RasterInfo &info() const override { return m_info; }
    const std::vector<RasterTile> &tiles() const override { return m_tiles; }
    std::vector<int> tilesTouching(const Extent &extent) const override { return m_index.query(extent); }
    QJsonObject toJson() const override;

private:
    Status assign(const QString &text)
    {
        if (text.isEmpty())
            return {};
        TUILERIE_TRY(crs, Crs::fromText(text));
        const QString name = crs.id().isEmpty() ? crs.wkt() : crs.id();
        for (RasterTile &tile : m_tiles) {
            if (tile.problem.isEmpty() && tile.crs.isEmpty())
                tile.crs = name;
        }
        return {};
    }

    Status judge(const RasterOpenOptions &options, WorkControl &control);
    void summarise();
    void findSwappedAxes(const QString &name, const Crs &crs);
    bool isOfMosaic(const RasterTile &tile) const
    {
        return tile.problem.isEmpty() && (tile.crs.isEmpty() || m_names.contains(tile.crs));
    }

    QStringList m_paths;
    RasterInfo m_info;
    std::vector<RasterTile> m_tiles;
    QStringList m_names; ///< of the mosaic's CRS, as the files have it
    FootprintIndex m_index;
};

Status Mosaic::judge(const RasterOpenOptions &options, WorkControl &control)
{
    QHash<QString, qint64> counts;
    qint64 readable = 0;
    const RasterTile *broken = nullptr;
    for (const RasterTile &tile : m_tiles) {
        if (tile.problem.isEmpty()) {
            ++readable;
            if (!tile.crs.isEmpty())
                ++counts[tile.crs];
            continue;
        }
        if (!broken)
            broken = &tile;
        control.warning(tile.problem);
    }
    if (readable == 0 && !options.forChecks)
        return fail(ErrorCode::Corrupt, broken->problem, broken->problemDetail);

    QStringList names = counts.keys();
    std::sort(names.begin(), names.end(),
        [&counts](const QString &a, const QString &b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
    if (names.isEmpty())
        return {};
    m_info.crs = names.first();
    m_names << names.first();
    const auto main = Crs::fromText(names.first());
    if (main)
        findSwappedAxes(names.first(), *main);
    for (const QString &name : names.mid(1)) {
        const auto other = Crs::fromText(name);
        if (other)
            findSwappedAxes(name, *other);
        if (main && other && main->isSameAs(*other)) {
            m_names << name;
        } else if (!options.forChecks) {
            const auto title = [](const QString &text) { return text.left(40).section(QLatin1Char('\n'), 0, 0); };
            return fail(ErrorCode::Invalid,
                tr("The files are in several coordinate systems: %1 in %2 and %3 in %4. Publish them separately, or "
                   "reproject some of them first.")
                    .arg(counts[names.first()])
                    .arg(title(names.first()))
                    .arg(counts[name])
                    .arg(title(name)));
        }
    }
    return {};
}

// Where the CRS is used, but only once x and y change places: somebody wrote latitude first.
void Mosaic::findSwappedAxes(const QString &name, const Crs &crs)
{
    const auto use = areaOfUseIn(crs);
    if (!use)
        return;
    for (RasterTile &tile : m_tiles) {
        const Extent &e = tile.extent;
        const Extent swapped{e.south, e.west, e.north, e.east};
        if (tile.problem.isEmpty() && tile.crs == name && tile.isGeoreferenced)
            tile.isNorthingFirst = !use->intersects(e) && use->contains(swapped);
    }
}

void Mosaic::summarise()
{
    std::vector<Extent> extents(m_tiles.size());
    bool first = true;
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        const RasterTile &tile = m_tiles[i];
        if (!isOfMosaic(tile))
            continue;
        extents[i] = tile.extent;
        m_info.extent = m_info.extent.united(tile.extent);
        m_info.hasMask = m_info.hasMask || tile.hasMask;
        m_info.hasAlpha = m_info.hasAlpha || tile.hasAlpha;
        m_info.hasPalette = m_info.hasPalette || tile.hasPalette;
        m_info.isSeeThrough = m_info.isSeeThrough || tile.isSeeThrough();
        m_info.bands = std::max(m_info.bands, tile.bands);
        m_info.colours = std::max(m_info.colours, int(pictureBands(tile.bandList).colours.size()));
        if (tile.isScaled || (!first && !isSameValue(tile.nodata, m_info.nodata)))
            m_info.hasOneNodata = false;
        if (!m_info.nodata)
            m_info.nodata = tile.nodata;
        if (first) {
            m_info.type = tile.type;
            m_info.driver = tile.driver;
            m_info.compression = tile.compression;
            m_info.cellSizeX = tile.cellSizeX;
            m_info.cellSizeY = tile.cellSizeY;
            first = false;
        }
        // Of mixed types the one that holds them all, so that no value is lost.
        // A palette's indexes count as the bytes that its colours are.
        if (tile.type != m_info.type && !(tile.hasPalette && m_info.hasPalette))
            m_info.type = tile.type == RasterSampleType::Other || m_info.type == RasterSampleType::Other
                ? RasterSampleType::Other
                : RasterSampleType::Float32;
        m_info.cellSizeX = std::min(m_info.cellSizeX, tile.cellSizeX);
        m_info.cellSizeY = std::min(m_info.cellSizeY, tile.cellSizeY);
    }
    m_info.files = qint64(m_tiles.size());
    if (m_info.cellSizeX > 0 && m_info.cellSizeY > 0) {
        m_info.width = std::llround(m_info.extent.width() / m_info.cellSizeX);
        m_info.height = std::llround(m_info.extent.height() / m_info.cellSizeY);
    }
    m_index = FootprintIndex(extents);
}

QJsonObject Mosaic::toJson() const
{
    QJsonObject object{{QStringLiteral("path"), m_paths.size() == 1 ? m_paths.first() : m_paths.join(QLatin1Char(' '))},
        {QStringLiteral("kind"), QStringLiteral("raster")}, {QStringLiteral("driver"), m_info.driver},
        {QStringLiteral("crs"), m_info.crs.isEmpty() ? QJsonValue() : QJsonValue(m_info.crs)},
        {QStringLiteral("extent"), m_info.extent.toJson()}, {QStringLiteral("extent_wgs84"), QJsonValue()},
        {QStringLiteral("files"), m_info.files}};
    const auto crs = m_info.crs.isEmpty() ? Result<Crs>{} : Crs::fromText(m_info.crs);
    const auto wgs84 = Crs::fromText(QStringLiteral("EPSG:4326"));
    if (crs && crs->isValid() && wgs84) {
        const auto transform = CrsTransform::create(*crs, *wgs84);
        if (const auto there = transform ? transform->forward(m_info.extent) : fail(ErrorCode::Invalid, {}); there)
            object.insert(QStringLiteral("extent_wgs84"), there->toJson());
    }
    QJsonArray unreadable;
    for (const RasterTile &tile : m_tiles) {
        if (!tile.problem.isEmpty() && unreadable.size() < 100)
            unreadable.append(tile.problem);
    }
    if (!unreadable.isEmpty())
        object.insert(QStringLiteral("unreadable"), unreadable);

    // NaN and the infinities have no number in JSON.
    QJsonValue nodata;
    if (m_info.nodata)
        nodata = std::isfinite(*m_info.nodata) ? QJsonValue(*m_info.nodata) : QJsonValue(QString::number(*m_info.nodata));
    object.insert(QStringLiteral("raster"),
        QJsonObject{{QStringLiteral("width"), m_info.width}, {QStringLiteral("height"), m_info.height},
            {QStringLiteral("bands"), m_info.bands}, {QStringLiteral("type"), sampleTypeName(m_info.type)},
            {QStringLiteral("cell_size"), m_info.cellSizeX}, {QStringLiteral("cell_size_y"), m_info.cellSizeY},
            {QStringLiteral("nodata"), nodata},
            {QStringLiteral("compression"), m_info.compression.isEmpty() ? QJsonValue() : QJsonValue(m_info.compression)},
            {QStringLiteral("mask"), m_info.hasMask}, {QStringLiteral("alpha"), m_info.hasAlpha},
            {QStringLiteral("palette"), m_info.hasPalette}});
    return object;
}

} // namespace

QString sampleTypeName(RasterSampleType type)
{
    switch (type) {
    case RasterSampleType::UInt8: return QStringLiteral("uint8");
    case RasterSampleType::Int8: return QStringLiteral("int8");
    case RasterSampleType::UInt16: return QStringLiteral("uint16");
    case RasterSampleType::Int16: return QStringLiteral("int16");
    case RasterSampleType::Float32: return QStringLiteral("float32");
    case RasterSampleType::Other: break;
    }
    return QStringLiteral("other");
}

Result<std::shared_ptr<const RasterSource>> RasterSource::open(
    const QStringList &paths, const RasterOpenOptions &options, WorkControl &control)
{
    TUILERIE_TRY(listed, listFiles(paths, SourceKind::Raster, options.saysLeftOut ? &control : nullptr));
    TUILERIE_TRY(set, expandVrts(std::move(listed)));

    std::vector<RasterTile> tiles(set.files.size());
    std::vector<size_t> missing;
    auto kept =
        options.useIndexCache ? loadIndexCache(paths, set.files) : std::vector<std::optional<RasterTile>>(set.files.size());
    for (size_t i = 0; i < kept.size(); ++i) {
        if (kept[i])
            tiles[i] = std::move(*kept[i]);
        else
            missing.push_back(i);
    }
    if (!missing.empty()) {
        TUILERIE_CHECK(readRasterHeaders(set.files, missing, tiles, control));
        if (options.useIndexCache)
            saveIndexCache(paths, tiles);
    }
    applyVrts(set, tiles);
    return Mosaic::open(paths, std::move(tiles), options, control);
}

} // namespace tuilerie
