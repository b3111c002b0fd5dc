// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/httpmetrics.h"
#include "server/diffusion/wms.h"

namespace tuilerie {

/// WMS 1.3.0 and 1.1.1 for WMS-VECTOR layers: GetCapabilities with scale limits and legends, GetMap, GetFeatureInfo on the
/// features, and GetLegendGraphic (Styled Layer Descriptor profile, OGC 05-078r4 §10), drawn by the render pool. Too much at
/// once is answered with 503 and Retry-After; TILED=true makes labels go on from one map to the next; a server without a
/// renderer with 501.
const WmsService &vectorWms();

/// The pool's figures for /metrics: tuilerie_renderer_….
void addRenderFigures(HttpMetrics &metrics, const std::shared_ptr<RenderPool> &pool);

} // namespace tuilerie
