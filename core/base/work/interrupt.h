// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tuilerie {

/// How a program ends that is asked to by Ctrl-C or SIGTERM.
struct InterruptPlan
{
    const char *sentence = nullptr; ///< written to stderr at the first of them; must outlive the program
    int wakeUp = -1;                ///< an eventfd that is written to then; −1: none
    int code = 130;                 ///< of a program that did not end by itself in time
};

/// From here on the first Ctrl-C or SIGTERM makes interrupted() true, and the second one ends the program at once with exit
/// code 130. After a SIGTERM the program ends within four seconds, whatever its threads do or wait for: who sends one
/// (systemd, Slurm, a shutdown) kills soon after, and nothing that is kept needs an orderly end. Call it once, before there
/// are threads. SIGPIPE is ignored.
void catchInterrupts(const InterruptPlan &plan);
bool interrupted();

} // namespace tuilerie
