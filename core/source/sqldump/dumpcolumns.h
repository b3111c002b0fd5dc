// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/sqldump/sqldump.h"

#include <ogr_core.h>

class OGRFeature;

namespace tuilerie {

/// What one column of a dump's table becomes, found out from all of its values before the first is written. Private to the
/// room; one thread.
class DumpColumnFacts
{
public:
    /// Looks at a value. Empty, or what is wrong with it.
    QString look(const DumpColumn &column, const DumpValue &value);
    /// Takes in what is known of the same column of a partition.
    void merge(const DumpColumnFacts &other);
    OGRFieldType type(const DumpColumn &column) const;
    OGRFieldSubType subType(const DumpColumn &column) const;
    OGRwkbGeometryType geometryType(const DumpColumn &column) const;
    int srid(const DumpColumn &column) const { return column.srid > 0 ? column.srid : m_srid; }
    /// What is not as it was, as a sentence about the column; empty for nothing.
    QString note(const DumpColumn &column) const;

private:
    bool m_isWhole = true;  ///< numbers without decimals, in 64 bits
    bool m_isExact = true;  ///< numbers that a double holds
    bool m_isMoment = true; ///< days and moments that can be written
    qint64 m_notFinite = 0;
    int m_srid = 0;
    bool m_hasShape = false;
    OGRwkbGeometryType m_shape = wkbUnknown;
};

/// The geometry of a value; null for NULL.
std::shared_ptr<OGRGeometry> shapeOf(const DumpValue &value);
/// Sets the field from a value that look() found good.
void setField(OGRFeature &feature, int field, OGRFieldType type, OGRFieldSubType subType, const DumpColumn &column,
    const DumpValue &value);

} // namespace tuilerie
