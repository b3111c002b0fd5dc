// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "pyramid/descriptor.h"
#include "pyramid/slablist.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    using namespace tuilerie;
    const auto descriptor = PyramidDescriptor::fromJson(fuzz::jsonOf(bytes, size));
    if (descriptor) {
        // What is read can be written and read again.
        if (!PyramidDescriptor::fromJson(descriptor->toJson()))
            __builtin_trap();
        (void)SlabList::parse(fuzz::bytesOf(bytes, size), *descriptor);
    }
    return 0;
}
