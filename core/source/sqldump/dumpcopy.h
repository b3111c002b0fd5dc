// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QStringList>

namespace tuilerie {

/// A dump of tables as SQL text (sqldump.h): its name ends in .sql or .sql.gz, or its first bytes are pg_dump's.
bool isSqlDump(const QString &path);

struct DumpCopy
{
    QString path;      ///< a GeoPackage with a layer for each table that has rows or a geometry
    QStringList notes; ///< what is not as it was in the dump: views left out, columns kept as texts
};

/// The dump's tables as layers, named "table", or "schema.table" where two have one name; found again as long as the file is
/// the same one (workcopy.h). Values are those of the dump: whole numbers in 64 bits, numbers that a double cannot hold as
/// texts, NULL and empty texts apart, texts in UTF-8 by the dump's client_encoding, arrays as JSON, days and moments to the
/// millisecond and finer ones as texts. The CRS of a table is its SRID's, by the dump's spatial_ref_sys or else EPSG's.
/// Errors name file, line and table: Corrupt, Invalid, Unsupported (a custom-format dump, what would have to be run),
/// DiskFull. Cancelled when the program is asked to end, or `control` asks it. Reports the step "unpack" to it, in bytes of
/// the dump. Any thread.
Result<DumpCopy> dumpAsGeoPackage(const QString &path, WorkControl *control = nullptr);
/// The copy's folder (workcopy.h), for who makes it for others.
Result<QString> copyOfDump(const QString &path, WorkControl *control);

} // namespace tuilerie
