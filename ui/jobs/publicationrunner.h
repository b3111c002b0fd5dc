// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "publish/publicationstore.h"
#include "publish/wholeprogress.h"

#include <QHash>
#include <QObject>
#include <memory>
#include <optional>

namespace tuilerie {

class AsyncClient;
class PublicationLead;
class ServerSession;

/// Carries publications through by the use cases of core/publish, each on a thread of its own, and remembers them over
/// restarts. It works for a publication only while it has its lead: one that the command line carries through since the last
/// session is taken back first. UI thread;
/// nothing here waits but leave().
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
    double shareOf(const QString &id) const; ///< of the whole publication done, 0…1, never less than before; −1: no report
    QStringList logOf(const QString &id) const; ///< sentences of this session
    int runningCount() const;

    void pause(const QString &id);
    void resume(const QString &id); ///< also of a failed one: goes on from where it failed
    void cancel(const QString &id); ///< stops, and removes from the server what is not finished
    void remove(const QString &id); ///< of an ended one: out of the list
    /// The window closes: its server side goes on, it is kept as running. Waits until that is written.
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
        std::shared_ptr<PublicationLead> lead;
        std::weak_ptr<PublicationLead> given; ///< the lead that goes as soon as what was kept under it is written
        std::shared_ptr<Control> control;     ///< of the work that is under way
        bool isWaiting = false;               ///< for the lead
        int asked = 0;                        ///< how often the other program was asked for the lead
        bool toPause = false;                 ///< what works for it on the server is still to be paused
        Progress progress;
        WholeShare whole;
        QStringList log;
        std::optional<PublicationResult> result;
    };
    Publication *get(const QString &id);
    void advance(const QString &id);
    bool takeLead(const QString &id);
    void giveLead(Run &run);
    void carryThrough(const Publication &publication);
    void pauseOnServer(const Publication &publication);
    void cancelOnServer(const Publication &publication);
    void ended(const QString &id, const Result<PublicationResult> &result);
    void stopped(const QString &id, const QString &complaint);
    template <typename R, typename Work, typename Done> void onServer(const Publication &publication, Work work, Done done);
    void keep(Publication &publication);
    void write(const Publication &publication);

    ServerSession *m_servers;
    PublicationStore m_store;
    std::vector<Publication> m_publications;
    QHash<QString, Run> m_runs;
    bool m_leaving = false;
};

} // namespace tuilerie
