// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "publish/publicationstore.h"

#include <QHash>
#include <QObject>
#include <memory>

namespace tuilerie {

class EntrepotClient;
class ServerSession;

/// Carries publications through, each with the client's publish() on a thread of its own, and remembers them over restarts.
/// UI thread; nothing here waits.
class PublicationRunner : public QObject
{
    Q_OBJECT

public:
    PublicationRunner(ServerSession *servers, PublicationStore store, QObject *parent = nullptr);
    ~PublicationRunner() override; ///< running ones stop here and go on at the next start

    QString start(const PublishRequest &request, const QString &server); ///< its id
    void resumeKept(); ///< goes on with what an earlier session left; call once

    const std::vector<Publication> &publications() const { return m_publications; }
    const Publication *find(const QString &id) const;
    Progress progressOf(const QString &id) const; ///< the last report: step "upload", "check", "processing", "publish"
    QStringList logOf(const QString &id) const;   ///< sentences of this session
    int runningCount() const;

    void pause(const QString &id);
    void resume(const QString &id); ///< also of a failed one: goes on from where it failed
    void cancel(const QString &id); ///< stops, and removes from the server what is not finished
    void remove(const QString &id); ///< of an ended one: out of the list
    /// The window closes: its server side goes on, it is kept as running.
    void leave();
    /// The same, and the command-line program carries the running ones through without the window. False when it is not
    /// installed.
    bool handOver();

signals:
    void changed(const QString &id);
    void removed(const QString &id);
    void published(const QString &id);
    void failed(const QString &id);

private:
    class Control;
    struct Run
    {
        std::shared_ptr<Control> control;
        Progress progress;
        QStringList log;
        int retries = 0; ///< after the embedded server did not answer
    };
    Publication *get(const QString &id);
    void run(const QString &id);
    void ended(const QString &id, const Result<PublicationResult> &result);
    void onServer(const QString &id, Status (*work)(EntrepotClient &, const QString &), const QString &complaint);
    void keep(Publication &publication);

    ServerSession *m_servers;
    PublicationStore m_store;
    std::vector<Publication> m_publications;
    QHash<QString, Run> m_runs;
    bool m_leaving = false;
};

} // namespace tuilerie
