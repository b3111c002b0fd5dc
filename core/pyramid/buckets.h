// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace tuilerie {

/// Which object stores' buckets a descriptor, or a reference in a slab's place, may lead to. A program that serves others
/// says it once, at its start ("*": all); without a word any may be read, by the rights of whoever runs the program. Any
/// thread.
void allowBuckets(const QStringList &names);
/// Denied for a bucket that is not among them. "bucket@cluster" counts by what is before the "@".
Status mayUseBucket(const QString &bucket);

} // namespace tuilerie
