// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/lasheader.h"

#include "source/pointcloud/lasrecords.h"

#include <cmath>

namespace tuilerie {

QByteArray ExtraByteField::meaning() const
{
    if (!isDescribed())
        return QByteArray::number(size);
    const int options = uchar(descriptor[3]);
    QByteArray text = QByteArray::number(type) + '/' + QByteArray::number(size);
    if (type != 0 && (options & 8))
        text += descriptor.mid(112, 24);
    if (type != 0 && (options & 16))
        text += descriptor.mid(136, 24);
    return text;
}

bool LasHeader::hasPlaces() const
{
    constexpr double furthest = 1e12, mostSteps = 9007199254740992.0; // 2⁵³
    for (int i = 0; i < 3; ++i) {
        const double reach = std::abs(offset[i]) + 2147483648.0 * scale[i];
        if (!(scale[i] > 0) || !(reach <= furthest) || !(reach / scale[i] <= mostSteps))
            return false;
    }
    return true;
}

bool LasHeader::hasSoundBox() const
{
    const double least[3] = {extent.west, extent.south, minZ}, most[3] = {extent.east, extent.north, maxZ};
    bool isOnePlace = true;
    for (int i = 0; i < 3; ++i) {
        const double low = (least[i] - offset[i]) / scale[i], high = (most[i] - offset[i]) / scale[i];
        if (!(low >= -2147483649.0 && high <= 2147483648.0 && low <= high))
            return false;
        isOnePlace = isOnePlace && least[i] == most[i];
    }
    return points < 2 || !isOnePlace;
}

Result<LasHeader> readLasHeader(const QString &path)
{
    TUILERIE_TRY(file, ByteFile::open(path));
    std::vector<LasRecord> records;
    return parseLas(*file, records);
}

} // namespace tuilerie
