// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/pointbox.h"

#include "base/work/parallel.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>

namespace tuilerie {

Result<PointBox> measurePoints(
    const LasFile &file, const std::vector<LasChunk> &chunks, int workers, const WorkControl &control)
{
    qint64 low[3], high[3], points = 0;
    std::fill_n(low, 3, std::numeric_limits<qint64>::max());
    std::fill_n(high, 3, std::numeric_limits<qint64>::min());
    std::mutex mutex;
    const int length = file.layout().recordLength;
    const Status measured = parallel(workers, qint64(chunks.size()), control, [&](int, qint64 i) -> Status {
        const LasChunk &chunk = chunks[size_t(i)];
        TUILERIE_TRY(decoder, ChunkDecoder::create(file.layout(), LasFields::Coordinates));
        QByteArray records(chunk.points * length, Qt::Uninitialized);
        TUILERIE_CHECK(file.decode(chunk, *decoder, records.data()));
        qint64 least[3], most[3];
        std::fill_n(least, 3, std::numeric_limits<qint64>::max());
        std::fill_n(most, 3, std::numeric_limits<qint64>::min());
        for (qint64 n = 0; n < chunk.points; ++n)
            for (int axis = 0; axis < 3; ++axis) {
                qint32 value;
                std::memcpy(&value, records.constData() + n * length + 4 * axis, 4);
                least[axis] = std::min<qint64>(least[axis], value);
                most[axis] = std::max<qint64>(most[axis], value);
            }
        const std::lock_guard lock(mutex);
        points += chunk.points;
        for (int axis = 0; axis < 3; ++axis) {
            low[axis] = std::min(low[axis], least[axis]);
            high[axis] = std::max(high[axis], most[axis]);
        }
        return {};
    });
    TUILERIE_CHECK(measured);
    PointBox box;
    box.points = points;
    const LasHeader &header = file.header();
    for (int axis = 0; axis < 3 && points > 0; ++axis) {
        box.minimum[axis] = double(low[axis]) * header.scale[axis] + header.offset[axis];
        box.maximum[axis] = double(high[axis]) * header.scale[axis] + header.offset[axis];
    }
    return box;
}

Result<bool> hasPointsOutside(const LasFile &file, int most, const WorkControl &control)
{
    const std::vector<LasChunk> &chunks = file.chunks();
    std::vector<LasChunk> some;
    const size_t count = std::min(chunks.size(), size_t(most));
    for (size_t i = 0; i < count; ++i)
        some.push_back(chunks[i * chunks.size() / count]);
    TUILERIE_TRY(box, measurePoints(file, some, 1, control));
    const LasHeader &header = file.header();
    const double least[3] = {header.extent.west, header.extent.south, header.minZ};
    const double greatest[3] = {header.extent.east, header.extent.north, header.maxZ};
    for (int i = 0; i < 3 && box.points > 0; ++i) {
        const double slack = header.scale[i] * 0.5 + (std::abs(least[i]) + std::abs(greatest[i])) * 1e-12;
        if (!(box.minimum[i] >= least[i] - slack && box.maximum[i] <= greatest[i] + slack))
            return true;
    }
    return false;
}

} // namespace tuilerie
