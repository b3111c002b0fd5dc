// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/cancel.h"
#include "publish/handover.h"
#include "publish/layers.h"
#include "publish/pause.h"
#include "publish/publish.h"

#include "fakeentrepot.h"
#include "publicationkinds.h"

#include <QFileInfo>
#include <QUuid>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// What may befall a publication on its way, for each kind of data: it is cancelled, paused, resumed, left, handed over.
class LifecycleTest : public QObject
{
    Q_OBJECT

private:
    // One publication on a server of its own, stopped where a test says.
    struct Scene
    {
        const PublicationKind &kind;
        PublicationFiles files;
        PublishRequest request;
        FakeEntrepot entrepot;
        SilentControl silent;
        PublicationIdentity identity;
        QStringList executions;

        explicit Scene(int index)
            : kind(publicationKinds[index])
            , request(files.request(kind))
        {
        }
        PublishRun run()
        {
            PublishRun run;
            run.identified = [this](const PublicationIdentity &found) { identity = found; };
            run.executing = [this](const QString &execution) { executions << execution; };
            return run;
        }
        Result<PublicationResult> publish()
        {
            EntrepotClient client = entrepot.client();
            return tuilerie::publish(client, request, run());
        }
        void stopAtExecution(int number, StopRequest stop)
        {
            entrepot.before = [this, number, stop](const FakeRequest &asked) {
                if (int(entrepot.executions.size()) == number && asked.path.endsWith("/logs"_L1))
                    entrepot.control.stop = stop;
            };
        }
        void stopAt(const QByteArray &method, const QString &ending)
        {
            entrepot.before = [this, method, ending](const FakeRequest &asked) {
                if (asked.method == method && asked.path.endsWith(ending))
                    entrepot.control.stop = StopRequest::Cancel;
            };
        }
        void goOn()
        {
            entrepot.before = {};
            entrepot.control.stop = StopRequest::None;
        }
        Result<CancelOutcome> cancel()
        {
            EntrepotClient client = entrepot.clientWith(silent);
            return cancelPublication(client, request, identity);
        }
        // Published once: one upload, each execution once, nothing of the upload left.
        bool isPublishedOnce() const
        {
            return entrepot.count("POST", u"/uploads"_s) == 1 && entrepot.count("POST", u"/executions"_s) == kind.executions
                && int(entrepot.executions.size()) == kind.executions && entrepot.alive(entrepot.uploads).empty()
                && int(entrepot.offerings.size()) == int(request.configurationTypes().size());
        }
    };

    static QByteArray where(int step) { return "execution " + QByteArray::number(step); }

private slots:
    void publishes_data() { addPublicationKinds(); }
    void publishes()
    {
        QFETCH(int, kind);
        Scene scene(kind);
        const auto result = scene.publish();
        VERIFY_OK(result);
        QVERIFY(scene.isPublishedOnce());
        QCOMPARE(int(scene.executions.size()), scene.kind.executions);
        // The same again does nothing again.
        VERIFY_OK(scene.publish());
        QVERIFY(scene.isPublishedOnce());
    }

    // The job does not run on, and nothing stays: neither database nor cloud nor what was sent for them.
    void cancelledWhileProcessing_data() { addPublicationKinds(); }
    void cancelledWhileProcessing()
    {
        QFETCH(int, kind);
        for (int step = 1; step <= publicationKinds[kind].executions; ++step) {
            Scene scene(kind);
            scene.stopAtExecution(step, StopRequest::Cancel);
            QCOMPARE(scene.publish().error().code, ErrorCode::Cancelled);
            QCOMPARE(int(scene.entrepot.runningExecutions().size()), 1);
            // Its files are others by now: it is known by what it was.
            scene.files.append(scene.kind);
            const auto outcome = scene.cancel();
            VERIFY_OK(outcome);
            QCOMPARE(*outcome, CancelOutcome::Removed);
            QVERIFY2(scene.entrepot.runningExecutions().isEmpty(), where(step).constData());
            QVERIFY2(scene.entrepot.remains() == 0, where(step).constData());
        }
    }

