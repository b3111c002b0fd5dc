// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterancestor.h"

#include "base/atomicfile.h"
#include "base/work/parallel.h"
#include "generate/raster/footprint.h"
#include "generate/raster/rasterchoices.h"

#include <QCoreApplication>

#include <set>

namespace tuilerie::raster {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 madeVersion = 1; // of the file's layout

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramid", text);
}

std::vector<RememberedFile> filesOf(const std::vector<RasterTile> &tiles)
{
    std::vector<RememberedFile> files;
    for (const RasterTile &tile : tiles)
        files.push_back({tile.path, tile.size, tile.stamp, tile.sidecarStamp, 0, tile.sidecars});
    return files;
}

/// How far a source's pixels reach beyond it, in units of its CRS: the kernel's width, with room to spare for a scale that
/// is not everywhere the same.
Result<double> reachOf(const RasterProfile &profile)
{
    TUILERIE_TRY(inGrid, sourceCellSizeInGrid(profile.render, profile.grid));
    const RasterInfo &info = profile.source->info();
    const double cell = std::max(info.cellSizeX, info.cellSizeY);
    const double span = std::max(1.0, profile.matrix(profile.bottom).cellSize / inGrid);
    return 2 * (kernelRadius(profile.render.kernel) + 2) * cell * span;
}

/// Slabs of all levels that these parts of the ground are in.
Result<std::set<SlabKey>> slabsOf(const std::vector<Extent> &extents, const RasterProfile &profile, const RasterPlan &plan)
{
    std::set<SlabKey> slabs;
    if (extents.empty())
        return slabs;
    TUILERIE_TRY(projector, FootprintProjector::create(profile.render, profile.matrix(profile.bottom)));
    TUILERIE_TRY(reach, reachOf(profile));
    const int width = plan.slabWidth(), height = plan.slabHeight();
    const auto add = [&](int level, const TileRange &range) {
        for (qint64 row = range.minRow / height; row <= range.maxRow / height; ++row)
            for (qint64 col = range.minCol / width; col <= range.maxCol / width; ++col)
                slabs.insert({level, col, row});
    };
    for (const Extent &extent : extents)
        for (const TileRange &range : projector.tilesOf(extent.grown(reach, reach)))
            add(profile.bottom, range);
    // Each level is made of a finer one, which comes before it.
    for (int level = profile.bottom - 1; level >= profile.top; --level) {
        const int finer = plan.reductionSource(level);
        const TileMatrix &matrix = profile.matrix(level);
        std::vector<SlabKey> below(slabs.lower_bound({finer, 0, 0}), slabs.end());
        for (const SlabKey &key : below) {
            if (key.level != finer)
                continue;
            const PixelRect rect = plan.reduction(level).coarserRect(
                plan.tileRect(finer, key.col * width, key.row * height)
                    .united(plan.tileRect(finer, (key.col + 1) * width - 1, (key.row + 1) * height - 1)));
            if (rect.isEmpty() || rect.x1 <= 0 || rect.y1 <= 0)
                continue;
            add(level,
                {std::max<qint64>(0, rect.x0) / matrix.tileWidth, std::max<qint64>(0, rect.y0) / matrix.tileHeight,
                    (rect.x1 - 1) / matrix.tileWidth, (rect.y1 - 1) / matrix.tileHeight});
        }
    }
    return slabs;
}

} // namespace

std::optional<RasterAncestor> RasterAncestor::loadFrom(const QString &stateFile, const PyramidPlace &place)
{
    const auto content = readSealedFile(stateFile);
    if (!content)
        return std::nullopt;
    QDataStream in(*content);
    in.setVersion(QDataStream::Qt_6_4);
    RasterAncestor ancestor;
    ancestor.m_place = place;
    quint32 version = 0, sources = 0, records = 0;
    in >> version;
    if (version != madeVersion)
        return std::nullopt;
    in >> ancestor.m_setting >> sources;
    for (quint32 i = 0; i < sources && in.status() == QDataStream::Ok; ++i) {
        Source source;
        in >> source.file >> source.extent.west >> source.extent.south >> source.extent.east >> source.extent.north;
        ancestor.m_sources.push_back(std::move(source));
    }
    in >> records;
    for (quint32 i = 0; i < records && in.status() == QDataStream::Ok; ++i) {
        PixelSlabRecord record;
        in >> record;
        ancestor.m_records.insert_or_assign(record.key, record);
    }
    return in.status() == QDataStream::Ok ? std::optional(std::move(ancestor)) : std::nullopt;
}

