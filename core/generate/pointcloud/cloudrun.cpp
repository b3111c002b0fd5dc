// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/cloudrun.h"

#include "base/work/memory.h"
#include "base/work/parallel.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <cmath>

namespace tuilerie::pointcloud {

namespace {

constexpr qint64 checkpointBytes = 64 << 20;
constexpr double checkpointSeconds = 0.3;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

/// Bytes that a file's points will take in a pyramid, roughly: octree order packs a fifth worse than the order of flight.
double likelyBytes(const CloudInput &input)
{
    qint64 size = input.size;
    if (!input.chunks.empty()) {
        size = 0;
        for (const LasChunk &chunk : input.chunks)
            size += chunk.size;
    }
    return input.layout.isCompressed ? 1.2 * double(size) : 8.0 * double(input.points);
}

} // namespace

CloudRun::CloudRun(std::vector<CloudInput> inputs, const PointCloudParams &params, RunTarget target, WorkControl &control)
    : m_inputs(std::move(inputs))
    , m_params(params)
    , m_target(std::move(target))
    , m_control(control)
{
}

CloudRun::~CloudRun()
{
    dropAhead();
}

QByteArray CloudRun::fingerprint() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData("pointcloud 2\n" + m_target.path.toUtf8() + '\n' + m_params.assignCrs.toUtf8() + '\n');
    for (const CloudInput &input : m_inputs) {
        hash.addData(
            input.path.toUtf8() + ' ' + QByteArray::number(input.size) + ' ' + QByteArray::number(input.stamp) + '\n');
        for (const LasChunk &chunk : input.chunks)
            hash.addData(QByteArray::number(chunk.offset) + ' ');
    }
    return hash.result().toHex();
}

QJsonObject CloudRun::head() const
{
    QJsonArray refused;
    for (const QString &path : m_refused)
        refused.append(path);
    return {{QStringLiteral("most"), m_memory.limits.most}, {QStringLiteral("liked"), m_memory.limits.liked},
        {QStringLiteral("boxes"), m_boxes}, {QStringLiteral("refused"), refused}};
}

/// What an unfinished run had found out. Its cells are kept as they were shared out then: they must be the same ones.
Status CloudRun::takeUp()
{
    const QJsonObject head = m_journal->head();
    m_boxes = head.value(QLatin1String("boxes")).toObject();
    for (CloudInput &input : m_inputs) {
        const QJsonArray box = m_boxes.value(input.path).toArray();
        for (int i = 0; i < 3 && box.size() == 6; ++i) {
            input.minimum[i] = box.at(i).toDouble();
            input.maximum[i] = box.at(3 + i).toDouble();
        }
    }
    for (const QJsonValue &path : head.value(QLatin1String("refused")).toArray())
        m_refused.insert(path.toString());
    m_memory.limits.most = head.value(QLatin1String("most")).toInteger(m_memory.limits.most);
    m_memory.limits.liked = head.value(QLatin1String("liked")).toInteger(m_memory.limits.liked);
    return {};
}

Result<PointCloudResult> CloudRun::run()
{
    TUILERIE_TRY(scan, scanCloud(m_inputs, m_params, m_control, true));
    m_memory = shareMemory(m_params, scan.schema.layout.recordLength, m_control);
    TUILERIE_TRY(journal, CloudJournal::open(journalFolder(m_params, m_target.path), fingerprint(), m_params.resume));
    m_journal = std::move(journal);
    if (!m_journal->finding().isEmpty())
        m_control.warning(m_journal->finding());
    if (m_journal->start() == RecordLog::Start::Resumed)
        TUILERIE_CHECK(takeUp());
    else
        TUILERIE_CHECK(begin());
    for (;;) {
        Result<PointCloudResult> result = attempt(false);
        dropAhead();
        if (result || result.error().code != ErrorCode::Conflict) {
            if (!result)
                giveUp(result.error());
            return result;
        }
        // A file that is not as its header says: that is found out, and everything planned anew.
        TUILERIE_TRY(hasLearnt, learn());
        if (!hasLearnt) {
            giveUp(result.error());
            return result;
        }
        m_sink.reset();
        m_target.discard();
        TUILERIE_CHECK(begin());
    }
}

