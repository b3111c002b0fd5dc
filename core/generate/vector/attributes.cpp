// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/attributes.h"

#include "source/utf8text.h"

#include <QJsonArray>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogr_feature.h>
#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace tuilerie::vector {

namespace {

constexpr size_t mostValues = 49;     ///< docs/rok4.md §3: given when there are fewer than 50
constexpr size_t longestValue = 1000; ///< a descriptor is no place for whole texts

// MVT 2.1 §4.1, message Value.
constexpr protozero::pbf_tag_type valueString = 1, valueFloat = 2, valueDouble = 3, valueUint = 5, valueSint = 6,
                                  valueBool = 7;

void writeNumber(int64_t value, std::string &to)
{
    protozero::pbf_writer writer(to);
    if (value >= 0)
        writer.add_uint64(valueUint, uint64_t(value));
    else
        writer.add_sint64(valueSint, value);
}

/// ISO 8601. OGR's time zone flag: 0 unknown, 1 local, 100 UTC, each step a quarter of an hour.
std::string isoText(const OGRField &value, OGRFieldType type)
{
    char text[64];
    std::string result;
    if (type != OFTTime) {
        CPLsnprintf(text, sizeof text, "%04d-%02d-%02d", value.Date.Year, value.Date.Month, value.Date.Day);
        result = text;
    }
    if (type == OFTDate)
        return result;
    if (type == OFTDateTime)
        result += 'T';
    // In milliseconds; what is below the 60th second stays there (a leap second is one of the source).
    const double given = double(value.Date.Second);
    const double rounded = std::floor(given * 1000 + 0.5) / 1000;
    const double seconds = given < 60 ? std::min(rounded, 59.999) : rounded;
    const bool whole = given == std::floor(given);
    CPLsnprintf(
        text, sizeof text, whole ? "%02d:%02d:%02.0f" : "%02d:%02d:%06.3f", value.Date.Hour, value.Date.Minute, seconds);
    result += text;
    if (value.Date.TZFlag == 100) {
        result += 'Z';
    } else if (value.Date.TZFlag > 1) {
        const int minutes = (int(value.Date.TZFlag) - 100) * 15;
        CPLsnprintf(
            text, sizeof text, "%c%02d:%02d", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
        result += text;
    }
    return result;
}

} // namespace

void AttributeStatistics::addValue(const std::string &text)
{
    ++m_count;
    if (m_tooMany)
        return;
    if (text.size() <= longestValue)
        m_values.insert(text);
    if (text.size() > longestValue || m_values.size() > mostValues) {
        m_tooMany = true;
        m_values.clear();
    }
}

void AttributeStatistics::addNumber(double value, const std::string &text)
{
    if (std::isfinite(value)) {
        m_min = m_hasRange ? std::min(m_min, value) : value;
        m_max = m_hasRange ? std::max(m_max, value) : value;
        m_hasRange = true;
    }
    addValue(text);
}

void AttributeStatistics::addText(const std::string &text)
{
    addValue(text);
}

void AttributeStatistics::merge(const AttributeStatistics &other)
{
    m_count += other.m_count;
    if (other.m_hasRange) {
        m_min = m_hasRange ? std::min(m_min, other.m_min) : other.m_min;
        m_max = m_hasRange ? std::max(m_max, other.m_max) : other.m_max;
        m_hasRange = true;
    }
    m_tooMany = m_tooMany || other.m_tooMany;
    m_values.insert(other.m_values.begin(), other.m_values.end());
    if (m_tooMany || m_values.size() > mostValues) {
        m_tooMany = true;
        m_values.clear();
    }
    if (m_type != other.m_type && !other.m_type.isEmpty())
        m_type = m_type.isEmpty() ? other.m_type : QStringLiteral("text");
}

QJsonObject AttributeStatistics::toJson() const
{
    QJsonObject object{
        {QStringLiteral("name"), m_name}, {QStringLiteral("type"), m_type}, {QStringLiteral("count"), m_count}};
    if (m_hasRange) {
        object.insert(QStringLiteral("min"), m_min);
        object.insert(QStringLiteral("max"), m_max);
    }
    if (!m_tooMany && !m_values.empty()) {
        QJsonArray values;
        for (const std::string &value : m_values)
            values.append(QString::fromStdString(value));
        object.insert(QStringLiteral("values"), values);
    }
    return object;
}

bool AttributeField::fromDefinition(const OGRFieldDefn &definition, int number, AttributeField &field)
{
    field.field = number;
    field.name = QString::fromUtf8(definition.GetNameRef());
    switch (definition.GetType()) {
    case OFTInteger:
        field.type = definition.GetSubType() == OFSTBoolean ? QStringLiteral("boolean") : QStringLiteral("integer");
        return true;
    case OFTInteger64: field.type = QStringLiteral("bigint"); return true;
    case OFTReal:
        field.type = definition.GetSubType() == OFSTFloat32 ? QStringLiteral("real") : QStringLiteral("double precision");
        return true;
    case OFTDate: field.type = QStringLiteral("date"); return true;
    case OFTTime: field.type = QStringLiteral("time"); return true;
    case OFTDateTime: field.type = QStringLiteral("timestamp"); return true;
    case OFTString: field.type = QStringLiteral("text"); return true;
    default: return false;
    }
}

void appendAttributes(const OGRFeature &feature, const std::vector<AttributeField> &fields, std::string &to,
    std::vector<AttributeStatistics> &statistics)
{
    for (size_t i = 0; i < fields.size(); ++i) {
        const int number = fields[i].field;
        if (number < 0 || !feature.IsFieldSetAndNotNullUnsafe(number))
            continue;
        const OGRFieldDefn *definition = feature.GetFieldDefnRef(number);
        const size_t begin = to.size();
        to.append(6, '\0');
        AttributeStatistics &stats = statistics[i];
        switch (definition->GetType()) {
        case OFTInteger:
        case OFTInteger64: {
            const GIntBig value = feature.GetFieldAsInteger64(number);
            if (definition->GetSubType() == OFSTBoolean) {
                protozero::pbf_writer(to).add_bool(valueBool, value != 0);
                stats.addText(value != 0 ? "true" : "false");
            } else {
                writeNumber(value, to);
                stats.addNumber(double(value), std::to_string(value));
            }
            break;
        }
        case OFTReal: {
            const double value = feature.GetFieldAsDouble(number);
            if (definition->GetSubType() == OFSTFloat32)
                protozero::pbf_writer(to).add_float(valueFloat, float(value));
            else
                protozero::pbf_writer(to).add_double(valueDouble, value);
            char text[32];
            CPLsnprintf(text, sizeof text, "%.15g", value);
            stats.addNumber(value, text);
            break;
        }
        case OFTDate:
        case OFTTime:
        case OFTDateTime: {
            const std::string text = isoText(*feature.GetRawFieldRef(number), definition->GetType());
            protozero::pbf_writer(to).add_string(valueString, text);
            stats.addText(text);
            break;
        }
        default: {
            const std::string text = utf8Text(feature.GetFieldAsString(number));
            protozero::pbf_writer(to).add_string(valueString, text);
            stats.addText(text);
        }
        }
        const auto key = uint16_t(i);
        const auto size = uint32_t(to.size() - begin - 6);
        std::memcpy(to.data() + begin, &key, 2);
        std::memcpy(to.data() + begin + 2, &size, 4);
    }
}

} // namespace tuilerie::vector
