// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/graft.h"

#include "base/work/parallel.h"
#include "generate/pointcloud/pointset.h"
#include "generate/pointcloud/recordconverter.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tuilerie::pointcloud {

namespace {

constexpr int mostFileLevels = 4; ///< of nodes that are decoded: whose cube is larger than that is another kind of tree

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

/// Number of the codec and of what it packs, without the size of chunks and the version of who wrote it.
QByteArray codecOf(const QByteArray &laszip)
{
    return laszip.left(4) + laszip.mid(32);
}

/// Whether records and chunks may be taken as they are.
bool isSameCodec(const CloudInput &input, const CloudScan &scan)
{
    const LasLayout &own = input.layout, &wanted = scan.schema.layout;
    return own.isCompressed && own.pointFormat == wanted.pointFormat && own.recordLength == wanted.recordLength
        && codecOf(own.laszip) == codecOf(laszipRecord(wanted)) && input.chunks.empty() && input.hasSoundBox
        && RecordConverter(input, scan.schema, scan.extra).isIdentity();
}

/// Statistics of all points that agree with the header.
std::optional<PointStatistics> statisticsOf(const CopcFile &copc, const CloudInput &input, const CloudSchema &schema)
{
    const LasFile &file = *copc.file();
    const LasRecord *record = file.record("qgis", 0);
    if (!record)
        return {};
    auto statistics = PointStatistics::fromQgisJson(record->data, schema.layout.pointFormat, schema.scale, schema.offset);
    if (!statistics || qint64(statistics->points) != input.points)
        return {};
    for (int axis = 0; axis < 3; ++axis)
        if (statistics->minimum[axis] != input.low[axis] || statistics->maximum[axis] != input.high[axis])
            return {};
    return statistics;
}

struct Placing
{
    const CloudSchema &schema;
    const OctreeCube &cube;

    /// The file's level from which its nodes are the pyramid's, and only one column has all of them.
    std::optional<Graft> of(const CopcFile &copc, const CloudInput &input, const HomeColumn &home) const
    {
        const CopcInfo &info = copc.info();
        for (int fileLevel = 0; fileLevel < mostFileLevels; ++fileLevel) {
            const double edge = 2 * info.halfSize / std::exp2(fileLevel);
            const double power = std::log2(schema.edge / edge);
            const int level = int(std::lround(power));
            if (level < 0 || level > cube.depth() || std::abs(schema.edge / std::exp2(level) - edge) > slack())
                continue;
            Graft graft;
            graft.fileLevel = fileLevel;
            graft.column.level = level;
            if (isOnGrid(info, edge, graft) && liesInOneColumn(input, home, graft))
                return graft;
        }
        return {};
    }

private:
    double slack() const { return std::min({schema.scale[0], schema.scale[1], schema.scale[2]}) / 100; }

    bool isOnGrid(const CopcInfo &info, double edge, Graft &graft) const
    {
        for (int axis = 0; axis < 3; ++axis) {
            const double cells = (info.center[axis] - info.halfSize - schema.corner[axis]) / edge;
            if (!(std::abs(cells) < 1e9) || std::abs(cells - std::round(cells)) * edge > slack())
                return false;
            graft.shift[axis] = qint32(std::lround(cells));
        }
        return true;
    }

