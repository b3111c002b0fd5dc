// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/lasfile.h"

namespace tuilerie {
} // namespace tuilerie
