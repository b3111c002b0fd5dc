// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/accounts.h"
#include "datastore/entitystore.h"
#include "server/http/http.h"

namespace tuilerie {

class EntrepotService;

/// An API call whose token has been accepted. Valid for the duration of its handler. Private to the entrepot room.
struct ApiRequest
{
    const HttpRequest &http;
    Account account;
    std::vector<QString> ids; ///< of the path, without the datastore's

    QString query(const char *name) const;
    /// All values of a parameter in every spelling: repeated, `name[]`, `name[0]`, comma-joined.
    QStringList queryList(const char *name) const;
    bool hasQuery(const char *name) const;
    /// The JSON body; an empty one and `null` are an empty object. Invalid when it is no object.
    Result<QJsonObject> object() const;
    Result<QJsonArray> array() const;
};

struct Page
{
    qint64 offset = 0;
    qint64 limit = 10;
};

using ApiHandler = std::function<Result<HttpResponse>(const ApiRequest &)>;

/// Adds a route below /api with authentication. Of patterns that begin with "/datastores/{}" the first capture must be our
/// datastore. `right` is one of UPLOAD PROCESSING BROADCAST ANNEX COMMUNITY, or empty for what every member may do.
void addApi(HttpRouter &router, const std::shared_ptr<EntrepotService> &service, const char *method, const char *pattern,
    const char *right, ApiHandler handler, HttpRouteOptions options = {});

/// The account of the request's bearer token.
Result<Account> authenticated(EntrepotService &service, const HttpRequest &request);
HttpResponse apiError(const Error &error);
HttpResponse apiError(int status, const QString &error, const QString &sentence);

/// `page` (from 1) and `limit` (1 to 10000).
Result<Page> pageOf(const ApiRequest &request);
/// A bare array with its Content-Range.
HttpResponse listAnswer(const QJsonArray &items, const Page &page, qint64 total);

/// What a list of a kind shows by itself, and how its query parameters name links.
struct ListForm
{
    QLatin1String kind;
    std::vector<const char *> defaultFields;                        ///< empty = whole documents
    std::vector<std::pair<const char *, const char *>> linkFilters; ///< parameter, role
    QStringList hiddenStatuses;
};
/// Answers a list call by filters, tags, sort, fields and page. `finish` completes each document before its fields are
/// chosen.
Result<HttpResponse> answerList(EntrepotService &service, const ApiRequest &request, const ListForm &form,
    const std::function<QJsonObject(const QJsonObject &)> &finish = {},
    const std::vector<std::pair<QString, QString>> &extraLinks = {});

/// Adds /tags, /comments, /events (and /sharings) of a kind below `base` ("/datastores/{}/uploads/{}").
void addSharedRoutes(HttpRouter &router, const std::shared_ptr<EntrepotService> &service, const char *base,
    QLatin1String kind, const char *right, bool withComments, std::function<QJsonObject(const QJsonObject &)> finish = {});

QString toText(std::string_view text);
/// "https://host/…" before "/wmts": the option, else what the request says.
QString publicUrl(const EntrepotService &service, const HttpRequest &request);

// The subjects, one file each.
using ServicePointer = std::shared_ptr<EntrepotService>;
void addAuthRoutes(HttpRouter &router, const ServicePointer &service);
void addUserRoutes(HttpRouter &router, const ServicePointer &service);
void addUploadRoutes(HttpRouter &router, const ServicePointer &service);
void addCheckRoutes(HttpRouter &router, const ServicePointer &service);
void addProcessingRoutes(HttpRouter &router, const ServicePointer &service);
void addStoredDataRoutes(HttpRouter &router, const ServicePointer &service);
void addDataRoutes(HttpRouter &router, const ServicePointer &service);
void addConfigurationRoutes(HttpRouter &router, const ServicePointer &service);
void addOfferingRoutes(HttpRouter &router, const ServicePointer &service);
void addFileRoutes(HttpRouter &router, const ServicePointer &service);
void addAccessRoutes(HttpRouter &router, const ServicePointer &service);
void addCatalogRoutes(HttpRouter &router, const ServicePointer &service);

} // namespace tuilerie
