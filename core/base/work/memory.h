// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tuilerie {

/// The one place that asks how much memory there is. Linux: /proc/meminfo, and the limits of the control groups that this
/// process is in (a container, a systemd unit, a Slurm job), version 1 and 2, up to the topmost that can be seen. Sources:
/// the kernel's documentation, filesystems/proc, admin-guide/cgroup-v2 ("Memory Interface Files") and cgroup-v1/memory.
/// Bytes; any thread. `root` stands before every path, for tests.

/// What this process may still take without anybody's being pushed out: the least of what the machine and each of its
/// groups have left, a group's unused file cache counted as free. 2 GiB where the system does not say.
qint64 availableMemory(const QString &root = {});

/// What a work may use: the MiB that its parameters name, or half of what is available, and then at least 512 MiB.
qint64 memoryGiven(int wantedMiB);

/// What a process holds in memory; 0 when it is not there.
qint64 residentMemory(qint64 pid);

/// Gives back to the system what the allocator keeps of what was freed. For works with a budget, between two that take much:
/// with several threads a tenth of the memory and more stays behind otherwise.
void giveBackMemory();

} // namespace tuilerie
