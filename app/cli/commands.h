// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <memory>
#include <vector>

namespace tuilerie::cli {

std::unique_ptr<Command> makeInspectCommand();
std::unique_ptr<Command> makeCheckCommand();
std::unique_ptr<Command> makeEstimateCommand();
std::unique_ptr<Command> makeGenerateCommand();
std::unique_ptr<Command> makeDeriveCommand();
std::unique_ptr<Command> makeVerifyCommand();
std::unique_ptr<Command> makeRepairCommand();
std::unique_ptr<Command> makeExportCommand();
std::unique_ptr<Command> makePublishCommand();
std::unique_ptr<Command> makeUpdateCommand();
std::unique_ptr<Command> makeLayersCommand();
std::unique_ptr<Command> makeUnpublishCommand();
std::unique_ptr<Command> makeVersionsCommand();
std::unique_ptr<Command> makeRollbackCommand();
std::unique_ptr<Command> makeSwitchCommand();
std::unique_ptr<Command> makeStatsCommand();
std::unique_ptr<Command> makeSyncCommand();
std::unique_ptr<Command> makeOutboxCommand();
std::unique_ptr<Command> makeJobsCommand();
std::unique_ptr<Command> makeServerCommand();

/// All verbs, in the order of a publication.
std::vector<std::unique_ptr<Command>> allCommands();

} // namespace tuilerie::cli
