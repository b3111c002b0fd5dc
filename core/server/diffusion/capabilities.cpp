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

PartWriter::PartWriter()
    : xml(&m_text)
{
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
}

void PartWriter::begin()
{
    // The start tag around it is open still: its ">" comes with the first element inside, and belongs to what is around.
    m_begin = m_text.size() + (m_text.endsWith('>') ? 0 : 1);
}

void PartWriter::address(
    const QString &space, const QString &name, const QString &path, DocumentPart::Filling key, const QString &rest)
{
    if (space.isEmpty())
        xml.writeAttribute(name, path + rest);
    else
        xml.writeAttribute(space, name, path + rest);
    // An escaped value holds no quotes, so that the places can be counted from the two around it.
    const qsizetype end = m_text.size() - 1, start = m_text.lastIndexOf('"', end - 1) + 1;
    m_places.emplace_back(start, &PartFillings::base);
    m_places.emplace_back(end - rest.toHtmlEscaped().toUtf8().size(), key);
}

LayerParts::Part PartWriter::part() const
{
    auto part = std::make_shared<DocumentPart>();
    qsizetype from = m_begin;
    for (const auto &[place, filling] : m_places) {
        part->add(m_text.mid(from, place - from), filling);
        from = place;
    }
    part->add(m_text.mid(from));
    return part;
}

LayerParts::Part layerPart(const ServiceAccess &access, const ServedLayer &layer, LayerParts::Document document,
    const std::function<void(PartWriter &)> &make, bool keep)
{
    if (auto kept = layer.parts.find(document))
        return kept;
    PartWriter writer;
    make(writer);
    auto part = writer.part();
    access.state().partsMade.fetch_add(1, std::memory_order_relaxed);
    if (keep)
        layer.parts.keep(document, part);
    return part;
}

QByteArray withParts(
    const ServiceAccess &access, const QByteArray &document, qsizetype place, const std::vector<LayerParts::Part> &parts)
{
    const QString key = access.keyQuery();
    const auto escaped = [](const QString &text) { return text.toHtmlEscaped().toUtf8(); };
    const PartFillings fillings{
        escaped(access.base()), escaped(key), key.isEmpty() ? QByteArray() : '?' + escaped(key.chopped(1))};
    QByteArray whole = document.left(place);
    for (const LayerParts::Part &part : parts)
        part->writeTo(whole, fillings);
    return whole += QByteArrayView(document).sliced(place);
}

} // namespace tuilerie
