// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/lasrecords.h"

#include <QCoreApplication>
#include <QHash>
#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <mutex>

namespace tuilerie {

namespace {

constexpr qint64 kLargestRecord = 64 << 20;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudSource", sentence);
}

template <typename T> T number(const QByteArray &bytes, qsizetype at)
{
    T value;
    memcpy(&value, bytes.constData() + at, sizeof value);
    if constexpr (std::is_integral_v<T>)
        return qFromLittleEndian(value);
    else
        return value; // IEEE 754, little-endian like every machine that this runs on
}

QByteArray unpadded(const QByteArray &bytes)
{
    return bytes.left(bytes.indexOf('\0') < 0 ? bytes.size() : bytes.indexOf('\0'));
}

tl::unexpected<Error> corrupt(const QString &path, const QString &detail)
{
    return fail(ErrorCode::Corrupt,
        tr("%1 is no whole LAS or LAZ file: it is damaged, incomplete or of another format. Copy it again from its source, "
           "or leave it out.")
            .arg(path),
        detail);
}

/// Variable length records have a 54-byte head; extended ones, after the points, 60 with a 64-bit length. The header's count
/// may lie: what would reach beyond `end` is no record.
Status readRecords(
    const ByteFile &file, qint64 at, qint64 end, qint64 count, bool isExtended, std::vector<LasRecord> &records)
{
    const qint64 headSize = isExtended ? 60 : 54;
    for (qint64 i = 0; i < count && at >= 0 && at <= end - headSize; ++i) {
        TUILERIE_TRY(head, file.read(at, headSize));
        LasRecord record;
        record.user = unpadded(head.mid(2, 16));
        record.id = number<quint16>(head, 18);
        record.description = unpadded(head.mid(isExtended ? 28 : 22, 32));
        record.isExtended = isExtended;
        record.offset = at + headSize;
        const quint64 length = isExtended ? number<quint64>(head, 20) : number<quint16>(head, 20);
        if (length > quint64(end - record.offset))
            return {};
        record.length = qint64(length);
        if (record.length <= kLargestRecord && !(record.user == "LASF_Spec" && record.id == 65535)) {
            TUILERIE_TRY(data, file.read(record.offset, record.length));
            record.data = data;
        }
        at = record.offset + record.length;
        records.push_back(std::move(record));
    }
    return {};
}

LasHeader fixedFields(const QByteArray &head)
{
    LasHeader header;
    header.sourceId = number<quint16>(head, 4);
    header.globalEncoding = number<quint16>(head, 6);
    header.versionMinor = uchar(head[25]);
    header.systemId = QString::fromUtf8(unpadded(head.mid(26, 32))).trimmed();
    header.software = QString::fromUtf8(unpadded(head.mid(58, 32))).trimmed();
    const int day = number<quint16>(head, 90);
    const int year = number<quint16>(head, 92);
    if (year > 1900 && day >= 1 && day <= 366)
        header.creation = QDate(year, 1, 1).addDays(day - 1);
    header.headerSize = number<quint16>(head, 94);
    header.pointDataStart = number<quint32>(head, 96);
    header.announcedRecords = number<quint32>(head, 100);
    header.isCompressed = uchar(head[104]) & 0x80;
    header.pointFormat = uchar(head[104]) & 0x3f;
    header.recordLength = number<quint16>(head, 105);
    header.legacyPoints = number<quint32>(head, 107);
    header.points = header.legacyPoints;
    for (int i = 0; i < 5; ++i) {
        header.legacyCountsByReturn[size_t(i)] = number<quint32>(head, 111 + 4 * i);
        header.countsByReturn[size_t(i)] = header.legacyCountsByReturn[size_t(i)];
    }
    for (int i = 0; i < 3; ++i) {
        header.scale[i] = number<double>(head, 131 + 8 * i);
        header.offset[i] = number<double>(head, 155 + 8 * i);
    }
    header.extent = {
        number<double>(head, 187), number<double>(head, 203), number<double>(head, 179), number<double>(head, 195)};
    header.maxZ = number<double>(head, 211);
    header.minZ = number<double>(head, 219);
    return header;
}

struct CrsRecords
{
    QByteArray wkt, directory, doubles, ascii;
};

struct CrsNames
{
    CloudCrs wkt, geoKeys;
};

/// Asking PROJ's database for a name takes milliseconds, and the thousand tiles of a lot all ask the same.
CrsNames namesOf(const CrsRecords &records)
{
    static std::mutex mutex;
    static QHash<QByteArray, CrsNames> known;
    const QByteArray key = records.wkt + '|' + records.directory + '|' + records.doubles + '|' + records.ascii;
    {
        const std::lock_guard lock(mutex);
        if (const auto found = known.constFind(key); found != known.constEnd())
            return *found;
    }
    CrsNames names;
    if (!records.wkt.isEmpty())
        names.wkt = cloudCrsOfText(records.wkt);
    if (!records.directory.isEmpty())
        names.geoKeys = cloudCrsOfGeoKeys(records.directory, records.doubles, records.ascii);
    const std::lock_guard lock(mutex);
    if (known.size() > 1000)
        known.clear();
    known.insert(key, names);
    return names;
}

void takeCrs(LasHeader &header, CrsRecords records)
{
    records.wkt = unpadded(records.wkt).trimmed();
    header.wkt = records.wkt;
    header.hasGeoKeys = !records.directory.isEmpty();
    const CrsNames names = namesOf(records);
    header.wktCrs = names.wkt;
    header.geoKeysCrs = names.geoKeys;
    // The encoding bit says which of the two counts (LAS 1.4 R15 §2.4); the other one serves where that cannot be read.
    const bool wktFirst = header.saysWkt() || header.pointFormat >= 6;
    const CloudCrs &first = wktFirst ? names.wkt : names.geoKeys, &second = wktFirst ? names.geoKeys : names.wkt;
    const CloudCrs &counted = first.horizontal.isEmpty() ? second : first,
                   &other = first.horizontal.isEmpty() ? first : second;
    header.crs = counted.horizontal;
    header.verticalCrs = counted.vertical;
    header.isWktCounted = &counted == &names.wkt && !header.crs.isEmpty();
    // Nothing contradicts what only the other one says of the heights at the same place.
    if (header.verticalCrs.isEmpty() && !other.vertical.isEmpty()
        && isSameHorizontal(counted.horizontal, other.horizontal)) {
        header.verticalCrs = other.vertical;
        header.isWktCounted = false;
    }
}

int sizeOfType(int type)
{
    static constexpr int sizes[] = {0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8};
    if (type >= 1 && type <= 10)
        return sizes[type];
    return type >= 11 && type <= 30 ? sizes[(type - 1) % 10 + 1] * ((type - 1) / 10 + 1)
                                    : 0; // two or three values (LAS 1.4 R13)
}

} // namespace

