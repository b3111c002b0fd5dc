// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace tuilerie {

/// The row filters of PNG (ISO 15948 §9), private to the room.
enum class PngFilter : uint8_t { None = 0, Sub = 1, Up = 2, Average = 3, Paeth = 4 };

/// Filters `size` bytes of `row` into `out`. `above` is the row before, all zero for the first; `step` the bytes of a pixel.
void filterPngRow(PngFilter filter, const uint8_t *row, const uint8_t *above, size_t size, size_t step, uint8_t *out);
/// In place. False for a filter that there is not.
bool unfilterPngRow(uint8_t filter, uint8_t *row, const uint8_t *above, size_t size, size_t step);

} // namespace tuilerie
