// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/accounts.h"
#include "datastore/entitystore.h"
#include "support/testsupport.h"

#include <stdexcept>
#include <thread>

using namespace tuilerie;

/// VERIFY_OK for a call that must be made once only.
#define CHECK_OK(expression)                                                                                                \
    do {                                                                                                                    \
        const auto &outcomeOnce = (expression);                                                                             \
        VERIFY_OK(outcomeOnce);                                                                                             \
    } while (false)

namespace {

struct Fixture
{
    QTemporaryDir folder;
    std::unique_ptr<EntityStore> store;

    Fixture()
    {
        auto opened = EntityStore::open(folder.filePath(QStringLiteral("d.sqlite")));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        store = std::move(*opened);
    }
    QString add(const QString &name, const char *status = "OPEN", const QJsonObject &more = {})
    {
        QJsonObject document = more;
        document.insert(QLatin1String("name"), name);
        document.insert(QLatin1String("status"), QLatin1String(status));
        return (*store->insert(EntityKind::Upload, document)).value(QLatin1String("_id")).toString();
    }
    QStringList names(EntityQuery query)
    {
        query.kind = EntityKind::Upload;
        const auto page = store->list(query);
        if (!page)
            return {page.error().message};
        QStringList result;
        for (const QJsonObject &item : page->items)
            result << item.value(QLatin1String("name")).toString();
        return result;
    }
};

} // namespace

class EntityStoreTest : public QObject
{
    Q_OBJECT

private slots:
    // A body that throws leaves nothing written, nor the store within a transaction that never ends.
    void transactionSurvivesAnException()
    {
        Fixture f;
        const Status thrown = f.store->transaction([&]() -> Status {
            f.add(QStringLiteral("half"));
            throw std::runtime_error("a defect");
        });
        QVERIFY(!thrown);
        QCOMPARE(thrown.error().code, ErrorCode::Internal);
        QCOMPARE(f.names({}), QStringList());
        // What comes after is whole or nothing again, and on disk when it is done.
        QVERIFY(!f.store->transaction([&]() -> Status {
            f.add(QStringLiteral("undone"));
            return fail(ErrorCode::Invalid, QStringLiteral("no"));
        }));
        QCOMPARE(f.names({}), QStringList());
        f.add(QStringLiteral("kept"));
        const auto other = SqlDatabase::openToRead(f.folder.filePath(QStringLiteral("d.sqlite")));
        CHECK_OK(other);
        QCOMPARE((*other)->number("SELECT count(*) FROM entity"), 1);
    }

    // A refused change within a transaction undoes what it wrote itself, also where the outer one goes on.
    void innerTransactionFailsAlone()
    {
        Fixture f;
        CHECK_OK(f.store->transaction([&]() -> Status {
            f.add(QStringLiteral("outer"));
            (void)f.store->transaction([&]() -> Status {
                f.add(QStringLiteral("inner"));
                return fail(ErrorCode::Invalid, QStringLiteral("no"));
            });
            return {};
        }));
        QCOMPARE(f.names({}), QStringList{QStringLiteral("outer")});
    }

    void filtersPagesAndSorts()
    {
        Fixture f;
        for (int i = 1; i <= 23; ++i)
            f.add(QStringLiteral("Été %1_a").arg(i, 2, 10, QLatin1Char('0')), i % 2 ? "OPEN" : "CLOSED",
                {{QStringLiteral("open"), i % 3 == 0}});
        EntityQuery query;
        query.kind = EntityKind::Upload;
        query.offset = 20;
        const auto last = f.store->list(query);
        CHECK_OK(last);
        QCOMPARE(last->total, 23);
        QCOMPARE(last->items.size(), size_t(3));

        query = {};
        query.filters = {{QStringLiteral("name"), QStringLiteral("Été 07_a")}};
        QCOMPARE(f.names(query), QStringList{QStringLiteral("Été 07_a")});
        query.filters = {{QStringLiteral("name"), QStringLiteral("%07_A")}};
        QCOMPARE(f.names(query), QStringList{QStringLiteral("Été 07_a")});
        // An underscore is no wildcard.
        query.filters = {{QStringLiteral("name"), QStringLiteral("%07xa%")}};
        QCOMPARE(f.names(query), QStringList());
        query.filters = {
            {QStringLiteral("open"), QStringLiteral("true")}, {QStringLiteral("status"), QStringLiteral("CLOSED")}};
        QCOMPARE(f.names(query).size(), 3);
        query.filters = {{QStringLiteral("x') OR 1=1 --"), QStringLiteral("y")}};
        QCOMPARE(f.store->list(query).error().code, ErrorCode::Invalid);

        query = {};
        query.sortField = QStringLiteral("name");
        query.isDescending = true;
        query.limit = 2;
        QCOMPARE(f.names(query), QStringList({QStringLiteral("Été 23_a"), QStringLiteral("Été 22_a")}));
        query.hiddenStatuses = QStringList{QStringLiteral("OPEN")};
        QCOMPARE(f.names(query), QStringList({QStringLiteral("Été 22_a"), QStringLiteral("Été 20_a")}));
    }

