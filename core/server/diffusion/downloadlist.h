// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/serviceaccess.h"

namespace tuilerie {

/// The lists of the download service, as HTML for browsers and as JSON for programs. Private to download.cpp.
struct DownloadEntry
{
    QString name;
    bool isFolder = false;
    qint64 size = 0;
};

HttpResponse listLayers(const ServiceAccess &access, const std::vector<std::shared_ptr<const PublishedLayer>> &layers);
HttpResponse listDownloads(const ServiceAccess &access, const PublishedLayer &layer, const QString &address);
/// One page of a folder (`page` from 1, `limit` 1,000 unless said, at most 10,000), because an EPT's has tens of thousands
/// of files.
HttpResponse listFolder(const ServiceAccess &access, const PublishedLayer &layer, const QString &address,
    const std::vector<DownloadEntry> &entries);

} // namespace tuilerie
