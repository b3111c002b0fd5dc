// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/shiftgridfinding.h"

#include "grid/shiftgrids.h"

namespace tuilerie {

std::vector<Finding> shiftGridFindings(const char *id, const std::map<QString, Extent> &areas, double cell)
{
    std::vector<Finding> findings;
    const auto wgs84 = Crs::fromText(QStringLiteral("EPSG:4326"));
    for (const auto &[name, extent] : areas) {
        const auto crs = name.isEmpty() ? Result<Crs>{} : Crs::fromText(name);
        if (!wgs84 || !crs || !crs->isValid())
            continue;
        const auto lack = shiftGridLack(*crs, *wgs84, extent);
        if (lack && lack->isSeen(cell * crs->metersPerUnit()))
            findings.push_back({QString::fromLatin1(id), lack->isStopped ? Severity::Blocking : Severity::Warning, {}, {},
                {}, lack->what(*crs, *wgs84), lack->how(), {}});
    }
    return findings;
}

} // namespace tuilerie
