// SPDX-License-Identifier: GPL-3.0-or-later
// Fifty million points of the sample's flight become one COPC in a bounded memory; counts, bounds and every record are those
// of the input.
#include "source/pointcloud/copcfile.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <thread>
#include <xxhash.h>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

/// Of files that have one layout: order-free, by all cores. The codec's own test compares it with LASzip's interface.
struct Sum
{
    std::atomic<qint64> points{0};
    std::atomic<quint64> hashes{0};
    std::mutex mutex;
    qint32 low[3] = {INT32_MAX, INT32_MAX, INT32_MAX}, high[3] = {INT32_MIN, INT32_MIN, INT32_MIN};
    bool isGood = true;
};

void sumUp(const QStringList &paths, Sum &sum)
{
    struct Task
    {
        std::shared_ptr<const LasFile> file;
        LasChunk chunk;
    };
    std::vector<Task> tasks;
    for (const QString &path : paths) {
        const auto file = LasFile::open(path);
        sum.isGood = sum.isGood && file.has_value();
        if (file)
            for (const LasChunk &chunk : (*file)->chunks())
                tasks.push_back({*file, chunk});
    }
    std::atomic<size_t> next{0};
    const auto work = [&] {
        std::unique_ptr<ChunkDecoder> decoder;
        std::vector<char> records;
        for (size_t i = next++; i < tasks.size(); i = next++) {
            const Task &task = tasks[i];
            const auto length = size_t(task.file->layout().recordLength);
            if (!decoder)
                decoder = std::move(*ChunkDecoder::create(task.file->layout()));
            records.resize(size_t(task.chunk.points) * length);
            const bool isDecoded = task.file->decode(task.chunk, *decoder, records.data()).has_value();
            quint64 hashes = 0;
            qint32 low[3] = {INT32_MAX, INT32_MAX, INT32_MAX}, high[3] = {INT32_MIN, INT32_MIN, INT32_MIN};
            for (qint64 n = 0; n < task.chunk.points; ++n) {
                const char *record = records.data() + size_t(n) * length;
                hashes += XXH3_64bits(record, length);
                for (int axis = 0; axis < 3; ++axis) {
                    qint32 step;
                    std::memcpy(&step, record + 4 * axis, 4);
                    low[axis] = std::min(low[axis], step);
                    high[axis] = std::max(high[axis], step);
                }
            }
            sum.points += task.chunk.points;
            sum.hashes += hashes;
            const std::lock_guard lock(sum.mutex);
            sum.isGood = sum.isGood && isDecoded;
            for (int axis = 0; axis < 3; ++axis) {
                sum.low[axis] = std::min(sum.low[axis], low[axis]);
                sum.high[axis] = std::max(sum.high[axis], high[axis]);
            }
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back(work);
    work();
    for (std::thread &thread : threads)
        thread.join();
}

} // namespace

class PointCloudLargeTest : public QObject
{
    Q_OBJECT

private slots:
    void fiftyMillionPoints()
    {
        const QTemporaryDir folder;
        // 4 km², 11.5 pulses on a square metre.
        const ProcessResult made = runProgram(programPath(QStringLiteral("tuilerie-sample")),
            {QStringLiteral("--only"), QStringLiteral("lidar"), QStringLiteral("--density"), QStringLiteral("11.5"),
                QStringLiteral("--output"), folder.path()},
            900000);
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        const QDir tiles(folder.filePath(QStringLiteral("lidar")));
        QStringList inputs;
        qint64 inputBytes = 0;
        for (const QFileInfo &file : tiles.entryInfoList({QStringLiteral("*.laz")})) {
            inputs << file.absoluteFilePath();
            inputBytes += file.size();
        }
        QCOMPARE(inputs.size(), 4);

        const int memoryMiB = 1024;
        const QString output = folder.filePath(QStringLiteral("large.copc.laz")),
                      json = folder.filePath(QStringLiteral("params.json"));
        QFile file(json);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(QJsonObject{{QStringLiteral("paths"), tiles.path()}, {QStringLiteral("output"), output},
                                     {QStringLiteral("memory"), memoryMiB}})
                       .toJson());
        file.close();
        const ProcessResult run =
            runProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/pointcloudprogram"), {json}, 900000);
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        const QJsonObject result = QJsonDocument::fromJson(run.output).object();
        const qint64 points = result.value(QLatin1String("points")).toInteger();
        const double cpu = result.value(QLatin1String("cpu")).toDouble();
        qInfo("%lld points, %.2f M points a CPU second, %.1f s, peak %lld MiB of %d, temporary %lld, %.2f times the input's "
              "bytes",
            points, double(points) / cpu / 1e6, result.value(QLatin1String("seconds")).toDouble(),
            result.value(QLatin1String("peak_kib")).toInteger() / 1024, memoryMiB,
            result.value(QLatin1String("temporary_bytes")).toInteger(),
            double(QFileInfo(output).size()) / double(inputBytes));
        QVERIFY(points >= 50000000);
        QVERIFY(result.value(QLatin1String("peak_kib")).toInteger() <= memoryMiB * 1024 * 11 / 10);
        QCOMPARE(result.value(QLatin1String("temporary_bytes")).toInteger(), 0); // tiles that abut

        Sum before, after;
        sumUp(inputs, before);
        sumUp({output}, after);
        QVERIFY(before.isGood && after.isGood);
        QCOMPARE(after.points.load(), before.points.load());
        QCOMPARE(after.hashes.load(), before.hashes.load());
        for (int axis = 0; axis < 3; ++axis) {
            QCOMPARE(after.low[axis], before.low[axis]);
            QCOMPARE(after.high[axis], before.high[axis]);
        }
        const auto copc = CopcFile::open(output);
        VERIFY_OK(copc);
        const LasHeader &header = (*copc)->file()->header();
        QVERIFY(std::abs(header.extent.west - before.low[0] * 0.01) < 1e-6
            && std::abs(header.maxZ - before.high[2] * 0.01) < 1e-6);
        const auto &nodes = (*copc)->nodes();
        QVERIFY(std::all_of(nodes.begin(), nodes.end(), [](const CopcNode &node) { return node.chunk.points <= 100000; }));
    }
};

TUILERIE_TEST_MAIN(PointCloudLargeTest)
#include "pointcloudlargetest.moc"
