// SPDX-License-Identifier: GPL-3.0-or-later
#include "entrepotsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;

/// Who may do what: rights of accounts, keys to private layers, quotas.
class AccessRulesTest : public QObject
{
    Q_OBJECT

    static QJsonObject named(const char *name, const QJsonValue &value) { return {{QLatin1String(name), value}}; }
    static QJsonObject key(const QString &hash)
    {
        return {{QStringLiteral("name"), QStringLiteral("k")}, {QStringLiteral("type"), QStringLiteral("HASH")},
            {QStringLiteral("type_infos"), QJsonObject{{QStringLiteral("hash"), hash}}}};
    }

private slots:
    void everyChangeNeedsItsRight()
    {
        Entrepot e;
        struct Case
        {
            const char *method;
            const char *path;
            const char *right;
        };
        const Case cases[] = {{"POST", "uploads", "UPLOAD"}, {"PATCH", "uploads/x", "UPLOAD"},
            {"DELETE", "uploads/x", "UPLOAD"}, {"POST", "uploads/x/data", "UPLOAD"}, {"POST", "uploads/x/close", "UPLOAD"},
            {"POST", "uploads/x/open", "UPLOAD"}, {"POST", "processings/executions", "PROCESSING"},
            {"POST", "processings/executions/x/launch", "PROCESSING"},
            {"POST", "processings/executions/x/abort", "PROCESSING"}, {"DELETE", "stored_data/x", "PROCESSING"},
            {"POST", "configurations", "BROADCAST"}, {"PUT", "configurations/x", "BROADCAST"},
            {"DELETE", "configurations/x", "BROADCAST"}, {"POST", "configurations/x/offerings", "BROADCAST"},
            {"PATCH", "offerings/x", "BROADCAST"}, {"PUT", "offerings/x", "BROADCAST"},
            {"DELETE", "offerings/x", "BROADCAST"}, {"POST", "statics", "BROADCAST"}, {"POST", "annexes", "ANNEX"},
            {"POST", "permissions", "BROADCAST"}, {"DELETE", "permissions/x", "BROADCAST"}};
        const QByteArray reader = e.tokenWith({});
        std::map<std::string, QByteArray> others;
        for (const QString &right : Accounts::allRights()) {
            QStringList rights = Accounts::allRights();
            rights.removeAll(right);
            others[right.toStdString()] = e.tokenWith(rights);
        }
        for (const Case &one : cases) {
            const QString path = QLatin1String(one.path);
            const auto name = QByteArray(one.method) + ' ' + one.path;
            for (const QByteArray &token : {reader, others.at(one.right)}) {
                const auto refused = e.call(one.method, path, QJsonObject(), token);
                QVERIFY2(refused.status == 403, name + ' ' + QByteArray::number(refused.status));
                QVERIFY2(refused.sentence().contains(QLatin1String(one.right)), qPrintable(refused.sentence()));
            }
            const int allowed = e.call(one.method, path, QJsonObject()).status;
            QVERIFY2(allowed != 401 && allowed != 403 && allowed != 405, name + ' ' + QByteArray::number(allowed));
        }
        // Reading is for every member; for nobody without a token, and in no other datastore.
        for (const char *path : {"uploads", "stored_data", "configurations", "offerings", "processings/executions"}) {
            QCOMPARE(e.call("GET", QLatin1String(path), {}, reader).status, 200);
            QCOMPARE(e.call("GET", QLatin1String(path), {}, "unknown").status, 401);
        }
        QCOMPARE(e.call("GET", QStringLiteral("/datastores/00000000-0000-0000-0000-000000000000/uploads")).status, 404);
    }

    void keysAreTheirOwners()
    {
        Entrepot e;
        const QByteArray other = e.tokenWith(Accounts::allRights());
        QCOMPARE(e.call("POST", QStringLiteral("/users/me/keys"), key(QStringLiteral("short"))).status, 400);
        QCOMPARE(e.call("POST", QStringLiteral("/users/me/keys"),
                      QJsonObject{
                          {QStringLiteral("name"), QStringLiteral("k")}, {QStringLiteral("type"), QStringLiteral("BASIC")}})
                     .status,
            400);
        const auto made = e.call("POST", QStringLiteral("/users/me/keys"), key(QStringLiteral("0123456789abcdef")));
        QCOMPARE(made.status, 201);
        QCOMPARE(
            e.call("POST", QStringLiteral("/users/me/keys"), key(QStringLiteral("0123456789abcdef")), other).status, 409);
        const QString path = QStringLiteral("/users/me/keys/") + made.id();
        for (const char *method : {"GET", "PATCH", "DELETE"})
            QCOMPARE(e.call(method, path, QJsonObject(), other).status, 404);
        QCOMPARE(e.call("POST", path + QStringLiteral("/accesses"), QJsonObject(), other).status, 404);
        QVERIFY(e.call("GET", QStringLiteral("/users/me/keys"), {}, other).array.isEmpty());
        QCOMPARE(e.call("GET", QStringLiteral("/users/me/keys")).array.size(), 1);
        const auto patched = e.call("PATCH", path,
            QJsonObject{{QStringLiteral("name"), QStringLiteral("new")}, {QStringLiteral("_owner"), QStringLiteral("me")},
                {QStringLiteral("type_infos"), QJsonObject{{QStringLiteral("hash"), QStringLiteral("another hash here")}}}});
        QCOMPARE(patched.object.value(QLatin1String("name")).toString(), QStringLiteral("new"));
        QCOMPARE(patched.object.value(QLatin1String("type_infos"))[QLatin1String("hash")].toString(),
            QStringLiteral("0123456789abcdef"));
        QVERIFY(!patched.object.contains(QLatin1String("_owner")));
    }

