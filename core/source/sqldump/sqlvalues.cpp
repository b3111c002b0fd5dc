// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/sqldump/sqlvalues.h"

#include "source/gdalsupport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <bit>
#include <cstring>
#include <ogr_geometry.h>

namespace tuilerie {

namespace {

constexpr int deepest = 32;
constexpr quint32 zFlag = 0x80000000, mFlag = 0x40000000, sridFlag = 0x20000000; ///< of EWKB

/// Reads the geometries of one dialect and writes them as ISO WKB, which every reader understands alike.
class WkbRewriter
{
public:
    explicit WkbRewriter(const QByteArray &in)
        : m_in(in)
    {
    }
    int srid = 0;
    bool isSpatialite = false; ///< members of collections have no byte order of their own
    bool isLittle = true;

    QByteArray out;
    qsizetype at = 0;

    bool geometry(int depth, bool isMember)
    {
        if (depth > deepest)
            return false;
        if (isSpatialite && isMember) {
            if (byte() != 0x69)
                return false;
        } else if (!isSpatialite) {
            const int order = byte();
            if (order != 0 && order != 1)
                return false;
            isLittle = order == 1;
        }
        const auto word = number();
        if (!word)
            return false;
        quint32 type = *word & 0x1fffffff;
        bool hasZ = *word & zFlag, hasM = *word & mFlag;
        if (*word & sridFlag) {
            const auto said = number();
            if (!said)
                return false;
            srid = int(*said);
        }
        if (type >= 1000'000) // SpatiaLite's compressed coordinates
            return false;
        hasZ = hasZ || (type >= 1000 && type < 2000) || type >= 3000;
        hasM = hasM || (type >= 2000);
        type %= 1000;
        if (type < 1 || type > 17)
            return false;
        out.append(isLittle ? '\1' : '\0');
        put(type + (hasZ ? 1000 : 0) + (hasM ? 2000 : 0));
        const qsizetype point = 8 * (2 + hasZ + hasM);
        switch (type) {
        case 1: return copy(point);
        case 2:
        case 8: return points(point); // a line, a circular one
        case 3:
        case 17: { // rings of a polygon, of a triangle
            const auto rings = count(4);
            for (quint32 i = 0; rings && i < *rings; ++i)
                if (!points(point))
                    return false;
            return rings.has_value();
        }
        default: { // collections of all kinds
            const auto members = count(5);
            for (quint32 i = 0; members && i < *members; ++i)
                if (!geometry(depth + 1, true))
                    return false;
            return members.has_value();
        }
        }
    }

private:
    int byte() { return at < m_in.size() ? quint8(m_in[at++]) : -1; }
    std::optional<quint32> number()
    {
        if (m_in.size() - at < 4)
            return {};
        const auto *place = m_in.constData() + at;
        at += 4;
        return isLittle ? qFromLittleEndian<quint32>(place) : qFromBigEndian<quint32>(place);
    }
    void put(quint32 value)
    {
        const quint32 ordered = isLittle ? qToLittleEndian(value) : qToBigEndian(value);
        out.append(reinterpret_cast<const char *>(&ordered), 4);
    }
    /// A number of things that take so many bytes at least each: no more than there is room for.
    std::optional<quint32> count(qsizetype each)
    {
        const auto said = number();
        if (!said || qint64(*said) * each > m_in.size() - at)
            return {};
        put(*said);
        return said;
    }
    bool copy(qsizetype size)
    {
        if (m_in.size() - at < size)
            return false;
        out.append(m_in.constData() + at, size);
        at += size;
        return true;
    }
    bool points(qsizetype each)
    {
        const auto number = count(each);
        return number && copy(qsizetype(*number) * each);
    }

    const QByteArray &m_in;
};

std::optional<DumpGeometry> rewritten(WkbRewriter &rewriter, qsizetype end)
{
    if (!rewriter.geometry(0, false) || rewriter.at != end)
        return {};
    OGRGeometry *shape = nullptr;
    const GdalErrorTrap trap;
    if (OGRGeometryFactory::createFromWkb(rewriter.out.constData(), nullptr, &shape, size_t(rewriter.out.size()))
        != OGRERR_NONE)
        return {};
    return DumpGeometry{std::shared_ptr<OGRGeometry>(shape), rewriter.srid};
}

int littleOrBig(const char *place, bool isLittle)
{
    return isLittle ? qFromLittleEndian<qint32>(place) : qFromBigEndian<qint32>(place);
}

std::optional<DumpGeometry> ofGeoPackage(const QByteArray &bytes)
{
    static constexpr int boxes[] = {0, 32, 48, 48, 64, -1, -1, -1};
    const int flags = quint8(bytes[3]), box = boxes[flags >> 1 & 7];
    if (box < 0 || bytes.size() < 8 + box)
        return {};
    WkbRewriter rewriter(bytes);
    rewriter.at = 8 + box;
    auto made = rewritten(rewriter, bytes.size());
    if (made)
        made->srid = std::max(0, littleOrBig(bytes.constData() + 4, flags & 1));
    return made;
}

std::optional<DumpGeometry> ofSpatialite(const QByteArray &bytes)
{
    WkbRewriter rewriter(bytes);
    rewriter.isSpatialite = true;
    rewriter.isLittle = bytes[1] == 1;
    rewriter.at = 39;
    auto made = rewritten(rewriter, bytes.size() - 1);
    if (made)
        made->srid = std::max(0, littleOrBig(bytes.constData() + 2, rewriter.isLittle));
    return made;
}

bool isHex(const QByteArray &text)
{
    return !text.isEmpty() && text.size() % 2 == 0 && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
    });
}

/// Reads one array literal into JSON.
class ArrayReader
{
public:
    ArrayReader(const QByteArray &text, bool areNumbers, bool areBooleans)
        : m_text(text)
        , m_areNumbers(areNumbers)
        , m_areBooleans(areBooleans)
    {
    }
    std::optional<QByteArray> read()
    {
        if (m_text.startsWith('[')) // [0:2]={…}: lower bounds
            m_at = m_text.indexOf('=') + 1;
        return array(0) && m_at == m_text.size() ? std::optional(m_json) : std::nullopt;
    }

private:
    char letter() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool array(int depth)
    {
        if (depth > deepest || letter() != '{')
            return false;
        ++m_at;
        m_json += '[';
        for (bool isFirst = true; letter() != '}'; isFirst = false) {
            if (!isFirst && letter() != ',')
                return false;
            if (!isFirst) {
                ++m_at;
                m_json += ',';
            }
            if (letter() == '{' ? !array(depth + 1) : !element())
                return false;
        }
        ++m_at;
        m_json += ']';
        return true;
    }
    bool element()
    {
        QByteArray value;
        if (letter() == '"') {
            for (++m_at; letter() != '"'; ++m_at) {
                if (letter() == '\\')
                    ++m_at;
                if (m_at >= m_text.size())
                    return false;
                value += letter();
            }
            ++m_at;
            return put(value, true);
        }
        while (m_at < m_text.size() && letter() != ',' && letter() != '}') {
            if (letter() == '\\')
                ++m_at;
            value += letter();
            ++m_at;
        }
        return m_at < m_text.size() && !value.isEmpty() && put(value, false);
    }
    bool put(const QByteArray &value, bool isQuoted)
    {
        bool isNumber = false;
        value.toDouble(&isNumber);
        if (!isQuoted && value.compare("NULL", Qt::CaseInsensitive) == 0)
            m_json += "null";
        else if (m_areNumbers && isNumber && value != "NaN" && !value.contains("nf"))
            m_json += value;
        else if (m_areBooleans && (value == "t" || value == "f"))
            m_json += value == "t" ? "true" : "false";
        else
            m_json += QJsonDocument(QJsonArray{QString::fromUtf8(value)}).toJson(QJsonDocument::Compact).mid(1).chopped(1);
        return true;
    }

