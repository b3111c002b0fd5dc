// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/spillcodec.h"

#include <QCoreApplication>

#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace tuilerie::pointcloud {

namespace {

constexpr int timePlace = 22;
constexpr int leastLength = 30;

template <typename T> T field(const char *record, int at)
{
    T value;
    std::memcpy(&value, record + at, sizeof value);
    return value;
}

template <typename T> void setField(char *record, int at, T value)
{
    std::memcpy(record + at, &value, sizeof value);
}

Status damaged()
{
    return fail(ErrorCode::Corrupt,
        QCoreApplication::translate("tuilerie::PointCloudPyramid",
            "The temporary files of the run are damaged. Remove its journal's folder and start again."));
}

} // namespace

QByteArray packRecords(const char *records, qint64 count, int recordLength)
{
    std::vector<char> planes(size_t(count) * size_t(recordLength));
    std::vector<char> record(static_cast<size_t>(recordLength));
    quint32 last[3] = {};
    quint64 lastTime = 0;
    for (qint64 n = 0; n < count; ++n) {
        std::memcpy(record.data(), records + n * recordLength, size_t(recordLength));
        for (int i = 0; i < 3; ++i) {
            const auto value = field<quint32>(record.data(), 4 * i);
            const quint32 step = value - last[i];
            // Small steps either way have zeros in front.
            setField(record.data(), 4 * i, (step << 1) ^ (0u - (step >> 31)));
            last[i] = value;
        }
        if (recordLength >= leastLength) {
            const auto time = field<quint64>(record.data(), timePlace);
            setField(record.data(), timePlace, time - lastTime);
            lastTime = time;
        }
        for (int i = 0; i < recordLength; ++i)
            planes[size_t(i) * size_t(count) + size_t(n)] = record[size_t(i)];
    }
    QByteArray packed(qsizetype(ZSTD_compressBound(planes.size())), Qt::Uninitialized);
    const size_t size = ZSTD_compress(packed.data(), size_t(packed.size()), planes.data(), planes.size(), 1);
    packed.resize(ZSTD_isError(size) ? 0 : qsizetype(size));
    return packed;
}

Status unpackRecords(const char *packed, qint64 size, char *records, qint64 count, int recordLength)
{
    std::vector<char> planes(size_t(count) * size_t(recordLength));
    const size_t got = ZSTD_decompress(planes.data(), planes.size(), packed, size_t(size));
    if (ZSTD_isError(got) || got != planes.size())
        return damaged();
    quint32 last[3] = {};
    quint64 lastTime = 0;
    for (qint64 n = 0; n < count; ++n) {
        char *record = records + n * recordLength;
        for (int i = 0; i < recordLength; ++i)
            record[i] = planes[size_t(i) * size_t(count) + size_t(n)];
        for (int i = 0; i < 3; ++i) {
            const auto folded = field<quint32>(record, 4 * i);
            last[i] += (folded >> 1) ^ (0u - (folded & 1));
            setField(record, 4 * i, last[i]);
        }
        if (recordLength >= leastLength) {
            lastTime += field<quint64>(record, timePlace);
            setField(record, timePlace, lastTime);
        }
    }
    return {};
}

} // namespace tuilerie::pointcloud
