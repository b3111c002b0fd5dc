// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/tilegeometry.h"

namespace tuilerie::vector {

/// Appends the commands of MVT 2.1 §4.3: MoveTo, LineTo, ClosePath with zigzag parameters. Rings must be in MVT's order, a
/// shell before its holes: `order` gives the parts (groupRings()); the others are written as they come. Nothing is appended
/// for what §4.3.4 forbids.
void appendCommands(
    const Geometry &geometry, Shape shape, const std::vector<std::vector<size_t>> &order, std::vector<uint32_t> &commands);

} // namespace tuilerie::vector
