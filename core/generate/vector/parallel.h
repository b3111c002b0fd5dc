// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>

namespace tuilerie::vector {

/// Runs `work(i)` for i = 0 … count − 1, each in a thread of its own (the last in the caller's), and gives the first error.
/// No exception comes out: they become errors.
Status runInParallel(int count, const std::function<Status(int)> &work);

} // namespace tuilerie::vector
