// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QAbstractItemModel;
class QObject;

namespace tuilerie {

// The one way in which what is on the screen follows the program's language: a panel keeps every sentence it shows in one
// function, and that function is called again when the language changes. UI thread only.

/// Calls `say` now, and again each time `object` is told that the language has changed (QEvent::LanguageChange, which
/// reaches every widget of a window and the objects they own). `say` also writes what depends on QLocale: numbers, units,
/// dates. It dies with `object`; several for one object are called in the order in which they came.
void speak(QObject *object, std::function<void()> say);

/// Every view of the model asks for its headers and cells again; selection and place stay.
void askAgain(QAbstractItemModel *model);

} // namespace tuilerie
