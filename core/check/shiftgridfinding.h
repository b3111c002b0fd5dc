// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"

#include <map>

namespace tuilerie {

/// Findings on CRSs of a data set whose way to WGS 84 reads a shift grid that is not installed, one for each: blocking where
/// there is no other way, else a warning when the difference can be seen in cells of that size (in units of the CRS; 0 for
/// data that have none). WGS 84 stands for the grid of tiles or map, which is not chosen yet. `areas`: what the data cover,
/// by CRS; texts that no CRS can be read from are left to other rules. Private to the check room.
std::vector<Finding> shiftGridFindings(const char *id, const std::map<QString, Extent> &areas, double cell = 0);

} // namespace tuilerie
