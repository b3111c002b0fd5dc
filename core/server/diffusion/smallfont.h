// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/mapimage.h"

namespace tuilerie {

/// Writes a sentence onto a canvas in capitals of 5 × 7 pixels, wrapped at its width: enough for INIMAGE exceptions without
/// a font library in the server. Accents are dropped; what the font lacks is left blank.
void drawText(MapCanvas &canvas, const QString &text);

/// The same on one line without margins, from a corner on, in a colour; what lies beyond the canvas is left out.
void drawLine(MapCanvas &canvas, const QString &text, int x, int y, std::array<uint8_t, 3> colour);
constexpr int lineHeight = 7, letterWidth = 6; ///< pixels, of drawLine()

} // namespace tuilerie
