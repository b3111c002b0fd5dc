// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "source/stylefile.h"

// SLD and QML as the server takes them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    (void)tuilerie::styleInfos(tuilerie::fuzz::bytesOf(bytes, size));
    return 0;
}
