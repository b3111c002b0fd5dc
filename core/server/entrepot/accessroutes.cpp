// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/entrepotservice.h"

#include "model/access.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

QString randomHash()
{
    QByteArray bytes(24, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(QRandomGenerator::system()->generate() & 0xff);
    return QString::fromLatin1(bytes.toHex());
}

/// A key of the caller's own: nobody learns of others'.
Result<QJsonObject> ownKey(EntityStore &store, const ApiRequest &request)
{
    TUILERIE_TRY(document, store.find(EntityKind::Key, request.ids.at(0)));
    if (document.value(QLatin1String("_owner")).toString() != request.account.id)
        return fail(ErrorCode::NotFound, tr("You have no key with the identifier “%1”.").arg(request.ids.at(0)));
    return document;
}

Result<HttpResponse> createKey(EntrepotService &service, const ApiRequest &request)
{
    EntityStore &store = service.datastore()->entities();
    TUILERIE_TRY(body, request.object());
    AccessKey key = AccessKey::fromJson(body);
    if (key.name.trimmed().isEmpty())
        return fail(ErrorCode::Invalid, tr("A key needs a name."));
    if (key.type != QLatin1String("HASH"))
        return fail(ErrorCode::Unsupported, tr("This server knows keys of the type HASH."));
    QString hash = key.typeInfos.value(QLatin1String("hash")).toString();
    if (!hash.isEmpty() && hash.size() < 16)
        return fail(ErrorCode::Invalid, tr("A chosen hash must have 16 characters at least."));
    if (hash.isEmpty())
        hash = randomHash();
    key.id = newId();
    key.typeInfos = {{QStringLiteral("hash"), hash}};
    QJsonObject document = key.toJson();
    document.insert(QLatin1String("_owner"), request.account.id);
    QJsonObject stored;
    TUILERIE_CHECK(store.transaction([&]() -> Status {
        TUILERIE_TRY(same, store.all(EntityKind::Key, {{QStringLiteral("type_infos.hash"), hash}}));
        if (!same.empty())
            return fail(ErrorCode::Conflict, tr("There is a key of this hash already."));
        TUILERIE_TRY(inserted, store.insert(EntityKind::Key, document));
        stored = inserted;
        return {};
    }));
    service.rebuildKeyRing();
    return HttpResponse::json(201, publicDocument(stored));
}

Result<HttpResponse> createAccess(EntrepotService &service, const ApiRequest &request)
{
    EntityStore &store = service.datastore()->entities();
    TUILERIE_TRY(key, ownKey(store, request));
    TUILERIE_TRY(body, request.object());
    const QString permission = EntityReference::fromJson(body.value(QLatin1String("permission"))).id;
    QStringList granted;
    if (!permission.isEmpty()) {
        TUILERIE_TRY(document, store.find(EntityKind::Permission, permission));
        const QJsonArray list = document.value(QLatin1String("offerings")).toArray();
        for (const QJsonValue item : list)
            granted << EntityReference::fromJson(item).id;
    }
    const QStringList wanted = modeljson::texts(body.value(QLatin1String("offerings")));
    if (wanted.isEmpty())
        return fail(ErrorCode::Invalid, tr("The member “offerings” names no offering."));
    const Status stored = store.transaction([&]() -> Status {
        for (const QString &id : wanted) {
            TUILERIE_TRY(document, store.find(EntityKind::Offering, id));
            const Offering offering = Offering::fromJson(document);
            if (!granted.contains(id) && !offering.open)
                return fail(ErrorCode::Denied, tr("The layer “%1” needs a permission.").arg(offering.layerName));
            KeyAccess access;
            access.id = newId();
            access.permission.id = permission;
            access.offering = {id, {}, offering.type, {}};
            TUILERIE_CHECK(store.insert(EntityKind::Access, access.toJson()));
            TUILERIE_CHECK(store.setLinks(access.id, QStringLiteral("key"), {key.value(QLatin1String("_id")).toString()}));
        }
        return {};
    });
    TUILERIE_CHECK(stored);
    service.rebuildKeyRing();
    return HttpResponse::empty(204);
}

Result<HttpResponse> createPermissions(EntrepotService &service, const ApiRequest &request)
{
    EntityStore &store = service.datastore()->entities();
    TUILERIE_TRY(body, request.object());
    const bool isForUsers = body.value(QLatin1String("type")).toString() == QLatin1String("ACCOUNT");
    const QStringList beneficiaries =
        modeljson::texts(body.value(isForUsers ? QLatin1String("users") : QLatin1String("communities")));
    const QStringList offerings = modeljson::texts(body.value(QLatin1String("offerings")));
    if (beneficiaries.isEmpty() || offerings.isEmpty() || body.value(QLatin1String("licence")).toString().isEmpty())
        return fail(ErrorCode::Invalid, tr("A permission needs a licence, offerings, and users or communities."));
    QJsonArray list, created;
    const Status stored = store.transaction([&]() -> Status {
        for (const QString &id : offerings) {
            TUILERIE_TRY(document, store.find(EntityKind::Offering, id));
            QJsonObject item;
            for (const char *name : {"_id", "type", "status", "layer_name", "open", "available"})
                item.insert(QLatin1String(name), document.value(QLatin1String(name)));
            list.append(item);
        }
        for (const QString &beneficiary : beneficiaries) {
            Permission permission;
            permission.id = newId();
            permission.licence = body.value(QLatin1String("licence")).toString();
            permission.type = isForUsers ? QStringLiteral("ACCOUNT") : QStringLiteral("COMMUNITY");
            permission.endDate = modeljson::date(body.value(QLatin1String("end_date")));
            permission.onlyOauth = modeljson::boolean(body.value(QLatin1String("only_oauth")));
            permission.offerings = list;
            permission.beneficiary.id = beneficiary;
            TUILERIE_TRY(inserted, store.insert(EntityKind::Permission, permission.toJson()));
            TUILERIE_CHECK(store.setLinks(permission.id, QStringLiteral("offering"), offerings));
            created.append(publicDocument(inserted));
        }
        return {};
    });
    TUILERIE_CHECK(stored);
    return HttpResponse::json(201, created);
}

} // namespace

