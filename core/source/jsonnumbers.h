// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/plainalias.h"

namespace tuilerie {

/// What GDAL's driver stumbles over, by the bytes of a GeoJSON: looking for it is cheap, and the driver warns once a process
/// or when it is too late.
struct JsonFacts
{
    bool hasNegativeId = false; ///< an id, or a property of this name
    bool hasWideNumber = false; ///< a whole number that 64 bits with a sign do not hold, no coordinate
};

/// One pass over the file; what was found is kept as long as it is the same file. A file that cannot be read has none of
/// it. Any thread.
JsonFacts jsonFacts(const QString &path);

/// The file with its wide numbers in quotes, so that they are read as the texts that they are: RFC 8259 §6 sets numbers no
/// bounds, the driver's JSON parser clamps them. A copy of the same name in a temporary folder. Errors: those of reading and
/// writing, DiskFull among them.
Result<PlainAlias> copyWithQuotedNumbers(const QString &path);

} // namespace tuilerie
