// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/pyramidgrid.h"

#include <QCoreApplication>

namespace tuilerie {

FieldInfo tmsInfo()
{
    return {.name = "tms",
        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Tile matrix set: a bundled one or a JSON file"),
        .option = "tms",
        .valueName = "TMS"};
}

FieldInfo topInfo(const LevelNames &names)
{
    return {.name = names.top,
        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Coarsest level"),
        .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "the top of the grid"),
        .option = "top",
        .valueName = "LEVEL",
        .otherNames = qstrcmp(names.top, "top") == 0 ? QStringList() : QStringList{QStringLiteral("top")}};
}

FieldInfo bottomInfo(const LevelNames &names)
{
    return {.name = names.bottom,
        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Finest level"),
        .byDefault = names.bottomByDefault,
        .option = "bottom",
        .valueName = "LEVEL",
        .otherNames = qstrcmp(names.bottom, "bottom") == 0 ? QStringList() : QStringList{QStringLiteral("bottom")}};
}

FieldInfo slabWidthInfo()
{
    return {.name = "width",
        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Tiles across a slab"),
        .option = "slab",
        .valueName = "WxH",
        .low = 1,
        .high = 256};
}

FieldInfo slabHeightInfo()
{
    return {.name = "height",
        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Tiles down a slab"),
        .option = "slab",
        .valueName = "WxH",
        .low = 1,
        .high = 256};
}

FieldInfo workersInfo()
{
    return {.name = "parallelization",
        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Threads"),
        .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "all cores"),
        .option = "workers",
        .valueName = "N",
        .high = 1024};
}

FieldInfo memoryInfo()
{
    return {.name = "memory",
        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Memory to use at most, in MiB"),
        .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "half of what is free"),
        .option = "memory",
        .valueName = "MIB",
        .high = 1 << 30};
}

FieldInfo pathsInfo()
{
    return {.name = "paths", .scope = FieldScope::Here};
}

FieldInfo outputInfo()
{
    return {.name = "output", .scope = FieldScope::Here};
}

FieldInfo assignCrsInfo()
{
    return {.name = "assign_crs",
        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "CRS of files that name none, such as EPSG:2154"),
        .option = "crs",
        .valueName = "CRS"};
}

FieldInfo resumeInfo()
{
    return {.name = "resume", .scope = FieldScope::Here};
}

FieldInfo skipUnreadableInfo()
{
    return {.name = "skip_unreadable",
        .description =
            QT_TRANSLATE_NOOP("tuilerie::Parameters", "Leaves out files that cannot be read, with a warning each"),
        .option = "skip-unreadable",
        .isQuiet = true};
}

} // namespace tuilerie
