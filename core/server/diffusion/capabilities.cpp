// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/capabilities.h"

#include <QCryptographicHash>

namespace tuilerie {

HttpResponse capabilitiesAnswer(const ServiceAccess &access, const char *contentType, const QByteArray &body)
{
    const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha1).toHex().left(20);
    HttpResponse response = HttpResponse::text(200, contentType, body);
    response.with("ETag", '"' + hash.toStdString() + '"').with("Cache-Control", access.cacheControl());
    return response;
}

} // namespace tuilerie
