// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace tuilerie::pointcloud {

/// Packs records of PDRF 6–8 losslessly and fast: differences of coordinates and times from record to record, byte planes,
/// zstd 1. About 5.5 bytes a point where LAZ takes 4.5, at twenty times the speed.
QByteArray packRecords(const char *records, qint64 count, int recordLength);
/// Corrupt when the bytes are not what packRecords() gave for as many records.
Status unpackRecords(const char *packed, qint64 size, char *records, qint64 count, int recordLength);

} // namespace tuilerie::pointcloud
