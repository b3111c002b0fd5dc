// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace tuilerie {

/// Which part of a layer's data: all of it where nothing is said. Plain value.
struct DataSelection
{
    QStringList tables;   ///< none = all
    QList<double> extent; ///< west, south, east, north in degrees (WGS 84); empty = everywhere
    QString where;        ///< SQL, of each table
    bool isPart() const { return !extent.isEmpty() || !where.isEmpty(); } ///< of the tables' features

    QJsonObject toJson() const; ///< {tables, extent, where}
    static DataSelection fromJson(const QJsonObject &object);
};

/// Makes a GeoPackage at `to` of that part of another, which stays as it is: tables as they are declared, with their
/// indexes, triggers, styles and systems, and their last ids, so that new features get ids that no other one has. Features
/// are chosen by their envelopes, those without a geometry only where no extent is asked for. `besides` are features (table:
/// ids) that come in any case. Errors name what is wrong with the selection (Invalid). Blocks; asks `control` between steps
/// and every few thousand rows. `to` must not be there.
Status extractData(const QString &from, const QString &to, const DataSelection &selection, const QJsonObject &besides,
    WorkControl &control);

} // namespace tuilerie
