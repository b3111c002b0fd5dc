// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/lasheader.h"

#include "source/pointcloud/lasrecords.h"

namespace tuilerie {

Result<LasHeader> readLasHeader(const QString &path)
{
    TUILERIE_TRY(file, ByteFile::open(path));
    std::vector<LasRecord> records;
    return parseLas(*file, records);
}

} // namespace tuilerie