/// What an attempt that failed has shown; false when that is nothing.
Result<bool> CloudRun::learn()
{
    if (m_refusedNow >= 0) {
        m_refused.insert(m_inputs[size_t(std::exchange(m_refusedNow, -1))].path);
        return true;
    }
    const int misplaced = m_loader ? m_loader->misplaced() : -1;
    if (misplaced < 0)
        return false;
    CloudInput &input = m_inputs[size_t(misplaced)];
    m_control.warning(tr("%1 has points outside the extent that its header gives; the extent is measured from the points.")
                          .arg(input.path));
    TUILERIE_CHECK(measureBox(input, m_memory.workers, m_control));
    QJsonArray box;
    for (const double value :
        {input.minimum[0], input.minimum[1], input.minimum[2], input.maximum[0], input.maximum[1], input.maximum[2]})
        box.append(value);
    if (m_boxes.value(input.path) == box)
        return fail(ErrorCode::Internal, tr("The points of %1 cannot be placed.").arg(input.path));
    m_boxes.insert(input.path, box);
    return true;
}

Status CloudRun::begin()
{
    m_target.discard();
    if (m_spill)
        m_spill->remove();
    m_spill.reset();
    const QDir folder(m_journal->folder());
    for (const QString &name : folder.entryList({QStringLiteral("spill*"), QStringLiteral("frontier*")}, QDir::Files))
        QFile::remove(folder.filePath(name));
    return m_journal->begin(head());
}

Status CloudRun::checkDisk(qint64 spilled) const
{
    double bytes = 0;
    for (const CloudInput &input : m_scan.inputs)
        bytes += likelyBytes(input);
    const auto room = [](const QString &folder) { return QStorageInfo(folder).bytesAvailable(); };
    const QString outputFolder = QFileInfo(m_target.path).absolutePath();
    const double temporary = double(spilled) * 6;
    const bool isSame = QStorageInfo(outputFolder).device() == QStorageInfo(m_journal->folder()).device();
    const double needed = bytes + (isSame ? temporary : 0);
    const auto mebi = [](double value) { return qint64(value / (1 << 20)) + 1; };
    // The estimate is rough: refused is what cannot fit.
    if (double(room(outputFolder)) < 0.6 * needed)
        return fail(ErrorCode::DiskFull,
            tr("The pyramid needs about %1 MiB in %2, where %3 MiB are free. Make room, or choose another output.")
                .arg(mebi(needed))
                .arg(outputFolder)
                .arg(room(outputFolder) >> 20));
    if (!isSame && double(room(m_journal->folder())) < 0.6 * temporary)
        return fail(ErrorCode::DiskFull,
            tr("The run needs about %1 MiB for temporary files in %2, where %3 MiB are free. Make room, or choose another "
               "folder for them.")
                .arg(mebi(temporary))
                .arg(m_journal->folder())
                .arg(room(m_journal->folder()) >> 20));
    return {};
}

Status CloudRun::plan()
{
    std::vector<bool> isSpilled(m_scan.inputs.size(), false);
    std::vector<int> spilled;
    m_spill = Spill::load(m_journal->folder(), m_scan.schema.layout.recordLength, spilled);
    const bool isTakenUp = bool(m_spill);
    for (const int input : spilled)
        isSpilled[size_t(input)] = true;
    bool isChecked = false;
    std::vector<std::optional<OwnColumn>> own(m_grafts.size());
    for (size_t i = 0; i < own.size(); ++i)
        if (m_grafts[i])
            own[i] = OwnColumn{m_grafts[i]->column, m_grafts[i]->decoded};
    for (int level = -1;;) {
        m_plan = planCells(
            m_cube, m_scan.inputs, m_homes, isSpilled, m_spill ? m_spill->buckets() : SpillBuckets(), m_memory.limits, own);
        qint64 points = 0;
        for (const int input : m_plan.toSpill)
            points += m_scan.inputs[size_t(input)].points;
        if (!isChecked)
            TUILERIE_CHECK(checkDisk(points));
        isChecked = true;
        if (m_plan.toSpill.empty() && m_plan.toSplit.empty())
            break;
        if (isTakenUp)
            return fail(ErrorCode::Corrupt,
                tr("The temporary files in %1 are damaged. Remove that folder and start again.").arg(m_journal->folder()));
        if (!m_spill) {
            m_control.log(tr("Files overlap, have no order, or do not fit into memory: their points are put into temporary "
                             "files first."));
            TUILERIE_TRY(made,
                Spill::create(
                    m_journal->folder(), m_scan.schema.layout.recordLength, m_memory.workers, m_memory.spillBuffer));
            m_spill = std::move(made);
        }
        if (level < 0) {
            // Buckets of about an eighth of what fits, so that few have to be split again and many can be held together.
            const double buckets = 8.0 * double(m_scan.points) / double(m_memory.limits.most);
            level = std::clamp(int(std::ceil(std::log2(std::max(1.0, buckets)) / 2)), 1, m_cube.depth());
        }
        for (const Column &column : m_plan.toSplit)
            TUILERIE_CHECK(m_spill->split(column, m_cube, std::min(m_cube.depth(), column.level + 2), m_memory.workers));
        if (!m_plan.toSpill.empty())
            TUILERIE_CHECK(m_loader->spill(m_plan.toSpill, level, *m_spill));
        for (const int input : m_plan.toSpill) {
            isSpilled[size_t(input)] = true;
            spilled.push_back(input);
        }
    }
    if (m_spill && !isTakenUp)
        TUILERIE_CHECK(m_spill->save(spilled));
    giveBackMemory();
    return {};
}

