// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/featurereader.h"

#include "base/work/parallel.h"
#include "generate/vector/sourcetables.h"

#include <QCoreApplication>

#include <ogrsf_frmts.h>

#include <condition_variable>
#include <deque>
#include <map>

namespace tuilerie::vector {

namespace {

constexpr size_t batchSize = 512;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
}

struct Batch
{
    size_t number = 0;
    size_t input = 0;
    const TablePart *part = nullptr;
    std::shared_ptr<OpenTable> table; ///< open as long as a feature of it is about
    std::vector<OGRFeatureUniquePtr> features;
};

/// Batches on their way from the reader to the workers, and what became of them on its way to the store.
class Pipeline
{
public:
    Pipeline(ReadFeatures &result, size_t room)
        : m_result(result)
        , m_room(room)
    {
    }

    bool push(Batch batch)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [&] { return m_closed || m_waiting.size() < m_room; });
        if (m_closed)
            return false;
        batch.number = m_pushed++;
        m_waiting.push_back(std::move(batch));
        m_wake.notify_all();
        return true;
    }
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_wake.notify_all();
    }
    void close() ///< somebody failed
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_wake.notify_all();
    }
    bool pop(Batch &batch)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [&] { return m_closed || m_ended || !m_waiting.empty(); });
        if (m_closed || m_waiting.empty())
            return false;
        batch = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_wake.notify_all();
        return true;
    }
    Status store(size_t number, std::string records)
    {
        const std::lock_guard lock(m_storeMutex);
        m_finished.emplace(number, std::move(records));
        while (!m_finished.empty() && m_finished.begin()->first == m_next) {
            TUILERIE_CHECK(m_result.store->append(m_finished.begin()->second));
            m_finished.erase(m_finished.begin());
            ++m_next;
        }
        return {};
    }

private:
    ReadFeatures &m_result;
    size_t m_room;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Batch> m_waiting;
    size_t m_pushed = 0;
    bool m_ended = false;
    bool m_closed = false;
    std::mutex m_storeMutex;
    std::map<size_t, std::string> m_finished;
    size_t m_next = 0;
};

Status readTable(const VectorInput &input, size_t number, const TablePart &part, const VectorProfile &profile,
    const ReadOptions &options, ProgressMeter &meter, Pipeline &pipeline, ReadFeatures &result)
{
    TUILERIE_TRY(opened, openTable(input, part));
    const auto table = std::make_shared<OpenTable>(std::move(opened));
    GdalErrorTrap trap;
    if (!options.only.isEmpty()) {
        TUILERIE_TRY(transform, CrsTransform::create(part.crs, profile.gridCrs));
        const auto area = transform.inverse(options.only);
        // Where the area cannot be brought into the source's CRS, everything is read and what is outside falls out later.
        if (area)
            table->layer->SetSpatialFilterRect(area->west, area->south, area->east, area->north);
    }
    qint64 read = 0;
    GIntBig last = std::numeric_limits<GIntBig>::min();
    const auto noteWarnings = [&] {
        for (const QString &text : trap.warnings().split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            result.warnings
                << tr("Reading the table “%1” of %2 gives a warning: %3").arg(input.params.table, part.path, text);
        result.warnings.removeDuplicates();
    };
    for (;;) {
        Batch batch;
        batch.input = number;
        batch.part = &part;
        batch.table = table;
        trap.clear();
        while (batch.features.size() < batchSize && (options.most < 0 || read < options.most)) {
            OGRFeatureUniquePtr feature(table->layer->GetNextFeature());
            if (!feature)
                break;
            if (feature->GetFID() <= last)
                result.isOrdered[number] = false;
            last = feature->GetFID();
            batch.features.push_back(std::move(feature));
            ++read;
        }
        // OGR says that it is at the end and that it could not go on in the same way, but for the error.
        if (batch.features.size() < batchSize && !trap.text().isEmpty() && !profile.params.skipUnreadable)
            return fail(ErrorCode::Corrupt,
                tr("The table “%1” of %2 cannot be read to its end: the file is damaged. Repair it or copy it again from "
                   "its source.")
                    .arg(input.params.table, part.path),
                trap.text());
        if (batch.features.empty()) {
            noteWarnings();
            return {};
        }
        TUILERIE_CHECK(meter.add(qint64(batch.features.size())));
        if (!pipeline.push(std::move(batch)))
            return meter.check();
    }
}

Status convertBatches(const VectorProfile &profile, Pipeline &pipeline,
    std::vector<std::vector<AttributeStatistics>> statistics, ReadFeatures &result, std::mutex &mutex)
{
    const GdalErrorTrap trap;
    GeometryConverter converter(profile);
    std::vector<qint64> counts(profile.inputs.size(), 0);
    std::string attributes;
    Batch batch;
    while (pipeline.pop(batch)) {
        TUILERIE_CHECK(converter.begin(*batch.part));
        std::string records;
        for (OGRFeatureUniquePtr &feature : batch.features) {
            ++converter.counts.features;
            const OGRGeometry *geometry = feature->GetGeometryRef();
            if (!geometry || geometry->IsEmpty()) {
                ++converter.counts.empty;
                continue;
            }
            attributes.clear();
            appendAttributes(*feature, batch.part->fields, attributes, statistics[batch.input]);
            const size_t before = records.size();
            converter.convert(*geometry, uint16_t(batch.input), feature->GetFID(), attributes, records);
            counts[batch.input] += records.size() > before ? 1 : 0;
            feature.reset();
        }
        TUILERIE_CHECK(pipeline.store(batch.number, std::move(records)));
    }
    const std::lock_guard lock(mutex);
    result.counts.add(converter.counts);
    for (size_t i = 0; i < counts.size(); ++i) {
        result.inputCounts[i] += counts[i];
        for (size_t a = 0; a < statistics[i].size(); ++a)
            result.statistics[i][a].merge(statistics[i][a]);
    }
    return {};
}

} // namespace

Result<ReadFeatures> readFeatures(const VectorProfile &profile, const ReadOptions &options, ProgressMeter &meter)
{
    ReadFeatures result;
    result.store = std::make_unique<RawStore>(options.folder);
    result.inputCounts.assign(profile.inputs.size(), 0);
    result.isOrdered.assign(profile.inputs.size(), true);
    for (const VectorInput &input : profile.inputs) {
        std::vector<AttributeStatistics> statistics;
        for (qsizetype i = 0; i < input.attributes.size(); ++i)
            statistics.emplace_back(input.attributes[i], input.attributeTypes[i]);
        result.statistics.push_back(std::move(statistics));
    }
    // The workers merge into the result when they are through; until then all begin from these empty ones.
    const auto blank = result.statistics;
    const int converters = std::max(1, options.workers);
    Pipeline pipeline(result, size_t(2 * converters + 2));
    std::mutex mutex;
    const auto readAll = [&]() -> Status {
        for (size_t n = 0; n < profile.inputs.size(); ++n)
            for (const TablePart &part : profile.inputs[n].parts)
                TUILERIE_CHECK(readTable(profile.inputs[n], n, part, profile, options, meter, pipeline, result));
        pipeline.end();
        return {};
    };
    const Status status = parallelWorkers(
        converters + 1,
        [&](int worker) { return worker == 0 ? readAll() : convertBatches(profile, pipeline, blank, result, mutex); },
        [&] { pipeline.close(); });
    if (!status)
        return fail(status.error());
    if (result.store->entries().size() > std::numeric_limits<uint32_t>::max())
        return fail(ErrorCode::Unsupported, tr("The sources hold more than 4,294,967,295 features. Make several pyramids."));
    return result;
}

} // namespace tuilerie::vector
