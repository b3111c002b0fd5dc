// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tuilerie {

/// Numbers as people read them, in the current locale (QLocale()). Pure functions, any thread.
QString formatCount(qint64 count);                         ///< "12,480"
QString formatBytes(qint64 bytes);                         ///< "1.4 GB": powers of 1000, three significant figures
QString formatByteRange(qint64 low, qint64 high);          ///< "1.2 – 1.6 GB", one unit for both
QString formatDuration(double seconds);                    ///< "45 s", "3 min 20 s", "2 h 05 min"; "—" below zero
QString formatDurationRange(double low, double high);      ///< "3 – 5 min"
QString formatRate(double perSecond, const QString &unit); ///< "240 tiles/s"
QString formatCoordinate(double value, int decimals);      ///< "651,200.50", never in powers of ten
/// As many decimals as a coordinate needs when a pixel is `unitsPerPixel` wide.
int decimalsFor(double unitsPerPixel);

} // namespace tuilerie
