// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <span>

namespace tuilerie {

/// What is wrong with a Mapbox Vector Tile's bytes (MVT 2.1 §4: messages, their layers and features), or an empty text.
/// Private to the room.
QString mvtProblem(std::span<const uint8_t> tile);

} // namespace tuilerie
