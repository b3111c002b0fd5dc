// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mapcrs.h"

#include "grid/crsinuse.h"
#include "render/qgisbridge.h"

#include <QStringList>
#include <mutex>
#include <qgscoordinatetransform.h>
#include <qgscoordinatetransformcontext.h>
#include <qgsdatumtransform.h>

namespace tuilerie::MapCrs {

namespace {

constexpr qsizetype mostCrs = 8;

struct Used
{
    std::mutex busy;   ///< held while use() lasts
    std::mutex mutex;  ///< of the rest
    QStringList texts; ///< the last one in front
    QgsCoordinateTransformContext context;
};

Used &used()
{
    static Used instance;
    return instance;
}

} // namespace

void use(const QString &crs)
{
    if (crs.isEmpty())
        return;
    CrsInUse::add(crs);
    const std::lock_guard working(used().busy);
    QStringList others;
    QgsCoordinateTransformContext context;
    {
        const std::lock_guard lock(used().mutex);
        others = used().texts;
        context = used().context;
    }
    const QgsCoordinateReferenceSystem added = qgis::crsOf(crs);
    const auto operate = [&context](const QgsCoordinateReferenceSystem &from, const QgsCoordinateReferenceSystem &to) {
        if (context.hasTransform(from, to))
            return;
        const QgsCoordinateTransform transform(from, to, QgsCoordinateTransformContext());
        if (!transform.isShortCircuited())
            context.addCoordinateOperation(from, to, transform.instantiatedCoordinateOperationDetails().proj);
    };
    for (const QString &text : std::as_const(others)) {
        const QgsCoordinateReferenceSystem other = qgis::crsOf(text);
        if (text == crs || !added.isValid() || !other.isValid())
            continue;
        operate(added, other);
        operate(other, added);
    }
    const std::lock_guard lock(used().mutex);
    used().context = context;
    used().texts.removeAll(crs);
    used().texts.prepend(crs);
    if (used().texts.size() > mostCrs)
        used().texts.removeLast();
}

bool isReady(const QString &crs)
{
    const std::lock_guard lock(used().mutex);
    return crs.isEmpty() || used().texts.contains(crs);
}

QgsCoordinateTransformContext context()
{
    const std::lock_guard lock(used().mutex);
    return used().context;
}

} // namespace tuilerie::MapCrs
