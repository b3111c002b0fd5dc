// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/layerswatcher.h"

#include "publish/layers.h"
#include "ui/servers/serversession.h"

#include <QCryptographicHash>
#include <optional>

namespace tuilerie {

static constexpr int EmbeddedMs = 3000;
static constexpr int RemoteMs = 60000;

LayersWatcher::LayersWatcher(ServerSession *servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
    m_embedded.setInterval(EmbeddedMs);
    m_remote.setInterval(RemoteMs);
    connect(&m_embedded, &QTimer::timeout, this, [this] {
        if (m_servers->light() == ServerSession::Light::On)
            ask(EmbeddedServerName, false);
    });
    connect(&m_remote, &QTimer::timeout, this, [this] { askKnown(false); });
    connect(m_servers, &ServerSession::started, this, qOverload<>(&LayersWatcher::lookNow));
}

void LayersWatcher::setLooking(bool looking)
{
    if (looking == m_embedded.isActive())
        return;
    for (QTimer *timer : {&m_embedded, &m_remote})
        looking ? timer->start() : timer->stop();
    if (looking && m_servers->light() == ServerSession::Light::On)
        ask(EmbeddedServerName, false);
}

void LayersWatcher::lookNow()
{
    if (m_servers->light() == ServerSession::Light::On)
        ask(EmbeddedServerName, true);
    askKnown(true);
}

void LayersWatcher::askKnown(bool whole)
{
    m_servers->withKnownServers(this, [this, whole](const QStringList &servers) {
        for (const QString &server : servers)
            ask(server, whole);
    });
}

void LayersWatcher::lookNow(const QString &server)
{
    ask(server, true);
}

namespace {

struct Answer
{
    QByteArray lists;
    std::optional<std::vector<PublishedLayerInfo>> layers; ///< none where the lists are as before
};

/// Each change of a configuration or an offering gives it another time, or another status.
Result<QByteArray> digestOfLists(EntrepotClient &client)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const auto &entities) {
        for (const auto &entity : entities) {
            hash.addData((entity.id + QLatin1Char(' ') + entity.status + QLatin1Char(' ')).toUtf8());
            hash.addData(entity.update.toString(Qt::ISODateWithMs).toUtf8() + '\n');
        }
    };
    TUILERIE_TRY(configurations, client.configurations());
    add(configurations);
    TUILERIE_TRY(offerings, client.offerings());
    add(offerings);
    return hash.result();
}

} // namespace

void LayersWatcher::ask(const QString &server, bool anyway)
{
    Known &known = m_known[server];
    if (known.asking) {
        known.again = known.again || anyway;
        return;
    }
    known.asking = true;
    ++m_asking;
    m_servers->withClient(server, this, [this, server, anyway](const Result<std::shared_ptr<AsyncClient>> &client) {
        if (!client) {
            emit failed(server, client.error().message);
            done(server);
            return;
        }
        const auto work = [anyway, before = m_known[server].lists](EntrepotClient &entrepot) -> Result<Answer> {
            TUILERIE_TRY(lists, digestOfLists(entrepot));
            Answer answer{lists, {}};
            if (anyway || lists != before) {
                TUILERIE_TRY(layers, listLayers(entrepot));
                answer.layers = std::move(layers);
            }
            return answer;
        };
        (*client)->run(work).then(this, [this, server](const Result<Answer> &answer) {
            if (!answer) {
                m_known[server].lists.clear(); // whatever it says next is news
                emit failed(server, answer.error().message);
            } else if (answer->layers) {
                m_known[server].lists = answer->lists;
                emit answered(server, *answer->layers);
            }
            done(server);
        });
    });
}

void LayersWatcher::done(const QString &server)
{
    Known &known = m_known[server];
    known.asking = false;
    --m_asking;
    if (std::exchange(known.again, false))
        ask(server, true);
    else if (m_asking == 0)
        emit settled();
}

} // namespace tuilerie
