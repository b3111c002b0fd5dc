// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "source/pointcloud/copcfile.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const tuilerie::fuzz::MemoryFile file(bytes, size, ".copc.laz");
    if (tuilerie::CopcFile::isCopc(file.path()))
        (void)tuilerie::CopcFile::open(file.path());
    return 0;
}