/// Points that are copied. What cannot be, and why, is said: it takes many times as long.
Result<qint64> CloudRun::chooseGrafts()
{
    m_grafts.clear();
    if (!m_target.takesChunks)
        return 0;
    TUILERIE_TRY(choices, findGrafts(m_scan, m_cube, m_homes, m_refused, m_memory.workers, m_control));
    qint64 copied = 0, files = 0;
    std::map<QString, QStringList> decoded; // why → which
    for (size_t i = 0; i < choices.size(); ++i) {
        const CloudInput &input = m_scan.inputs[i];
        if (choices[i].graft) {
            copied += input.points - choices[i].graft->decoded;
            ++files;
        } else if (!choices[i].reason.isEmpty()) {
            decoded[choices[i].reason].append(input.path);
        }
        m_grafts.push_back(choices[i].graft);
    }
    if (files > 0)
        m_control.log(tr("%1 files are COPCs whose octrees fit into the pyramid's: the chunks of %2 points are copied.")
                          .arg(files)
                          .arg(copied));
    for (const auto &[reason, paths] : decoded)
        m_control.log(paths.size() == 1
                ? tr("The COPC %1 is decoded: %2.").arg(paths.front(), reason)
                : tr("%1 COPCs are decoded, %2 and others: %3.").arg(QString::number(paths.size()), paths.front(), reason));
    return copied;
}

Status CloudRun::openSink()
{
    m_frontier = std::make_unique<Frontier>(m_scan.schema.layout.recordLength);
    m_noted = 0;
    if (const auto &checkpoint = m_journal->checkpoint()) {
        if (!m_frontier->fromBytes(checkpoint->frontier))
            return fail(ErrorCode::Corrupt,
                tr("The journal in %1 is damaged. Remove that folder and start again.").arg(m_journal->folder()));
        TUILERIE_TRY(sink, m_target.resume(m_scan, checkpoint->entries, checkpoint->statistics));
        m_sink = std::move(sink);
        m_noted = checkpoint->entries.size();
        m_meter->setAlreadyDone(qint64(checkpoint->statistics.points) + m_frontier->points(), m_sink->bytes());
        m_control.log(tr("Resumed: %1 of %2 cells are done.").arg(checkpoint->cells).arg(m_plan.cells.size()));
    } else {
        TUILERIE_TRY(sink, m_target.create(m_scan));
        m_sink = std::move(sink);
    }
    m_notedBytes = m_sink->bytes();
    TUILERIE_TRY(pipeline, NodePipeline::create(*m_sink, m_scan.schema.layout, m_memory.workers, *m_meter));
    m_pipeline = std::move(pipeline);
    return {};
}

