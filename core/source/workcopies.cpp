// SPDX-License-Identifier: GPL-3.0-or-later
// Which copies of somebody's files are made before the files are opened.
#include "source/archive.h"
#include "source/filesearch.h"
#include "source/sqldump/dumpcopy.h"
#include "source/workcopy.h"

namespace tuilerie {

namespace {

bool isOfTheFile(const Error &error)
{
    return error.code != ErrorCode::Cancelled && error.code != ErrorCode::Paused;
}

} // namespace

Status makeWorkCopies(const QStringList &paths, WorkControl &control)
{
    for (const QString &path : paths) {
        const auto found = findFiles({path}, {.control = &control}); // zips are opened by it
        if (!found) {
            TUILERIE_CHECK(checkStop(control));
            continue;
        }
        for (const FoundFile &file : found->of(SourceKind::Vector))
            if (isSqlDump(file.path))
                if (const auto made = dumpAsGeoPackage(file.path, &control); !made && !isOfTheFile(made.error()))
                    return fail(made.error());
    }
    return checkStop(control);
}

Result<QString> makeWorkCopy(const QString &source, WorkControl &control)
{
    return isArchive(source) ? unpackArchive(source, &control) : copyOfDump(source, &control);
}

} // namespace tuilerie
