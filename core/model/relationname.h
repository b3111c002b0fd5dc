// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tuilerie {

/// The name that a table or column gets when vector files are integrated into a database (docs/entrepot.md §6.4):
/// lower case, letters without accents, and "_" for hyphens, blanks and whatever else is no letter, digit or "_". Never
/// empty, never begins with a digit. The same name stays the same, and its own result.
QString relationName(const QString &name);

} // namespace tuilerie
