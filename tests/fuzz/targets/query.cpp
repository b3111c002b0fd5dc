// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "server/http/httpurl.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(bytes), size);
    size_t length = 0;
    for (const auto &[name, value] : tuilerie::parseQuery(text))
        length += name.size() + value.size();
    if (length > size)
        __builtin_trap();
    for (const std::string_view segment : tuilerie::pathSegments(text))
        (void)tuilerie::percentDecoded(segment, true);
    return 0;
}
