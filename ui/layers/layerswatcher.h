// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <vector>

namespace tuilerie {

class ServerSession;

/// Keeps an eye on what the servers have published, whichever program publishes it: while somebody looks it asks for the
/// lists of configurations and offerings again and again, and for the layers themselves only where a list is other than
/// before. UI thread; nothing waits.
class LayersWatcher : public QObject
{
    Q_OBJECT

public:
    explicit LayersWatcher(ServerSession *servers, QObject *parent = nullptr);

    void setLooking(bool looking); ///< somebody sees the list
    void lookNow();                ///< at all servers, and at the layers themselves
    void lookNow(const QString &server);
    bool isBusy() const { return m_asking > 0; }

signals:
    void answered(const QString &server, const std::vector<tuilerie::PublishedLayerInfo> &layers);
    void failed(const QString &server, const QString &sentence);
    void settled(); ///< every question is answered

private:
    struct Known
    {
        QByteArray lists; ///< digest of what the lists said
        bool asking = false;
        bool again = false; ///< asked for while asking
    };
    void askKnown(bool whole);
    void ask(const QString &server, bool anyway);
    void done(const QString &server);

    ServerSession *m_servers;
    QHash<QString, Known> m_known;
    QTimer m_embedded, m_remote;
    int m_asking = 0;
};

} // namespace tuilerie