Result<PointCloudResult> CloudRun::attempt(bool warn)
{
    TUILERIE_TRY(scan, scanCloud(m_inputs, m_params, m_control, warn));
    m_scan = std::move(scan);
    m_cube = OctreeCube::around(m_scan);
    m_homes.clear();
    for (const CloudInput &input : m_scan.inputs)
        m_homes.push_back(m_cube.homeOf(input));
    m_meter = std::make_unique<ProgressMeter>(m_control, QStringLiteral("generate"), m_scan.points, 2);
    m_loader = std::make_unique<CellLoader>(m_scan, m_cube, m_homes, m_memory.workers, *m_meter);
    TUILERIE_TRY(copied, chooseGrafts());
    TUILERIE_CHECK(plan());
    TUILERIE_CHECK(openSink());
    m_control.log(tr("%1 points in %2 cells, the largest of %3 points; %4 workers.")
                      .arg(m_scan.points)
                      .arg(m_plan.cells.size())
                      .arg(m_plan.largest)
                      .arg(m_memory.workers));
    const size_t done = m_journal->checkpoint() ? size_t(m_journal->checkpoint()->cells) : 0;
    for (size_t i = done; i < m_plan.cells.size(); ++i) {
        TUILERIE_CHECK(makeCell(i));
        TUILERIE_CHECK(checkpoint(i + 1));
    }
    TUILERIE_CHECK(rootNode());
    if (qint64(m_sink->statistics().points) != m_scan.points)
        return fail(ErrorCode::Internal,
            tr("%1 points were read, but %2 written. Report this as a defect.")
                .arg(m_scan.points)
                .arg(m_sink->statistics().points));
    m_meter->report();
    ProgressMeter writing(m_control, QStringLiteral("write"), 1);
    writing.report();
    TUILERIE_CHECK(m_sink->finish());
    PointCloudResult result;
    result.path = m_target.path;
    result.points = m_scan.points;
    result.copiedPoints = copied;
    for (const NodeEntry &entry : m_sink->entries())
        result.nodes += entry.points > 0;
    result.bytes = m_sink->bytes();
    result.temporaryBytes = m_spill ? m_spill->bytes() : 0;
    result.seconds = m_meter->elapsed();
    m_spill.reset();
    TUILERIE_CHECK(m_journal->remove());
    (void)writing.add(1);
    return result;
}

/// Loaded ahead, or now.
Result<std::unique_ptr<PointSet>> CloudRun::cellPoints(size_t index)
{
    if (m_ahead.thread && m_ahead.index == index) {
        const Status loaded = m_ahead.thread->join();
        m_ahead.thread.reset();
        TUILERIE_CHECK(loaded);
        return std::move(m_ahead.points);
    }
    giveBackMemory();
    return m_loader->load(m_plan.cells[index], m_spill.get());
}

/// Encoding waits for its slowest node, decoding for its slowest chunk, and the nodes above all others for the end: the next
/// cell fills the gaps from the beginning on, where the memory that is given holds both. What is made does not depend on it.
void CloudRun::loadAhead(size_t index)
{
    if (index >= m_plan.cells.size() || m_memory.workers < 2 || m_plan.cells[index].graft >= 0
        || m_plan.cells[index - 1].points + m_plan.cells[index].points > m_memory.limits.most)
        return;
    m_ahead.index = index;
    auto thread = Thread::start([this, index]() -> Status {
        TUILERIE_TRY(points, m_loader->load(m_plan.cells[index], m_spill.get()));
        m_ahead.points = std::move(points);
        return {};
    });
    if (thread)
        m_ahead.thread = std::make_unique<Thread>(std::move(*thread));
}

/// What was loaded for nothing: an attempt that ends before its turn.
void CloudRun::dropAhead()
{
    if (!m_ahead.thread)
        return;
    m_meter->abort();
    (void)m_ahead.thread->join();
    m_ahead = {};
}

Status CloudRun::buildCell(size_t index)
{
    const Cell &cell = m_plan.cells[index];
    TUILERIE_TRY(points, cellPoints(index));
    loadAhead(index + 1);
    TUILERIE_CHECK(points->sort(m_memory.workers));
    TUILERIE_CHECK(m_meter->check());
    const PointView view = points->view();
    const OctreeBuilder builder(m_cube, view);
    TUILERIE_TRY(built, builder.build(cell.column, quint32(cell.points), m_memory.workers));
    TUILERIE_CHECK(m_meter->check());
    TUILERIE_CHECK(m_pipeline->write(view, std::move(built.finished)));
    for (const TreeNode &node : built.waiting)
        m_frontier->add(node, view);
    return {};
}

