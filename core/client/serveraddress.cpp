// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serveraddress.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace tuilerie {

using namespace Qt::StringLiterals;

Result<ServerAddress> ServerAddress::fromText(const QString &text)
{
    QString typed = text.trimmed();
    if (!typed.contains("://"_L1))
        typed.prepend(typed.startsWith("localhost"_L1) || typed.startsWith("127."_L1) ? "http://"_L1 : "https://"_L1);
    QUrl url(typed, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)) {
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::ServerAddress",
                "%1 is no server address. Give one such as http://127.0.0.1:8080 or https://data.geopf.fr/api.")
                .arg(text));
    }
    url.setQuery(QString());
    url.setFragment(QString());
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith("/api"_L1))
        path += "/api"_L1;
    url.setPath(path);
    ServerAddress address;
    address.api = url;
    return address;
}

QUrl ServerAddress::root() const
{
    QUrl url = api;
    QString path = url.path();
    if (path.endsWith("/api"_L1))
        path.chop(4);
    url.setPath(path);
    return url;
}

QString ServerAddress::viewerUrl(const QString &layer) const
{
    QUrl url = root();
    url.setPath(url.path() + u'/');
    url.setFragment("layer="_L1 + QString::fromLatin1(QUrl::toPercentEncoding(layer)));
    return url.toString(QUrl::FullyEncoded);
}

bool ServerAddress::isLoopback() const
{
    return api.host() == "localhost"_L1 || QHostAddress(api.host()).isLoopback();
}

} // namespace tuilerie
