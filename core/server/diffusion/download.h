// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/serviceaccess.h"

namespace tuilerie {

inline constexpr const char *downloadType = "DOWNLOAD";

/// The download service: files of DOWNLOAD layers by HTTP, whole or in ranges (RFC 9110 §14), for readers of COPC, EPT and
/// VPC that fetch only what they show. `path` is what follows /download/:
/// - "" lists the layers, "{layer}" what one offers, "{layer}/{name}/…/" the files of a folder (`page`, `limit`); as HTML
/// for
///   browsers, else, or with f=json, as JSON;
/// - "{layer}/{name}/…/file" is the file itself: strong ETag, Accept-Ranges, never compressed on its way.
HttpResponse download(const ServiceAccess &access, const std::string &path);

/// {name, format, url, size, points}: what a layer offers from one stored data; `url` is what a reader opens.
QJsonArray describeDownloads(const ServiceAccess &access, const PublishedLayer &layer);

} // namespace tuilerie
