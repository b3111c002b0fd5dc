// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publication.h"

#include "base/errorname.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace tuilerie {

static constexpr std::array stateNames{"running", "paused", "failed", "cancelled", "done"};

QJsonObject Publication::toJson() const
{
    QJsonObject object{{QStringLiteral("id"), id}, {QStringLiteral("server"), server},
        {QStringLiteral("request"), request.toJson()}, {QStringLiteral("state"), QLatin1String(stateNames[size_t(state)])},
        {QStringLiteral("executions"), QJsonArray::fromStringList(executions)},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)},
        {QStringLiteral("created"), created.toString(Qt::ISODateWithMs)}};
    if (!identity.isEmpty())
        object.insert(QStringLiteral("identity"), identity.toJson());
    if (finished.isValid())
        object.insert(QStringLiteral("finished"), finished.toString(Qt::ISODateWithMs));
    if (state == PublicationState::Failed)
        object.insert(QStringLiteral("error"),
            QJsonObject{{QStringLiteral("code"), errorCodeName(error.code)}, {QStringLiteral("message"), error.message},
                {QStringLiteral("detail"), error.detail}});
    if (state == PublicationState::Done)
        object.insert(QStringLiteral("result"), result.toJson());
    return object;
}

Result<Publication> Publication::fromJson(const QJsonObject &object)
{
    Publication publication;
    publication.id = object.value(QLatin1String("id")).toString();
    publication.server = object.value(QLatin1String("server")).toString();
    TUILERIE_TRY(request, PublishRequest::fromJson(object.value(QLatin1String("request")).toObject()));
    publication.request = request;
    const QByteArray state = object.value(QLatin1String("state")).toString().toLatin1();
    const auto name = std::find(stateNames.begin(), stateNames.end(), state);
    if (publication.id.isEmpty() || name == stateNames.end())
        return fail(
            ErrorCode::Corrupt, QCoreApplication::translate("tuilerie::Publication", "A kept publication cannot be read."));
    publication.state = PublicationState(name - stateNames.begin());
    publication.identity = PublicationIdentity::fromJson(object.value(QLatin1String("identity")).toObject());
    publication.executions = modeljson::texts(object.value(QLatin1String("executions")));
    const QJsonObject error = object.value(QLatin1String("error")).toObject();
    publication.error.code = errorCodeFromName(error.value(QLatin1String("code")).toString());
    publication.error.message = error.value(QLatin1String("message")).toString();
    publication.error.detail = error.value(QLatin1String("detail")).toString();
    publication.warnings = modeljson::texts(object.value(QLatin1String("warnings")));
    publication.created = QDateTime::fromString(object.value(QLatin1String("created")).toString(), Qt::ISODateWithMs);
    publication.finished = QDateTime::fromString(object.value(QLatin1String("finished")).toString(), Qt::ISODateWithMs);
    return publication;
}

void Publication::end(const Result<PublicationResult> &outcome)
{
    finished = QDateTime::currentDateTimeUtc();
    if (!outcome) {
        state = PublicationState::Failed;
        error = outcome.error();
        return;
    }
    state = PublicationState::Done;
    error = {};
    result = *outcome;
    for (const QString &warning : outcome->warnings)
        addWarning(warning);
}

void Publication::addWarning(const QString &sentence)
{
    if (!warnings.contains(sentence))
        warnings << sentence;
}

void Publication::addExecution(const QString &execution)
{
    executions.removeAll(execution);
    executions << execution;
}

} // namespace tuilerie
