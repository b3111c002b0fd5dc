// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedwork.h"

#include <optional>

namespace tuilerie {

/// What a work has to see for these paths, as people give them (files, folders, globs): the places themselves and what links
/// below folders lead to; and, to write, the folders that the outputs lie in and the cache of ours. Nothing where one is on
/// a server or in an archive, which a box does not reach: that is the user's own word. Walks the folders, reads no file.
std::optional<BoxFiles> boxFilesFor(const QStringList &inputs, const QStringList &outputs = {});

} // namespace tuilerie
