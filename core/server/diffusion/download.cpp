// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/download.h"

#include "server/diffusion/capabilities.h"
#include "server/diffusion/downloadlist.h"
#include "server/http/httpfinish.h"
#include "server/http/httpurl.h"
#include "server/diffusion/ows.h"

#include <QCoreApplication>
#include <QUrl>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Download", text);
}

HttpResponse notFound()
{
    return HttpResponse::error(
        {ErrorCode::NotFound, tr("There is no such file. Open the address of the layer for a list."), {}});
}

const char *typeOf(std::string_view name)
{
    if (name.ends_with(".json") || name.ends_with(".JSON"))
        return "application/json";
    if (name.ends_with(".vpc"))
        return "application/geo+json";
    if (name.ends_with(".laz") || name.ends_with(".las"))
        return "application/vnd.las";
    if (name.ends_with(".pmtiles"))
        return "application/vnd.pmtiles";
    if (name.ends_with(".zip"))
        return "application/zip";
    return "application/octet-stream";
}

/// A name that may be asked for: nothing that leads elsewhere, nothing hidden, nothing unfinished.
bool isPlain(std::string_view name)
{
    return !name.empty() && name.front() != '.' && name.find('/') == std::string_view::npos
        && name.find('\0') == std::string_view::npos && !name.ends_with(".part");
}

/// Opens a file or folder below another without ever following a link, step by step. −1 where there is none.
int openBelow(const QString &folder, std::span<const std::string_view> parts)
{
    int place = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (const std::string_view part : parts) {
        if (place < 0)
            break;
        // Not a pipe's open, which would wait for a writer.
        const int next =
            isPlain(part) ? ::openat(place, std::string(part).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;
        ::close(place);
        place = next;
    }
    return place;
}

std::string entityTag(const PublishedLayer &layer, const struct stat &status)
{
    return '"' + layer.version.toStdString() + '-' + std::to_string(status.st_mtim.tv_sec) + '.'
        + std::to_string(status.st_mtim.tv_nsec) + '-' + std::to_string(status.st_size) + '"';
}

/// Counted by what goes out, not by what the file has.
HttpResponse sendFile(
    const ServiceAccess &access, const PublishedLayer &layer, int fd, const struct stat &status, std::string_view name)
{
    HttpResponse response;
    response.body =
        HttpFile{std::shared_ptr<const void>(nullptr, [fd](const void *) { ::close(fd); }), fd, 0, quint64(status.st_size)};
    response.with("Content-Type", typeOf(name))
        .with("ETag", entityTag(layer, status))
        .with("Last-Modified", httpDate(QDateTime::fromSecsSinceEpoch(status.st_mtim.tv_sec, Qt::UTC)))
        .with("Cache-Control", access.cacheControl())
        .with("X-Content-Type-Options", "nosniff");
    response = withConditions(access.request(), std::move(response));
    if (access.state().options.accessed && response.status < 300)
        access.state().options.accessed({"download", layer.name.toStdString(), access.key(), response.status,
            access.request().method == "HEAD" ? 0 : bodySize(response)});
    return response;
}

/// The plain files and folders of an open folder, sorted. Takes the descriptor.
std::vector<DownloadEntry> entriesOf(int fd)
{
    std::vector<DownloadEntry> entries;
    DIR *folder = ::fdopendir(fd);
    if (!folder) {
        ::close(fd);
        return entries;
    }
    while (const dirent *entry = ::readdir(folder)) {
        struct stat status
        {
        };
        if (!isPlain(entry->d_name) || ::fstatat(::dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
            entries.push_back({QFile::decodeName(entry->d_name), S_ISDIR(status.st_mode),
                S_ISDIR(status.st_mode) ? 0 : qint64(status.st_size)});
    }
    ::closedir(folder);
    std::sort(entries.begin(), entries.end(),
        [](const auto &a, const auto &b) { return a.isFolder != b.isFolder ? a.isFolder : a.name < b.name; });
    return entries;
}

QString addressOf(const ServiceAccess &access, const PublishedLayer &layer)
{
    return access.base() + QLatin1String("/download/") + QString::fromLatin1(QUrl::toPercentEncoding(layer.name));
}

} // namespace

QJsonArray describeDownloads(const ServiceAccess &access, const PublishedLayer &layer)
{
    const QString key = access.keyQuery();
    QJsonArray list;
    for (const LayerDownload &item : layer.downloads) {
        QString url = addressOf(access, layer) + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(item.name))
            + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(item.entry, "/"));
        if (!key.isEmpty())
            url += QLatin1Char('?') + key.chopped(1);
        list.append(QJsonObject{{QStringLiteral("name"), item.name}, {QStringLiteral("format"), item.format},
            {QStringLiteral("url"), url}, {QStringLiteral("size"), item.size}, {QStringLiteral("points"), item.points}});
    }
    return list;
}

HttpResponse download(const ServiceAccess &access, const std::string &path)
{
    if (access.lacksKey())
        return ServiceAccess::keyMissing();
    std::vector<std::string_view> parts = pathSegments(path);
    while (!parts.empty() && parts.back().empty())
        parts.pop_back();
    if (parts.empty())
        return listLayers(access, access.published(downloadType));
    const auto layer = access.findPublished(downloadType, parts[0]);
    if (!layer)
        return HttpResponse::error(
            {ErrorCode::NotFound, tr("There is no layer “%1” to download.").arg(fromUtf8(parts[0])), {}});
    if (parts.size() == 1)
        return listDownloads(access, *layer, addressOf(access, *layer));
    const auto item = std::find_if(layer->downloads.begin(), layer->downloads.end(),
        [&](const LayerDownload &d) { return d.name == fromUtf8(parts[1]); });
    if (item == layer->downloads.end())
        return notFound();
    const int fd = openBelow(item->folder, std::span(parts).subspan(2));
    struct stat status
    {
    };
    if (fd < 0 || ::fstat(fd, &status) != 0) {
        if (fd >= 0)
            ::close(fd);
        return notFound();
    }
    if (S_ISDIR(status.st_mode)) {
        QString address = addressOf(access, *layer);
        for (const std::string_view part : std::span(parts).subspan(1))
            address += QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(fromUtf8(part)));
        return listFolder(access, *layer, address, entriesOf(fd));
    }
    if (!S_ISREG(status.st_mode)) {
        ::close(fd);
        return notFound();
    }
    return sendFile(access, *layer, fd, status, parts.back());
}

} // namespace tuilerie
