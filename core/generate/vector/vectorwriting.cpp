// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorwriting.h"

#include <algorithm>

namespace tuilerie::vector {

QDataStream &operator<<(QDataStream &out, const VectorSlabRecord &record)
{
    return out << static_cast<const SlabRecord &>(record) << record.reducedTiles << record.droppedFeatures;
}

QDataStream &operator>>(QDataStream &in, VectorSlabRecord &record)
{
    return in >> static_cast<SlabRecord &>(record) >> record.reducedTiles >> record.droppedFeatures;
}

PyramidDescriptor describedBy(const VectorProfile &profile)
{
    PyramidDescriptor descriptor;
    descriptor.tileMatrixSet = profile.grid.id();
    descriptor.format = QStringLiteral("TIFF_PBF_MVT");
    for (int z = profile.top; z <= profile.bottom; ++z) {
        PyramidLevel level;
        level.id = profile.matrix(z).id;
        level.tilesPerWidth = profile.params.slabWidth;
        level.tilesPerHeight = profile.params.slabHeight;
        descriptor.levels.push_back(level);
    }
    return descriptor;
}

QJsonArray tablesOf(const VectorProfile &profile, int level, const std::vector<qint64> &inputCounts,
    const std::vector<std::vector<AttributeStatistics>> &statistics)
{
    QJsonArray tables;
    QStringList done;
    for (size_t i = 0; i < profile.inputs.size(); ++i) {
        const VectorInput &first = profile.inputs[i];
        if (done.contains(first.layer))
            continue;
        QString geometry;
        std::vector<AttributeStatistics> attributes;
        bool any = false;
        for (size_t k = i; k < profile.inputs.size(); ++k) {
            const VectorInput &input = profile.inputs[k];
            if (input.layer != first.layer || level < input.top || level > input.bottom || inputCounts[k] == 0)
                continue;
            geometry = !any || geometry == input.geometry ? input.geometry : QStringLiteral("GEOMETRY");
            any = true;
            for (const AttributeStatistics &one : statistics[k]) {
                const auto known = std::find_if(attributes.begin(), attributes.end(),
                    [&](const AttributeStatistics &a) { return a.name() == one.name(); });
                if (known == attributes.end())
                    attributes.push_back(one);
                else
                    known->merge(one);
            }
        }
        if (!any)
            continue;
        done << first.layer;
        QJsonArray list;
        for (const AttributeStatistics &attribute : attributes)
            list.append(attribute.toJson());
        tables.append(QJsonObject{{QStringLiteral("name"), first.layer}, {QStringLiteral("geometry"), geometry},
            {QStringLiteral("attributes"), list}});
    }
    return tables;
}

} // namespace tuilerie::vector
