// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorfix.h"

#include <QCoreApplication>

namespace tuilerie {

QJsonObject VectorFixReport::toJson() const
{
    return {{QStringLiteral("copy"), copy}, {QStringLiteral("features"), features}};
}

QStringList vectorFixActions()
{
    return {QStringLiteral("make-valid"),        QStringLiteral("promote-to-multi"),    QStringLiteral("drop-empty"), QStringLiteral("rebuild-index"),
            QStringLiteral("repair-geopackage"), QStringLiteral("rename-for-entrepot"), QStringLiteral("assign-crs"), QStringLiteral("set-encoding")};
}

Result<VectorFixReport> fixVector(const QString &, const QString &, const QStringList &, WorkControl &, const VectorFixOptions &)
{
    return fail(ErrorCode::Unsupported, QCoreApplication::translate("tuilerie::VectorFix", "Vector files cannot be repaired yet."));
}

} // namespace tuilerie
