// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/pointcloud/lazcodec.h"

#include <QString>
#include <QtGlobal>

#include <laszip/laszip.hpp>

namespace tuilerie {

/// How LASzip sees a record: items one after the other, in record order.
struct LaszipItems
{
    LASzip zip;
    bool isLayered = false;   ///< compressor 3: PDRF 6–10
    int layers = 0;           ///< in a chunk, where isLayered
    std::vector<int> offsets; ///< of each item in the record
    int wavePacket = -1;      ///< number of the item WAVEPACKET14, −1 for none

    /// Checks everything that LASzip takes on trust: number and family of items, their sum, the compressor.
    static Result<std::unique_ptr<LaszipItems>> create(const LasLayout &layout);
};

/// LASzip's working form of the item POINT14 (LASpoint14 in lasreaditemcompressed_v3.cpp), bit fields as bytes. LASzip
/// copies all of it, so a buffer for a point must be this large.
struct LaszipPoint14
{
    qint32 x, y, z;
    quint16 intensity;
    quint8 legacyReturns; ///< return 0–2, number 3–5, scan direction 6, edge 7
    quint8 legacyClass;   ///< class 0–4, flags 5–7
    qint8 scanAngleRank;
    quint8 userData;
    quint16 sourceId;
    qint16 scanAngle;
    quint8 bits; ///< point type 0–1, scanner channel 2–3, classification flags 4–7
    quint8 classification;
    quint8 returns; ///< return 0–3, number 4–7: as in the file
    quint8 reserved[3];
    quint8 gpsTimeChange[4];
    double gpsTime;
    quint16 colours[4];

    void fromRecord(const char *record);
    void toRecord(char *record) const;
};
static_assert(sizeof(LaszipPoint14) == 48 && offsetof(LaszipPoint14, gpsTime) == 32);

QString codecText(const char *sentence); ///< translated

} // namespace tuilerie
