// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sendoutbox.h"
#include "support/testsupport.h"

#include <QLockFile>
#include <QTemporaryDir>

#include <sys/wait.h>
#include <unistd.h>

using namespace tuilerie;
using namespace Qt::StringLiterals;

namespace {

OutboxItem pushOf(const QString &layer, const QString &file, const QString &server = u"http://127.0.0.1:1/api"_s)
{
    OutboxItem item;
    item.layer = layer;
    item.file = file;
    item.server.name = server;
    return item;
}

QList<qint64> idsOf(const std::vector<OutboxItem> &items)
{
    QList<qint64> ids;
    for (const OutboxItem &item : items)
        ids << item.id;
    return ids;
}

} // namespace

/// What waits for a server: its order, its states, and what becomes of them when programs and servers die.
class OutboxTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        reopen();
    }

    void keptInOrderAndWhole()
    {
        OutboxItem publication;
        publication.kind = OutboxKind::Publish;
        publication.layer = u"parc"_s;
        publication.server = {u"https://maps.example.org/api"_s, u"mine"_s, u"/home/me/token"_s, {}};
        publication.request.layer = u"parc"_s;
        publication.request.kind = PublishKind::Vector;
        publication.request.paths = {u"/data/parc.gpkg"_s};
        publication.request.services = {u"tms"_s};
        const auto first = m_outbox->add(publication);
        const auto second = m_outbox->add(pushOf(u"parc"_s, u"/data/copy.gpkg"_s));
        QVERIFY(first && second);
        PublicationIdentity identity;
        identity.request = u"abc"_s;
        QVERIFY(m_outbox->keepIdentity(first->id, identity));
        reopen();
        const auto items = m_outbox->list();
        QVERIFY(items);
        QCOMPARE(idsOf(*items), (QList<qint64>{first->id, second->id}));
        QCOMPARE(items->front().request, publication.request);
        QCOMPARE(items->front().server, publication.server);
        QCOMPARE(items->front().identity, identity);
        QCOMPARE(items->front().created, first->created);
        QCOMPARE(items->back().file, u"/data/copy.gpkg"_s);
        QCOMPARE(items->back().state, OutboxState::Waiting);
    }

    void heldReleasedMovedAndDropped()
    {
        for (const QString &layer : {u"a"_s, u"b"_s, u"c"_s})
            QVERIFY(m_outbox->add(pushOf(layer, u"/data/"_s + layer)));
        QVERIFY(m_outbox->move(3, 1));
        QCOMPARE(order(), (QList<qint64>{3, 1, 2}));
        QVERIFY(m_outbox->move(3, 99));
        QCOMPARE(order(), (QList<qint64>{1, 2, 3}));
        QVERIFY(m_outbox->hold(2));
        QCOMPARE(m_outbox->item(2)->state, OutboxState::Held);
        QVERIFY(m_outbox->release(2));
        QCOMPARE(m_outbox->item(2)->state, OutboxState::Waiting);
        QVERIFY(m_outbox->drop(3));
        QCOMPARE(m_outbox->drop(3).error().code, ErrorCode::NotFound);
        // Its number is no other one's.
        QCOMPARE(m_outbox->add(pushOf(u"d"_s, u"/data/d"_s))->id, 4);
    }

    void aWorkingCopyWaitsOnce()
    {
        const auto first = m_outbox->add(pushOf(u"parc"_s, u"/data/copy.gpkg"_s));
        OutboxItem again = pushOf(u"parc"_s, u"/data/copy.gpkg"_s);
        again.isToPublish = true;
        const auto second = m_outbox->add(again);
        QVERIFY(first && second);
        QCOMPARE(second->id, first->id);
        QCOMPARE(order().size(), 1);
        QVERIFY(m_outbox->item(first->id)->isToPublish);
        // Of another server it is another push.
        QVERIFY(m_outbox->add(pushOf(u"parc"_s, u"/data/copy.gpkg"_s, u"http://127.0.0.1:2/api"_s)));
        QCOMPARE(order().size(), 2);
    }

    void whatIsBeingSentIsLeftAlone()
    {
        QVERIFY(m_outbox->add(pushOf(u"a"_s, u"/data/a"_s)));
        const auto lead = m_outbox->lead();
        QVERIFY(lead);
        QVERIFY(m_outbox->begin(1, false));
        const auto other = Outbox::open(file());
        QVERIFY(other);
        QCOMPARE((*other)->item(1)->state, OutboxState::Sending);
        QCOMPARE((*other)->hold(1).error().code, ErrorCode::Conflict);
        QCOMPARE((*other)->drop(1).error().code, ErrorCode::Conflict);
        QVERIFY(!(*other)->lead());
        QCOMPARE(sendOutbox(**other, {}, m_control).error().code, ErrorCode::Busy);
    }

    void aProgramThatDiedWhileSendingHoldsNothingUp()
    {
        QVERIFY(m_outbox->add(pushOf(u"a"_s, u"/data/a"_s)));
        m_outbox.reset();
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            const auto outbox = Outbox::open(file());
            const auto lead = outbox ? (*outbox)->lead() : nullptr;
            // Without a destructor: as by kill -9.
            ::_exit(lead && (*outbox)->begin(1, false) ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        reopen();
        QCOMPARE(m_outbox->item(1)->state, OutboxState::Waiting);
        QVERIFY(m_outbox->lead());
    }

    void aServerThatDoesNotAnswerHoldsUpItsOwn()
    {
        QVERIFY(m_outbox->add(pushOf(u"a"_s, u"/data/a"_s, u"silent"_s)));
        QVERIFY(m_outbox->add(pushOf(u"b"_s, u"/data/b"_s, u"silent"_s)));
        QVERIFY(m_outbox->add(pushOf(u"c"_s, u"/data/c"_s, u"other"_s)));
        QStringList asked;
        const SendReport report = send([&](const OutboxItem &item) {
            asked << item.layer;
            return item.server.name == "silent"_L1 ? Error{ErrorCode::Network, u"It does not answer."_s, {}}
                                                   : Error{ErrorCode::Invalid, u"It has no such layer."_s, {}};
        });
        QCOMPARE(asked, (QStringList{u"a"_s, u"c"_s}));
        QVERIFY(report.waitsForServer && !report.isBlocked());
        QCOMPARE(report.left.size(), size_t(3));
        QCOMPARE(m_outbox->item(1)->state, OutboxState::Waiting);
        QCOMPARE(m_outbox->item(1)->reason, u"It does not answer."_s);
        QVERIFY(m_outbox->item(1)->tried.isValid());
        QCOMPARE(m_outbox->item(2)->reason, u"It does not answer."_s);
        QVERIFY(!m_outbox->item(2)->tried.isValid());
        QCOMPARE(m_outbox->item(3)->state, OutboxState::Failed);
        QCOMPARE(m_outbox->item(3)->reason, u"It has no such layer."_s);
    }

    void refusedForWhoIsNotSignedIn()
    {
        QVERIFY(m_outbox->add(pushOf(u"a"_s, u"/data/a"_s)));
        const SendReport report = send([](const OutboxItem &) { return Error{ErrorCode::Denied, u"Sign in."_s, {}}; });
        // It waits for the user, who is told; no use in trying over and over.
        QVERIFY(!report.waitsForServer);
        QCOMPARE(m_outbox->item(1)->state, OutboxState::Waiting);
        QCOMPARE(m_outbox->item(1)->reason, u"Sign in."_s);
    }

    void oneLayersOwnOrderIsKept_data()
    {
        QTest::addColumn<OutboxState>("state");
        QTest::newRow("held") << OutboxState::Held;
        QTest::newRow("failed") << OutboxState::Failed;
        QTest::newRow("blocked") << OutboxState::Blocked;
    }
    void oneLayersOwnOrderIsKept()
    {
        QFETCH(OutboxState, state);
        QVERIFY(m_outbox->add(pushOf(u"a"_s, u"/data/1"_s)));
        QVERIFY(m_outbox->add(pushOf(u"a"_s, u"/data/2"_s)));
        QVERIFY(m_outbox->add(pushOf(u"b"_s, u"/data/3"_s)));
        QVERIFY(state == OutboxState::Held ? m_outbox->hold(1) : m_outbox->end(1, state, u"why"_s));
        QStringList asked;
        send([&](const OutboxItem &item) {
            asked << item.file;
            return Error{ErrorCode::Network, u"silent"_s, {}};
        });
        QCOMPARE(asked, QStringList{u"/data/3"_s});
        QCOMPARE(m_outbox->item(1)->state, state);
        QVERIFY2(m_outbox->item(2)->reason.contains(u"1"_s), qUtf8Printable(m_outbox->item(2)->reason));
        // Tried once more when the user says so, if he does not hold it.
        asked.clear();
        send(
            [&](const OutboxItem &item) {
                asked << item.file;
                return Error{ErrorCode::Network, u"silent"_s, {}};
            },
            true);
        QCOMPARE(asked.contains(u"/data/1"_s), state != OutboxState::Held);
    }

    void whatSomebodyHoldsMeanwhileIsNotSent()
    {
        QVERIFY(m_outbox->add(pushOf(u"a"_s, u"/data/a"_s, u"one"_s)));
        QVERIFY(m_outbox->add(pushOf(u"b"_s, u"/data/b"_s, u"two"_s)));
        QVERIFY(m_outbox->add(pushOf(u"c"_s, u"/data/c"_s, u"three"_s)));
        const auto other = Outbox::open(file());
        QVERIFY(other);
        QStringList asked;
        send([&](const OutboxItem &item) {
            asked << item.layer;
            if (!(*other)->hold(2) || !(*other)->drop(3))
                asked << u"not held or not dropped"_s;
            return Error{ErrorCode::Network, u"silent"_s, {}};
        });
        QCOMPARE(asked, QStringList{u"a"_s});
        QCOMPARE(order(), (QList<qint64>{1, 2}));
    }

    void aStopLeavesItWaiting()
    {
        QVERIFY(m_outbox->add(pushOf(u"a"_s, u"/data/a"_s)));
        SendChoices choices;
        choices.connect = [](const OutboxItem &) -> Result<std::shared_ptr<ServerAccess>> {
            return fail(ErrorCode::Paused, u"Stopped."_s);
        };
        QCOMPARE(sendOutbox(*m_outbox, choices, m_control).error().code, ErrorCode::Paused);
        QCOMPARE(m_outbox->item(1)->state, OutboxState::Waiting);
        QVERIFY(m_outbox->lead());
    }

private:
    QString file() const { return m_folder->filePath(u"private/outbox.db"_s); }
    void reopen()
    {
        m_outbox.reset();
        auto opened = Outbox::open(file());
        QVERIFY2(opened, opened ? "" : qUtf8Printable(opened.error().message));
        m_outbox = std::move(*opened);
    }
    QList<qint64> order() { return idsOf(*m_outbox->list()); }
    SendReport send(const std::function<Error(const OutboxItem &)> &answer, bool alsoStopped = false)
    {
        SendChoices choices;
        choices.alsoStopped = alsoStopped;
        choices.connect = [&](const OutboxItem &item) -> Result<std::shared_ptr<ServerAccess>> {
            return fail(answer(item));
        };
        const auto report = sendOutbox(*m_outbox, choices, m_control);
        return report ? *report : SendReport();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Outbox> m_outbox;
    SilentControl m_control;
};

TUILERIE_TEST_MAIN(OutboxTest)
#include "outboxtest.moc"
