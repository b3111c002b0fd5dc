// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/preview.h"

#include "base/work/keepingcontrol.h"
#include "generate/pointcloud/copcwriter.h"
#include "generate/pointcloud/nodepipeline.h"
#include "generate/pointcloud/pointset.h"
#include "generate/pointcloud/previewcache.h"
#include "generate/pointcloud/recordconverter.h"
#include "base/work/parallel.h"
#include "grid/crs.h"
#include "source/filelist.h"
#include "source/pointcloud/copcfile.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <cmath>
#include <cstdio>
#include <cstring>

namespace tuilerie {

using namespace pointcloud;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPreview", text);
}

struct Effort
{
    int chunks;
    int files;
    qint64 decoded, points; ///< read of all chunks together, and kept of them
    qint64 milliseconds;    ///< of decoding
};

constexpr Effort effortOf(PreviewLevel level)
{
    return level == PreviewLevel::First ? Effort{256, 400, 2'000'000, 1'000'000, 1500}
                                        : Effort{2048, 2048, 12'000'000, 6'000'000, 15000};
}

/// Passes the wish to stop on, keeps the warnings (they name files that are left out), reports nothing: a preview has no
/// steps.
class QuietControl final : public ForwardingControl
{
public:
    using ForwardingControl::ForwardingControl;
    void progress(const Progress &) override {}
    void warning(const QString &sentence) override
    {
        const std::lock_guard lock(m_mutex);
        m_warnings << sentence;
    }
    QStringList warnings() const { return m_warnings; }

private:
    std::mutex m_mutex;
    QStringList m_warnings;
};

/// Chunks to read of one file.
struct Selection
{
    int input = 0;
    std::shared_ptr<const LasFile> file;
    LasChunk chunk;
};

/// 0, ½, ¼, ¾, ⅛ …: wherever it is cut off, what came before is spread evenly.
std::vector<size_t> evenOrder(size_t count)
{
    std::vector<size_t> order;
    size_t bits = 0;
    while (size_t(1) << bits < count)
        ++bits;
    for (size_t i = 0; i < size_t(1) << bits; ++i) {
        size_t reversed = 0;
        for (size_t bit = 0; bit < bits; ++bit)
            reversed |= (i >> bit & 1) << (bits - 1 - bit);
        if (reversed < count)
            order.push_back(reversed);
    }
    return order;
}

/// The chunks of a file to show: of a COPC the coarse nodes, which are spread over it; else evenly over its length.
Status choose(const CloudInput &input, int number, qint64 wanted, std::vector<Selection> &selected, bool &isAll)
{
    std::vector<LasChunk> chunks;
    std::shared_ptr<const LasFile> file;
    if (input.isCopc) {
        TUILERIE_TRY(copc, CopcFile::open(input.path));
        file = copc->file();
        for (const CopcNode &node : copc->nodes()) // in order of level
            if (node.chunk.points > 0)
                chunks.push_back(node.chunk);
        // Whole nodes: the beginning of one is a corner of it. They hold twice what a LAZ chunk does, so some will do.
        const size_t enough = size_t(std::max<qint64>(1, wanted / 16));
        isAll = isAll && chunks.size() <= enough;
        chunks.resize(std::min(chunks.size(), enough));
    } else {
        TUILERIE_TRY(opened, LasFile::open(input.path));
        file = opened;
        const std::vector<LasChunk> &all = file->chunks();
        const qint64 count = std::min(wanted, qint64(all.size()));
        isAll = isAll && count == qint64(all.size());
        for (qint64 i = 0; i < count; ++i)
            chunks.push_back(all[size_t((2 * i + 1) * qint64(all.size()) / (2 * count))]);
    }
    for (const LasChunk &chunk : chunks)
        if (chunk.points > 0)
            selected.push_back({number, file, chunk});
    return {};
}

