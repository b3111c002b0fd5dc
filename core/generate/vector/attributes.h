// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <set>
#include <string>
#include <vector>

class OGRFeature;
class OGRFieldDefn;

namespace tuilerie::vector {

/// What the descriptor says of an attribute (docs/rok4.md §3 `tables`), gathered while features are read.
class AttributeStatistics
{
public:
    AttributeStatistics() = default;
    AttributeStatistics(QString name, QString type)
        : m_name(std::move(name))
        , m_type(std::move(type))
    {
    }

    void addNumber(double value, const std::string &text);
    void addText(const std::string &text);
    void merge(const AttributeStatistics &other);
    const QString &name() const { return m_name; }
    QJsonObject toJson() const; ///< {name, type, count, min, max, values}; values when there are less than 50

private:
    void addValue(const std::string &text);
    QString m_name;
    QString m_type;
    qint64 m_count = 0;
    bool m_hasRange = false;
    double m_min = 0;
    double m_max = 0;
    bool m_tooMany = false;
    std::set<std::string> m_values;
};

/// One field of a source as an attribute of the tiles.
struct AttributeField
{
    int field = -1; ///< OGR's number; −1 where a file of the table lacks it
    QString name;
    QString type; ///< PostgreSQL's name for it, as ROK4's descriptors have them
    /// False for types that no tile can hold (binary).
    static bool fromDefinition(const OGRFieldDefn &definition, int number, AttributeField &field);
};

/// Appends the feature's attributes that are not null, each as uint16 number in `fields`, uint32 size and an MVT Value
/// message (MVT 2.1 §4.4), so that tiles copy and compare bytes only.
void appendAttributes(const OGRFeature &feature, const std::vector<AttributeField> &fields, std::string &to,
    std::vector<AttributeStatistics> &statistics);

} // namespace tuilerie::vector
