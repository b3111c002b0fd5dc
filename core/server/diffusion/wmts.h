// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/serviceaccess.h"

namespace tuilerie {

/// WMTS 1.0.0 (OGC 07-057r7): the KVP door, `/wmts?SERVICE=WMTS&REQUEST=…`.
HttpResponse wmtsKvp(const ServiceAccess &access);
/// The RESTful door; `path` is what follows "/wmts/1.0.0/": WMTSCapabilities.xml,
/// {layer}/{style}/{tms}/{matrix}/{row}/{col}.{ext}, or {layer}/{style}/{tms}/{matrix}/{row}/{col}/{j}/{i}.{ext} (feature
/// info).
HttpResponse wmtsRest(const ServiceAccess &access, const std::string &path);
HttpResponse wmtsCapabilities(const ServiceAccess &access);

constexpr const char *wmtsType = "WMTS-TMS";

} // namespace tuilerie
