// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterancestor.h"

#include "base/atomicfile.h"
#include "base/filename.h"
#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
#include "generate/raster/footprint.h"
#include "generate/raster/rasterchoices.h"
#include "source/filelist.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <xxhash.h>

#include <memory>
#include <set>

namespace tuilerie::raster {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 madeVersion = 1; // of the file's layout

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramid", text);
}

/// 0 where a file cannot be read.
quint64 contentOf(const RasterTile &tile)
{
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
    if (!state || XXH3_64bits_reset(state.get()) != XXH_OK)
        return 0;
    const QString folder = tile.path.left(tile.path.lastIndexOf(u'/') + 1);
    QStringList paths{tile.path};
    for (const QString &sidecar : tile.sidecars)
        paths << folder + sidecar;
    QByteArray part(1 << 20, Qt::Uninitialized);
    for (const QString &path : std::as_const(paths)) {
        QFile file;
        if (!openFile(file, path))
            return 0;
        for (;;) {
            const qint64 count = file.read(part.data(), part.size());
            if (count < 0)
                return 0;
            if (count == 0)
                break;
            XXH3_64bits_update(state.get(), part.constData(), size_t(count));
        }
        const qint64 size = file.size(); // so that bytes of one are not taken for those of the next
        XXH3_64bits_update(state.get(), &size, sizeof size);
    }
    return std::max<quint64>(1, XXH3_64bits_digest(state.get()));
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
        in >> source.path >> source.size >> source.stamp >> source.sidecarStamp >> source.content >> source.extent.west
            >> source.extent.south >> source.extent.east >> source.extent.north;
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
    QHash<QString, const Source *> known;
    if (ancestor)
        for (const Source &source : ancestor->m_sources)
            known.insert(source.path, &source);
    const std::vector<RasterTile> &tiles = profile.source->tiles();
    std::vector<quint64> contents(tiles.size());
    ProgressMeter meter(control, u"remember"_s, qint64(tiles.size()));
    TUILERIE_CHECK(
        parallel(workerCount(profile.params.workers), qint64(tiles.size()), control, [&](int, qint64 index) -> Status {
            const RasterTile &tile = tiles[size_t(index)];
            const Source *before = known.value(tile.path);
            const bool isSame = before && before->size == tile.size && before->stamp == tile.stamp
                && before->sidecarStamp == tile.sidecarStamp && before->content != 0;
            contents[size_t(index)] = isSame ? before->content : contentOf(tile);
            return meter.add(1);
        }));
    QByteArray content;
    QDataStream out(&content, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << madeVersion << profile.setting() << quint32(tiles.size());
    for (size_t i = 0; i < tiles.size(); ++i) {
        const RasterTile &tile = tiles[i];
        out << tile.path << tile.size << tile.stamp << tile.sidecarStamp << contents[i] << tile.extent.west
            << tile.extent.south << tile.extent.east << tile.extent.north;
    }
    out << quint32(records.size());
    for (const PixelSlabRecord &record : records)
        out << record;
    return writeSealedFile(PyramidPlace::stateFileIn(folder), content);
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

    QHash<QString, size_t> known;
    QStringList pathsBefore, paths;
    for (const Source &source : m_sources)
        pathsBefore << source.path;
    for (const RasterTile &tile : tiles)
        paths << tile.path;
    const QStringList before = namesAmong(pathsBefore), now = namesAmong(paths);
    // Later files lie above earlier ones.
    if (!isSameOrder(before, now))
        return everything(tr("The files lie over each other in another order than before: all is made again."));
    for (qsizetype i = 0; i < before.size(); ++i)
        known.insert(before.at(i), size_t(i));
    std::vector<std::pair<size_t, size_t>> pairs;
    std::vector<bool> isPaired(m_sources.size());
    std::vector<Extent> changed;
    for (size_t i = 0; i < tiles.size(); ++i) {
        const auto found = known.constFind(now.at(qsizetype(i)));
        if (found == known.constEnd()) {
            changed.push_back(tiles[i].extent);
            ++difference.changes.files;
            continue;
        }
        pairs.emplace_back(*found, i);
        isPaired[*found] = true;
    }
    std::vector<char> isOther(pairs.size());
    ProgressMeter meter(control, u"compare"_s, qint64(pairs.size()));
    TUILERIE_CHECK(
        parallel(workerCount(profile.params.workers), qint64(pairs.size()), control, [&](int, qint64 index) -> Status {
            const Source &source = m_sources[pairs[size_t(index)].first];
            const RasterTile &tile = tiles[pairs[size_t(index)].second];
            const bool isSame = source.path == tile.path && source.size == tile.size && source.stamp == tile.stamp
                && source.sidecarStamp == tile.sidecarStamp;
            isOther[size_t(index)] = !isSame
                && (source.size != tile.size || source.content == 0 || !(source.extent == tile.extent)
                    || source.content != contentOf(tile));
            return meter.add(1);
        }));
    for (size_t i = 0; i < pairs.size(); ++i) {
        if (!isOther[i])
            continue;
        changed.push_back(m_sources[pairs[i].first].extent);
        changed.push_back(tiles[pairs[i].second].extent);
        ++difference.changes.files;
    }
    for (size_t i = 0; i < m_sources.size(); ++i) {
        if (isPaired[i])
            continue;
        changed.push_back(m_sources[i].extent);
        ++difference.changes.files; // which is gone
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
