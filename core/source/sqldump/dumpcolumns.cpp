// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/sqldump/dumpcolumns.h"

#include <QCoreApplication>
#include <QSet>

#include <cmath>
#include <ogr_feature.h>
#include <ogr_geometry.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::SqlDump", sentence);
}

enum class Sort { Boolean, Small, Integer, Wide, Real, Exact, Day, Moment, Json, Bytes, Text };

/// What PostgreSQL, SQLite and MySQL call it.
Sort sortOf(const DumpColumn &column)
{
    static const QMap<QByteArray, Sort> sorts{{"boolean", Sort::Boolean}, {"bool", Sort::Boolean}, {"smallint", Sort::Small},
        {"int2", Sort::Small}, {"smallserial", Sort::Small}, {"serial2", Sort::Small}, {"tinyint", Sort::Small},
        {"integer", Sort::Integer}, {"int", Sort::Integer}, {"int4", Sort::Integer}, {"serial", Sort::Integer},
        {"serial4", Sort::Integer}, {"mediumint", Sort::Integer}, {"bigint", Sort::Wide}, {"int8", Sort::Wide},
        {"bigserial", Sort::Wide}, {"serial8", Sort::Wide}, {"oid", Sort::Wide}, {"real", Sort::Real},
        {"float4", Sort::Real}, {"float8", Sort::Real}, {"float", Sort::Real}, {"double", Sort::Real},
        {"double precision", Sort::Real}, {"numeric", Sort::Exact}, {"decimal", Sort::Exact}, {"date", Sort::Day},
        {"timestamp", Sort::Moment}, {"timestamptz", Sort::Moment}, {"datetime", Sort::Moment}, {"json", Sort::Json},
        {"jsonb", Sort::Json}, {"bytea", Sort::Bytes}, {"blob", Sort::Bytes}, {"longblob", Sort::Bytes},
        {"mediumblob", Sort::Bytes}, {"varbinary", Sort::Bytes}, {"binary", Sort::Bytes}};
    if (column.isArray)
        return Sort::Json;
    const qsizetype space = column.type.startsWith("time") ? column.type.indexOf(' ') : -1; // "timestamp without time zone"
    return sorts.value(space < 0 ? column.type : column.type.left(space), Sort::Text);
}

bool areNumbers(const DumpColumn &column)
{
    DumpColumn element = column;
    element.isArray = false;
    const Sort sort = sortOf(element);
    return sort >= Sort::Small && sort <= Sort::Exact;
}

std::optional<bool> truthOf(const QByteArray &text)
{
    const QByteArray small = text.toLower();
    if (small == "t" || small == "true" || small == "1" || small == "yes" || small == "on" || small == "y")
        return true;
    if (small == "f" || small == "false" || small == "0" || small == "no" || small == "off" || small == "n")
        return false;
    return {};
}