/// Files that can be shown together with the first.
std::vector<CloudInput> ofOneCrs(std::vector<CloudInput> inputs, QStringList &leftOut)
{
    std::vector<CloudInput> kept;
    QString name;
    Crs common;
    for (CloudInput &input : inputs) {
        if (!input.crs.isEmpty() && input.crs != name) {
            const auto crs = Crs::fromText(input.crs);
            if (!crs) {
                input.crs.clear(); // shown without
            } else if (name.isEmpty()) {
                name = input.crs;
                common = *crs;
            } else if (!common.isSameAs(*crs)) {
                leftOut << tr("%1 is in another CRS (%2) than the files before it.").arg(input.path, crs->title());
                continue;
            }
        }
        kept.push_back(std::move(input));
    }
    return kept;
}

class PreviewMaker
{
public:
    PreviewMaker(std::vector<CloudInput> inputs, PreviewLevel level, WorkControl &control)
        : m_inputs(std::move(inputs))
        , m_effort(effortOf(level))
        , m_control(control)
        , m_workers(workerCount(0))
    {
        m_preview.level = level;
    }

    /// Writes the COPC and gives what it shows; `path` is where it lies until it is renamed.
    Result<PointCloudPreview> make(const QString &path);
    QStringList &leftOut() { return m_preview.unreadable; }

private:
    Status prepare();
    Status select();
    Status decode();
    Status write(const QString &path);

    std::vector<CloudInput> m_inputs;
    Effort m_effort;
    WorkControl &m_control;
    int m_workers;
    PointCloudPreview m_preview;
    CloudScan m_scan;
    std::vector<Selection> m_selected;
    std::vector<std::vector<char>> m_records; ///< of each chunk, thinned, in the schema's layout
    qint64 m_stride = 1;
};

Status PreviewMaker::prepare()
{
    m_inputs = ofOneCrs(std::move(m_inputs), m_preview.unreadable);
    bool isFirst = true;
    for (const CloudInput &input : m_inputs) {
        m_preview.points += input.points;
        Extent &all = m_preview.extent;
        const double *low = input.minimum, *high = input.maximum;
        all = isFirst ? Extent{low[0], low[1], high[0], high[1]}
                      : Extent{std::min(all.west, low[0]), std::min(all.south, low[1]), std::max(all.east, high[0]),
                          std::max(all.north, high[1])};
        isFirst = false;
        if (m_preview.crs.isEmpty())
            m_preview.crs = input.crs;
    }
    // Extra bytes are not looked at, and may contradict each other.
    for (CloudInput &input : m_inputs)
        input.extra = {};
    PointCloudParams params;
    params.assignCrs =
        m_preview.crs.isEmpty() ? QStringLiteral("EPSG:3857") : m_preview.crs; // for the scan's sake; taken away below
    TUILERIE_TRY(scan, scanCloud(std::move(m_inputs), params, m_control, false));
    m_scan = std::move(scan);
    if (m_preview.crs.isEmpty())
        m_scan.schema.wkt.clear();
    return {};
}

Status PreviewMaker::select()
{
    const qint64 files = qint64(m_scan.inputs.size()), shown = std::min<qint64>(files, m_effort.files);
    bool isAll = shown == files;
    std::vector<std::vector<Selection>> chosen;
    chosen.resize(size_t(shown));
    std::vector<char> whole(size_t(shown), 1);
    std::mutex mutex;
    TUILERIE_CHECK(parallel(m_workers, shown, [&](int, qint64 i) -> Status {
        const size_t number = size_t(i * files / shown);
        const CloudInput &input = m_scan.inputs[number];
        const double share = double(m_effort.chunks) * double(input.points) / double(std::max<qint64>(1, m_preview.points));
        bool all = true;
        const Status status = choose(input, int(number), std::max<qint64>(1, qint64(share)), chosen[size_t(i)], all);
        whole[size_t(i)] = all && status;
        if (!status) {
            const std::lock_guard lock(mutex);
            m_preview.unreadable << status.error().message;
        }
        if (m_control.shouldStop() != StopRequest::None)
            return fail(ErrorCode::Cancelled, tr("The preview was stopped."));
        return {};
    }));
    qint64 laz = 0, points = 0;
    for (const std::vector<Selection> &some : chosen)
        for (const Selection &selection : some)
            laz += !m_scan.inputs[size_t(selection.input)].isCopc;
    // A chunk is decoded from its beginning on: how far is free to choose.
    const qint64 most = std::max<qint64>(1000, m_effort.decoded / std::max<qint64>(1, laz));
    for (size_t i = 0; i < chosen.size(); ++i) {
        isAll = isAll && whole[i];
        for (Selection &selection : chosen[i]) {
            if (!m_scan.inputs[size_t(selection.input)].isCopc && selection.chunk.points > most) {
                selection.chunk.points = most;
                isAll = false;
            }
            points += selection.chunk.points;
            m_selected.push_back(std::move(selection));
        }
    }
    m_stride = (points + m_effort.points - 1) / m_effort.points;
    m_preview.isWhole = isAll && m_stride <= 1;
    if (m_selected.empty())
        return fail(ErrorCode::Corrupt,
            m_preview.unreadable.isEmpty() ? tr("The files hold no point.") : m_preview.unreadable.constFirst());
    return {};
}

