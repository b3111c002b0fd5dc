// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/progress.h"

#include <QCoreApplication>

namespace tuilerie {

QJsonObject Progress::toJson() const
{
    return {{QStringLiteral("step"), step}, {QStringLiteral("done"), done}, {QStringLiteral("total"), total},
        {QStringLiteral("rate"), rate}, {QStringLiteral("bytes"), bytes}, {QStringLiteral("elapsed_s"), elapsedSeconds},
        {QStringLiteral("eta_s"), etaSeconds}};
}

Progress Progress::fromJson(const QJsonObject &object)
{
    Progress progress;
    progress.step = object.value(QLatin1String("step")).toString();
    progress.done = object.value(QLatin1String("done")).toInteger();
    progress.total = object.value(QLatin1String("total")).toInteger();
    progress.rate = object.value(QLatin1String("rate")).toDouble();
    progress.bytes = object.value(QLatin1String("bytes")).toInteger();
    progress.elapsedSeconds = object.value(QLatin1String("elapsed_s")).toDouble();
    progress.etaSeconds = object.value(QLatin1String("eta_s")).toDouble(-1);
    return progress;
}

Error stopError(StopRequest request)
{
    if (request == StopRequest::Pause)
        return {ErrorCode::Paused, QCoreApplication::translate("tuilerie::Work", "Paused. What is done is kept."), {}};
    return {ErrorCode::Cancelled,
        QCoreApplication::translate("tuilerie::Work", "Stopped before the end. Run the same again when you like."), {}};
}

Status checkStop(const WorkControl &control)
{
    if (const StopRequest request = control.shouldStop(); request != StopRequest::None)
        return fail(stopError(request));
    return {};
}

} // namespace tuilerie
