// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/derivedraster.h"

namespace tuilerie {
} // namespace tuilerie
