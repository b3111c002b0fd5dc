// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"

#include <QAnyStringView>
#include <QStringList>

namespace tuilerie::test {

/// The findings of one rule, in their order.
inline std::vector<Finding> ofId(const std::vector<Finding> &findings, QAnyStringView id)
{
    std::vector<Finding> result;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(result),
        [id](const Finding &finding) { return QAnyStringView::compare(finding.id, id) == 0; });
    return result;
}

/// What a failing test shows: a line for each.
inline QString listed(const std::vector<Finding> &findings)
{
    QStringList lines;
    for (const Finding &finding : findings)
        lines << finding.id + QLatin1Char(' ') + finding.message;
    return lines.join(QLatin1Char('\n'));
}

} // namespace tuilerie::test
