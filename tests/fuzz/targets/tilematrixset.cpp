// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "grid/tilematrixset.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    (void)tuilerie::TileMatrixSet::fromJson(QStringLiteral("FUZZ"), tuilerie::fuzz::jsonOf(bytes, size));
    return 0;
}