Status PreviewMaker::decode()
{
    struct Worker
    {
        LasLayout layout;
        std::unique_ptr<ChunkDecoder> decoder;
        std::vector<char> records;
    };
    std::vector<Worker> workers(size_t(m_workers) + 1);
    std::vector<std::unique_ptr<RecordConverter>> converters(m_scan.inputs.size());
    for (const Selection &selection : m_selected)
        if (auto &converter = converters[size_t(selection.input)]; !converter)
            converter =
                std::make_unique<RecordConverter>(m_scan.inputs[size_t(selection.input)], m_scan.schema, m_scan.extra);
    const size_t length = size_t(m_scan.schema.layout.recordLength);
    const std::vector<size_t> order = evenOrder(m_selected.size());
    m_records.resize(m_selected.size());
    std::mutex mutex;
    bool isShort = false;
    QElapsedTimer timer;
    timer.start();
    const Status decoded = parallel(m_workers, qint64(order.size()), [&](int number, qint64 i) -> Status {
        if (m_control.shouldStop() != StopRequest::None)
            return fail(ErrorCode::Cancelled, tr("The preview was stopped."));
        if (timer.elapsed() > m_effort.milliseconds && i >= m_workers) { // something is always shown
            const std::lock_guard lock(mutex);
            isShort = true;
            return {};
        }
        const size_t place = order[size_t(i)];
        const Selection &selection = m_selected[place];
        Worker &worker = workers[size_t(number)];
        const auto readChunk = [&]() -> Status {
            const LasLayout &layout = selection.file->layout();
            if (!worker.decoder || !(worker.layout == layout)) {
                TUILERIE_TRY(decoder, ChunkDecoder::create(layout));
                worker.decoder = std::move(decoder);
                worker.layout = layout;
            }
            const size_t from = size_t(layout.recordLength);
            worker.records.resize(size_t(selection.chunk.points) * from);
            TUILERIE_CHECK(selection.file->decode(selection.chunk, *worker.decoder, worker.records.data()));
            const qint64 kept = (selection.chunk.points + m_stride - 1) / m_stride;
            for (qint64 n = 1; n < kept && m_stride > 1; ++n)
                std::memmove(
                    worker.records.data() + size_t(n) * from, worker.records.data() + size_t(n * m_stride) * from, from);
            std::vector<char> converted(size_t(kept) * length);
            if (!converters[size_t(selection.input)]->convert(worker.records.data(), converted.data(), kept))
                return fail(ErrorCode::Corrupt,
                    tr("%1 has coordinates far outside of what its header says.").arg(selection.file->path()));
            m_records[place] = std::move(converted);
            return {};
        };
        if (const Status status = readChunk(); !status) {
            worker.decoder.reset();
            const std::lock_guard lock(mutex);
            if (!m_preview.unreadable.contains(status.error().message))
                m_preview.unreadable << status.error().message;
        }
        return {};
    });
    TUILERIE_CHECK(decoded);
    qint64 bytes = 0;
    for (const std::vector<char> &records : m_records)
        bytes += qint64(records.size());
    m_preview.sampledPoints = bytes / qint64(length);
    m_preview.isWhole = m_preview.isWhole && !isShort && m_preview.unreadable.isEmpty();
    if (bytes == 0)
        return fail(ErrorCode::Corrupt,
            m_preview.unreadable.isEmpty() ? tr("The files hold no point.") : m_preview.unreadable.constFirst());
    return {};
}

