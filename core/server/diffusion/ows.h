// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/crs.h"
#include "server/http/http.h"

#include <QXmlStreamWriter>
#include <optional>

namespace tuilerie {

/// First value of a parameter of the OGC's key-value encoding, whose names are compared without case (OGC 06-121r3 §11.5.2);
/// empty when absent.
std::string_view kvp(const HttpRequest &request, std::string_view name);

/// An exception of an OGC service: OWS Common 1.1 (OGC 06-121r3 §8) for WMTS; WMS has its own form with the same members.
struct ServiceException
{
    const char *code = "NoApplicableCode"; ///< "MissingParameterValue", "TileOutOfRange", "LayerNotDefined"…
    std::string locator;                   ///< the parameter; may be empty
    QString text;
    int status = 400;
};

HttpResponse owsException(const ServiceException &exception);
ServiceException missingParameter(const char *name);
ServiceException invalidParameter(const char *name, std::string_view value);
/// A failure of ours as an exception; NotFound and Invalid keep their status.
ServiceException fromError(const Error &error);

/// "urn:ogc:def:crs:EPSG::2154"; CRS:84 as "urn:ogc:def:crs:OGC:1.3:CRS84".
QString crsUrn(const QString &id);
/// A number as XML and clients read it: shortest form that reads back the same, never with an exponent of many digits lost.
QString number(double value);
/// "x y" or "y x", in the axis order of the CRS's authority.
QString cornerText(const Crs &crs, Point point);
/// A whole number; nullopt for anything else, and for what does not fit.
std::optional<qint64> wholeNumber(std::string_view text);
std::optional<double> realNumber(std::string_view text);
QString fromUtf8(std::string_view text);

} // namespace tuilerie
