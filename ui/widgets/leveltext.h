// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/tilematrixset.h"

#include <QString>

namespace tuilerie {

// How a level of a grid reads to a technician, in the current language and QLocale.

QString cellSizeText(double metres);   ///< "50 cm", "2 m", "1.22 km"
QString scaleText(double denominator); ///< "1:25,000", three figures
/// "15 – 4.78 m".
QString shortLevelText(const TileMatrix &matrix, double metersPerUnit);
/// "15 – 4.78 m, 1:17,100".
QString levelText(const TileMatrix &matrix, double metersPerUnit);

} // namespace tuilerie
