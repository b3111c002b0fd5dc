// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "pyramid/finishing.h"

#include <functional>

namespace tuilerie {

/// What the one who makes the slabs is given.
struct PyramidWork
{
    PyramidStorage &storage;
    RecordLog &log;                ///< for a SlabJournal of the maker's records
    PyramidDescriptor &descriptor; ///< the order's; tables of levels may be added
    WorkControl &control;
};

/// A pyramid as it is asked for. Only the slabs are made in different ways: all around them every engine shares.
struct PyramidOrder
{
    PyramidPlace place;
    bool resume = false;
    QByteArray records;           ///< the kind of the maker's records, for the log
    quint32 version = 1;          ///< of their layout
    QByteArray fingerprint;       ///< of everything that decides the slabs' bytes
    QByteArray sourceState;       ///< of the sources' sizes and dates
    bool mixesSources = true;     ///< slabs of two states of the sources may stand side by side
    PyramidDescriptor descriptor; ///< levels with ids and slab sizes; their storage and limits are filled in at the end
    int top = 0;                  ///< of the grid's levels the descriptor's first
    QString nothing;              ///< the sentence when no tile holds data
    /// Makes the slabs that the log does not have; the records of all, in order.
    std::function<Result<std::vector<SlabRecord>>(const PyramidWork &work)> slabs;
    /// Where what is kept of the making, if anything, is to be: the log's folder becomes this one.
    QString keptAs;
    /// Lays into that folder what `slabs` has not laid there; may be empty.
    std::function<Status(const QString &folder)> keep;
};

struct MadePyramid
{
    QString descriptorPath;
    qint64 slabs = 0; ///< files, masks included
    qint64 tiles = 0;
    qint64 bytes = 0;
};

/// Makes the pyramid: journal, slabs, list, and last the descriptor, with which it is whole. Blocks. A whole pyramid that is
/// there already is what was asked for when `resume` is set and it looks so (a warning says so); else Conflict. Also
/// Conflict: what RecordLog::open() refuses, and sources that were changed where slabs must not mix. Paused and Cancelled
/// leave a journal, with which the same order goes on. An unfinished run that cannot be gone on with (another version of the
/// program, a damaged journal) is taken away and begun anew, with a warning.
Result<MadePyramid> makePyramid(const PyramidOrder &order, WorkControl &control);

} // namespace tuilerie