std::vector<ExtraByteField> extraByteFields(const QByteArray &descriptors, int extraBytes)
{
    std::vector<ExtraByteField> fields;
    int at = 0;
    for (qsizetype i = 0; i + 192 <= descriptors.size() && at < extraBytes; i += 192) {
        ExtraByteField field;
        field.type = uchar(descriptors[i + 2]);
        const int options = uchar(descriptors[i + 3]);
        field.size = field.type == 0 ? options : sizeOfType(field.type);
        if (field.size == 0 || at + field.size > extraBytes)
            break;
        field.descriptor = descriptors.mid(i, 192);
        field.name = QString::fromUtf8(unpadded(descriptors.mid(i + 4, 32))).trimmed();
        field.occurrence = int(std::count_if(
            fields.begin(), fields.end(), [&field](const ExtraByteField &before) { return before.name == field.name; }));
        field.description = QString::fromUtf8(unpadded(descriptors.mid(i + 160, 32))).trimmed();
        if (field.type != 0 && (options & 8))
            field.scale = number<double>(descriptors, i + 112);
        if (field.type != 0 && (options & 16))
            field.add = number<double>(descriptors, i + 136);
        field.offset = at;
        at += field.size;
        fields.push_back(std::move(field));
    }
    return fields;
}

Result<LasHeader> parseLas(const ByteFile &file, std::vector<LasRecord> &records)
{
    const QString &path = file.path();
    TUILERIE_TRY(head, file.readUpTo(0, 375));
    if (head.size() < 227 || !head.startsWith("LASF"))
        return corrupt(path, QStringLiteral("no LAS header"));
    if (uchar(head[24]) != 1 || uchar(head[25]) > 4)
        return fail(ErrorCode::Unsupported,
            tr("%1 is a LAS file of version %2.%3; versions 1.0 to 1.4 can be read. Export it again as LAS 1.4.")
                .arg(path)
                .arg(uchar(head[24]))
                .arg(uchar(head[25])));
    LasHeader header = fixedFields(head);
    if (header.headerSize < (header.versionMinor >= 4 ? 375 : 227) || head.size() < std::min(375, header.headerSize))
        return corrupt(
            path, QStringLiteral("version 1.%1, header of %2 bytes").arg(header.versionMinor).arg(header.headerSize));
    if (header.versionMinor >= 3 && header.headerSize >= 235)
        header.waveformStart = qint64(std::min<quint64>(number<quint64>(head, 227), INT64_MAX));

    TUILERIE_CHECK(readRecords(
        file, header.headerSize, std::min(header.pointDataStart, file.size()), header.announcedRecords, false, records));
    if (header.versionMinor >= 4) {
        if (const quint64 points = number<quint64>(head, 247); points > 0) {
            header.points = qint64(points);
            for (int i = 0; i < 15; ++i)
                header.countsByReturn[size_t(i)] = qint64(std::min<quint64>(number<quint64>(head, 255 + 8 * i), INT64_MAX));
        }
        const qint64 extended = number<quint32>(head, 243);
        if (extended > 0) {
            header.extendedRecordsStart = qint64(std::min<quint64>(number<quint64>(head, 235), INT64_MAX));
            header.announcedRecords += extended;
            TUILERIE_CHECK(readRecords(file, header.extendedRecordsStart, file.size(), extended, true, records));
        }
    }
    header.readRecords = qint64(records.size());

    CrsRecords crs;
    QByteArray descriptors;
    bool isLaszip = false;
    for (const LasRecord &record : records) {
        if (record.user == "LASF_Projection" && record.id == 2112 && crs.wkt.isEmpty())
            crs.wkt = record.data;
        else if (record.user == "LASF_Projection" && record.id == 34735)
            crs.directory = record.data;
        else if (record.user == "LASF_Projection" && record.id == 34736)
            crs.doubles = record.data;
        else if (record.user == "LASF_Projection" && record.id == 34737)
            crs.ascii = record.data;
        else if (record.user == "LASF_Spec" && record.id == 4)
            descriptors += record.data; // real files spread their descriptors over several records
        else if (record.user == "laszip encoded" && record.id == 22204) {
            header.laszip = record.data;
            isLaszip = true;
        }
    }
    // LASzip's compressor 0 keeps points as they are: what holds for plain files (how many points fit) holds for these.
    const bool isStored = header.laszip.size() >= 2 && number<quint16>(header.laszip, 0) == 0;
    header.isCompressed = (header.isCompressed || isLaszip) && !isStored;
    const LasRecord *first = records.empty() ? nullptr : &records.front();
    header.isCopc = header.versionMinor >= 4 && header.headerSize == 375 && first && first->user == "copc" && first->id == 1
        && first->length == 160;
    if (!header.isCompressed && header.pointFormat <= 10
        && header.recordLength >= LasLayout::standardSize(header.pointFormat) && header.pointDataStart >= header.headerSize
        && header.pointDataStart <= file.size()) {
        if (const qint64 held = (file.size() - header.pointDataStart) / header.recordLength; header.points > held)
            return fail(ErrorCode::Corrupt,
                tr("%1 ends before its points: its header says %2, the file holds %3. Copy it again from its source, or "
                   "leave it out.")
                    .arg(path)
                    .arg(header.points)
                    .arg(held),
                QStringLiteral("truncated: %1 of %2 points").arg(held).arg(header.points));
    }
    if (header.pointFormat > 10 || header.recordLength < LasLayout::standardSize(header.pointFormat) || header.points < 0
        || header.pointDataStart > file.size() || header.pointDataStart < header.headerSize
        || (!header.isCompressed && header.points > (file.size() - header.pointDataStart) / header.recordLength))
        return corrupt(path,
            QStringLiteral("%1 points of format %2, %3 bytes each, from byte %4 of %5")
                .arg(header.points)
                .arg(header.pointFormat)
                .arg(header.recordLength)
                .arg(header.pointDataStart)
                .arg(file.size()));
    if (header.isCompressed && header.points > 0 && (file.size() - header.pointDataStart < 8 || header.laszip.isEmpty()))
        return corrupt(path, QStringLiteral("the compressed points or how they are compressed are missing"));
    takeCrs(header, std::move(crs));
    const int standard = LasLayout::standardSize(header.pointFormat);
    header.extraFields = extraByteFields(descriptors, header.recordLength - standard);
    for (ExtraByteField &field : header.extraFields)
        field.offset += standard;
    return header;
}

} // namespace tuilerie