Status PreviewMaker::write(const QString &path)
{
    const OctreeCube cube = OctreeCube::around(m_scan);
    const CloudSchema &schema = m_scan.schema;
    const int length = schema.layout.recordLength;
    PointSet points(m_preview.sampledPoints, length);
    std::vector<qint64> firsts;
    qint64 first = 0;
    for (const std::vector<char> &records : m_records) {
        firsts.push_back(first);
        first += qint64(records.size()) / length;
    }
    TUILERIE_CHECK(parallel(m_workers, qint64(m_records.size()), [&](int, qint64 i) -> Status {
        std::vector<char> records = std::move(m_records[size_t(i)]);
        const qint64 count = qint64(records.size()) / length;
        if (count > 0)
            std::memcpy(points.record(firsts[size_t(i)]), records.data(), records.size());
        for (qint64 n = 0; n < count; ++n) {
            qint32 step[3];
            std::memcpy(step, records.data() + n * length, sizeof step);
            points.keys()[firsts[size_t(i)] + n] = cube.key(step);
        }
        return {};
    }));
    TUILERIE_CHECK(points.sort(m_workers));
    const PointView view = points.view();
    TUILERIE_TRY(built, OctreeBuilder(cube, view).build(Column(), quint32(points.count()), m_workers));
    TUILERIE_TRY(writer, CopcWriter::create(path, schema));
    ProgressMeter meter(m_control, QStringLiteral("generate"), points.count(), 2);
    const auto writeNodes = [&]() -> Status {
        TUILERIE_TRY(pipeline, NodePipeline::create(*writer, schema.layout, m_workers, meter));
        TUILERIE_CHECK(pipeline->write(view, std::move(built.finished)));
        TUILERIE_CHECK(pipeline->write(view, std::move(built.waiting)));
        return writer->finish();
    };
    if (Status status = writeNodes(); !status) {
        writer->discard();
        return status;
    }
    const PointStatistics &statistics = writer->statistics();
    m_preview.minZ = statistics.minimum[2] * schema.scale[2] + schema.offset[2];
    m_preview.maxZ = statistics.maximum[2] * schema.scale[2] + schema.offset[2];
    m_preview.minIntensity = statistics.moments[PointStatistics::Intensity].minimum;
    m_preview.maxIntensity = statistics.moments[PointStatistics::Intensity].maximum;
    m_preview.hasRgb = schema.layout.pointFormat >= 7
        && std::max({statistics.moments[PointStatistics::Red].maximum, statistics.moments[PointStatistics::Green].maximum,
               statistics.moments[PointStatistics::Blue].maximum})
            > 0;
    for (int value = 0; value < 256; ++value)
        if (statistics.classes[size_t(value)])
            m_preview.classes << value;
    return {};
}

Result<PointCloudPreview> PreviewMaker::make(const QString &path)
{
    TUILERIE_CHECK(prepare());
    TUILERIE_CHECK(select());
    TUILERIE_CHECK(decode());
    TUILERIE_CHECK(write(path));
    m_preview.share = m_preview.points > 0 ? double(m_preview.sampledPoints) / double(m_preview.points) : 1;
    return m_preview;
}

} // namespace

Result<PointCloudPreview> makePreview(const QStringList &paths, PreviewLevel level, WorkControl &control)
{
    TUILERIE_TRY(files, listFiles(paths, SourceKind::PointCloud));
    const PreviewCache cache(files, level);
    if (auto kept = cache.load())
        return *kept;
    QuietControl quiet(control);
    PointCloudParams params;
    params.paths = paths;
    params.skipUnreadable = true;
    TUILERIE_TRY(inputs, openCloud(params, quiet));
    PreviewMaker maker(std::move(inputs), level, quiet);
    maker.leftOut() = quiet.warnings();
    TUILERIE_TRY(path, cache.temporaryPath());
    Result<PointCloudPreview> made = maker.make(path);
    if (!made) {
        QFile::remove(path);
        return made;
    }
    TUILERIE_CHECK(cache.keep(path, *made));
    return made;
}

} // namespace tuilerie
