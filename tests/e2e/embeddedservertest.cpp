// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/embeddedserver.h"

#include "client/asyncclient.h"
#include "publish/layers.h"
#include "e2esupport.h"

#include <QSignalSpy>
#include <QThreadPool>

#include <csignal>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// The class by which desktop and command line run their server, with the real program.
class EmbeddedServerTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    SilentControl m_control;

    EmbeddedServerOptions options(const QString &name) const
    {
        EmbeddedServerOptions options;
        options.dataFolder = m_folder.filePath(name);
        options.program = programPath(u"tuilerie-server"_s);
        return options;
    }

private slots:
    void isReusedAndPrivate()
    {
        const EmbeddedServerOptions o = options(u"reused"_s);
        QCOMPARE(findEmbeddedServer(o).error().code, ErrorCode::NotFound);
        const auto first = ensureEmbeddedServer(o, m_control);
        VERIFY_OK(first);
        const auto second = ensureEmbeddedServer(o, m_control);
        VERIFY_OK(second);
        QCOMPARE(*second, *first);
        const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        for (const QString &name : {u"/server.json"_s, u"/server.token"_s})
            QCOMPARE(QFileInfo(o.dataFolder + name).permissions() & others, QFile::Permissions());
        // Whoever has no token gets nothing.
        QCOMPARE(httpGet(first->root.toString() + u"/api/users/me"_s).status, 401);

        const Status stopped = stopEmbeddedServer(o);
        VERIFY_OK(stopped);
        QVERIFY(!findEmbeddedServer(o));
        const auto third = ensureEmbeddedServer(o, m_control);
        VERIFY_OK(third);
        QVERIFY(third->pid != first->pid && third->token != first->token);
        QCOMPARE(third->root, first->root);
        const Status end = stopEmbeddedServer(o);
        VERIFY_OK(end);
    }

    // Two programs at the same moment get the same server.
    void startedTwiceAtOnce()
    {
        const EmbeddedServerOptions o = options(u"twice"_s);
        std::vector<Result<EmbeddedServerState>> states(2, fail(ErrorCode::Internal, {}));
        QThreadPool pool;
        for (auto &state : states)
            pool.start([&state, o] {
                SilentControl control;
                state = ensureEmbeddedServer(o, control);
            });
        QVERIFY(pool.waitForDone(60000));
        VERIFY_OK(states[0]);
        VERIFY_OK(states[1]);
        QCOMPARE(*states[0], *states[1]);
        const Status end = stopEmbeddedServer(o);
        VERIFY_OK(end);
    }

    void comesBackAfterACrash()
    {
        EmbeddedServer server(options(u"crash"_s));
        QSignalSpy started(&server, &EmbeddedServer::started);
        QSignalSpy crashed(&server, &EmbeddedServer::crashed);
        server.start();
        QVERIFY(!server.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 30000);
        const EmbeddedServerState before = server.state();
        QCOMPARE(::kill(pid_t(before.pid), SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 2, 30000);
        QCOMPARE(crashed.size(), 1);
        QVERIFY(server.state().pid != before.pid);
        AsyncClient client(server.state().address(), server.state().tokens());
        QFuture<Result<std::vector<PublishedLayerInfo>>> layers =
            client.run([](EntrepotClient &c) { return listLayers(c); });
        QTRY_VERIFY(layers.isFinished());
        VERIFY_OK(layers.result());
        server.stop();
        QVERIFY(!server.isRunning());
        QVERIFY(!findEmbeddedServer(options(u"crash"_s)));
    }

    void outlivesItsObject()
    {
        const EmbeddedServerOptions o = options(u"outlives"_s);
        {
            EmbeddedServer server(o);
            QSignalSpy started(&server, &EmbeddedServer::started);
            server.start();
            QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 30000);
        }
        QVERIFY(findEmbeddedServer(o));
        const Status end = stopEmbeddedServer(o);
        VERIFY_OK(end);
    }

    void endsByItselfWhenIdle()
    {
        const EmbeddedServerOptions o = options(u"idle"_s);
        // None runs: nothing to do.
        const Status none = stopEmbeddedServerWhenIdle(o);
        VERIFY_OK(none);
        const auto first = ensureEmbeddedServer(o, m_control);
        VERIFY_OK(first);
        const Status forLater = stopEmbeddedServerWhenIdle(o, 3600);
        VERIFY_OK(forLater);
        const Status asked = stopEmbeddedServerWhenIdle(o, 0);
        VERIFY_OK(asked);
        QTRY_VERIFY_WITH_TIMEOUT(!findEmbeddedServer(o), 30000);
        const auto again = ensureEmbeddedServer(o, m_control);
        VERIFY_OK(again);
        QVERIFY(again->pid != first->pid);
        const Status end = stopEmbeddedServer(o);
        VERIFY_OK(end);
    }

    void saysWhyItDoesNotStart()
    {
        EmbeddedServerOptions o = options(u"broken"_s);
        o.program = u"/bin/false"_s;
        const auto state = ensureEmbeddedServer(o, m_control);
        QVERIFY(!state);
        QVERIFY2(state.error().message.contains("server.log"_L1), qPrintable(state.error().message));
        o.program = m_folder.filePath(u"nothing"_s);
        QCOMPARE(ensureEmbeddedServer(o, m_control).error().code, ErrorCode::NotFound);
    }

    // A port of last time that somebody else has taken is no obstacle.
    void anotherPortWhereTaken()
    {
        const EmbeddedServerOptions a = options(u"a"_s);
        const auto first = ensureEmbeddedServer(a, m_control);
        VERIFY_OK(first);
        const EmbeddedServerOptions b = options(u"b"_s);
        QDir().mkpath(b.dataFolder);
        EmbeddedServerState old = *first;
        old.pid = 999999999;
        QFile file(b.dataFolder + u"/server.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(old.toJson()).toJson());
        file.close();
        const auto second = ensureEmbeddedServer(b, m_control);
        VERIFY_OK(second);
        QVERIFY(second->root != first->root);
        for (const EmbeddedServerOptions &o : {a, b}) {
            const Status end = stopEmbeddedServer(o);
            VERIFY_OK(end);
        }
    }
};

TUILERIE_TEST_MAIN(EmbeddedServerTest)
#include "embeddedservertest.moc"