    const QByteArray &m_text;
    const bool m_areNumbers, m_areBooleans;
    qsizetype m_at = 0;
    QByteArray m_json;
};

/// A number of so many digits at a place; −1 where there is none.
int digitsAt(const QByteArray &text, qsizetype &at, int count)
{
    if (text.size() - at < count)
        return -1;
    int value = 0;
    for (int i = 0; i < count; ++i) {
        const char letter = text[at + i];
        if (letter < '0' || letter > '9')
            return -1;
        value = value * 10 + letter - '0';
    }
    at += count;
    return value;
}

} // namespace

std::optional<DumpGeometry> geometryOfBytes(const QByteArray &bytes)
{
    if (bytes.size() >= 13 && bytes.startsWith("GP"))
        return ofGeoPackage(bytes);
    if (bytes.size() >= 45 && bytes[0] == '\0' && (bytes[1] == 0 || bytes[1] == 1) && bytes[38] == '\x7c'
        && bytes.endsWith('\xfe')) {
        if (auto made = ofSpatialite(bytes))
            return made;
    }
    WkbRewriter rewriter(bytes);
    if (auto made = rewritten(rewriter, bytes.size()))
        return made;
    WkbRewriter mysql(bytes);
    mysql.at = 4;
    auto made = bytes.size() > 4 ? rewritten(mysql, bytes.size()) : std::nullopt;
    if (made)
        made->srid = std::max(0, littleOrBig(bytes.constData(), true));
    return made;
}

