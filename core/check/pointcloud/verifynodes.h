// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progressmeter.h"
#include "check/pointcloud/verifycopc.h"
#include "source/pointcloud/copcfile.h"

#include <array>
#include <limits>
#include <mutex>

namespace tuilerie {

/// Sentences from many threads; the first thousand are kept.
class ErrorList
{
public:
    void add(const QString &sentence);
    QStringList take() const;

private:
    mutable std::mutex m_mutex;
    QStringList m_sentences;
};

/// What a pass over points finds out about them.
struct PointFacts
{
    qint64 points = 0;
    quint64 checksum = 0;
    std::array<qint64, 256> classes{};
    std::array<qint64, 16> returns{}; ///< by return number; 0 too
    double least[3] = {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(),
        std::numeric_limits<double>::infinity()};
    double most[3] = {-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
        -std::numeric_limits<double>::infinity()};
    double gpsLeast = std::numeric_limits<double>::infinity();
    double gpsMost = -std::numeric_limits<double>::infinity();

    void add(const PointFacts &other);
};

/// A node's box, and how far a point may lie outside for rounding.
struct NodeBox
{
    double least[3];
    double most[3];
    static NodeBox of(const double cubeLeast[3], double edge, const OctreeKey &key);
};

/// Facts of decoded records; `outside` counts those beyond the box by more than half a quantum.
PointFacts factsOf(const LasHeader &header, const char *records, qint64 points, const NodeBox *box, qint64 &outside);

/// All cores, as far as their buffers are worth the memory.
int checkWorkers();

/// What can be told of a COPC without decoding: fixed places, records, hierarchy and chunk table.
void verifyCopcStructure(const CopcFile &copc, ErrorList &errors);

/// The two kinds of octree; what is wrong with them goes to the list. Paused, Cancelled; Io without memory.
Status verifyCopc(const CopcFile &copc, PointCloudVerification &result, ErrorList &errors, ProgressMeter &meter);
Status verifyEpt(const QString &path, PointCloudVerification &result, ErrorList &errors, ProgressMeter &meter);

} // namespace tuilerie
