// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "pyramid/rasterformat.h"
#include "pyramid/tilecodec.h"

#include <vector>

// The first byte chooses the format, the second the channels.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    using namespace tuilerie;
    static const char *const names[] = {"TIFF_RAW_UINT8", "TIFF_JPG_UINT8", "TIFF_PNG_UINT8", "TIFF_LZW_UINT8",
        "TIFF_ZIP_UINT8", "TIFF_PKB_UINT8", "TIFF_RAW_FLOAT32", "TIFF_LZW_FLOAT32", "TIFF_ZIP_FLOAT32", "TIFF_PKB_FLOAT32"};
    if (size < 2)
        return 0;
    const auto format = RasterFormat::fromName(QLatin1String(names[bytes[0] % std::size(names)]));
    constexpr int side = 16;
    const int channels = 1 + bytes[1] % 4;
    if (const auto codec = TileCodec::create(*format, channels, side, side)) {
        std::vector<uint8_t> pixels(size_t(side) * side * size_t(channels) * 4);
        (void)(*codec)->decode({bytes + 2, size - 2}, pixels.data());
    }
    return 0;
}
