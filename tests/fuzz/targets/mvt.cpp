// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "pyramid/mvtcheck.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    (void)tuilerie::mvtProblem({bytes, size});
    return 0;
}
