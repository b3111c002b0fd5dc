// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

namespace tuilerie {

/// A copy of its own, on the disk when it returns: in the kernel, and without moving a byte where the file system can share
/// them (reflinks); never a second name of the same file, which a later write would change. `to` is overwritten. Asks
/// `control` between blocks. Any thread. Errors of the file system name the file; Cancelled, Paused: `to` is in part there.
Status copyFile(const QString &from, const QString &to, const WorkControl &control);

} // namespace tuilerie
