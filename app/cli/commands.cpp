// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

namespace tuilerie::cli {

std::vector<std::unique_ptr<Command>> allCommands()
{
    static constexpr auto table = {
        makeInspectCommand,
        makeCheckCommand,
        makeEstimateCommand,
        makeGenerateCommand,
        makeDeriveCommand,
        makeVerifyCommand,
        makeRepairCommand,
        makeExportCommand,
        makePublishCommand,
        makeLayersCommand,
        makeUpdateCommand,
        makeVersionsCommand,
        makeRollbackCommand,
        makeSwitchCommand,
        makeStatsCommand,
        makeUnpublishCommand,
        makeSyncCommand,
        makeOutboxCommand,
        makeJobsCommand,
        makeServerCommand,
    };
    std::vector<std::unique_ptr<Command>> commands;
    for (const auto make : table)
        commands.push_back(make());
    return commands;
}

} // namespace tuilerie::cli
