// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/field.h"

namespace tuilerie {

/// What the tables of an upload become a database with (docs/entrepot.md §9, vector integration).
struct VectorIntegrationParams
{
    QString srs;                 ///< CRS of the database; empty = the files' own
    QStringList multigeomLayers; ///< tables that hold single and multi geometries
    bool update = false;         ///< for companion files on the platform; not on our server
    bool remove = false;         ///< `delete` on the wire; the same

    bool operator==(const VectorIntegrationParams &) const = default;
    static const Fields<VectorIntegrationParams> &fields();
    QJsonObject toJson() const;
    static Result<VectorIntegrationParams> fromJson(const QJsonObject &object);
};

} // namespace tuilerie