    void cancelledWhileChecked_data() { addPublicationKinds(); }
    void cancelledWhileChecked()
    {
        QFETCH(int, kind);
        Scene scene(kind);
        scene.stopAt("GET", u"/checks"_s);
        QCOMPARE(scene.publish().error().code, ErrorCode::Cancelled);
        QCOMPARE(scene.entrepot.remains(), 1);
        VERIFY_OK(scene.cancel());
        QCOMPARE(scene.entrepot.remains(), 0);
    }

    // Half of the services are there: they are taken back.
    void cancelledBetweenServices_data() { addPublicationKinds(); }
    void cancelledBetweenServices()
    {
        QFETCH(int, kind);
        Scene scene(kind);
        if (scene.request.configurationTypes().size() < 2)
            return;
        scene.stopAt("POST", u"/offerings"_s);
        QCOMPARE(scene.publish().error().code, ErrorCode::Cancelled);
        QCOMPARE(scene.entrepot.offerings.size(), size_t(1));
        VERIFY_OK(scene.cancel());
        QCOMPARE(scene.entrepot.remains(), 0);
    }

    void aWholeLayerIsNoLongerCancelled_data() { addPublicationKinds(); }
    void aWholeLayerIsNoLongerCancelled()
    {
        QFETCH(int, kind);
        Scene scene(kind);
        VERIFY_OK(scene.publish());
        const int before = scene.entrepot.remains();
        const auto outcome = scene.cancel();
        VERIFY_OK(outcome);
        QCOMPARE(*outcome, CancelOutcome::PublishedAlready);
        QCOMPARE(scene.entrepot.remains(), before);
    }

    // What the layer shows of another request is not ours to remove, the database both are made of included.
    void othersStay()
    {
        Scene scene(1);
        VERIFY_OK(scene.publish());
        const int before = scene.entrepot.remains();
        scene.request.tables = {{u"roads"_s, {}, {u"name"_s}, {}, {}, {}, {}}};
        QCOMPARE(scene.publish().error().code, ErrorCode::Conflict);
        VERIFY_OK(scene.cancel());
        QCOMPARE(scene.entrepot.remains(), before);
    }

    void pausedAndResumed_data() { addPublicationKinds(); }
    void pausedAndResumed()
    {
        QFETCH(int, kind);
        for (int step = 1; step <= publicationKinds[kind].executions; ++step) {
            Scene scene(kind);
            scene.stopAtExecution(step, StopRequest::Pause);
            QCOMPARE(scene.publish().error().code, ErrorCode::Paused);
            QVERIFY2(scene.entrepot.runningExecutions().isEmpty(), where(step).constData());
            QCOMPARE(int(scene.entrepot.pausedExecutions().size()), 1);
            // At once, while the server is still on its way to the pause.
            scene.goOn();
            VERIFY_OK(scene.publish());
            QVERIFY2(scene.isPublishedOnce(), where(step).constData());
            QCOMPARE(scene.entrepot.count("POST", u"/resume"_s), 1);
        }
    }

    // By somebody who does not follow it.
    void pausedFromOutside_data() { addPublicationKinds(); }
    void pausedFromOutside()
    {
        QFETCH(int, kind);
        for (int step = 1; step <= publicationKinds[kind].executions; ++step) {
            Scene scene(kind);
            scene.stopAtExecution(step, StopRequest::Cancel);
            QCOMPARE(scene.publish().error().code, ErrorCode::Cancelled);
            QCOMPARE(int(scene.entrepot.runningExecutions().size()), 1);
            scene.goOn();
            EntrepotClient client = scene.entrepot.client();
            VERIFY_OK(pausePublication(client, scene.identity));
            QVERIFY2(scene.entrepot.runningExecutions().isEmpty(), where(step).constData());
            VERIFY_OK(pausePublication(client, scene.identity)); // nothing runs any more
            VERIFY_OK(scene.publish());
            QVERIFY2(scene.isPublishedOnce(), where(step).constData());
        }
    }

    void goesOnWhereNothingCanBePaused()
    {
        Scene scene(1);
        scene.entrepot.canPause = false;
        scene.entrepot.looksPerExecution = 4; // each of the two who would pause it looks once
        scene.stopAtExecution(1, StopRequest::Pause);
        QCOMPARE(scene.publish().error().code, ErrorCode::Paused);
        QCOMPARE(int(scene.entrepot.runningExecutions().size()), 1);
        scene.goOn();
        EntrepotClient client = scene.entrepot.client();
        QCOMPARE(pausePublication(client, scene.identity).error().code, ErrorCode::Unsupported);
        VERIFY_OK(scene.publish());
        QVERIFY(scene.isPublishedOnce());
    }

