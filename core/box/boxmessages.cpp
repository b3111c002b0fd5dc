// SPDX-License-Identifier: GPL-3.0-or-later
#include "box/boxmessages.h"

#include <QJsonDocument>

namespace tuilerie {

QByteArray boxLine(const QJsonObject &message)
{
    return QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<QJsonObject> BoxLines::next()
{
    const qsizetype end = m_bytes.indexOf('\n', m_searched);
    if (end < 0) {
        m_searched = m_bytes.size();
        return std::nullopt;
    }
    QJsonObject message = QJsonDocument::fromJson(m_bytes.left(end)).object();
    m_bytes.remove(0, end + 1);
    m_searched = 0;
    return message;
}

} // namespace tuilerie
