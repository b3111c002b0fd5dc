// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/entity.h"

namespace tuilerie {

/// A style or template file kept by the server (docs/entrepot.md §16): `type` is ROK4-STYLE, GEOSERVER-STYLE…
struct StaticFile : Entity
{
    QString description;
    QJsonObject typeInfos;

    bool operator==(const StaticFile &) const = default;
    QJsonObject toJson() const;
    static StaticFile fromJson(const QJsonObject &object);
};

/// A public file (docs/entrepot.md §17).
struct Annex
{
    QString id;
    QStringList paths;
    QStringList labels;
    QString mimeType;
    qint64 size = 0;
    bool published = false;
    QJsonObject extra;

    bool operator==(const Annex &) const = default;
    QJsonObject toJson() const;
    static Annex fromJson(const QJsonObject &object);
};

/// An ISO 19139 record (docs/entrepot.md §18): `type` is ISOAP or INSPIRE.
struct MetadataFile
{
    QString id;
    QString type;
    QString fileIdentifier;
    QString level; ///< DATASET or SERIES
    bool openData = false;
    Tags tags;
    QJsonObject extra;

    bool operator==(const MetadataFile &) const = default;
    QJsonObject toJson() const;
    static MetadataFile fromJson(const QJsonObject &object);
};

} // namespace tuilerie
