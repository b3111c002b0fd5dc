// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "source/pointcloud/vpcfile.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const tuilerie::fuzz::MemoryFile file(bytes, size, ".vpc");
    if (tuilerie::isVpc(file.path()))
        (void)tuilerie::readVpc(file.path());
    return 0;
}
