// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/pyramidstorage.h"
#include "pyramid/tilecodec.h"

#include <QTemporaryDir>

namespace tuilerie::test {

/// Pixels like those of an aerial image: smooth shapes, texture and noise, seeded. Interleaved, packed; float32 samples for
/// SampleType::Float32.
std::vector<uint8_t> samplePixels(SampleType sample, int channels, int width, int height, unsigned seed);

/// A small pyramid of our own: levels 16 and 17 of PM, slabs of 4 × 2 tiles, two slabs at 17 and one at 16, whose tiles
/// outside of the limits are nodata. With a list (with MD5) and masks when asked. The descriptor's path.
Result<QString> writeSamplePyramid(
    const QString &folder, const RasterFormat &format, int channels, bool masks = false, bool list = false);
/// The pixels of one of its tiles.
std::vector<uint8_t> sampleTile(const RasterFormat &format, int channels, const QString &level, qint64 col, qint64 row);

/// The four pyramids as ROK4's own tools make them (rok4/pyramids.tar), unpacked once for the test; empty when that failed.
QString pyramidsOfOthers(const QTemporaryDir &folder);

} // namespace tuilerie::test
