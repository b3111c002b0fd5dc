// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/entrepot/apirequest.h"

#include <QFile>
#include <map>

namespace tuilerie {

/// What a multipart POST brought: its one file on disk, and its form fields. Fields may stand in the query just as well
/// (docs/entrepot.md §23), so value() looks in both.
struct UploadedForm
{
    QString file;     ///< a temporary path; empty when no file came
    QString fileName; ///< as the part says
    std::vector<std::pair<std::string, QString>> fields;

    QString value(const ApiRequest &request, const char *name) const;
    QStringList list(const ApiRequest &request, const char *name) const;
};

using UploadHandler = std::function<Result<HttpResponse>(const ApiRequest &, const UploadedForm &)>;

/// Adds an upload route like addApi(). `incoming` gives the temporary path (and refuses, early, what cannot be taken); the
/// file is flushed to disk when `handler` runs, and removed afterwards if it is still there.
void addUploadApi(HttpRouter &router, const ServicePointer &service, const char *method, const char *pattern,
    const char *right, std::function<Result<QString>(const ApiRequest &)> incoming, UploadHandler handler);

} // namespace tuilerie
