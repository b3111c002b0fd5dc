// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/constraints.h"
#include "changes/difference.h"

namespace tuilerie {

/// Where the changes of one table go.
struct ChangedTable
{
    DataTable table;
    RowsOf rows;
    bool isData = true; ///< a GeoPackage's table, whose extent is kept up; false = a base
};

/// Whether each change is one of these rows: tables and columns that there are, features that are what the change says they
/// were, ids that are free, geometries in the table's CRS. What does not hold, at most a thousand of it.
Result<ChangeProblems> strangeChanges(const ChangeSet &set, const std::vector<ChangedTable> &tables);
/// The part of it that a set says of itself: geometries that are none, or in another CRS.
Result<ChangeProblems> strangeGeometries(const ChangeSet &set, const std::vector<DataTable> &tables);

/// Makes the changes, whatever rows were before: all rows that a change touches leave the table, and come back as they are
/// to be. So values can change places under a UNIQUE constraint, and no rule is asked before all is there. What breaks a
/// rule comes back, and the caller must then undo it all: call this within SqlDatabase::transaction(), with TriggersAside.
Result<ChangeProblems> applyChanges(const ChangeSet &set, const std::vector<ChangedTable> &tables);

} // namespace tuilerie
