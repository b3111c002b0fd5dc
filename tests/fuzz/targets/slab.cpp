// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "pyramid/slab.h"

// The first two bytes say how many tiles, the next four the size that the file claims.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 6)
        return 0;
    const int tiles = 1 + (bytes[0] | bytes[1] << 8) % 1024;
    const quint64 claimed = bytes[2] | quint64(bytes[3]) << 8 | quint64(bytes[4]) << 16 | quint64(bytes[5]) << 24;
    const auto index = tuilerie::SlabIndex::parse(tuilerie::fuzz::bytesOf(bytes + 6, size - 6), tiles, claimed);
    if (index && index->tiles().size() != size_t(tiles))
        __builtin_trap();
    return 0;
}
