// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/publicationrunner.h"

#include "../wizard/publishguitest.h"
#include "base/work/workpool.h"
#include "client/asyncclient.h"
#include "client/embeddedserver.h"
#include "e2esupport.h"
#include "publish/handover.h"
#include "publish/layers.h"
#include "ui/servers/serversession.h"

#include <QSignalSpy>

#include <csignal>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

static constexpr int Patience = 240000;

/// Publications of the desktop with the real server and the real command line: the server is killed in the middle of a job,
/// the window leaves a job running, comes back, pauses and cancels. Where, the engine's own counts say.
class PublicationRunnerTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    // A window's session: what begins and ends with it.
    struct Session
    {
        ServerSession servers;
        PublicationRunner runner{&servers, PublicationStore()};
        QSignalSpy published{&runner, &PublicationRunner::published};
        QSignalSpy failed{&runner, &PublicationRunner::failed};
        QSignalSpy crashed{&servers, &ServerSession::crashed};

        // The processing has written something, and has more to do.
        bool isAtWork(const QString &id)
        {
            const Progress progress = runner.progressOf(id);
            return progress.step == "generate"_L1 && progress.done > 0 && progress.done < progress.total;
        }
        PublicationState state(const QString &id) { return runner.find(id)->state; }
    };

    PublishRequest request(const QString &layer) const
    {
        PublishRequest request;
        request.paths = {m_folder.filePath(u"ortho"_s)};
        request.layer = layer;
        request.srs = u"EPSG:2154"_s;
        request.services = {u"tms"_s};
        request.raster.format = u"PNG"_s;
        request.raster.slabWidth = request.raster.slabHeight = 4;
        return request;
    }

    struct Made
    {
        int uploads = 0, executions = 0, running = 0;
    };
    // What is on the server for a layer; an execution is never taken away.
    static Made madeFor(const QString &layer)
    {
        Made made;
        SilentControl control;
        const auto state = ensureEmbeddedServer({}, control);
        if (!state)
            return made;
        EntrepotClient client(state->address(), state->tokens(), control);
        for (const Upload &upload : client.uploads().value_or(std::vector<Upload>()))
            made.uploads += upload.name == layer;
        for (const ProcessingExecution &item : client.executions().value_or(std::vector<ProcessingExecution>())) {
            const auto execution = client.execution(item.id);
            made.executions += execution && execution->output.name == layer;
            made.running += execution && execution->output.name == layer && execution->jobState == "running"_L1;
        }
        return made;
    }
    static bool isPublished(const QString &layer)
    {
        SilentControl control;
        const auto state = ensureEmbeddedServer({}, control);
        if (!state)
            return false;
        EntrepotClient client(state->address(), state->tokens(), control);
        const auto found = findLayer(client, layer);
        return found && !found->services.empty();
    }

