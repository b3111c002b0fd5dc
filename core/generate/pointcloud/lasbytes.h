// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/nodesink.h"

#include <cstring>

namespace tuilerie::pointcloud {

/// Appends a number as LAS has it: little-endian, as every machine is that this runs on.
template <typename T> void putNumber(QByteArray &bytes, T value)
{
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    bytes.append(raw, qsizetype(sizeof raw));
}

/// Appends a variable length record (LAS 1.4 R15 §2.5): at most 65,535 bytes of data.
void putRecord(QByteArray &bytes, const QByteArray &user, quint16 id, const QByteArray &description, const QByteArray &data);
/// The same behind the points (§2.7).
void putExtendedRecord(
    QByteArray &bytes, const QByteArray &user, quint16 id, const QByteArray &description, const QByteArray &data);

struct LasHeadFields
{
    LasLayout layout;
    quint64 pointStart = 0;
    quint32 recordCount = 0;
    quint64 extendedStart = 0;
    quint32 extendedCount = 0;
    bool hasLegacyCount = false; ///< also as LAS 1.0–1.3 counts; the standard wants 0 for these formats
};

/// The public header block of LAS 1.4, 375 bytes, of a LAZ file of PDRF 6–8.
QByteArray lasHead(const CloudSchema &schema, const PointStatistics &statistics, const LasHeadFields &fields);

} // namespace tuilerie::pointcloud
