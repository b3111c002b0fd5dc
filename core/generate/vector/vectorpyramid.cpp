// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorpyramid.h"

namespace tuilerie {
} // namespace tuilerie
