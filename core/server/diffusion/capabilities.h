// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/serviceaccess.h"

#include <QUrl>
#include <QXmlStreamWriter>

namespace tuilerie {

/// A capabilities document as an answer, with an ETag of its content.
HttpResponse capabilitiesAnswer(const ServiceAccess &access, const char *contentType, const QByteArray &body);

/// Writes what a capabilities document says of one layer, once for all requests: elements go to `xml` as ever, addresses of
/// the service through address(), which keeps the places of what only a request knows.
class PartWriter
{
public:
    PartWriter();

    QXmlStreamWriter xml;
    /// The part begins here: what was written before (the elements around it) gives names and indentation only.
    void begin();
    /// An attribute: the service's base, `path`, `key` of the request, `rest`.
    void address(
        const QString &space, const QString &name, const QString &path, DocumentPart::Filling key, const QString &rest = {});
    LayerParts::Part part() const;

private:
    QByteArray m_text;
    qsizetype m_begin = 0;
    std::vector<std::pair<qsizetype, DocumentPart::Filling>> m_places;
};

/// The layer's part for a document: the kept one, or what `make` writes. `keep` false: it is made anew the next time.
LayerParts::Part layerPart(const ServiceAccess &access, const ServedLayer &layer, LayerParts::Document document,
    const std::function<void(PartWriter &)> &make, bool keep = true);

/// A document with the layers' parts at `place`, a byte of it.
QByteArray withParts(
    const ServiceAccess &access, const QByteArray &document, qsizetype place, const std::vector<LayerParts::Part> &parts);

} // namespace tuilerie
