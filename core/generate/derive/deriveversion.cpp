// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/deriveversion.h"

#include "base/atomicfile.h"
#include "base/work/parallel.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>

#include <algorithm>

namespace tuilerie::derive {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 stateVersion = 1; ///< of the file's layout, and of the values that are made of the same points

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Derive", text);
}

QString stateFile(const QString &raster)
{
    return madeFolder(raster) + "/made"_L1;
}

/// All that decides the values besides the points, as a hash. The tiles' size does not.
QByteArray settingOf(const DerivePlan &plan)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const DeriveGrid &grid = plan.grid;
    hash.addData(plan.crs.wkt().toUtf8());
    for (size_t i = 0; i < plan.ground.size(); ++i)
        if (plan.ground[i])
            hash.addData(QByteArray::number(qulonglong(i)) + ' ');
    for (const qint64 number : {qint64(plan.product), qint64(plan.hillshade), grid.firstColumn, grid.topRow, grid.width,
             grid.height, qint64(grid.fill)})
        hash.addData(QByteArray::number(number) + ' ');
    for (const double number : {grid.cell, grid.unit, grid.zUnit})
        hash.addData(QByteArray::number(number, 'g', 17) + ' ');
    return hash.result();
}

QDataStream &operator<<(QDataStream &out, const ScanCounts &counts)
{
    quint32 classes = 0;
    for (const qint64 count : counts.classes)
        classes += count != 0;
    out << counts.points << counts.used << classes;
    for (size_t i = 0; i < counts.classes.size(); ++i)
        if (counts.classes[i] != 0)
            out << quint8(i) << counts.classes[i];
    return out;
}

QDataStream &operator>>(QDataStream &in, ScanCounts &counts)
{
    quint32 classes = 0;
    in >> counts.points >> counts.used >> classes;
    for (quint32 i = 0; i < classes && in.status() == QDataStream::Ok; ++i) {
        quint8 number = 0;
        in >> number;
        in >> counts.classes[number];
    }
    return in;
}

/// Tiles that these parts of the ground and what is around them lie in.
void mark(const DeriveGrid &grid, const Extent &extent, double around, std::vector<char> &tiles)
{
    const auto tileColumn = [&](double x) { return std::clamp<qint64>(grid.column(x), 0, grid.width - 1) / grid.tileCells; };
    const auto tileRow = [&](double y) { return std::clamp<qint64>(grid.row(y), 0, grid.height - 1) / grid.tileCells; };
    const Extent wide = extent.grown(around, around);
    for (qint64 row = tileRow(wide.north); row <= tileRow(wide.south); ++row)
        for (qint64 column = tileColumn(wide.west); column <= tileColumn(wide.east); ++column)
            tiles[size_t(row * grid.tilesX + column)] = 1;
}

std::vector<char> withNeighbours(const DeriveGrid &grid, const std::vector<char> &tiles)
{
    std::vector<char> wide = tiles;
    for (int row = 0; row < grid.tilesY; ++row)
        for (int column = 0; column < grid.tilesX; ++column)
            if (tiles[size_t(row) * size_t(grid.tilesX) + size_t(column)])
                for (int y = std::max(0, row - 1); y <= std::min(grid.tilesY - 1, row + 1); ++y)
                    for (int x = std::max(0, column - 1); x <= std::min(grid.tilesX - 1, column + 1); ++x)
                        wide[size_t(y) * size_t(grid.tilesX) + size_t(x)] = 1;
    return wide;
}

} // namespace

bool DeriveReuse::isNothing() const
{
    return !isAll() && std::find(isMade.begin(), isMade.end(), 1) == isMade.end();
}

