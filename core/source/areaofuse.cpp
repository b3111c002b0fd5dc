// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/areaofuse.h"

namespace tuilerie {

std::optional<Extent> areaOfUseIn(const Crs &crs)
{
    Extent use = crs.areaOfUse();
    if (use.isEmpty())
        return {};
    if (!crs.isGeographic()) {
        const auto wgs84 = Crs::fromText(QStringLiteral("EPSG:4326"));
        const auto transform = wgs84 ? CrsTransform::create(*wgs84, crs) : fail(ErrorCode::Invalid, {});
        const auto there = transform ? transform->forward(use) : fail(ErrorCode::Invalid, {});
        if (!there)
            return {};
        use = *there;
    }
    return use.grown(use.width() * 0.02, use.height() * 0.02);
}

} // namespace tuilerie
