// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/export/exportplan.h"

namespace tuilerie {

/// Writes the finest level of the plan as a Cloud Optimized GeoTIFF (OGC 21-026) with the coarser ones as its overviews, by
/// GDAL's COG driver: JPEG where the pyramid has JPEG, else without loss. Heights get the pyramid's nodata. `output` is
/// written under a temporary name beside it. Private to the room; blocks.
Status exportCog(const ExportPlan &plan, const QString &output, int workers, WorkControl &control);

} // namespace tuilerie
