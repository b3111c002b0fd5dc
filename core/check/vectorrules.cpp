// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vectorrules.h"

#include "check/vector/vectorcheck.h"

namespace tuilerie {

Result<std::vector<Finding>> checkVectorFiles(
    const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control)
{
    if (files.empty())
        return std::vector<Finding>();
    TUILERIE_TRY(check, lookAtVectorFiles(files, assignCrs, control));
    for (const VectorRule &rule : vectorRules())
        rule.run(check);
    return summedUp(std::move(check.findings));
}

} // namespace tuilerie
