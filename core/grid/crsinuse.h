// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tuilerie::CrsInUse {

/// The CRS that a window shows data in and has data in: between any two of them CrsTransform::create() answers at once,
/// because what PROJ looks up for it was looked up here. The last eight that were named; a text as for Crs::fromText(). For
/// one that PROJ does not know, nothing is to be done.
///
/// Whatever brings a CRS to a thread that must not wait (data that were opened, a choice of the user) calls add() for it
/// first, on a thread that may: up to 60 ms for each of the others. Any thread.
void add(const QString &crs);
/// Nothing is left to be done for it.
bool has(const QString &crs);

} // namespace tuilerie::CrsInUse
