// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "base/work/progress.h"
#include "source/sqldump/sqldump.h"

// Words, statements, rows and values of a dump, as far as the copy needs them before it writes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    using namespace tuilerie;
    const fuzz::MemoryFile file(bytes, size, ".sql");
    SilentControl control;
    try {
        SqlDump dump(file.path(), control);
        dump.read([](size_t, const std::vector<DumpValue> &row, qint64) {
            for (const DumpValue &value : row) {
                (void)geometryOfBytes(value.text);
                (void)geometryOfText(value.text);
                (void)bytesOfBytea(value.text);
                (void)arrayAsJson(value.text, true, false);
                (void)momentOfText(value.text);
            }
        });
    } catch (const SqlDumpStop &) { // NOLINT: what is wrong is said
    }
    return 0;
}
