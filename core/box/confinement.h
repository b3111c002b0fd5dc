// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace tuilerie {

/// What the kernel of this machine can keep a process from.
struct Confinement
{
    int landlock = 0; ///< its ABI; 0: files cannot be kept from it
    bool seccomp = false;
};
Confinement confinementHere();

/// Shuts this process in, for good, and all that it starts: it reads the system's own files, `readable` and `writable`,
/// writes below `writable`, opens no socket but those of this machine, runs no other program, gains no rights, writes no
/// core. `memoryMiB` is a fence behind the one that its parent watches; 0 for none. What the kernel cannot do is left
/// undone: confinementHere() says so. Sources: the kernel's documentation, userspace-api/landlock and
/// userspace-api/seccomp_filter. Private to the room; before threads begin.
void confine(const QStringList &readable, const QStringList &writable, int memoryMiB);

} // namespace tuilerie
