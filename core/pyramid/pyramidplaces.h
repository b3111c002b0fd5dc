// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace tuilerie {

/// A pyramid may be named without its ".json".
QString descriptorOf(const QString &pyramid);
/// What a process has to see to read a pyramid: its descriptor and the folder of its slabs, some of which may be links.
/// Nothing for one whose slabs lie in a bucket. Reads the descriptor.
std::optional<QStringList> pyramidPlaces(const QString &pyramid);

} // namespace tuilerie
