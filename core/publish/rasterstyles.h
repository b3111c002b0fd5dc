// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rasterstyle.h"
#include "publish/request.h"

namespace tuilerie {

/// The styles of a request's raster, in its order; the built-in ones for a range of values. NotFound for a file that is not
/// there, Invalid with the file's name for one that is no style. Any thread; reads the files.
Result<std::vector<RasterStyle>> rasterStylesOf(const PublishRequest &request, std::pair<double, double> range = {0, 1});
/// What can be known to be wrong with them without a look at the data: also that these data have none.
Status checkRasterStyles(const PublishRequest &request);

} // namespace tuilerie
