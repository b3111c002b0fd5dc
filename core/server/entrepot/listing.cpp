// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/entrepotservice.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

/// Parameters that steer a list without filtering it.
const QStringList &steering()
{
    static const QStringList names{QStringLiteral("page"), QStringLiteral("limit"), QStringLiteral("fields"),
        QStringLiteral("sort"), QStringLiteral("owned"), QStringLiteral("shared")};
    return names;
}

QJsonObject chosenFields(const QJsonObject &document, const ListForm &form, const QStringList &fields)
{
    if (form.defaultFields.empty())
        return document;
    QJsonObject item;
    const auto take = [&](const QString &name) {
        if (name == QLatin1String("bbox")) {
            const GeographicBox box = GeographicBox::ofGeometry(document.value(QLatin1String("extent")).toObject());
            if (!box.isEmpty())
                item.insert(name, box.toJson());
        } else if (document.contains(name)) {
            item.insert(name, document.value(name));
        }
    };
    for (const char *name : {"_id", "creation", "update"})
        take(QLatin1String(name));
    for (const char *name : form.defaultFields)
        take(QLatin1String(name));
    for (const QString &name : fields)
        take(name);
    return item;
}

} // namespace

Result<HttpResponse> answerList(EntrepotService &service, const ApiRequest &request, const ListForm &form,
    const std::function<QJsonObject(const QJsonObject &)> &finish,
    const std::vector<std::pair<QString, QString>> &extraLinks)
{
    TUILERIE_TRY(page, pageOf(request));
    EntityQuery query;
    query.kind = form.kind;
    query.hiddenStatuses = form.hiddenStatuses;
    query.links = extraLinks;
    query.offset = page.offset;
    query.limit = page.limit;
    const QStringList sort = request.query("sort").split(QLatin1Char(','));
    query.sortField = sort.value(0).trimmed();
    query.isDescending = sort.value(1).trimmed().compare(QLatin1String("desc"), Qt::CaseInsensitive) == 0;
    for (const auto &[key, value] : request.http.query) {
        QString name = toText(key);
        if (steering().contains(name) || name.startsWith(QLatin1String("fields[")))
            continue;
        if (name.startsWith(QLatin1String("tags[")) && name.endsWith(QLatin1Char(']'))) {
            query.tags.emplace_back(name.mid(5, name.size() - 6), toText(value));
            continue;
        }
        const auto link = std::find_if(
            form.linkFilters.begin(), form.linkFilters.end(), [&](const auto &item) { return key == item.first; });
        if (link != form.linkFilters.end()) {
            query.links.emplace_back(QLatin1String(link->second), toText(value));
            continue;
        }
        if (name == QLatin1String("is_open"))
            name = QStringLiteral("open");
        query.filters.emplace_back(name, toText(value));
    }
    TUILERIE_TRY(found, service.datastore()->entities().list(query));
    const QStringList fields = request.queryList("fields");
    QJsonArray items;
    for (const QJsonObject &document : found.items)
        items.append(chosenFields(publicDocument(finish ? finish(document) : document), form, fields));
    return listAnswer(items, page, found.total);
}

void addSharedRoutes(HttpRouter &router, const std::shared_ptr<EntrepotService> &service, const char *base,
    QLatin1String kind, const char *right, bool withComments, std::function<QJsonObject(const QJsonObject &)> finish)
{
    const auto path = [base](const char *tail) { return std::string(base) + tail; };
    EntityStore &store = service->datastore()->entities();
    const QString kindName = kind;
    const auto whole = [&store, kindName, finish](const QString &id) -> Result<HttpResponse> {
        TUILERIE_TRY(document, store.find(kindName, id));
        return HttpResponse::json(200, publicDocument(finish ? finish(document) : document));
    };

    addApi(router, service, "POST", path("/tags").c_str(), right,
        [&store, kindName, whole](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_CHECK(store.find(kindName, request.ids.at(0)));
            const Tags tags = modeljson::map(body);
            for (auto it = tags.begin(); it != tags.end(); ++it)
                if (it.key().isEmpty() || it.key().size() > 200 || it.value().size() > 100000)
                    return fail(ErrorCode::Invalid, tr("The tag “%1” is empty or too long.").arg(it.key().left(50)));
            TUILERIE_CHECK(store.setTags(request.ids.at(0), tags));
            return whole(request.ids.at(0));
        });
    addApi(router, service, "DELETE", path("/tags").c_str(), right,
        [&store, kindName, whole](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(store.find(kindName, request.ids.at(0)));
            TUILERIE_CHECK(store.removeTags(request.ids.at(0), request.queryList("tags")));
            return whole(request.ids.at(0));
        });
    addApi(router, service, "GET", path("/sharings").c_str(), "",
        [&store, kindName](const ApiRequest &request) -> Result<HttpResponse> {
            // There is one datastore: nobody to share with.
            TUILERIE_CHECK(store.find(kindName, request.ids.at(0)));
            return listAnswer({}, {}, 0);
        });
    if (!withComments)
        return;

    addApi(router, service, "GET", path("/comments").c_str(), "",
        [&store, kindName](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(store.find(kindName, request.ids.at(0)));
            TUILERIE_TRY(page, pageOf(request));
            TUILERIE_TRY(found, store.comments(request.ids.at(0), page.offset, page.limit));
            QJsonArray items;
            for (const Comment &comment : found.first)
                items.append(comment.toJson());
            return listAnswer(items, page, found.second);
        });
    const auto textOf = [](const ApiRequest &request) -> Result<QString> {
        TUILERIE_TRY(body, request.object());
        const QString text = body.value(QLatin1String("text")).toString();
        if (text.trimmed().isEmpty())
            return fail(ErrorCode::Invalid, tr("A comment needs a “text”."));
        return text;
    };
    addApi(router, service, "POST", path("/comments").c_str(), "",
        [&store, kindName, textOf](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(store.find(kindName, request.ids.at(0)));
            TUILERIE_TRY(text, textOf(request));
            TUILERIE_TRY(comment, store.addComment(request.ids.at(0), text, request.account.reference()));
            return HttpResponse::json(201, comment.toJson());
        });
    addApi(router, service, "PUT", path("/comments/{}").c_str(), "",
        [&store, textOf](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(text, textOf(request));
            TUILERIE_TRY(comment, store.editComment(request.ids.at(0), request.ids.at(1), text));
            return HttpResponse::json(200, comment.toJson());
        });
    addApi(router, service, "DELETE", path("/comments/{}").c_str(), "",
        [&store](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(store.removeComment(request.ids.at(0), request.ids.at(1)));
            return HttpResponse::empty(204);
        });
    addApi(router, service, "GET", path("/events").c_str(), "",
        [&store, kindName](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(store.find(kindName, request.ids.at(0)));
            TUILERIE_TRY(page, pageOf(request));
            TUILERIE_TRY(found, store.events(request.ids.at(0), page.offset, page.limit));
            QJsonArray items;
            for (const EntityEvent &event : found.first)
                items.append(event.toJson());
            return listAnswer(items, page, found.second);
        });
}

} // namespace tuilerie