void addAccessRoutes(HttpRouter &router, const ServicePointer &service)
{
    EntityStore &store = service->datastore()->entities();
    const ListForm keys{EntityKind::Key, {}, {}, {}},
        permissions{EntityKind::Permission, {}, {{"offering", "offering"}}, {}}, accesses{EntityKind::Access, {}, {}, {}};

    addApi(
        router, service, "GET", "/users/me/keys", "", [service, &store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(page, pageOf(request));
            EntityQuery query;
            query.kind = EntityKind::Key;
            query.filters = {{QStringLiteral("_owner"), request.account.id}};
            query.offset = page.offset;
            query.limit = page.limit;
            TUILERIE_TRY(found, store.list(query));
            QJsonArray items;
            for (const QJsonObject &document : found.items)
                items.append(publicDocument(document));
            return listAnswer(items, page, found.total);
        });
    addApi(router, service, "POST", "/users/me/keys", "",
        [service](const ApiRequest &request) { return createKey(*service, request); });
    addApi(router, service, "GET", "/users/me/keys/{}", "", [&store](const ApiRequest &request) -> Result<HttpResponse> {
        TUILERIE_TRY(key, ownKey(store, request));
        return HttpResponse::json(200, publicDocument(key));
    });
    addApi(router, service, "PATCH", "/users/me/keys/{}", "", [&store](const ApiRequest &request) -> Result<HttpResponse> {
        TUILERIE_CHECK(ownKey(store, request));
        TUILERIE_TRY(body, request.object());
        TUILERIE_TRY(key, store.change(EntityKind::Key, request.ids.at(0), [&](QJsonObject &changed) -> Status {
            for (const char *name : {"name", "whitelist", "blacklist", "user_agent", "referer"})
                if (body.contains(QLatin1String(name)))
                    changed.insert(QLatin1String(name), body.value(QLatin1String(name)));
            return {};
        }));
        return HttpResponse::json(200, publicDocument(key));
    });
    addApi(router, service, "DELETE", "/users/me/keys/{}", "",
        [service, &store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(ownKey(store, request));
            const Status removed = store.transaction([&]() -> Status {
                const QStringList own = store.linkedTo(request.ids.at(0), QStringLiteral("key"));
                for (const QString &access : own)
                    TUILERIE_CHECK(store.remove(EntityKind::Access, access));
                return store.remove(EntityKind::Key, request.ids.at(0));
            });
            TUILERIE_CHECK(removed);
            service->rebuildKeyRing();
            return HttpResponse::empty(204);
        });
    addApi(router, service, "GET", "/users/me/keys/{}/accesses", "",
        [service, &store, accesses](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(ownKey(store, request));
            return answerList(*service, request, accesses, {}, {{QStringLiteral("key"), request.ids.at(0)}});
        });
    addApi(router, service, "POST", "/users/me/keys/{}/accesses", "",
        [service](const ApiRequest &request) { return createAccess(*service, request); });
    addApi(router, service, "DELETE", "/users/me/keys/{}/accesses/{}", "",
        [service, &store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(ownKey(store, request));
            if (!store.linkedTo(request.ids.at(0), QStringLiteral("key")).contains(request.ids.at(1)))
                return fail(
                    ErrorCode::NotFound, tr("The key has no access with the identifier “%1”.").arg(request.ids.at(1)));
            TUILERIE_CHECK(store.remove(EntityKind::Access, request.ids.at(1)));
            service->rebuildKeyRing();
            return HttpResponse::empty(204);
        });

    addApi(router, service, "GET", "/datastores/{}/permissions", "",
        [service, permissions](const ApiRequest &request) { return answerList(*service, request, permissions); });
    // Those given to the caller or to the one community of this server, whose member everybody is.
    addApi(router, service, "GET", "/users/me/permissions", "",
        [service, &store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(page, pageOf(request));
            TUILERIE_TRY(all, store.all(EntityKind::Permission));
            const QStringList own{request.account.id, service->datastore()->setting(QStringLiteral("community"))};
            QJsonArray items;
            qint64 total = 0;
            for (const QJsonObject &document : all) {
                if (!own.contains(Permission::fromJson(document).beneficiary.id))
                    continue;
                if (total >= page.offset && items.size() < page.limit)
                    items.append(publicDocument(document));
                ++total;
            }
            return listAnswer(items, page, total);
        });
    addApi(router, service, "POST", "/datastores/{}/permissions", "BROADCAST",
        [service](const ApiRequest &request) { return createPermissions(*service, request); });
    addApi(router, service, "GET", "/datastores/{}/permissions/{}", "",
        [&store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(document, store.find(EntityKind::Permission, request.ids.at(0)));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "DELETE", "/datastores/{}/permissions/{}", "BROADCAST",
        [service, &store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(store.remove(EntityKind::Permission, request.ids.at(0)));
            service->rebuildKeyRing();
            return HttpResponse::empty(204);
        });
}

} // namespace tuilerie
