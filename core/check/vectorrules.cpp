// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vectorrules.h"

#include "check/vector/vectorcheck.h"

namespace tuilerie {

std::vector<Finding> checkVectorFiles(const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control)
{
    if (files.empty())
        return {};
    auto check = lookAtVectorFiles(files, assignCrs, control);
    if (!check)
        return {}; // stopped; the caller asks the control as well
    for (const VectorRule &rule : vectorRules())
        rule.run(*check);
    return summedUp(std::move(check->findings));
}

} // namespace tuilerie
