// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/entrepotservice.h"

#include "model/access.h"

namespace tuilerie {

/// Which layers a key opens, until when (ms since the epoch). Immutable; swapped as a whole.
struct EntrepotService::KeyRing
{
    std::unordered_map<std::string, std::vector<std::pair<std::string, qint64>>> layers;
};

void EntrepotService::rebuildKeyRing()
{
    EntityStore &store = m_datastore->entities();
    auto fresh = std::make_shared<KeyRing>();
    const std::lock_guard lock(store.mutex());
    const auto accesses = store.all(EntityKind::Access);
    if (accesses)
        for (const QJsonObject &document : *accesses) {
            const KeyAccess access = KeyAccess::fromJson(document);
            const auto offering = store.find(EntityKind::Offering, access.offering.id);
            const auto key = store.find(EntityKind::Key, store.links(access.id, QStringLiteral("key")).value(0));
            if (!offering || !key)
                continue;
            qint64 until = std::numeric_limits<qint64>::max();
            if (!access.permission.id.isEmpty()) {
                const auto permission = store.find(EntityKind::Permission, access.permission.id);
                if (!permission)
                    continue;
                const QDateTime end = Permission::fromJson(*permission).endDate;
                if (end.isValid())
                    until = end.toMSecsSinceEpoch();
            } else if (!Offering::fromJson(*offering).open) {
                continue;
            }
            const Offering entity = Offering::fromJson(*offering);
            fresh->layers[AccessKey::fromJson(*key).typeInfos.value(QLatin1String("hash")).toString().toStdString()]
                .emplace_back((entity.type + QLatin1Char('/') + entity.layerName).toStdString(), until);
        }
    std::atomic_store(&m_keyRing, std::shared_ptr<const KeyRing>(fresh));
}

bool EntrepotService::isKeyAllowed(const std::string &key, const PublishedLayer &layer) const
{
    const auto ring = std::atomic_load(&m_keyRing);
    const auto found = ring->layers.find(key);
    if (found == ring->layers.end())
        return false;
    const std::string name = (layer.type + QLatin1Char('/') + layer.name).toStdString();
    for (const auto &[allowed, until] : found->second)
        if (allowed == name)
            return QDateTime::currentMSecsSinceEpoch() < until;
    return false;
}

void EntrepotService::countTraffic(
    const std::string &service, const std::string &layer, const std::string &key, quint64 bytes)
{
    const std::lock_guard lock(m_trafficMutex);
    auto &count = m_traffic[{QDate::currentDate().toString(Qt::ISODate).toStdString(), service, layer, key}];
    ++count.first;
    count.second += qint64(bytes);
}

void EntrepotService::writeTraffic()
{
    decltype(m_traffic) counts;
    {
        const std::lock_guard lock(m_trafficMutex);
        counts.swap(m_traffic);
    }
    if (counts.empty() || !m_datastore)
        return;
    (void)m_datastore->entities().transaction([&]() -> Status {
        for (const auto &[place, count] : counts)
            TUILERIE_CHECK(m_datastore->entities().database().run(
                "INSERT INTO traffic(day, service, layer, key, hits, bytes) VALUES(?,?,?,?,?,?) "
                "ON CONFLICT(layer, service, key, day) DO UPDATE SET hits=hits+excluded.hits, bytes=bytes+excluded.bytes",
                {QString::fromStdString(place[0]), QString::fromStdString(place[1]), QString::fromStdString(place[2]),
                    QString::fromStdString(place[3]), count.first, count.second}));
        return {};
    });
}

} // namespace tuilerie
