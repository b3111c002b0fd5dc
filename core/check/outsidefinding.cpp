// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/outsidefinding.h"

namespace tuilerie {

Finding outsideFinding(const QString &path, const Refusal &refusal)
{
    Finding finding;
    finding.id = refusal.isCrsLink ? QStringLiteral("file.crs-link") : QStringLiteral("file.outside");
    finding.severity = refusal.isCrsLink ? Severity::Warning : Severity::Blocking;
    finding.path = path;
    finding.message = refusal.message;
    finding.fix = refusal.fix;
    finding.fixAction = refusal.isCrsLink ? QStringLiteral("assign-crs") : QStringLiteral("exclude-file");
    return finding;
}

} // namespace tuilerie
