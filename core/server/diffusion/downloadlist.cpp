// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/downloadlist.h"

#include "server/diffusion/capabilities.h"
#include "server/diffusion/download.h"
#include "server/diffusion/ows.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QUrl>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Download", text);
}

bool wantsHtml(const HttpRequest &request)
{
    return kvp(request, "f") != "json" && request.header("accept").find("text/html") != std::string_view::npos;
}

HttpResponse jsonPage(const ServiceAccess &access, const QJsonObject &object)
{
    return capabilitiesAnswer(access, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact));
}

struct Row
{
    QString name, address;
    QString note;
};

HttpResponse htmlPage(
    const ServiceAccess &access, const QString &title, const QString &abstract, const std::vector<Row> &rows)
{
    const QString key = access.keyQuery();
    QString html = QStringLiteral(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"><title>%1</title>"
        "<style>body{font:1em/1.5 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}td{padding:.1em 1em .1em 0}"
        "td+td{text-align:right;white-space:nowrap}</style></head><body><h1>%1</h1><p>%2</p><table>")
                       .arg(title.toHtmlEscaped(), abstract.toHtmlEscaped());
    for (const Row &row : rows) {
        const QString address = key.isEmpty() ? row.address : row.address + QLatin1Char('?') + key.chopped(1);
        html += QStringLiteral("<tr><td><a href=\"%1\">%2</a></td><td>%3</td></tr>")
                    .arg(address.toHtmlEscaped(), row.name.toHtmlEscaped(), row.note.toHtmlEscaped());
    }
    html += QLatin1String("</table></body></html>\n");
    HttpResponse response = capabilitiesAnswer(access, "text/html; charset=utf-8", html.toUtf8());
    response.with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'").with("Vary", "Accept");
    return response;
}

QString sizeText(qint64 size)
{
    return QLocale::c().formattedDataSize(size, 1, QLocale::DataSizeSIFormat);
}

QString titleOf(const PublishedLayer &layer)
{
    return layer.title.isEmpty() ? layer.name : layer.title;
}

qint64 pageNumber(const HttpRequest &request, std::string_view name, qint64 fallback, qint64 most)
{
    const auto number = wholeNumber(kvp(request, name));
    return number && *number >= 1 ? std::min(*number, most) : fallback;
}

} // namespace

HttpResponse listLayers(const ServiceAccess &access, const std::vector<std::shared_ptr<const PublishedLayer>> &layers)
{
    std::vector<Row> rows;
    QJsonArray list;
    for (const auto &layer : layers) {
        const QString address =
            access.base() + QLatin1String("/download/") + QString::fromLatin1(QUrl::toPercentEncoding(layer->name));
        rows.push_back({titleOf(*layer), address, layer->name});
        list.append(QJsonObject{{QStringLiteral("name"), layer->name}, {QStringLiteral("title"), titleOf(*layer)},
            {QStringLiteral("url"), address}});
    }
    if (wantsHtml(access.request()))
        return htmlPage(access, tr("Downloads"), {}, rows);
    return jsonPage(access, {{QStringLiteral("layers"), list}});
}

HttpResponse listDownloads(const ServiceAccess &access, const PublishedLayer &layer, const QString &address)
{
    if (wantsHtml(access.request())) {
        std::vector<Row> rows;
        for (const LayerDownload &item : layer.downloads) {
            const QString folder = address + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(item.name));
            const bool isFile = item.format == QLatin1String("COPC") || item.format == QLatin1String("PMTILES");
            rows.push_back({isFile ? item.entry : item.name + QLatin1Char('/'),
                isFile ? folder + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(item.entry)) : folder,
                item.format + QLatin1String(" · ") + sizeText(item.size)});
        }
        return htmlPage(access, titleOf(layer), layer.abstract, rows);
    }
    return jsonPage(access,
        {{QStringLiteral("name"), layer.name}, {QStringLiteral("title"), titleOf(layer)},
            {QStringLiteral("abstract"), layer.abstract}, {QStringLiteral("version"), layer.version},
            {QStringLiteral("updated"), layer.updated.toUTC().toString(Qt::ISODate)}, {QStringLiteral("crs"), layer.crs},
            {QStringLiteral("bbox"), layer.bboxWgs84.toJson()}, {QStringLiteral("attribution"), layer.attribution},
            {QStringLiteral("downloads"), describeDownloads(access, layer)}});
}

HttpResponse listFolder(const ServiceAccess &access, const PublishedLayer &layer, const QString &address,
    const std::vector<DownloadEntry> &entries)
{
    const qint64 limit = pageNumber(access.request(), "limit", 1000, 10000);
    const qint64 page = pageNumber(access.request(), "page", 1, 1000000000);
    const qint64 first = std::min((page - 1) * limit, qint64(entries.size())),
                 last = std::min(first + limit, qint64(entries.size()));
    std::vector<Row> rows;
    QJsonArray list;
    for (qint64 i = first; i < last; ++i) {
        const DownloadEntry &entry = entries[size_t(i)];
        const QString url = address + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(entry.name));
        rows.push_back({entry.isFolder ? entry.name + QLatin1Char('/') : entry.name, url,
            entry.isFolder ? QString() : sizeText(entry.size)});
        list.append(QJsonObject{{QStringLiteral("name"), entry.name},
            {QStringLiteral("type"), QLatin1String(entry.isFolder ? "DIRECTORY" : "FILE")},
            {QStringLiteral("size"), entry.size}, {QStringLiteral("url"), url}});
    }
    if (wantsHtml(access.request()))
        return htmlPage(access, titleOf(layer),
            tr("%1 files and folders, %2 to %3 shown.").arg(entries.size()).arg(first + 1).arg(last), rows);
    return jsonPage(access,
        {{QStringLiteral("name"), layer.name}, {QStringLiteral("total"), qint64(entries.size())},
            {QStringLiteral("page"), page}, {QStringLiteral("limit"), limit}, {QStringLiteral("files"), list}});
}

} // namespace tuilerie
