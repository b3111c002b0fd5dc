// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tuilerie {

enum class TextState {
    Plain,    ///< ASCII
    Utf8,     ///< valid UTF-8 with letters beyond ASCII
    Twice,    ///< valid, but UTF-8 that was taken for Windows-1252 and written as UTF-8 again: "Ã©" for "é"
    Replaced, ///< valid, with U+FFFD where a letter was lost
    Invalid   ///< no UTF-8
};

/// What the bytes of a text are.
TextState textState(const QByteArray &bytes);

/// "é" of "Ã©": the text before it was encoded twice; the bytes themselves when they were not.
QByteArray decodedOnce(const QByteArray &bytes);

} // namespace tuilerie
