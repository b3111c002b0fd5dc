// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <optional>

namespace tuilerie {

// The conversation between a program and its tuilerie-worker: JSON objects, each on a line of its own, over the
// worker's childDescriptor. First {work, params, inputs, folders, memory_mib, language}, later {stop: "pause"|"cancel"};
// back come {progress}, {log}, {warning}, at the end {result} or {error: {code, message, detail}}, and when it breaks down
// {broke: [file…]}. Private to the room.

inline constexpr qsizetype boxLineLimit = 256 << 20; ///< findings of a large delivery

QByteArray boxLine(const QJsonObject &message);

/// Puts lines together out of what comes in.
class BoxLines
{
public:
    void add(const char *bytes, qsizetype size) { m_bytes.append(bytes, size); }
    std::optional<QJsonObject> next();
    bool isTooLong() const { return m_bytes.size() > boxLineLimit; }

private:
    QByteArray m_bytes;
    qsizetype m_searched = 0;
};

} // namespace tuilerie
