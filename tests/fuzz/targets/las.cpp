// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "source/pointcloud/lasfile.h"

// Header, variable length records, chunk table. No point is decoded: that is LASzip's.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const tuilerie::fuzz::MemoryFile file(bytes, size, ".las");
    (void)tuilerie::LasFile::open(file.path());
    return 0;
}
