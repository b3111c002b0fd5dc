// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "source/archive.h"
#include "source/workcopy.h"

// Directory, names and entries of a zip, unpacked.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    using namespace tuilerie;
    const fuzz::MemoryFile file(bytes, size, ".zip");
    keepWorkCopiesIn(fuzz::MemoryFile::folder() + QStringLiteral("/copies"));
    (void)unpackArchive(file.path());
    removeWorkCopies();
    return 0;
}
