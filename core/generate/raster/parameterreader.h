// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QStringList>

namespace tuilerie {

/// Reads the engines' parameters from JSON as people and other programs write it: numbers may come as texts (the Entrepôt's
/// forms send them so), level ids as numbers, a list of one as its text. A member that is absent or null leaves the value as
/// it is. Errors are Invalid and name the member.
class ParameterReader
{
public:
    explicit ParameterReader(const QJsonObject &object)
        : m_object(object)
    {
    }

    Status text(const char *name, QString &value) const;
    Status texts(const char *name, QStringList &values) const;
    Status integer(const char *name, int low, int high, int &value) const;
    Status number(const char *name, double low, double high, double &value) const;
    Status boolean(const char *name, bool &value) const;

private:
    QJsonValue find(const char *name) const; ///< undefined for null, too

    const QJsonObject &m_object;
};

} // namespace tuilerie
