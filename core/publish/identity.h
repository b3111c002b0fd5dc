// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

#include <QJsonObject>

namespace tuilerie {

/// The name of one publication on any server, and the only place that knows by which fingerprint each of its parts is found
/// again: uploads, stored data and configurations carry one as the tag `tuilerie_fingerprint`. What the files alone decide
/// (a vector database, a point cloud's COPC, their upload) is named by the files, so that another style or product uses it
/// again; everything else by the whole request. Production, cancel, pause, resume and hand-over all ask this. Plain value,
/// kept with the publication: files that have changed since do not make its parts strangers. Any thread.
struct PublicationIdentity
{
    QString request;         ///< layer, CRS, parameters, tables, styles, product, and paths, sizes and times of the files
    QString data;            ///< layer, CRS, and the files; empty where nothing is named by the files alone
    QString cloud;           ///< of the point cloud to download: `data` and its format; empty for other kinds
    QString styles;          ///< of a raster with styles: `request` and those, which draw the same pyramid; else empty
    QStringList all() const; ///< every fingerprint that a part may carry

    /// Looks at the files' sizes and times: not on the thread of a window.
    static PublicationIdentity of(const PublishRequest &request);
    bool isEmpty() const { return request.isEmpty(); }
    QString ofUpload() const { return data.isEmpty() ? request : data; }
    QString ofStoredData(const QString &type) const; ///< StoredDataType
    QString ofConfiguration() const { return styles.isEmpty() ? request : styles; }

    bool operator==(const PublicationIdentity &) const = default;
    QJsonObject toJson() const; ///< {request, data?, cloud?, styles?}
    static PublicationIdentity fromJson(const QJsonObject &object);
};

} // namespace tuilerie