std::optional<DeriveVersion::State> DeriveVersion::load(const QString &raster)
{
    const auto content = readSealedFile(stateFile(raster));
    if (!content)
        return std::nullopt;
    QDataStream in(*content);
    in.setVersion(QDataStream::Qt_6_4);
    State state;
    quint32 version = 0, sources = 0, tiles = 0;
    in >> version;
    if (version != stateVersion)
        return std::nullopt;
    in >> state.setting >> state.tileCells >> state.raster >> sources;
    for (quint32 i = 0; i < sources && in.status() == QDataStream::Ok; ++i) {
        Source source;
        bool hasExtent = false, hasBox = false;
        in >> source.file >> source.counts >> hasExtent;
        if (hasExtent) {
            source.extent.emplace();
            in >> source.extent->west >> source.extent->south >> source.extent->east >> source.extent->north;
        }
        in >> hasBox;
        if (hasBox) {
            source.box.emplace();
            for (int axis = 0; axis < 3; ++axis)
                in >> source.box->minimum[axis] >> source.box->maximum[axis];
            in >> source.box->points;
        }
        state.sources.push_back(std::move(source));
    }
    in >> tiles;
    for (quint32 i = 0; i < tiles && in.status() == QDataStream::Ok; ++i) {
        TileTotals totals;
        in >> totals.cells >> totals.voids >> totals.filled;
        state.totals.push_back(totals);
    }
    if (in.status() != QDataStream::Ok || state.tileCells < 1 || FinishedFile::of(raster) != state.raster)
        return std::nullopt;
    return state;
}

std::vector<RememberedFile> DeriveVersion::filesOf(const State &state)
{
    std::vector<RememberedFile> files;
    for (const Source &source : state.sources)
        files.push_back(source.file);
    return files;
}

Result<DeriveVersion> DeriveVersion::open(
    const DeriveParams &params, const PyramidVersion &version, MeasuredBoxes &measured, WorkControl &control)
{
    DeriveVersion own;
    own.m_params = params;
    own.m_version = version;
    if (version.ancestor.isEmpty() && !version.isKept)
        return own;
    TUILERIE_TRY(entries, listFiles(params.paths, SourceKind::PointCloud)); // what is left out the plan says
    for (const FileEntry &entry : entries)
        own.m_now.push_back({entry.path, entry.size, entry.stamp, entry.sidecarStamp, 0, entry.sidecars});
    if (version.ancestor.isEmpty())
        return own;
    own.m_before = load(version.ancestor);
    if (!own.m_before) {
        control.log(tr("The version before left nothing to go on from: all is made again."));
        return own;
    }
    TUILERIE_TRY(files, compareFiles(filesOf(*own.m_before), own.m_now, workerCount(params.workers), control));
    own.m_files = std::move(files);
    for (size_t i = 0; i < own.m_now.size(); ++i)
        if (own.m_files.isSame[i])
            if (const auto &box = own.m_before->sources[size_t(own.m_files.before[i])].box)
                measured.emplace(own.m_now[i].path, *box);
    return own;
}

/// Where the points of files lie or lay that are not what they were.
std::vector<Extent> DeriveVersion::changedExtents(const DerivePlan &plan) const
{
    QHash<QString, const Extent *> planned;
    for (const DeriveFile &file : plan.files)
        planned.insert(file.path, &file.extent);
    std::vector<Extent> extents;
    const auto addBefore = [&](int place) {
        if (const auto &extent = m_before->sources[size_t(place)].extent)
            extents.push_back(*extent);
    };
    for (size_t i = 0; i < m_now.size(); ++i) {
        if (m_files.isSame[i])
            continue;
        if (const Extent *extent = planned.value(m_now[i].path))
            extents.push_back(*extent);
        if (m_files.before[i] >= 0)
            addBefore(m_files.before[i]);
    }
    for (const int gone : m_files.gone)
        addBefore(gone);
    return extents;
}