/// "Infinity" and "NaN" are PostgreSQL's words.
std::optional<double> numberOf(const QByteArray &text)
{
    const QByteArray small = text.toLower();
    if (small == "nan")
        return std::nan("");
    if (small == "infinity" || small == "-infinity")
        return small[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

/// Digits that say something: without leading noughts, sign, point and exponent.
int digitsOf(const QByteArray &text)
{
    int digits = 0;
    for (const char letter : text) {
        if (letter == 'e' || letter == 'E')
            break;
        digits += letter >= '0' && letter <= '9' && (digits > 0 || letter != '0');
    }
    return digits;
}

} // namespace

std::shared_ptr<OGRGeometry> shapeOf(const DumpValue &value)
{
    if (value.kind == DumpValue::Kind::Geometry)
        return value.geometry.shape;
    const auto read = value.kind == DumpValue::Kind::Bytes ? geometryOfBytes(value.text)
        : value.kind == DumpValue::Kind::Text              ? geometryOfText(value.text)
                                                           : std::nullopt;
    return read ? read->shape : nullptr;
}

QString DumpColumnFacts::look(const DumpColumn &column, const DumpValue &value)
{
    if (value.kind == DumpValue::Kind::Null || value.kind == DumpValue::Kind::Default)
        return {};
    const auto wrong = [&] {
        return tr("“%1” is no value of the column %2 (%3).")
            .arg(QString::fromUtf8(value.text.left(40)), QString::fromUtf8(column.name), QString::fromUtf8(column.type));
    };
    if (column.isGeometry()) {
        const auto read = value.kind == DumpValue::Kind::Geometry ? std::optional(value.geometry)
            : value.kind == DumpValue::Kind::Bytes                ? geometryOfBytes(value.text)
                                                                  : geometryOfText(value.text);
        if (!read || !read->shape)
            return tr("the value of the column %1 is no geometry that is known.").arg(QString::fromUtf8(column.name));
        const OGRwkbGeometryType type = read->shape->getGeometryType();
        m_shape = m_hasShape ? OGRMergeGeometryTypesEx(m_shape, type, TRUE) : type;
        m_hasShape = true;
        if (read->srid > 0 && m_srid > 0 && read->srid != m_srid)
            return tr("the column %1 holds geometries of more than one CRS (SRID %2 and %3). Bring them into one "
                      "(ST_Transform), or write a table for each.")
                .arg(QString::fromUtf8(column.name))
                .arg(m_srid)
                .arg(read->srid);
        m_srid = read->srid > 0 ? read->srid : m_srid;
        return {};
    }
    bool isGood = true;
    switch (sortOf(column)) {
    case Sort::Boolean: return truthOf(value.text) ? QString() : wrong();
    case Sort::Small:
    case Sort::Integer:
    case Sort::Wide: value.text.toLongLong(&isGood); return isGood ? QString() : wrong();
    case Sort::Real:
    case Sort::Exact: {
        const auto number = numberOf(value.text);
        if (!number)
            return wrong();
        bool isWhole = false;
        value.text.toLongLong(&isWhole);
        m_isWhole = m_isWhole && isWhole;
        m_isExact = m_isExact && std::isfinite(*number) && digitsOf(value.text) <= 15;
        m_notFinite += !std::isfinite(*number);
        return {};
    }
    case Sort::Day:
    case Sort::Moment: {
        const auto moment = momentOfText(value.text);
        m_isMoment = m_isMoment && moment && moment->isExact && moment->hasTime == (sortOf(column) == Sort::Moment)
            && moment->zoneMinutes.value_or(0) % 15 == 0;
        return {};
    }
    case Sort::Json:
        return column.isArray && !arrayAsJson(value.text, areNumbers(column), column.type.startsWith("bool")) ? wrong()
                                                                                                              : QString();
    case Sort::Bytes: return value.kind == DumpValue::Kind::Bytes || bytesOfBytea(value.text) ? QString() : wrong();
    case Sort::Text: break;
    }
    return {};
}

void DumpColumnFacts::merge(const DumpColumnFacts &other)
{
    m_isWhole = m_isWhole && other.m_isWhole;
    m_isExact = m_isExact && other.m_isExact;
    m_isMoment = m_isMoment && other.m_isMoment;
    m_notFinite += other.m_notFinite;
    m_srid = m_srid > 0 ? m_srid : other.m_srid;
    if (other.m_hasShape)
        m_shape = m_hasShape ? OGRMergeGeometryTypesEx(m_shape, other.m_shape, TRUE) : other.m_shape;
    m_hasShape = m_hasShape || other.m_hasShape;
}

OGRFieldType DumpColumnFacts::type(const DumpColumn &column) const
{
    switch (sortOf(column)) {
    case Sort::Boolean:
    case Sort::Small:
    case Sort::Integer: return OFTInteger;
    case Sort::Wide: return OFTInteger64;
    case Sort::Real: return OFTReal;
    case Sort::Exact: {
        const bool isDeclaredWhole = column.limits.size() == 1 || (column.limits.size() == 2 && column.limits[1] == 0);
        if (isDeclaredWhole && column.limits[0] <= 18 && m_isWhole)
            return OFTInteger64;
        return m_isExact ? OFTReal : OFTString;
    }
    case Sort::Day: return m_isMoment ? OFTDate : OFTString;
    case Sort::Moment: return m_isMoment ? OFTDateTime : OFTString;
    case Sort::Bytes: return OFTBinary;
    case Sort::Json:
    case Sort::Text: break;
    }
    return OFTString;
}

OGRFieldSubType DumpColumnFacts::subType(const DumpColumn &column) const
{
    const Sort sort = sortOf(column);
    return sort == Sort::Boolean ? OFSTBoolean : sort == Sort::Small ? OFSTInt16 : sort == Sort::Json ? OFSTJSON : OFSTNone;
}

OGRwkbGeometryType DumpColumnFacts::geometryType(const DumpColumn &column) const
{
    if (!column.geometryType.isEmpty())
        return OGRFromOGCGeomType(column.geometryType.constData());
    return m_hasShape ? m_shape : wkbUnknown;
}

QString DumpColumnFacts::note(const DumpColumn &column) const
{
    const QString name = QString::fromUtf8(column.name);
    if (sortOf(column) == Sort::Real && m_notFinite > 0)
        return tr("%1 values of the column %2 are infinite or no numbers: they are left empty.").arg(m_notFinite).arg(name);
    if (type(column) != OFTString)
        return {};
    if (sortOf(column) == Sort::Exact)
        return tr("The column %1 has numbers of more digits than a number can hold here: they are kept as texts.").arg(name);
    if (sortOf(column) == Sort::Day || sortOf(column) == Sort::Moment)
        return tr("The column %1 has moments that are finer than a millisecond, or none of the calendar: they are kept as "
                  "texts.")
            .arg(name);
    return {};
}

void setField(OGRFeature &feature, int field, OGRFieldType type, OGRFieldSubType subType, const DumpColumn &column,
    const DumpValue &value)
{
    if (value.kind == DumpValue::Kind::Null || value.kind == DumpValue::Kind::Default)
        return feature.SetFieldNull(field);
    const QByteArray &text = value.text;
    switch (type) {
    case OFTInteger:
        feature.SetField(field, subType == OFSTBoolean ? int(truthOf(text).value_or(false)) : text.toInt());
        return;
    case OFTInteger64: feature.SetField(field, GIntBig(text.toLongLong())); return;
    case OFTReal:
        if (const double number = numberOf(text).value_or(0); std::isfinite(number))
            feature.SetField(field, number);
        else
            feature.SetFieldNull(field);
        return;
    case OFTDate:
    case OFTDateTime: {
        const DumpMoment moment = momentOfText(text).value_or(DumpMoment());
        const int zone = moment.zoneMinutes ? 100 + *moment.zoneMinutes / 15 : 0;
        feature.SetField(
            field, moment.year, moment.month, moment.day, moment.hour, moment.minute, float(moment.second), zone);
        return;
    }
    case OFTBinary: {
        const QByteArray bytes = value.kind == DumpValue::Kind::Bytes ? text : bytesOfBytea(text).value_or(QByteArray());
        feature.SetField(field, int(bytes.size()), bytes.constData());
        return;
    }
    default:
        feature.SetField(field,
            column.isArray
                ? arrayAsJson(text, areNumbers(column), column.type.startsWith("bool")).value_or(QByteArray()).constData()
                : text.constData());
    }
}

} // namespace tuilerie
