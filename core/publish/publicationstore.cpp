// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publicationstore.h"

#include "base/atomicfile.h"
#include "base/log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <algorithm>
#include <array>

namespace tuilerie {

TUILERIE_LOG_ROOM("publish")

static constexpr std::array stateNames{"running", "paused", "failed", "cancelled", "done"};

QJsonObject Publication::toJson() const
{
    QJsonObject object{{QStringLiteral("id"), id}, {QStringLiteral("server"), server},
        {QStringLiteral("request"), request.toJson()}, {QStringLiteral("state"), QLatin1String(stateNames[size_t(state)])},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)},
        {QStringLiteral("created"), created.toString(Qt::ISODateWithMs)}};
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
    const QJsonObject error = object.value(QLatin1String("error")).toObject();
    publication.error.message = error.value(QLatin1String("message")).toString();
    publication.error.detail = error.value(QLatin1String("detail")).toString();
    const QJsonArray warnings = object.value(QLatin1String("warnings")).toArray();
    for (const QJsonValue &warning : warnings)
        publication.warnings << warning.toString();
    publication.created = QDateTime::fromString(object.value(QLatin1String("created")).toString(), Qt::ISODateWithMs);
    publication.finished = QDateTime::fromString(object.value(QLatin1String("finished")).toString(), Qt::ISODateWithMs);
    return publication;
}

PublicationStore::PublicationStore(QString folder)
    : m_folder(std::move(folder))
{
}

QString PublicationStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/publications");
}

QString PublicationStore::file(const QString &id) const
{
    return m_folder + QLatin1Char('/') + id + QStringLiteral(".json");
}

std::vector<Publication> PublicationStore::load() const
{
    std::vector<Publication> publications;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        const auto bytes = readWholeFile(folder.filePath(name));
        const auto publication = bytes ? Publication::fromJson(QJsonDocument::fromJson(*bytes).object())
                                       : Result<Publication>(fail(bytes.error()));
        if (publication)
            publications.push_back(*publication);
        else
            qCWarning(roomLog, "%s: %s", qUtf8Printable(name), qUtf8Printable(publication.error().message));
    }
    std::sort(publications.begin(), publications.end(),
        [](const Publication &a, const Publication &b) { return a.created < b.created; });
    return publications;
}

Status PublicationStore::save(const Publication &publication) const
{
    return writeFileAtomically(file(publication.id), QJsonDocument(publication.toJson()).toJson());
}

void PublicationStore::remove(const QString &id) const
{
    QFile::remove(file(id));
}

} // namespace tuilerie
