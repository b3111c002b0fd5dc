// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/field.h"

namespace tuilerie {

/// What the tiled pyramids have in common: the tile matrix set and the levels of it.
struct PyramidGrid
{
    QString tms = QStringLiteral("PM");  ///< bundled identifier or a JSON file
    QString top, bottom;                 ///< level ids; empty = the top of the grid / chosen from the data
    int slabWidth = 16, slabHeight = 16; ///< tiles

    bool operator==(const PyramidGrid &) const = default;
};

/// What a run may use of the machine.
struct RunResources
{
    int workers = 0;   ///< threads; 0 = all cores
    int memoryMiB = 0; ///< 0 = half of what is free

    bool operator==(const RunResources &) const = default;
};

/// The table's entries for them. Rasters say "top" and "bottom", vector tiles "top_level" and "bottom_level"
/// (docs/entrepot.md §9).
struct LevelNames
{
    const char *top = "top", *bottom = "bottom";
    const char *bottomByDefault;
};

FieldInfo tmsInfo();
FieldInfo topInfo(const LevelNames &names);
FieldInfo bottomInfo(const LevelNames &names);
FieldInfo slabWidthInfo();
FieldInfo slabHeightInfo();
FieldInfo workersInfo();
FieldInfo memoryInfo();
FieldInfo pathsInfo();
FieldInfo outputInfo();
FieldInfo assignCrsInfo();
FieldInfo resumeInfo();
FieldInfo skipUnreadableInfo();

template <typename Params> void addGridFields(Fields<Params> &table, const LevelNames &names)
{
    table.push_back(field<Params>(&PyramidGrid::tms, tmsInfo()));
    table.push_back(field<Params>(&PyramidGrid::top, topInfo(names)));
    table.push_back(field<Params>(&PyramidGrid::bottom, bottomInfo(names)));
    table.push_back(field<Params>(&PyramidGrid::slabWidth, slabWidthInfo()));
    table.push_back(field<Params>(&PyramidGrid::slabHeight, slabHeightInfo()));
}

template <typename Params> void addResourceFields(Fields<Params> &table)
{
    table.push_back(field<Params>(&RunResources::workers, workersInfo()));
    table.push_back(field<Params>(&RunResources::memoryMiB, memoryInfo()));
}

} // namespace tuilerie
