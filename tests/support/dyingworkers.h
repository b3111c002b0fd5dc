// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/inbox.h"

namespace tuilerie::test {

/// As long as it is there, each process that is to open files for this program (source/inbox.h) is gone without a word, as
/// one that a file has brought down.
class DyingWorkers
{
public:
    DyingWorkers() { useBox(QStringLiteral("/bin/true")); }
    ~DyingWorkers() { useBox(); }
    DyingWorkers(const DyingWorkers &) = delete;
    DyingWorkers &operator=(const DyingWorkers &) = delete;
};

} // namespace tuilerie::test
