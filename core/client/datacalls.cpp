// SPDX-License-Identifier: GPL-3.0-or-later
// Data of vector databases for working copies (docs/sync.md §5).
#include "client/entrepotclient.h"

#include "base/atomicfile.h"

#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int partAttempts = 3;

} // namespace

Result<QJsonObject> EntrepotClient::dataVersions(const QString &storedData)
{
    return object("GET", u"/stored_data/%1/versions"_s.arg(storedData));
}

Status EntrepotClient::saveData(const QString &storedData, const QJsonObject &part, const QString &file)
{
    TUILERIE_TRY(route, inDatastore(u"/stored_data/%1/data"_s.arg(storedData)));
    HttpCall wanted;
    wanted.saveTo = file;
    if (!part.isEmpty()) {
        wanted.method = "POST";
        wanted.body = QJsonDocument(part).toJson(QJsonDocument::Compact);
        wanted.contentType = "application/json";
    }
    for (int attempt = 1;; ++attempt) {
        const auto answer = call(wanted, route);
        if (answer)
            return {};
        // It changes nothing there, although it is no GET.
        if (part.isEmpty() || answer.error().code != ErrorCode::Network || attempt >= partAttempts)
            return fail(answer.error());
    }
}

Status EntrepotClient::saveChanges(const QString &storedData, const QString &file)
{
    TUILERIE_TRY(route, inDatastore(u"/stored_data/%1/changes"_s.arg(storedData)));
    HttpCall wanted;
    wanted.saveTo = file;
    const auto answer = call(wanted, route);
    return answer ? Status() : fail(answer.error());
}

Result<QJsonObject> EntrepotClient::push(const QString &storedData, const QString &push, const QString &changesFile)
{
    TUILERIE_TRY(route, inDatastore(u"/stored_data/%1/pushes/%2"_s.arg(storedData, push)));
    TUILERIE_TRY(changes, readWholeFile(changesFile));
    HttpCall wanted;
    wanted.method = "PUT";
    wanted.body = changes;
    wanted.contentType = "application/vnd.sqlite3";
    TUILERIE_TRY(answer, call(wanted, route));
    return answer.object();
}

Result<QJsonObject> EntrepotClient::pushState(const QString &storedData, const QString &push)
{
    return object("GET", u"/stored_data/%1/pushes/%2"_s.arg(storedData, push));
}

} // namespace tuilerie
