// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "source/outside.h"

namespace tuilerie {

/// The finding for a file that names what is not of its delivery: blocking, "file.outside"; where it only takes its CRS from
/// a server, a warning, "file.crs-link". Private to the check room.
Finding outsideFinding(const QString &path, const Refusal &refusal);

} // namespace tuilerie
