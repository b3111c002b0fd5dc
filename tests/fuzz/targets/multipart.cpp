// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "server/http/httpmultipart.h"

#include <algorithm>

namespace {

struct Sink final : tuilerie::BodySink
{
    size_t bytes = 0;
    tuilerie::Status beginPart(const std::string &, const std::string &) override { return {}; }
    tuilerie::Status data(const char *, size_t size) override
    {
        bytes += size;
        return {};
    }
    tuilerie::Status endPart() override { return {}; }
    tuilerie::HttpResponse finish(const tuilerie::HttpRequest &) override { return {}; }
};

} // namespace

// The first byte says in how large pieces the body arrives. The boundary is "x".
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 1)
        return 0;
    Sink sink;
    tuilerie::MultipartReader reader("x", sink);
    const size_t piece = 1 + bytes[0] % 64;
    const char *body = reinterpret_cast<const char *>(bytes + 1);
    for (size_t at = 0; at + 1 < size; at += piece) {
        if (!reader.feed(body + at, std::min(piece, size - 1 - at)))
            return 0;
    }
    (void)reader.end();
    if (sink.bytes > size)
        __builtin_trap();
    return 0;
}
