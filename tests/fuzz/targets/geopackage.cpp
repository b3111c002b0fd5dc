// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "source/inspect.h"

#include "base/work/progress.h"

// Header of the database, tables of the standard, blobs of geometries: our own reading of them, on what GDAL and SQLite let
// through.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    using namespace tuilerie;
    const fuzz::MemoryFile file(bytes, size, ".gpkg");
    SilentControl control;
    (void)inspectPaths({file.path()}, control);
    return 0;
}