    void keepsTagsCommentsEventsAndLinks()
    {
        Fixture f;
        const QString a = f.add(QStringLiteral("a")), b = f.add(QStringLiteral("b"));
        CHECK_OK(
            f.store->setTags(a, {{QStringLiteral("k"), QStringLiteral("1")}, {QStringLiteral("m"), QStringLiteral("2")}}));
        CHECK_OK(f.store->setTags(a, {{QStringLiteral("k"), QStringLiteral("3")}}));
        CHECK_OK(f.store->removeTags(a, {QStringLiteral("m"), QStringLiteral("unknown")}));
        QCOMPARE(f.store->find(EntityKind::Upload, a)->value(QLatin1String("tags")).toObject(),
            (QJsonObject{{QStringLiteral("k"), QStringLiteral("3")}}));
        EntityQuery query;
        query.tags = {{QStringLiteral("k"), QStringLiteral("3")}};
        QCOMPARE(f.names(query), QStringList{QStringLiteral("a")});
        query.tags = {{QStringLiteral("k"), QStringLiteral("1")}};
        QCOMPARE(f.names(query), QStringList());

        const auto comment = f.store->addComment(a, QStringLiteral("hello"), {QStringLiteral("u"), {}, {}});
        CHECK_OK(comment);
        CHECK_OK(f.store->editComment(a, comment->id, QStringLiteral("bye")));
        QCOMPARE(f.store->comments(a, 0, 10)->first.at(0).text, QStringLiteral("bye"));
        QCOMPARE(f.store->removeComment(b, comment->id).error().code, ErrorCode::NotFound);
        CHECK_OK(f.store->addEvent(a, QStringLiteral("one")));
        CHECK_OK(f.store->addEvent(a, QStringLiteral("two")));
        QCOMPARE(f.store->find(EntityKind::Upload, a)
                     ->value(QLatin1String("last_event"))
                     .toObject()
                     .value(QLatin1String("title"))
                     .toString(),
            QStringLiteral("two"));
        CHECK_OK(f.store->setLinks(a, QStringLiteral("role"), {b}));
        QCOMPARE(f.store->linkedTo(b, QStringLiteral("role")), QStringList{a});
        CHECK_OK(f.store->remove(EntityKind::Upload, a));
        QCOMPARE(f.store->linkedTo(b, QStringLiteral("role")), QStringList());
        QCOMPARE(f.store->comments(a, 0, 10)->second, 0);
    }

    void aTransactionIsAllOrNothing()
    {
        Fixture f;
        const QString a = f.add(QStringLiteral("a"));
        const Status status = f.store->transaction([&]() -> Status {
            f.add(QStringLiteral("b"));
            (void)f.store->setTags(a, {{QStringLiteral("k"), QStringLiteral("v")}});
            return fail(ErrorCode::Conflict, QStringLiteral("no"));
        });
        QCOMPARE(status.error().code, ErrorCode::Conflict);
        QCOMPARE(f.names({}), QStringList{QStringLiteral("a")});
        QVERIFY(f.store->find(EntityKind::Upload, a)->value(QLatin1String("tags")).toObject().isEmpty());
    }

    void manyThreadsLoseNoChange()
    {
        Fixture f;
        const QString id = f.add(QStringLiteral("a"));
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 25; ++i)
                    (void)f.store->change(EntityKind::Upload, id, [](QJsonObject &document) -> Status {
                        document.insert(QLatin1String("count"), document.value(QLatin1String("count")).toInt() + 1);
                        return {};
                    });
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(f.store->find(EntityKind::Upload, id)->value(QLatin1String("count")).toInt(), 100);
    }

    void tokensExpireAndAreRefreshedOnce()
    {
        Fixture f;
        QDateTime now(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
        Accounts accounts(*f.store, {300, 1800}, [&] { return now; });
        CHECK_OK(accounts.add(QStringLiteral("léa"), QStringLiteral("sécret")));
        QCOMPARE(accounts.add(QStringLiteral("léa"), QStringLiteral("x")).error().code, ErrorCode::Conflict);
        QCOMPARE(accounts.signIn(QStringLiteral("léa"), QStringLiteral("secret")).error().code, ErrorCode::Denied);
        QCOMPARE(accounts.signIn(QStringLiteral("nobody"), QStringLiteral("-")).error().code, ErrorCode::Denied);
        const auto first = accounts.signIn(QStringLiteral("léa"), QStringLiteral("sécret"));
        CHECK_OK(first);
        QCOMPARE(first->expiresIn, 300);
        QCOMPARE(accounts.authenticate(first->accessToken.toLatin1())->login, QStringLiteral("léa"));
        // A refresh token opens nothing by itself.
        QCOMPARE(accounts.authenticate(first->refreshToken.toLatin1()).error().code, ErrorCode::Denied);
        now = now.addSecs(301);
        QCOMPARE(accounts.authenticate(first->accessToken.toLatin1()).error().code, ErrorCode::Denied);
        const auto second = accounts.refresh(first->refreshToken);
        CHECK_OK(second);
        CHECK_OK(accounts.authenticate(second->accessToken.toLatin1()));
        QCOMPARE(accounts.refresh(first->refreshToken).error().code, ErrorCode::Denied);
        now = now.addSecs(1801);
        QCOMPARE(accounts.refresh(second->refreshToken).error().code, ErrorCode::Denied);
        CHECK_OK(accounts.setOperatorToken("0123456789abcdef"));
        QCOMPARE(accounts.authenticate("0123456789abcdef")->login, QStringLiteral("operator"));
        QCOMPARE(accounts.authenticate("0123456789abcdeF").error().code, ErrorCode::Denied);
    }
};

TUILERIE_TEST_MAIN(EntityStoreTest)
#include "entitystoretest.moc"
