// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "source/pointcloud/lasfile.h"

#include <array>
#include <memory>
#include <vector>

namespace tuilerie {

/// What the points of one file say, once decoded.
struct ContentFacts
{
    static constexpr int kCells = 32; ///< of the density grid, along each side of the header's box

    bool isWhole = true;                                 ///< every chunk was decoded; else a sample, spread over the file
    qint64 points = 0;                                   ///< decoded
    std::vector<LasChunk> damaged;                       ///< chunks that do not decode
    qint32 least[3] = {INT32_MAX, INT32_MAX, INT32_MAX}; ///< as stored
    qint32 most[3] = {INT32_MIN, INT32_MIN, INT32_MIN};
    qint64 outsideBox = 0;            ///< beyond the header's box by more than half a quantum
    std::array<qint64, 16> returns{}; ///< by return number
    qint64 returnAboveNumber = 0;
    qint64 noNumberOfReturns = 0;
    std::array<qint64, 256> classes{};
    qint64 withheld = 0, synthetic = 0;
    qint64 badGps = 0; ///< NaN or infinite
    int mostColour = 0;
    quint64 checksum = 0;        ///< sum of the records' hashes
    qint64 duplicates = 0;       ///< records that repeat another one, byte for byte
    bool duplicatesExact = true; ///< false: estimated from a share of all hashes
    std::vector<qint64> cells;   ///< points of each, row by row from the south-west; empty for a box without area

    void add(const ContentFacts &other);
};

/// Decodes the files, all cores, at most `mostPoints` points (then a sample of chunks of each). In the order of `files`; a
/// null file gives empty facts. Stops when asked to; the facts are then not whole.
Result<std::vector<ContentFacts>> scanPoints(
    const std::vector<std::shared_ptr<const LasFile>> &files, qint64 mostPoints, WorkControl &control);

} // namespace tuilerie
