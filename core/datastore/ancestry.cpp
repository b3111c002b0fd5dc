// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include "base/atomicfile.h"
#include "pyramid/finishing.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <set>
#include <sys/stat.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

const QString ancestorRole = u"ancestor"_s;

using FileId = std::pair<quint64, quint64>; // device, inode

/// Bytes of files that are in `known` already; the others are known from then on.
qint64 sharedBytes(const QString &folder, std::set<FileId> &known)
{
    qint64 bytes = 0;
    QDirIterator iterator(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (iterator.hasNext()) {
        struct stat facts
        {
        };
        // One link alone is nobody else's.
        if (::lstat(QFile::encodeName(iterator.next()).constData(), &facts) != 0 || facts.st_nlink < 2)
            continue;
        if (!known.emplace(quint64(facts.st_dev), quint64(facts.st_ino)).second)
            bytes += facts.st_size;
    }
    return bytes;
}

} // namespace

Status Datastore::setAncestor(const QString &storedData, const QString &ancestor)
{
    return m_entities->setLinks(storedData, ancestorRole, {ancestor});
}

QString Datastore::ancestorOf(const QString &storedData) const
{
    return m_entities->links(storedData, ancestorRole).value(0);
}

// Those that are deleted, too: the others are related through them.
QStringList Datastore::relativesOf(const QString &storedData) const
{
    QStringList family{storedData};
    for (qsizetype i = 0; i < family.size(); ++i) {
        const QString id = family.at(i); // the list grows
        const QStringList near = m_entities->links(id, ancestorRole) + m_entities->linkedTo(id, ancestorRole);
        for (const QString &relative : near)
            if (!family.contains(relative))
                family << relative;
    }
    return family;
}

// A file that several versions have is the eldest's, as long as that one is there.
Status Datastore::countShared(const QString &storedData)
{
    std::vector<StoredData> family;
    const QStringList ids = relativesOf(storedData);
    if (ids.size() < 2)
        return {};
    for (const QString &id : ids)
        if (const auto document = m_entities->find(EntityKind::StoredData, id))
            family.push_back(StoredData::fromJson(*document));
    std::sort(family.begin(), family.end(), [](const StoredData &a, const StoredData &b) {
        return a.creation == b.creation ? a.id < b.id : a.creation < b.creation;
    });
    std::set<FileId> known;
    for (const StoredData &data : family) {
        if (data.status != StoredDataStatus::Generated)
            continue;
        const qint64 shared = sharedBytes(pyramidFolder(data.id), known);
        if (shared == data.ancestry["shared"_L1].toInteger())
            continue;
        TUILERIE_CHECK(m_entities->change(EntityKind::StoredData, data.id, [shared](QJsonObject &document) -> Status {
            QJsonObject ancestry = document["ancestry"_L1].toObject();
            ancestry.insert("shared"_L1, shared);
            document.insert("ancestry"_L1, ancestry);
            return {};
        }));
    }
    return {};
}

Result<QByteArray> Datastore::stateOf(const QString &storedData) const
{
    TUILERIE_TRY(descriptor, pyramidOf(storedData));
    TUILERIE_TRY(place, PyramidPlace::fromOutput(descriptor));
    const QString file = place.stateFile();
    if (!QFileInfo::exists(file))
        return fail(ErrorCode::NotFound,
            QCoreApplication::translate("tuilerie::Datastore", "The pyramid left nothing of what it was made from."));
    return readWholeFile(file);
}

Status Datastore::noteChanges(const QString &storedData, const QJsonObject &changes)
{
    return m_entities
        ->change(EntityKind::StoredData, storedData,
            [&](QJsonObject &document) -> Status {
                QJsonObject ancestry = document["ancestry"_L1].toObject();
                ancestry.insert("ancestor"_L1, ancestorOf(storedData));
                for (const QLatin1String part : {"changed"_L1, "of"_L1})
                    ancestry.insert(part, changes[part]);
                document.insert("ancestry"_L1, ancestry);
                return {};
            })
        .map([](const QJsonObject &) {});
}

} // namespace tuilerie