    bool liesInOneColumn(const CloudInput &input, const HomeColumn &home, Graft &graft) const
    {
        // Its first cell, as the points of the file are placed; that its far edge belongs to it is the file's own rule.
        quint64 low[2];
        for (int axis = 0; axis < 2; ++axis) {
            const quint32 first =
                std::clamp(cube.cell(axis, qint32(input.low[axis])), home.lowCell[axis], home.highCell[axis]);
            const quint32 last =
                std::clamp(cube.cell(axis, qint32(input.high[axis])), home.lowCell[axis], home.highCell[axis]);
            const int down = cube.depth() - graft.column.level;
            low[axis] = first >> down;
            if (last >> down != low[axis])
                return false;
        }
        graft.column.code = columnOf(morton(low[0], low[1], 0));
        return true;
    }
};

/// In the pyramid's numbers; unset where it is none of its cells.
std::optional<OctreeKey> placed(const OctreeKey &key, const Graft &graft)
{
    const int down = key.level - graft.fileLevel;
    const int level = graft.column.level + down;
    const qint64 cells = qint64(1) << level;
    qint64 place[3] = {key.x, key.y, key.z};
    for (int axis = 0; axis < 3; ++axis) {
        place[axis] += qint64(graft.shift[axis]) << down;
        if (place[axis] < 0 || place[axis] >= cells)
            return {};
    }
    return OctreeKey{level, qint32(place[0]), qint32(place[1]), qint32(place[2])};
}

bool isInColumn(const OctreeKey &key, const Column &column)
{
    const int up = key.level - column.level;
    return quint32(key.x >> up) == mortonX(column.code) && quint32(key.y >> up) == mortonY(column.code);
}

/// Its nodes are what the pyramid may have there.
bool fits(const CopcFile &copc, const OctreeCube &cube, Graft &graft)
{
    graft.decoded = 0;
    for (const CopcNode &node : copc.nodes()) {
        if (node.chunk.points > mostNodePoints || graft.column.level + node.key.level - graft.fileLevel > cube.depth())
            return false;
        if (node.key.level <= graft.fileLevel)
            graft.decoded += node.chunk.points;
        if (node.key.level < graft.fileLevel)
            continue;
        const auto key = placed(node.key, graft);
        if (!key || !isInColumn(*key, graft.column))
            return false;
    }
    return true;
}

/// No other input's points can be in the graft's column: counts of homes by the columns that they are and lie in.
class Neighbours
{
public:
    explicit Neighbours(const std::vector<HomeColumn> &homes)
    {
        for (const HomeColumn &home : homes) {
            ++m_homes[home.column];
            for (int level = home.column.level - 1; level >= 0; --level)
                ++m_below[home.column.ancestor(level)];
        }
    }
    bool hasOthers(const Column &column) const
    {
        int others = -1; // the file itself is found once: above, there, or below
        for (int level = column.level; level >= 0; --level)
            others += count(m_homes, column.ancestor(level));
        return others + count(m_below, column) > 0;
    }

private:
    using Counts = std::map<Column, int, ColumnOrder>;
    static int count(const Counts &counts, const Column &column)
    {
        const auto found = counts.find(column);
        return found == counts.end() ? 0 : found->second;
    }
    Counts m_homes, m_below;
};

tl::unexpected<Error> refusal(const QString &path)
{
    return fail(ErrorCode::Conflict,
        tr("%1 has nodes that are not as its header and its hierarchy say: all of it is decoded.").arg(path));
}

} // namespace

Result<std::vector<GraftChoice>> findGrafts(const CloudScan &scan, const OctreeCube &cube,
    const std::vector<HomeColumn> &homes, const QSet<QString> &refused, int workers, WorkControl &control)
{
    std::vector<GraftChoice> choices(scan.inputs.size());
    const Neighbours neighbours(homes);
    const Placing placing{scan.schema, cube};
    TUILERIE_CHECK(parallel(workers, qint64(choices.size()), control, [&](int, qint64 i) -> Status {
        const CloudInput &input = scan.inputs[size_t(i)];
        GraftChoice &choice = choices[size_t(i)];
        if (!input.isCopc || !input.chunks.empty()) // of the latter no more than some nodes are wanted
            return {};
        const auto decodedBecause = [&choice](const QString &reason) -> Status {
            choice.reason = reason;
            return {};
        };
        if (refused.contains(input.path))
            return decodedBecause(tr("its points are not where its header and its hierarchy say"));
        if (!isSameCodec(input, scan))
            return decodedBecause(tr("its points are stored in another way than the pyramid's"));
        const auto copc = CopcFile::open(input.path);
        if (!copc) // found by those who decode, who need no hierarchy
            return decodedBecause(tr("its hierarchy is damaged"));
        if (!(std::abs((*copc)->info().spacing * 64 / (*copc)->info().halfSize - 1) <= 1e-9))
            return decodedBecause(tr("its nodes have another spacing than the pyramid's"));
        if (!statisticsOf(**copc, input, scan.schema))
            return decodedBecause(tr("it has no statistics of all its points, or these contradict its header"));
        auto graft = placing.of(**copc, input, homes[size_t(i)]);
        if (!graft || !fits(**copc, cube, *graft))
            return decodedBecause(tr("its octree's cells are not the pyramid's"));
        if (neighbours.hasOthers(graft->column))
            return decodedBecause(tr("other files reach into its cells"));
        choice.graft = graft;
        return {};
    }));
    return choices;
}