/// A file whose nodes are the pyramid's: chunks go over as they are, what waits for its brothers alone is decoded.
Status CloudRun::graftCell(size_t index)
{
    const int input = m_plan.cells[index].graft;
    const Graft &graft = *m_grafts[size_t(input)];
    const auto refused = [&](Error &error) {
        if (error.code == ErrorCode::Conflict)
            m_refusedNow = input;
        return fail(std::move(error));
    };
    Result<GraftedNodes> nodes = loadGraft(m_scan, m_cube, m_homes[size_t(input)], graft, input);
    if (!nodes)
        return refused(nodes.error());
    loadAhead(index + 1);
    TUILERIE_CHECK(m_meter->add(graft.decoded));
    PointStatistics statistics = nodes->copiedStatistics;
    for (const CopcNode &node : nodes->copied) {
        EncodedNode encoded;
        encoded.points = quint64(node.chunk.points);
        if (node.chunk.points > 0) {
            Result<QByteArray> chunk = graftedChunk(m_scan.schema, m_scan.inputs[size_t(input)], *nodes->file, node);
            if (!chunk)
                return refused(chunk.error());
            encoded.chunk = std::move(*chunk);
            encoded.statistics = std::exchange(statistics, {});
        }
        TUILERIE_CHECK(m_sink->add(node.key, encoded));
        m_meter->addBytes(encoded.chunk.size());
        TUILERIE_CHECK(m_meter->add(2 * node.chunk.points)); // read and written
    }
    for (WaitingNode &node : nodes->waiting)
        m_frontier->add(std::move(node));
    return {};
}

Status CloudRun::makeCell(size_t index)
{
    const Cell &cell = m_plan.cells[index];
    TUILERIE_CHECK(cell.graft >= 0 ? graftCell(index) : buildCell(index));
    // Parents whose last child this was.
    const Column *next = index + 1 < m_plan.cells.size() ? &m_plan.cells[index + 1].column : nullptr;
    for (int level = cell.column.level; level > 0; --level) {
        const Column parent = cell.column.ancestor(level - 1);
        if (next && next->level >= parent.level && next->ancestor(parent.level) == parent)
            break;
        TUILERIE_CHECK(rise(level));
    }
    return {};
}

Status CloudRun::rise(int level)
{
    if (m_frontier->isEmpty(level))
        return {};
    GatheredNodes gathered = gatherNodes(m_frontier->take(level));
    const PointView view = gathered.view(m_scan.schema.layout.recordLength);
    const OctreeBuilder builder(m_cube, view);
    OctreeBuilder::Built built;
    TUILERIE_CHECK(builder.makeParents(std::move(gathered.nodes), built));
    TUILERIE_CHECK(m_pipeline->write(view, std::move(built.finished)));
    for (const TreeNode &node : built.waiting)
        m_frontier->add(node, view);
    return {};
}

Status CloudRun::rootNode()
{
    GatheredNodes gathered = gatherNodes(m_frontier->take(0));
    return m_pipeline->write(gathered.view(m_scan.schema.layout.recordLength), std::move(gathered.nodes));
}

Status CloudRun::checkpoint(size_t cellsDone)
{
    const double now = m_meter->elapsed();
    if (cellsDone == m_plan.cells.size()
        || (m_sink->bytes() - m_notedBytes < checkpointBytes && now - m_notedAt < checkpointSeconds))
        return {};
    TUILERIE_CHECK(m_sink->flush());
    const std::span<const NodeEntry> added(m_sink->entries().begin() + std::ptrdiff_t(m_noted), m_sink->entries().end());
    TUILERIE_CHECK(m_journal->append(int(cellsDone), added, m_sink->statistics(), m_frontier->toBytes()));
    m_noted = m_sink->entries().size();
    m_notedBytes = m_sink->bytes();
    m_notedAt = now;
    return {};
}

/// What can be resumed is kept; what failed for good before there was anything to keep leaves nothing behind.
void CloudRun::giveUp(const Error &error)
{
    const bool isLater = error.code == ErrorCode::Paused || error.code == ErrorCode::Cancelled;
    m_sink.reset();
    if (isLater || m_journal->hasCheckpoint())
        return;
    m_spill.reset();
    m_target.discard();
    if (const Status removed = m_journal->remove(); !removed)
        m_control.log(removed.error().message);
}

} // namespace tuilerie::pointcloud
