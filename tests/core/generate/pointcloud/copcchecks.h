// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tuilerie::test {

/// What is wrong with a COPC: fixed places of the head, hierarchy, chunks without gaps, every point within its node's box
/// and the header's, counts, no node above 100,000. Empty when all is well. Reads the hierarchy by itself, from the bytes.
QString copcProblem(const QString &path);

} // namespace tuilerie::test
