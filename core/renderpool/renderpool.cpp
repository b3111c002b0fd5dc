// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderpool/renderpool.h"

namespace tuilerie {
} // namespace tuilerie
