// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pngfilter.h"

#include <cstdlib>
#include <cstring>

namespace tuilerie {

namespace {

inline uint8_t paeth(int left, int up, int corner)
{
    const int a = std::abs(up - corner);
    const int b = std::abs(left - corner);
    const int c = std::abs(left + up - 2 * corner);
    return uint8_t(a <= b && a <= c ? left : b <= c ? up : corner);
}

} // namespace

void filterPngRow(PngFilter filter, const uint8_t *row, const uint8_t *above, size_t size, size_t step, uint8_t *out)
{
    // The first pixel has no left neighbour.
    switch (filter) {
    case PngFilter::None: std::memcpy(out, row, size); break;
    case PngFilter::Sub:
        std::memcpy(out, row, step);
        for (size_t i = step; i < size; ++i)
            out[i] = uint8_t(row[i] - row[i - step]);
        break;
    case PngFilter::Up:
        for (size_t i = 0; i < size; ++i)
            out[i] = uint8_t(row[i] - above[i]);
        break;
    case PngFilter::Average:
        for (size_t i = 0; i < step; ++i)
            out[i] = uint8_t(row[i] - above[i] / 2);
        for (size_t i = step; i < size; ++i)
            out[i] = uint8_t(row[i] - (row[i - step] + above[i]) / 2);
        break;
    case PngFilter::Paeth:
        for (size_t i = 0; i < step; ++i)
            out[i] = uint8_t(row[i] - above[i]);
        for (size_t i = step; i < size; ++i)
            out[i] = uint8_t(row[i] - paeth(row[i - step], above[i], above[i - step]));
        break;
    }
}

bool unfilterPngRow(uint8_t filter, uint8_t *row, const uint8_t *above, size_t size, size_t step)
{
    switch (filter) {
    case 0: return true;
    case 1:
        for (size_t i = step; i < size; ++i)
            row[i] = uint8_t(row[i] + row[i - step]);
        return true;
    case 2:
        for (size_t i = 0; i < size; ++i)
            row[i] = uint8_t(row[i] + above[i]);
        return true;
    case 3:
        for (size_t i = 0; i < step; ++i)
            row[i] = uint8_t(row[i] + above[i] / 2);
        for (size_t i = step; i < size; ++i)
            row[i] = uint8_t(row[i] + (row[i - step] + above[i]) / 2);
        return true;
    case 4:
        for (size_t i = 0; i < step; ++i)
            row[i] = uint8_t(row[i] + above[i]);
        for (size_t i = step; i < size; ++i)
            row[i] = uint8_t(row[i] + paeth(row[i - step], above[i], above[i - step]));
        return true;
    default: return false;
    }
}

} // namespace tuilerie
