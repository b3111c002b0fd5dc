// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"

#include <QByteArray>
#include <QString>
#include <memory>
#include <optional>

namespace tuilerie {

/// Why a geometry is not valid after OGC Simple Features (ISO 19125-1 §6.1), as GEOS says it.
struct GeometryFlaw
{
    QString reason; ///< GEOS's words: "Self-intersection"
    std::optional<Point> at;
};

/// GEOS for WKB. One object for each thread.
class GeometryCheck
{
public:
    GeometryCheck();
    ~GeometryCheck();
    GeometryCheck(const GeometryCheck &) = delete;
    GeometryCheck &operator=(const GeometryCheck &) = delete;

    /// Nothing for a valid geometry. Curves must have been made straight before.
    std::optional<GeometryFlaw> flawOf(const QByteArray &wkb);
    /// The valid form, of the same dimension (a polygon stays polygons), as WKB; empty when nothing would be left of it.
    QByteArray madeValid(const QByteArray &wkb);
    void noteReason(const char *message) { m_reason = QString::fromUtf8(message); }

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine;
    QString m_reason; ///< GEOS's last error
};

} // namespace tuilerie