    // A key opens what a permission says, for as long as it says; and nothing of another type or name.
    void aKeyOpensWhatAPermissionSays()
    {
        Entrepot e;
        const QString data = e.pyramid();
        const auto closed = e.publish(e.configure(data, QStringLiteral("closed")), e.endpoint("WMTS-TMS", false), false),
                   free = e.publish(e.configure(data, QStringLiteral("free")), e.endpoint("WMTS-TMS", false), true);
        QCOMPARE(closed.status, 201);
        QCOMPARE(free.status, 201);
        const std::string hash = "0123456789abcdef";
        const QString k = e.call("POST", QStringLiteral("/users/me/keys"), key(QString::fromStdString(hash))).id();
        const QString accesses = QStringLiteral("/users/me/keys/%1/accesses").arg(k);
        const auto layer = [&](const char *name) { return *e.datastore().catalogue()->find("WMTS-TMS", name, false); };
        const auto opens = [&](const char *name) { return e.service->isKeyAllowed(hash, layer(name)); };
        QVERIFY(!opens("closed") && !opens("free"));

        // Without a permission only what its owner offers to every key.
        QCOMPARE(e.call("POST", accesses, named("offerings", QJsonArray{closed.id()})).status, 403);
        QCOMPARE(e.call("POST", accesses, named("offerings", QJsonArray())).status, 400);
        // All of them or none.
        QCOMPARE(e.call("POST", accesses, named("offerings", QJsonArray{free.id(), closed.id()})).status, 403);
        QVERIFY(!opens("free"));
        QCOMPARE(e.call("POST", accesses, named("offerings", QJsonArray{free.id()})).status, 204);
        QVERIFY(opens("free") && !opens("closed"));

        QJsonObject permission{{QStringLiteral("licence"), QStringLiteral("l")},
            {QStringLiteral("type"), QStringLiteral("ACCOUNT")}, {QStringLiteral("users"), QJsonArray{QStringLiteral("u")}},
            {QStringLiteral("offerings"), QJsonArray{closed.id()}}};
        for (const char *part : {"licence", "users", "offerings"}) {
            QJsonObject without = permission;
            without.remove(QLatin1String(part));
            QCOMPARE(e.call("POST", QStringLiteral("permissions"), without).status, 400);
        }
        const auto granted = e.call("POST", QStringLiteral("permissions"), permission);
        QCOMPARE(granted.status, 201);
        const QString p = granted.array[0][QLatin1String("_id")].toString();
        QVERIFY(!opens("closed")); // until the key uses it
        QJsonObject use = named("offerings", QJsonArray{closed.id()});
        use.insert(QLatin1String("permission"), p);
        QCOMPARE(e.call("POST", accesses, use).status, 204);
        QVERIFY(opens("closed"));
        PublishedLayer map = layer("closed");
        map.type = QStringLiteral("WMS-RASTER");
        QVERIFY(!e.service->isKeyAllowed(hash, map));
        QVERIFY(!e.service->isKeyAllowed("another key", layer("closed")));

        // A publication after that changes nothing about keys.
        QCOMPARE(e.publish(e.configure(data, QStringLiteral("third")), e.endpoint("WMTS-TMS", false), false).status, 201);
        QVERIFY(opens("closed") && opens("free") && !opens("third"));
        QCOMPARE(e.call("PUT", QStringLiteral("offerings/") + closed.id()).status, 200);
        QVERIFY(opens("closed"));
        // An owner who takes an offering back from every key, takes it from those that had it without a permission.
        QCOMPARE(e.call("PATCH", QStringLiteral("offerings/") + free.id(), named("open", false)).status, 200);
        QVERIFY(!opens("free") && opens("closed"));

        QCOMPARE(e.call("DELETE", QStringLiteral("permissions/") + p).status, 204);
        QVERIFY(!opens("closed"));
        // A permission that has run out.
        permission.insert(QLatin1String("end_date"), QStringLiteral("2001-01-01T00:00:00Z"));
        use.insert(QLatin1String("permission"),
            e.call("POST", QStringLiteral("permissions"), permission).array[0][QLatin1String("_id")].toString());
        QCOMPARE(e.call("POST", accesses, use).status, 204);
        QVERIFY(!opens("closed"));
        QCOMPARE(e.call("DELETE", QStringLiteral("/users/me/keys/") + k).status, 204);
        QVERIFY(e.store().all(EntityKind::Access)->empty());
    }

