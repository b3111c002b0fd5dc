// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pyramidplaces.h"

#include "pyramid/descriptor.h"

#include <algorithm>

namespace tuilerie {

QString descriptorOf(const QString &pyramid)
{
    return pyramid.endsWith(QLatin1String(".json")) ? pyramid : pyramid + QLatin1String(".json");
}

std::optional<QStringList> pyramidPlaces(const QString &pyramid)
{
    const QString descriptor = descriptorOf(pyramid);
    const auto isS3 = [](const PyramidLevel &level) { return level.storage.type == StorageType::S3; };
    if (const auto known = PyramidDescriptor::load(descriptor);
        known && std::any_of(known->levels.begin(), known->levels.end(), isS3))
        return std::nullopt;
    return QStringList{pyramid, descriptor, descriptor.chopped(5)};
}

} // namespace tuilerie
