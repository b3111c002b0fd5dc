// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace tuilerie {

/// A value that is found when it is first needed. Two threads may find it at once: nobody waits for another. Thread-safe.
template <typename T> class KeptValue
{
public:
    std::optional<T> get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }
    void set(T value)
    {
        const std::lock_guard lock(m_mutex);
        m_value = std::move(value);
    }

private:
    mutable std::mutex m_mutex;
    std::optional<T> m_value;
};

/// What a request puts into the parts of a document, as the document's syntax wants it escaped.
struct PartFillings
{
    QByteArray base;      ///< "https://host", or "https://host/private"
    QByteArray keyQuery;  ///< "apikey=…&", or nothing
    QByteArray keySuffix; ///< "?apikey=…", or nothing
};

/// A part of a document that is about one layer, made once for all requests: its text, and the places where the service's
/// address and the caller's key go.
class DocumentPart
{
public:
    using Filling = QByteArray PartFillings::*;

    /// Text up to the next place; call in order.
    void add(const QByteArray &text, Filling filling = nullptr) { m_pieces.push_back({text, filling}); }
    void writeTo(QByteArray &document, const PartFillings &fillings) const
    {
        for (const auto &[text, filling] : m_pieces) {
            document += text;
            if (filling)
                document += fillings.*filling;
        }
    }

private:
    std::vector<std::pair<QByteArray, Filling>> m_pieces;
};

/// The parts of one layer, by the document that they are for. Thread-safe.
class LayerParts
{
public:
    enum Document { Wmts, WmtsGrid, WmtsTruncatedGrid, Wms130, Wms111 };
    using Part = std::shared_ptr<const DocumentPart>;

    Part find(Document document) const
    {
        const std::lock_guard lock(m_mutex);
        return m_parts[document];
    }
    void keep(Document document, Part part) const
    {
        const std::lock_guard lock(m_mutex);
        m_parts[document] = std::move(part);
    }

private:
    mutable std::mutex m_mutex;
    mutable std::array<Part, 5> m_parts;
};

} // namespace tuilerie