    // The other program has nothing but the file, and makes nothing a second time.
    void handedOver_data() { addPublicationKinds(); }
    void handedOver()
    {
        QFETCH(int, kind);
        for (int step = 1; step <= publicationKinds[kind].executions; ++step) {
            Scene scene(kind);
            const PublicationStore store(scene.files.path(u"profile"_s));
            Publication publication;
            publication.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
            publication.server = u"embedded"_s;
            publication.request = scene.request;
            scene.stopAtExecution(step, StopRequest::Cancel);
            QCOMPARE(scene.publish().error().code, ErrorCode::Cancelled);
            publication.identity = scene.identity;
            VERIFY_OK(store.save(publication));
            const QString file = store.file(publication.id);
            QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

            scene.goOn();
            EntrepotClient client = scene.entrepot.client();
            VERIFY_OK(goOn(client, file));
            QVERIFY2(scene.isPublishedOnce(), where(step).constData());
            const auto ended = PublicationStore::loadFile(file);
            VERIFY_OK(ended);
            QCOMPARE(ended->state, PublicationState::Done);
            QVERIFY(ended->finished.isValid());
            QCOMPARE(ended->identity, scene.identity);
            QCOMPARE(ended->executions.last(), scene.entrepot.executions.rbegin()->first);
            // Whoever comes next has nothing to do.
            const size_t asked = scene.entrepot.server->requests().size();
            VERIFY_OK(goOn(client, file));
            QCOMPARE(scene.entrepot.server->requests().size(), asked);
        }
    }

    void leftAgainByTheOtherProgram()
    {
        Scene scene(0);
        const PublicationStore store(scene.files.path(u"profile"_s));
        Publication publication;
        publication.id = u"p"_s;
        publication.request = scene.request;
        VERIFY_OK(store.save(publication));
        scene.stopAtExecution(1, StopRequest::Cancel);
        EntrepotClient client = scene.entrepot.client();
        QCOMPARE(goOn(client, store.file(u"p"_s)).error().code, ErrorCode::Cancelled);
        const auto left = PublicationStore::loadFile(store.file(u"p"_s));
        VERIFY_OK(left);
        QCOMPARE(left->state, PublicationState::Running);
        QVERIFY(!left->identity.isEmpty());
        scene.goOn();
        VERIFY_OK(goOn(client, store.file(u"p"_s)));
        QVERIFY(scene.isPublishedOnce());
    }

    void onlyOneLeads()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"p.json"_s);
        auto lead = PublicationLead::take(file);
        QVERIFY(lead);
        QVERIFY(!PublicationLead::take(file));
        // It is held by no command line: nobody is asked to end.
        QVERIFY(!PublicationLead::askBack(file));
        StoppableControl control;
        control.stop = StopRequest::Cancel;
        QCOMPARE(PublicationLead::await(file, control).error().code, ErrorCode::Cancelled);
        lead.reset();
        control.stop = StopRequest::None;
        VERIFY_OK(PublicationLead::await(file, control));
    }

    // Files that have changed since: what was made of them goes, and the new ones are published.
    void startsAgainWithOtherFiles_data() { addPublicationKinds(); }
    void startsAgainWithOtherFiles()
    {
        QFETCH(int, kind);
        Scene scene(kind);
        scene.stopAtExecution(scene.kind.executions, StopRequest::Pause);
        QCOMPARE(scene.publish().error().code, ErrorCode::Paused);
        scene.goOn();
        scene.files.append(scene.kind);
        EntrepotClient client = scene.entrepot.client();
        PublishRun run = scene.run();
        run.identity = scene.identity;
        VERIFY_OK(tuilerie::publish(client, scene.request, run));
        QVERIFY(run.identity != scene.identity);
        QCOMPARE(int(scene.entrepot.alive(scene.entrepot.storedData).size()), scene.kind.executions);
        QVERIFY(scene.entrepot.alive(scene.entrepot.uploads).empty());
        QVERIFY(scene.entrepot.pausedExecutions().isEmpty());
    }
};

TUILERIE_TEST_MAIN(LifecycleTest)
#include "lifecycletest.moc"
