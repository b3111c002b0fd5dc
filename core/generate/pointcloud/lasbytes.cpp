// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/lasbytes.h"

namespace tuilerie::pointcloud {

namespace {

void putText(QByteArray &bytes, const QByteArray &text, qsizetype width)
{
    bytes += text.left(width).leftJustified(width, '\0');
}

} // namespace

void putRecord(QByteArray &bytes, const QByteArray &user, quint16 id, const QByteArray &description, const QByteArray &data)
{
    putNumber(bytes, quint16(0));
    putText(bytes, user, 16);
    putNumber(bytes, id);
    putNumber(bytes, quint16(data.size()));
    putText(bytes, description, 32);
    bytes += data;
}

void putExtendedRecord(
    QByteArray &bytes, const QByteArray &user, quint16 id, const QByteArray &description, const QByteArray &data)
{
    putNumber(bytes, quint16(0));
    putText(bytes, user, 16);
    putNumber(bytes, id);
    putNumber(bytes, quint64(data.size()));
    putText(bytes, description, 32);
    bytes += data;
}

QByteArray lasHead(const CloudSchema &schema, const PointStatistics &statistics, const LasHeadFields &fields)
{
    QByteArray head("LASF");
    putNumber(head, quint16(0));
    putNumber(head, quint16((schema.hasAdjustedGps ? 1 : 0) | (schema.wkt.isEmpty() ? 0 : 16)));
    head.append(16, '\0');
    head += char(1);
    head += char(4);
    putText(head, "Tuilerie", 32);
    putText(head, "Tuilerie", 32);
    putNumber(head, quint16(schema.creation.isValid() ? schema.creation.dayOfYear() : 1));
    putNumber(head, quint16(schema.creation.isValid() ? schema.creation.year() : 2026));
    putNumber(head, quint16(375));
    putNumber(head, quint32(fields.pointStart));
    putNumber(head, fields.recordCount);
    head += char(fields.layout.pointFormat | 0x80);
    putNumber(head, quint16(fields.layout.recordLength));
    putNumber(head, fields.hasLegacyCount ? quint32(statistics.points) : 0u);
    head.append(20, '\0');
    for (int axis = 0; axis < 3; ++axis)
        putNumber(head, schema.scale[axis]);
    for (int axis = 0; axis < 3; ++axis)
        putNumber(head, schema.offset[axis]);
    for (int axis = 0; axis < 3; ++axis) {
        putNumber(head, statistics.maximum[axis] * schema.scale[axis] + schema.offset[axis]);
        putNumber(head, statistics.minimum[axis] * schema.scale[axis] + schema.offset[axis]);
    }
    putNumber(head, quint64(0)); // no waveforms
    putNumber(head, fields.extendedStart);
    putNumber(head, fields.extendedCount);
    putNumber(head, statistics.points);
    for (const quint64 count : statistics.countsByReturn())
        putNumber(head, count);
    return head;
}

} // namespace tuilerie::pointcloud
