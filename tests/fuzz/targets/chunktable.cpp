// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "source/pointcloud/lazcodec.h"

// The first byte says whether chunks have all the same number of points.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 1)
        return 0;
    const qint64 fixedPoints = bytes[0] & 1 ? 50000 : 0;
    (void)tuilerie::decodeChunkTable({reinterpret_cast<const char *>(bytes + 1), size - 1}, fixedPoints, 1 << 16);
    return 0;
}
