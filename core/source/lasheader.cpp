// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/lasheader.h"

#include "source/pointcloud/lasrecords.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudSource", sentence);
}

} // namespace

Result<LasHeader> readLasHeader(const QString &path)
{
    TUILERIE_TRY(file, ByteFile::open(path));
    std::vector<LasRecord> records;
    return parseLas(*file, records);
}

Result<QMap<int, qint64>> countLasClasses(const QString &path, const LasHeader &header, WorkControl &control)
{
    if (header.isCompressed)
        return fail(ErrorCode::Unsupported, tr("The classes of %1 are known only once it is decoded.").arg(path));
    TUILERIE_TRY(file, ByteFile::open(path));
    const int at = header.pointFormat >= 6 ? 16 : 15;
    const int bits = header.pointFormat >= 6 ? 0xff : 0x1f;
    qint64 counts[256] = {};
    const qint64 perRead = std::max(1, (4 << 20) / header.recordLength);
    for (qint64 done = 0; done < header.points;) {
        const qint64 points = std::min(perRead, header.points - done);
        TUILERIE_TRY(block, file->read(header.pointDataStart + done * header.recordLength, points * header.recordLength));
        for (qint64 i = 0; i < points; ++i)
            ++counts[uchar(block[qsizetype(i * header.recordLength + at)]) & bits];
        done += points;
        if (control.shouldStop() != StopRequest::None)
            return fail(ErrorCode::Cancelled, tr("Stopped while points were being counted."));
    }
    QMap<int, qint64> classes;
    for (int i = 0; i < 256; ++i) {
        if (counts[i])
            classes.insert(i, counts[i]);
    }
    return classes;
}

} // namespace tuilerie
