// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/merge.h"

namespace tuilerie {

/// Features that one side added under ids which the other has given to features of its own get free ones, above all that
/// either side has, so that none of them meets another new one; what refers to them by a foreign key goes along, where it is
/// the same side's. The rows of `ids` (a query that gives table number and feature) are in the live tables. Gives {table,
/// was, is} for each. Within a transaction, with TriggersAside.
Result<QJsonArray> giveFreeIds(
    const std::vector<MergedTable> &tables, const ChangeSet &mine, const ChangeSet &theirs, const QByteArray &ids);

} // namespace tuilerie
