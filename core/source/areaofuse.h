// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/crs.h"

#include <optional>

namespace tuilerie {

/// Where a CRS is meant to be used, in its own units and x/y order, 2 % wider on each side; unset where PROJ's database does
/// not say.
std::optional<Extent> areaOfUseIn(const Crs &crs);

} // namespace tuilerie
