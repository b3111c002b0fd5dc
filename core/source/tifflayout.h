// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tuilerie {

/// The bytes by which a TIFF (or BigTIFF) names its CRS: tags GeoKeyDirectory, GeoDoubleParams and GeoAsciiParams of its
/// first image, one after the other (OGC GeoTIFF 1.1 §7.1). Files with the same bytes have the same CRS, so that only one of
/// thousands must be asked to PROJ. Empty where it is no TIFF, has no such tags, or anything is unusual.
QByteArray geoKeyBytes(const QString &path);

/// Where the last byte of any strip or tile of any image of a TIFF ends (TIFF 6.0 §2: StripOffsets, StripByteCounts,
/// TileOffsets, TileByteCounts); a file that is shorter was cut. −1 where it is no TIFF; larger than any file when a
/// directory itself is cut.
qint64 tiffDataEnd(const QString &path);

/// Whether the first image of a TIFF lists fewer strips or tiles than its width and height need (TIFF 6.0 §3 and §15). Such
/// a header is damaged: libtiff would take the rest as empty, which is a silent hole, and give memory to all that is
/// claimed. False where it is no TIFF.
bool tiffLacksBlocks(const QString &path);

} // namespace tuilerie
