// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedside.h"

namespace tuilerie {

/// What is done with `paths` before a program opens them itself: headers, and some cells, features and points are read.
/// {items}: what `inspect` says of vector files, empty where they cannot be read. That is no error here: who opens them says
/// so. A work of a tuilerie-worker.
Result<QJsonObject> probe(const QJsonObject &params, WorkControl &control);

} // namespace tuilerie
