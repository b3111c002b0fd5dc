// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace tuilerie {

/// A table of vector data and the style that it is drawn in. Plain value.
struct StyledTable
{
    QString database; ///< path of a GeoPackage or other vector file
    QString table;
    QString style; ///< path of a QML, SLD or Mapbox GL file; empty = the one stored in the GeoPackage, else a plain one

    bool operator==(const StyledTable &) const = default;
    QJsonObject toJson() const; ///< {database, table, style?}
    static StyledTable fromJson(const QJsonObject &object);
};

} // namespace tuilerie
