// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointcloudpyramid.h"

namespace tuilerie {
} // namespace tuilerie
