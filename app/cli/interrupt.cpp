// SPDX-License-Identifier: GPL-3.0-or-later
#include "interrupt.h"

#include <csignal>
#include <cstring>
#include <unistd.h>

namespace tuilerie::cli {

namespace {

volatile std::sig_atomic_t caught = 0;

// Only what is safe in a signal handler: a flag, write(), _exit().
void onSignal(int)
{
    caught = caught + 1;
    if (caught > 1)
        _exit(130);
    static const char sentence[] = "\nStopping as soon as it can be resumed; Ctrl-C again stops at once.\n";
    if (::write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        return;
}

} // namespace

void catchInterrupts()
{
    struct sigaction action;
    std::memset(&action, 0, sizeof action);
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted()
{
    return caught > 0;
}

} // namespace tuilerie::cli
