// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/pyramidstorage.h"
#include "pyramid/slabrecord.h"

namespace tuilerie {

// The beginning and the end of making a pyramid, the same for all engines: what is there, what a killed run has left, and
// what is written once the slabs are. For one thread; whoever calls it holds the pyramid's journal.

/// Where a pyramid is to be: the folder (plain, or /vsis3/bucket/prefix) and its name.
struct PyramidPlace
{
    QString folder;
    QString name;

    bool operator==(const PyramidPlace &) const = default;
    /// From "DIR/NAME" or "DIR/NAME.json"; Invalid without a name.
    static Result<PyramidPlace> fromOutput(const QString &output);
    /// What a pyramid on a disk leaves beside itself for the version after it, DIR/.NAME.made: what it was made from in
    /// `stateFile`, and what else its engine wants to have again.
    QString madeFolder() const { return folder + QLatin1String("/.") + name + QLatin1String(".made"); }
    QString stateFile() const { return stateFileIn(madeFolder()); }
    static QString stateFileIn(const QString &madeFolder) { return madeFolder + QLatin1String("/made"); }
};

/// True when a whole pyramid is there: its descriptor is written last.
bool descriptorExists(const PyramidStorage &storage);

/// Takes away the temporary files of what a killed run was just writing.
void removeLeftovers(const PyramidPlace &place);

/// Fills in what the slabs decide: each level's storage and limits (docs/rok4.md §3). `top`: of the grid's levels the one
/// that is the descriptor's first.
void describeLevels(
    PyramidDescriptor &descriptor, int top, const PyramidStorage &storage, const std::vector<SlabRecord> &records);

/// NAME.list of a descriptor with its levels, in the order of the records.
QByteArray slabListOf(
    const PyramidDescriptor &descriptor, int top, const QString &name, const std::vector<SlabRecord> &records);

} // namespace tuilerie
