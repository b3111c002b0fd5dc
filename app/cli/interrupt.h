// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tuilerie::cli {

/// From here on the first Ctrl-C (or SIGTERM) only makes interrupted() true, the second one ends the program at once with
/// exit code 130 (docs/cli.md). Ctrl-C of the terminal goes to this process alone: the embedded server has a session of its
/// own.
void catchInterrupts();
bool interrupted();

} // namespace tuilerie::cli