Status RasterAncestor::save(const QString &folder, const RasterProfile &profile, const std::vector<PixelSlabRecord> &records,
    const RasterAncestor *ancestor, WorkControl &control)
{
    const std::vector<RasterTile> &tiles = profile.source->tiles();
    std::vector<RememberedFile> files = filesOf(tiles);
    TUILERIE_CHECK(rememberContents(
        files, ancestor ? ancestor->files() : std::vector<RememberedFile>(), workerCount(profile.params.workers), control));
    QByteArray content;
    QDataStream out(&content, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << madeVersion << profile.setting() << quint32(tiles.size());
    for (size_t i = 0; i < tiles.size(); ++i) {
        const Extent &extent = tiles[i].extent;
        out << files[i] << extent.west << extent.south << extent.east << extent.north;
    }
    out << quint32(records.size());
    for (const PixelSlabRecord &record : records)
        out << record;
    return writeSealedFile(PyramidPlace::stateFileIn(folder), content);
}

std::vector<RememberedFile> RasterAncestor::files() const
{
    std::vector<RememberedFile> files;
    for (const Source &source : m_sources)
        files.push_back(source.file);
    return files;
}

Result<RasterAncestor::Difference> RasterAncestor::compare(
    const RasterProfile &profile, const RasterPlan &plan, WorkControl &control) const
{
    const std::vector<RasterTile> &tiles = profile.source->tiles();
    Difference difference;
    difference.changes.ofFiles = qint64(tiles.size());
    difference.changes.ofSlabs = qint64(plan.nodes().size());
    difference.changes.ofTiles = plan.tileCount();
    const auto everything = [&](const QString &reason) {
        difference.reason = reason;
        difference.changes.files = difference.changes.ofFiles;
        difference.changes.slabs = difference.changes.ofSlabs;
        difference.changes.tiles = difference.changes.ofTiles;
        return difference;
    };
    if (m_setting != profile.setting())
        return everything(
            tr("The version before was made with other options, or of data of another kind: all is made again."));

    std::vector<RememberedFile> now = filesOf(tiles);
    TUILERIE_TRY(files, compareFiles(this->files(), now, workerCount(profile.params.workers), control));
    if (!files.hasSameOrder) // later files lie above earlier ones
        return everything(tr("The files lie over each other in another order than before: all is made again."));
    std::vector<Extent> changed;
    for (size_t i = 0; i < tiles.size(); ++i) {
        const Extent *before = files.before[i] >= 0 ? &m_sources[size_t(files.before[i])].extent : nullptr;
        if (files.isSame[i] && *before == tiles[i].extent)
            continue;
        if (before)
            changed.push_back(*before);
        changed.push_back(tiles[i].extent);
        ++difference.changes.files;
    }
    for (const int gone : files.gone) {
        changed.push_back(m_sources[size_t(gone)].extent);
        ++difference.changes.files;
    }

    TUILERIE_TRY(touched, slabsOf(changed, profile, plan));
    const std::vector<SlabNode> &nodes = plan.nodes();
    difference.isSame.resize(nodes.size());
    for (size_t i = nodes.size(); i-- > 0;) { // finer levels have the higher numbers
        const SlabNode &node = nodes[i];
        bool isSame = !touched.contains(node.key) && m_records.contains(node.key);
        for (const int child : node.children)
            isSame = isSame && difference.isSame[size_t(child)];
        difference.isSame[i] = isSame;
        if (!isSame) {
            ++difference.changes.slabs;
            difference.changes.tiles += node.touchedCount;
        }
    }
    return difference;
}

} // namespace tuilerie::raster
