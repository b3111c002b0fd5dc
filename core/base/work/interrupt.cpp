// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/interrupt.h"

#include <csignal>
#include <cstdint>
#include <cstring>
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr unsigned mostSeconds = 4;

InterruptPlan thePlan;
volatile std::sig_atomic_t caught = 0;

// Only what is safe in a signal handler: a flag, write(), alarm(), _exit().
void onSignal(int signal)
{
    caught = caught + 1;
    if (caught > 1)
        _exit(130);
    if (signal == SIGTERM)
        ::alarm(mostSeconds);
    const std::uint64_t one = 1;
    if (thePlan.wakeUp >= 0 && ::write(thePlan.wakeUp, &one, sizeof one) < 0)
        return;
    if (thePlan.sentence && ::write(STDERR_FILENO, thePlan.sentence, std::strlen(thePlan.sentence)) < 0)
        return;
}

void onAlarm(int)
{
    _exit(thePlan.code);
}

} // namespace

void catchInterrupts(const InterruptPlan &plan)
{
    thePlan = plan;
    struct sigaction action;
    std::memset(&action, 0, sizeof action);
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = onAlarm;
    ::sigaction(SIGALRM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted()
{
    return caught > 0;
}

} // namespace tuilerie