Result<GraftedNodes> loadGraft(
    const CloudScan &scan, const OctreeCube &cube, const HomeColumn &home, const Graft &graft, int input)
{
    const CloudInput &from = scan.inputs[size_t(input)];
    TUILERIE_TRY(copc, CopcFile::open(from.path));
    auto whole = statisticsOf(*copc, from, scan.schema);
    if (!whole)
        return refusal(from.path); // no more what it was
    const int length = scan.schema.layout.recordLength;
    GraftedNodes nodes;
    nodes.file = copc->file();
    PointSet points(graft.decoded, length);
    TUILERIE_TRY(decoder, ChunkDecoder::create(nodes.file->layout()));
    std::map<OctreeKey, WaitingNode> tops;
    qint64 first = 0;
    for (const CopcNode &node : copc->nodes()) {
        if (node.key.level > graft.fileLevel) {
            nodes.copied.push_back({*placed(node.key, graft), node.chunk});
            const int up = node.key.level - graft.fileLevel;
            const OctreeKey top = *placed({graft.fileLevel, node.key.x >> up, node.key.y >> up, node.key.z >> up}, graft);
            tops.try_emplace(top, WaitingNode{top, true, {}, {}});
            continue;
        }
        if (node.chunk.points == 0)
            continue;
        if (first + node.chunk.points > graft.decoded)
            return refusal(from.path);
        TUILERIE_CHECK(nodes.file->decode(node.chunk, *decoder, points.record(first)));
        first += node.chunk.points;
    }
    if (first != graft.decoded)
        return refusal(from.path);
    // As they would be written here. Nodes without points lie nowhere in the file: before all others, in order of keys.
    std::stable_sort(nodes.copied.begin(), nodes.copied.end(),
        [](const CopcNode &a, const CopcNode &b) { return a.chunk.offset < b.chunk.offset; });
    std::vector<const char *> records;
    for (qint64 n = 0; n < first; ++n) {
        const char *record = points.record(n);
        qint32 step[3];
        std::memcpy(step, record, sizeof step);
        for (int axis = 0; axis < 3; ++axis)
            if (step[axis] < home.lowStep[axis] || step[axis] > home.highStep[axis])
                return refusal(from.path);
        quint32 cell[2];
        for (int axis = 0; axis < 2; ++axis)
            cell[axis] = std::clamp(cube.cell(axis, step[axis]), home.lowCell[axis], home.highCell[axis]);
        points.keys()[n] = morton(cell[0], cell[1], cube.cell(2, step[2]));
        records.push_back(record);
    }
    const PointStatistics decoded = PointStatistics::of(records, scan.schema.layout.pointFormat);
    if (decoded.moments[PointStatistics::Gps].count != 0 && decoded.moments[PointStatistics::Gps].count != decoded.points)
        return refusal(from.path); // nobody says how many times are none in the nodes below
    if (decoded.moments[PointStatistics::Gps].count == 0) {
        whole->hasGps = false;
        whole->moments[PointStatistics::Gps] = {};
    }
    bool isWithin = decoded.points <= whole->points; // else the statistics are not theirs
    for (int axis = 0; axis < 3 && decoded.points > 0; ++axis)
        isWithin =
            isWithin && decoded.minimum[axis] >= whole->minimum[axis] && decoded.maximum[axis] <= whole->maximum[axis];
    if (!isWithin)
        return refusal(from.path);
    nodes.copiedStatistics = whole->without(decoded);
    TUILERIE_CHECK(points.sort(1));
    const PointView view = points.view();
    const int shift = 3 * (cube.depth() - graft.column.level);
    for (quint32 n = 0; n < quint32(first); ++n) {
        const OctreeKey top = octreeKey(graft.column.level, view.keys[n] >> shift);
        if (!isInColumn(top, graft.column))
            return refusal(from.path);
        WaitingNode &node = tops.try_emplace(top, WaitingNode{top, false, {}, {}}).first->second;
        node.keys.push_back(view.keys[n]);
        node.records.insert(node.records.end(), view.record(n), view.record(n) + length);
    }
    for (auto &[key, node] : tops) {
        if (node.keys.size() > size_t(mostNodePoints))
            return refusal(from.path);
        nodes.waiting.push_back(std::move(node));
    }
    return nodes;
}

Result<QByteArray> graftedChunk(
    const CloudSchema &schema, const CloudInput &input, const LasFile &file, const CopcNode &node)
{
    TUILERIE_TRY(chunk, file.read(node.chunk));
    const auto head = measureLayeredChunk(schema.layout, {chunk.constData(), size_t(chunk.size())});
    if (!head || head->points != node.chunk.points || head->bytes != chunk.size())
        return refusal(file.path());
    // The first record lies there as it is: a chunk of another node, or zeros where a disk lost it, begin elsewhere.
    const double edge = schema.edge / std::exp2(node.key.level);
    const qint32 place[3] = {node.key.x, node.key.y, node.key.z};
    for (int axis = 0; axis < 3; ++axis) {
        qint32 step;
        std::memcpy(&step, chunk.constData() + 4 * axis, sizeof step);
        const double within =
            double(step) * schema.scale[axis] + schema.offset[axis] - schema.corner[axis] - place[axis] * edge;
        if (within < -schema.scale[axis] || within > edge + schema.scale[axis] || step < input.low[axis]
            || step > input.high[axis])
            return refusal(file.path());
    }
    return std::move(chunk);
}

} // namespace tuilerie::pointcloud
