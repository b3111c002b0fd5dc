// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/entrepotservice.h"

#include "model/entity.h"

#include <limits>

namespace tuilerie {

/// Which layers ("TYPE/name") a key opens, until when (ms since the epoch). Immutable; swapped as a whole.
struct EntrepotService::KeyRing
{
    std::unordered_map<std::string, std::unordered_map<std::string, qint64>> layers;
};

void EntrepotService::rebuildKeyRing()
{
    constexpr qint64 forEver = std::numeric_limits<qint64>::max();
    auto fresh = std::make_shared<KeyRing>();
    EntityStore &store = m_datastore->entities();
    const std::lock_guard lock(store.mutex());
    // An access without a permission holds where the offering is open to every key; one whose permission is gone holds
    // nowhere.
    (void)store.database().run(
        "SELECT json_extract(k.doc,'$.type_infos.hash'), o.type, o.layer_name, json_extract(o.doc,'$.open'), "
        "json_extract(a.doc,'$.permission._id'), p.id, json_extract(p.doc,'$.end_date') FROM entity a "
        "JOIN link l ON l.entity=a.id AND l.role='key' JOIN entity k ON k.id=l.target AND k.kind='key' "
        "JOIN entity o ON o.id=json_extract(a.doc,'$.offering._id') AND o.kind='offering' "
        "LEFT JOIN entity p ON p.id=json_extract(a.doc,'$.permission._id') AND p.kind='permission' WHERE a.kind='access'",
        {}, [&](const SqlRow &row) {
            const bool wantsPermission = !row.text(4).isEmpty();
            if (wantsPermission ? row.isNull(5) : row.integer(3) == 0)
                return;
            const QDateTime end = wantsPermission ? modeljson::date(QJsonValue(row.text(6))) : QDateTime();
            const qint64 until = end.isValid() ? end.toMSecsSinceEpoch() : forEver;
            qint64 &present =
                fresh->layers[row.text(0).toStdString()][row.text(1).toStdString() + '/' + row.text(2).toStdString()];
            present = std::max(present, until);
        });
    std::atomic_store(&m_keyRing, std::shared_ptr<const KeyRing>(fresh));
}

bool EntrepotService::isKeyAllowed(const std::string &key, const PublishedLayer &layer) const
{
    const auto ring = std::atomic_load(&m_keyRing);
    const auto layers = ring->layers.find(key);
    if (layers == ring->layers.end())
        return false;
    const auto allowed = layers->second.find(layer.type.toStdString() + '/' + layer.name.toStdString());
    return allowed != layers->second.end() && QDateTime::currentMSecsSinceEpoch() < allowed->second;
}

void EntrepotService::countTraffic(
    const std::string &service, const std::string &layer, const std::string &key, quint64 bytes)
{
    // Every tile of every layer comes by here: nothing but the count is done under the lock.
    const std::array place{QDate::currentDate().toString(Qt::ISODate).toStdString(), service, layer, key};
    const std::lock_guard lock(m_trafficMutex);
    auto &count = m_traffic[place];
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