DeriveReuse DeriveVersion::reuse(DerivePlan &plan, WorkControl &control)
{
    if (!m_before)
        return {};
    PyramidChanges changes;
    changes.files = m_files.changed();
    changes.ofFiles = qint64(m_now.size());
    DeriveGrid &grid = plan.grid;
    const auto everything = [&](const QString &reason) -> DeriveReuse {
        changes.files = changes.ofFiles;
        changes.tiles = changes.ofTiles = grid.tiles();
        m_changes = changes;
        control.log(reason);
        return {};
    };
    const qint64 side = m_before->tileCells;
    if (settingOf(plan) != m_before->setting
        || qint64(m_before->totals.size()) != ((grid.width + side - 1) / side) * ((grid.height + side - 1) / side))
        return everything(tr("The version before was made with other options, or has another extent: all is made again."));
    QHash<QString, const Source *> known; // null of those that are other
    for (size_t i = 0; i < m_now.size(); ++i)
        known.insert(m_now[i].path, m_files.isSame[i] ? &m_before->sources[size_t(m_files.before[i])] : nullptr);
    for (const DeriveFile &file : plan.files) {
        const auto found = known.constFind(file.path);
        if (found == known.constEnd() || (*found && !((*found)->extent && *(*found)->extent == file.extent)))
            return everything(tr("Somebody writes to the files meanwhile: all is made again."));
    }

    grid.tileCells = int(side);
    grid.tilesX = int((grid.width + side - 1) / side);
    grid.tilesY = int((grid.height + side - 1) / side);
    DeriveReuse reuse;
    reuse.raster = m_version.ancestor;
    reuse.totals = m_before->totals;
    reuse.isOther.resize(size_t(grid.tiles()));
    // Cells that a point can change: as far as voids are filled, and the neighbours by which a slope is measured. One more
    // for points on an edge, and one for what doubles lose.
    const double around = (grid.fill + (plan.hillshade ? 1 : 0) + 2) * grid.cell;
    for (const Extent &extent : changedExtents(plan))
        mark(grid, extent, around, reuse.isOther);
    for (const DeriveFile &file : plan.files) {
        const Source *source = known.value(file.path);
        reuse.counts.push_back(source ? source->counts : ScanCounts());
    }
    reuse.isMade = plan.hillshade ? withNeighbours(grid, reuse.isOther) : reuse.isOther;
    changes.tiles = std::count(reuse.isOther.begin(), reuse.isOther.end(), 1);
    changes.ofTiles = grid.tiles();
    m_changes = changes;
    control.log(tr("%1 of %2 files have changed: %3 of %4 tiles are made, the others are those of the version before.")
                    .arg(changes.files)
                    .arg(changes.ofFiles)
                    .arg(changes.tiles)
                    .arg(changes.ofTiles));
    return reuse;
}

Status DeriveVersion::leave(const DerivePlan &plan, const std::vector<ScanCounts> &counts,
    const std::vector<TileTotals> &totals, const MeasuredBoxes &measured, WorkControl &control)
{
    if (!m_version.isKept)
        return removeMade(m_params.output);
    TUILERIE_CHECK(rememberContents(
        m_now, m_before ? filesOf(*m_before) : std::vector<RememberedFile>(), workerCount(m_params.workers), control));
    QHash<QString, size_t> planned;
    for (size_t i = 0; i < plan.files.size(); ++i)
        planned.insert(plan.files[i].path, i);
    QByteArray content;
    QDataStream out(&content, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << stateVersion << settingOf(plan) << plan.grid.tileCells << FinishedFile::of(m_params.output)
        << quint32(m_now.size());
    for (const RememberedFile &file : m_now) {
        const auto place = planned.constFind(file.path);
        const bool hasPoints = place != planned.constEnd();
        out << file << (hasPoints ? counts[*place] : ScanCounts()) << hasPoints;
        if (hasPoints) {
            const Extent &extent = plan.files[*place].extent;
            out << extent.west << extent.south << extent.east << extent.north;
        }
        const auto box = measured.find(file.path);
        out << (box != measured.end());
        if (box != measured.end()) {
            for (int axis = 0; axis < 3; ++axis)
                out << box->second.minimum[axis] << box->second.maximum[axis];
            out << box->second.points;
        }
    }
    out << quint32(totals.size());
    for (const TileTotals &tile : totals)
        out << tile.cells << tile.voids << tile.filled;
    return writeSealedFile(stateFile(m_params.output), content);
}

} // namespace tuilerie::derive
