// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "renderpool/renderpool.h"

namespace tuilerie {

/// What pool and worker say to each other over one stream socket, the worker's childDescriptor. A message is two
/// little-endian 32-bit lengths, that many bytes of compact JSON, and that many of data (a picture, a document).
/// Request: {op: map|features|legend|describe|sld, …}. Answer: {} or {error: {code, message, detail}}, with result: … where
/// JSON is asked.
struct RenderMessage
{
    QJsonObject head;
    QByteArray data;
};

constexpr quint32 renderHeadLimit = 64u << 20;
constexpr quint32 renderDataLimit = 1u << 30;

/// The two lengths and the head; data follow as they are, uncopied.
QByteArray renderFrame(const QJsonObject &head, qsizetype dataSize);

QJsonObject renderRequest(const MapRequest &request);
QJsonObject renderRequest(const FeatureRequest &request);
QJsonObject renderRequest(const LegendRequest &request);
MapRequest mapRequestOf(const QJsonObject &object);
FeatureRequest featureRequestOf(const QJsonObject &object);
LegendRequest legendRequestOf(const QJsonObject &object);

QJsonObject renderError(const Error &error);
Error renderErrorOf(const QJsonObject &object);

} // namespace tuilerie
