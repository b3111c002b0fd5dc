// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/verify.h"

#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
#include "pyramid/pyramidreader.h"
#include "pyramid/slabverifier.h"

#include <mutex>

namespace tuilerie {

QJsonArray verifyErrorsJson(const std::vector<VerifyError> &errors)
{
    QJsonArray list;
    for (const VerifyError &error : errors)
        list.append(QJsonObject{{QStringLiteral("place"), error.place}, {QStringLiteral("message"), error.message}});
    return list;
}

QJsonObject VerifyReport::toJson() const
{
    return {{QStringLiteral("slabs"), slabs}, {QStringLiteral("tiles"), tiles}, {QStringLiteral("bytes"), bytes},
        {QStringLiteral("errors"), verifyErrorsJson(errors)}};
}

Result<VerifyReport> verifyPyramid(const QString &descriptorPath, int workers, WorkControl &control)
{
    // The reader finds the grid and refuses levels that are not in it; the limits are looked at as they are written.
    TUILERIE_TRY(reader, PyramidReader::open(descriptorPath));
    const QString path = reader->path();
    TUILERIE_TRY(descriptor, PyramidDescriptor::load(path));
    const SlabFiles files{SlabLocator(path)};

    SlabInventory inventory(path, descriptor, reader->grid(), files.locator());
    TUILERIE_CHECK(inventory.take());

    const auto &tasks = inventory.tasks();
    std::mutex mutex;
    VerifyReport report;
    report.errors = inventory.errors();
    ProgressMeter meter(control, QStringLiteral("verify"), qint64(tasks.size()));
    const int count = std::clamp(workerCount(workers), 1, 256);
    std::vector<std::unique_ptr<SlabVerifier>> verifiers(static_cast<size_t>(count));
    TUILERIE_CHECK(parallel(count, qint64(tasks.size()), control, [&](int worker, qint64 i) -> Status {
        std::unique_ptr<SlabVerifier> &verifier = verifiers[size_t(worker)];
        if (!verifier)
            verifier = std::make_unique<SlabVerifier>(files, descriptor, reader->grid());
        verifier->verify(tasks[size_t(i)]);
        VerifyReport part = std::exchange(verifier->report(), {});
        {
            const std::lock_guard lock(mutex);
            report.slabs += part.slabs;
            report.tiles += part.tiles;
            report.bytes += part.bytes;
            std::move(part.errors.begin(), part.errors.end(), std::back_inserter(report.errors));
        }
        meter.addBytes(part.bytes);
        return meter.add(1);
    }));
    // The same order however many threads there were.
    std::sort(report.errors.begin(), report.errors.end(), [](const VerifyError &a, const VerifyError &b) {
        return std::tie(a.place, a.message) < std::tie(b.place, b.message);
    });
    return report;
}

} // namespace tuilerie