private slots:
    void initTestCase()
    {
        for (const QString &program : {u"tuilerie-server"_s, u"tuilerie-cli"_s, u"tuilerie-sample"_s})
            if (!QFileInfo(programPath(program)).isExecutable())
                QSKIP("the programs are not built");
        qputenv("TUILERIE_SERVER", QFile::encodeName(programPath(u"tuilerie-server"_s)));
        qputenv("PATH", QFile::encodeName(QFileInfo(programPath(u"tuilerie-cli"_s)).path()) + ':' + qgetenv("PATH"));
        QVERIFY(makeOrthophoto(m_folder.path(), 3, 1100));
    }
    void cleanupTestCase() { VERIFY_OK(stopEmbeddedServer({})); }

    // The server is started again at once, the job goes on by itself, and so does the publication.
    void theServerIsKilledInTheMiddle()
    {
        Session session;
        const QString id = session.runner.start(request(u"killed"_s), EmbeddedServerName);
        QTRY_VERIFY_WITH_TIMEOUT(session.isAtWork(id), Patience);
        const EmbeddedServerState before = *findEmbeddedServer({});
        QCOMPARE(::kill(pid_t(before.pid), SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(session.crashed.size(), 1, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(session.published.size() + session.failed.size(), 1, Patience);
        QVERIFY2(session.failed.isEmpty(), qPrintable(session.runner.find(id)->error.message));
        QVERIFY(findEmbeddedServer({})->pid != before.pid);
        QVERIFY(findEmbeddedServer({})->token != before.token);
        const Made made = madeFor(u"killed"_s);
        QCOMPARE(made.uploads, 0); // what it was delivered in is taken away when it has served
        QCOMPARE(made.executions, 1);
        QVERIFY(isPublished(u"killed"_s));
        QCOMPARE(session.runner.find(id)->executions.size(), 1);
    }

    // Quit, Leave Running: the command line goes on with it, and nothing is made a second time.
    void leftRunning()
    {
        QString id;
        {
            Session session;
            id = session.runner.start(request(u"left"_s), EmbeddedServerName);
            QTRY_VERIFY_WITH_TIMEOUT(session.isAtWork(id), Patience);
            QVERIFY(session.runner.handOver());
        }
        QVERIFY(WorkPool::network().join(std::chrono::minutes(1))); // as a program's end: its works give up the lead
        const QString file = PublicationStore().file(id);
        QTRY_VERIFY_WITH_TIMEOUT(PublicationStore::loadFile(file)->isEnded(), Patience);
        const auto ended = PublicationStore::loadFile(file);
        VERIFY_OK(ended);
        QVERIFY2(ended->state == PublicationState::Done, qPrintable(ended->error.message));
        const Made made = madeFor(u"left"_s);
        QCOMPARE(made.uploads, 0); // what it was delivered in is taken away when it has served
        QCOMPARE(made.executions, 1);
        QVERIFY(isPublished(u"left"_s));
        // The next window shows it as it ended.
        Session next;
        next.runner.resumeKept();
        QCOMPARE(next.state(id), PublicationState::Done);
    }

    // The window comes back while the command line is at it: it takes the lead back, and what is asked of it is done.
    void takenBackAndCancelled()
    {
        QString id;
        {
            Session session;
            id = session.runner.start(request(u"back"_s), EmbeddedServerName);
            QTRY_VERIFY_WITH_TIMEOUT(session.isAtWork(id), Patience);
            QVERIFY(session.runner.handOver());
        }
        QVERIFY(WorkPool::network().join(std::chrono::minutes(1))); // as a program's end: its works give up the lead
        // The command line has it now.
        QTRY_VERIFY_WITH_TIMEOUT(!PublicationLead::take(PublicationStore().file(id)), Patience);
        Session session;
        QCOMPARE(session.state(id), PublicationState::Running);
        session.runner.resumeKept();
        session.runner.cancel(id);
        QTRY_VERIFY_WITH_TIMEOUT(
            session.state(id) == PublicationState::Cancelled && !session.runner.find(id)->isBeingCancelled(), Patience);
        const Made made = madeFor(u"back"_s);
        QCOMPARE(made.uploads, 0); // what it was delivered in is taken away when it has served
        QCOMPARE(made.executions, 1);
        QCOMPARE(made.running, 0);
        QVERIFY(!isPublished(u"back"_s));
        QTRY_COMPARE(PublicationStore::loadFile(PublicationStore().file(id))->state, PublicationState::Cancelled);
    }

    void pausedAndResumed()
    {
        Session session;
        const QString id = session.runner.start(request(u"paused"_s), EmbeddedServerName);
        QTRY_VERIFY_WITH_TIMEOUT(session.isAtWork(id), Patience);
        session.runner.pause(id);
        QTRY_COMPARE_WITH_TIMEOUT(madeFor(u"paused"_s).running, 0, Patience);
        QCOMPARE(session.state(id), PublicationState::Paused);
        session.runner.resume(id);
        QTRY_COMPARE_WITH_TIMEOUT(session.published.size() + session.failed.size(), 1, Patience);
        QVERIFY2(session.failed.isEmpty(), qPrintable(session.runner.find(id)->error.message));
        const Made made = madeFor(u"paused"_s);
        QCOMPARE(made.uploads, 0); // what it was delivered in is taken away when it has served
        QCOMPARE(made.executions, 1);
    }
};

TUILERIE_PUBLISH_TEST_MAIN(PublicationRunnerTest)
#include "publicationrunnertest.moc"
