// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHash>
#include <QStringList>

namespace tuilerie {

/// Makes a damaged GeoPackage, a copy already, readable again for GDAL: header, missing system tables (the user's tables
/// found again by their geometries), names of tables that do not exist, geometries that are none. Returns one sentence for
/// each thing done.
Result<QStringList> salvageGpkg(const QString &copy);

/// Takes the styles that are stored in `from` over into `to`, under the tables' new names. False when there are none.
Result<bool> copyStoredStyles(const QString &from, const QString &to, const QHash<QString, QString> &newNames);

/// What somebody has added to a GeoPackage and a copy of its tables does not take along: "trigger t", "index i", "view v".
Result<QStringList> ownObjects(const QString &path);

} // namespace tuilerie