std::optional<DumpGeometry> geometryOfText(const QByteArray &text)
{
    const QByteArray bare = text.startsWith("\\x") ? text.mid(2) : text;
    if (isHex(bare))
        return geometryOfBytes(QByteArray::fromHex(bare));
    int srid = 0;
    QByteArray wkt = text.trimmed();
    if (wkt.left(5).compare("SRID=", Qt::CaseInsensitive) == 0) {
        const qsizetype end = wkt.indexOf(';');
        srid = wkt.mid(5, end - 5).toInt();
        wkt = wkt.mid(end + 1);
    }
    OGRGeometry *shape = nullptr;
    const GdalErrorTrap trap;
    const char *rest = wkt.constData();
    const OGRErr made = OGRGeometryFactory::createFromWkt(&rest, nullptr, &shape);
    std::shared_ptr<OGRGeometry> kept(shape);
    if (made != OGRERR_NONE || !shape)
        return {};
    return DumpGeometry{std::move(kept), srid};
}

std::optional<QByteArray> bytesOfBytea(const QByteArray &text)
{
    if (text.startsWith("\\x"))
        return isHex(text.mid(2)) || text.size() == 2 ? std::optional(QByteArray::fromHex(text.mid(2))) : std::nullopt;
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
        } else if (text.mid(i, 2) == "\\\\") {
            bytes += '\\';
            ++i;
        } else {
            bool isOctal = false;
            const int value = text.mid(i + 1, 3).toInt(&isOctal, 8);
            if (!isOctal || value > 255)
                return {};
            bytes += char(value);
            i += 3;
        }
    }
    return bytes;
}

std::optional<QByteArray> arrayAsJson(const QByteArray &text, bool areNumbers, bool areBooleans)
{
    return ArrayReader(text, areNumbers, areBooleans).read();
}

std::optional<DumpMoment> momentOfText(const QByteArray &text)
{
    DumpMoment moment;
    qsizetype at = 0;
    const auto sign = [&](const char *expected) {
        if (at < text.size() && std::strchr(expected, text[at])) {
            ++at;
            return true;
        }
        return false;
    };
    moment.year = digitsAt(text, at, 4);
    if (!sign("-"))
        return {};
    moment.month = digitsAt(text, at, 2);
    if (!sign("-"))
        return {};
    moment.day = digitsAt(text, at, 2);
    if (moment.year < 0 || moment.month < 1 || moment.month > 12 || moment.day < 1 || moment.day > 31)
        return {};
    if (at == text.size())
        return moment;
    if (!sign(" T"))
        return {};
    moment.hasTime = true;
    moment.hour = digitsAt(text, at, 2);
    if (!sign(":"))
        return {};
    moment.minute = digitsAt(text, at, 2);
    if (!sign(":"))
        return {};
    const int second = digitsAt(text, at, 2);
    if (moment.hour < 0 || moment.hour > 23 || moment.minute < 0 || moment.minute > 59 || second < 0 || second > 59)
        return {};
    moment.second = second;
    if (sign(".")) {
        const qsizetype from = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        QByteArray digits = text.mid(from, at - from);
        while (digits.endsWith('0'))
            digits.chop(1);
        moment.isExact = digits.size() <= 3;
        moment.second += ("0." + digits + '0').toDouble();
    }
    if (at == text.size())
        return moment;
    if (text.mid(at) == "Z") {
        moment.zoneMinutes = 0;
        return moment;
    }
    const bool isWest = text[at] == '-';
    if (!sign("+-"))
        return {};
    const int hours = digitsAt(text, at, 2), minutes = sign(":") ? digitsAt(text, at, 2) : 0;
    if (hours < 0 || minutes < 0 || at != text.size())
        return {};
    moment.zoneMinutes = (isWest ? -1 : 1) * (hours * 60 + minutes);
    return moment;
}

} // namespace tuilerie
