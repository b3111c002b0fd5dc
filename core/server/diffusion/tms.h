// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/serviceaccess.h"

namespace tuilerie {

/// TMS 1.0.0 as ROK4 and the Géoplateforme have it: rows counted from the TOP. `path` is what follows "/tms/": "", "1.0.0",
/// "1.0.0/{layer}", "1.0.0/{layer}/metadata.json" (ROK4's), "1.0.0/{layer}/tilejson.json" (TileJSON 3.0.0),
/// "1.0.0/{layer}/{z}/{x}/{y}.{ext}".
HttpResponse tms(const ServiceAccess &access, const std::string &path);

} // namespace tuilerie
