// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publicationstore.h"

#include "base/atomicfile.h"
#include "base/log.h"
#include "client/privatefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>
#include <algorithm>

namespace tuilerie {

TUILERIE_LOG_ROOM("publish")

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
        const auto publication = loadFile(folder.filePath(name));
        if (publication)
            publications.push_back(*publication);
        else
            qCWarning(roomLog, "%s: %s", qUtf8Printable(name), qUtf8Printable(publication.error().message));
    }
    std::sort(publications.begin(), publications.end(),
        [](const Publication &a, const Publication &b) { return a.created < b.created; });
    return publications;
}

Result<Publication> PublicationStore::loadFile(const QString &file)
{
    TUILERIE_TRY(bytes, readWholeFile(file));
    return Publication::fromJson(QJsonDocument::fromJson(bytes).object());
}

Status PublicationStore::saveFile(const QString &file, const Publication &publication)
{
    return writePrivateFile(file, QJsonDocument(publication.toJson()).toJson());
}

Status PublicationStore::save(const Publication &publication) const
{
    return saveFile(file(publication.id), publication);
}

void PublicationStore::remove(const QString &id) const
{
    QFile::remove(file(id));
}

} // namespace tuilerie