    // The second of the writes that belong together fails: nothing of the first one stays.
    void aChangeIsWholeOrNothing()
    {
        Entrepot e;
        const QString data = e.pyramid();
        const auto one = e.publish(e.configure(data, QStringLiteral("one")), e.endpoint("WMTS-TMS"), true),
                   two = e.publish(e.configure(data, QStringLiteral("two")), e.endpoint("WMTS-TMS"), true);
        const QJsonArray both{one.id(), two.id()};
        const std::string hash = "0123456789abcdef";
        const QString k = e.call("POST", QStringLiteral("/users/me/keys"), key(QString::fromStdString(hash))).id();
        const QString accesses = QStringLiteral("/users/me/keys/%1/accesses").arg(k);
        const auto trigger = [&e](const QByteArray &when, const QByteArray &of, const QByteArray &condition) {
            return e.store().database().script("CREATE TRIGGER refuse BEFORE " + when + " ON " + of + " WHEN " + condition
                + " BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");
        };
        const auto heal = [&e] { return e.store().database().script("DROP TRIGGER refuse"); };
        const auto opens = [&](const char *name) {
            return e.service->isKeyAllowed(hash, *e.datastore().catalogue()->find("WMTS-TMS", name, true));
        };

        VERIFY_OK(trigger("INSERT", "link", "NEW.role = 'key' AND (SELECT count(*) FROM link WHERE role = 'key') = 1"));
        QVERIFY(e.call("POST", accesses, named("offerings", both)).status >= 400);
        QVERIFY(e.store().all(EntityKind::Access)->empty());
        QVERIFY(e.store().linkedTo(k, QStringLiteral("key")).isEmpty());
        VERIFY_OK(heal());
        QCOMPARE(e.call("POST", accesses, named("offerings", both)).status, 204);
        QCOMPARE(e.store().all(EntityKind::Access)->size(), size_t(2));

        VERIFY_OK(trigger(
            "INSERT", "entity", "NEW.kind = 'permission' AND EXISTS (SELECT 1 FROM entity WHERE kind = 'permission')"));
        const QJsonObject permission{{QStringLiteral("licence"), QStringLiteral("l")},
            {QStringLiteral("type"), QStringLiteral("ACCOUNT")},
            {QStringLiteral("users"), QJsonArray{QStringLiteral("u"), QStringLiteral("v")}},
            {QStringLiteral("offerings"), both}};
        QVERIFY(e.call("POST", QStringLiteral("permissions"), permission).status >= 400);
        QVERIFY(e.store().all(EntityKind::Permission)->empty());
        VERIFY_OK(heal());

        VERIFY_OK(trigger("DELETE", "entity", "OLD.kind = 'key'"));
        QVERIFY(e.call("DELETE", QStringLiteral("/users/me/keys/") + k).status >= 400);
        QCOMPARE(e.store().all(EntityKind::Access)->size(), size_t(2));
        QVERIFY(opens("one") && opens("two"));
        VERIFY_OK(heal());
        QCOMPARE(e.call("DELETE", QStringLiteral("/users/me/keys/") + k).status, 204);
        QVERIFY(e.store().all(EntityKind::Access)->empty());
    }

    void quotasRefuseWhatDoesNotFit()
    {
        Entrepot e(QStringLiteral("decouverte"));
        const QString u = e.makeUpload();
        // Said by its head, before any byte is taken.
        HttpRequest request;
        request.method = "POST";
        request.path = "/api/datastores/" + e.datastore().id().toStdString() + "/uploads/" + u.toStdString() + "/data";
        request.headers = {{"authorization", "Bearer " + e.operatorToken.toStdString()}, {"content-length", "100000000001"}};
        const HttpRouter::Match match = e.router.match("POST", request.path);
        request.captures = match.captures;
        auto sink = match.route->factory(request);
        VERIFY_OK(sink);
        QCOMPARE((*sink)->finish(request).status, 409);

        const QString data = e.pyramid(), open = e.endpoint("WMTS-TMS"), closed = e.endpoint("WMTS-TMS", false);
        QString last;
        for (int i = 0; i < 20; ++i) {
            last = e.configure(data, QStringLiteral("layer%1").arg(i));
            QCOMPARE(e.publish(last, open).status, 201);
        }
        const QString more = e.configure(data, QStringLiteral("more"));
        const auto refused = e.publish(more, open);
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.sentence().contains(QStringLiteral("20")));
        QVERIFY(!e.datastore().catalogue()->find("WMTS-TMS", "more"));
        // Names count: a layer on a second endpoint is no layer more.
        QCOMPARE(e.publish(last, closed).status, 201);
        const auto offerings = e.call("GET", QStringLiteral("configurations/%1/offerings").arg(last));
        QCOMPARE(offerings.array.size(), 2);
        for (const QJsonValue offering : offerings.array)
            for (int step = 0; step < 2; ++step)
                QCOMPARE(
                    e.call("DELETE", QStringLiteral("offerings/") + offering[QLatin1String("_id")].toString()).status, 204);
        QCOMPARE(e.publish(more, open).status, 201);
    }
};

TUILERIE_TEST_MAIN(AccessRulesTest)
#include "accessrulestest.moc"
