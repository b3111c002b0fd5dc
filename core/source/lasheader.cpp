// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/lasheader.h"

#include "source/lascrs.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <cerrno>
#include <cmath>
#include <cstring>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudSource", sentence);
}

template <typename T>
T number(const QByteArray &bytes, qsizetype at)
{
    T value;
    memcpy(&value, bytes.constData() + at, sizeof value);
    if constexpr (std::is_integral_v<T>)
        return qFromLittleEndian(value);
    else
        return value; // IEEE 754, little-endian like every machine that this runs on
}

tl::unexpected<Error> corrupt(const QString &path, const QString &detail)
{
    return fail(ErrorCode::Corrupt,
                tr("%1 is no whole LAS or LAZ file: it is damaged, incomplete or of another format. Copy it again from its source, or leave it out.").arg(path),
                detail);
}

struct Records {
    QByteArray wkt, directory, doubles, ascii;
    bool isLaszip = false;

    void take(const QByteArray &user, quint16 id, const QByteArray &data)
    {
        if (user == "LASF_Projection" && id == 2112)
            wkt = data;
        else if (user == "LASF_Projection" && id == 34735)
            directory = data;
        else if (user == "LASF_Projection" && id == 34736)
            doubles = data;
        else if (user == "LASF_Projection" && id == 34737)
            ascii = data;
        else if (user == "laszip encoded")
            isLaszip = true;
    }
};

// Variable length records have a 54-byte head; extended ones, after the points, 60 with a 64-bit length.
void readRecords(QFile &file, qint64 at, quint64 count, bool isExtended, Records &records)
{
    const qint64 headSize = isExtended ? 60 : 54;
    for (quint64 i = 0; i < count && i < 10000; ++i) {
        if (!file.seek(at))
            return;
        const QByteArray head = file.read(headSize);
        if (head.size() < headSize)
            return;
        const QByteArray name = head.mid(2, 16);
        const QByteArray user = name.left(name.indexOf('\0') < 0 ? 16 : name.indexOf('\0'));
        const quint64 length = isExtended ? number<quint64>(head, 20) : number<quint16>(head, 20);
        if (length > quint64(file.size()))
            return;
        if (length < (1 << 20))
            records.take(user, number<quint16>(head, 18), file.read(qint64(length)));
        at += headSize + qint64(length);
    }
}

} // namespace

Result<LasHeader> readLasHeader(const QString &path)
{
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly))
        return fail(errorFromErrno(tr("Reading"), path));
    const QByteArray head = file.read(375);
    if (head.size() < 227 || !head.startsWith("LASF"))
        return corrupt(path, QStringLiteral("no LAS header"));

    LasHeader header;
    header.versionMinor = uchar(head[25]);
    const int headerSize = number<quint16>(head, 94);
    if (uchar(head[24]) != 1 || header.versionMinor > 4 || headerSize < (header.versionMinor >= 4 ? 375 : 227) || head.size() < std::min(375, headerSize))
        return corrupt(path, QStringLiteral("version %1.%2, header of %3 bytes").arg(uchar(head[24])).arg(header.versionMinor).arg(headerSize));
    const int day = number<quint16>(head, 90);
    const int year = number<quint16>(head, 92);
    if (year > 1900 && day >= 1 && day <= 366)
        header.creation = QDate(year, 1, 1).addDays(day - 1);
    header.pointDataStart = number<quint32>(head, 96);
    const quint32 recordCount = number<quint32>(head, 100);
    header.isCompressed = uchar(head[104]) & 0x80;
    header.pointFormat = uchar(head[104]) & 0x3f;
    header.recordLength = number<quint16>(head, 105);
    header.points = number<quint32>(head, 107);
    for (int i = 0; i < 3; ++i) {
        header.scale[i] = number<double>(head, 131 + 8 * i);
        header.offset[i] = number<double>(head, 155 + 8 * i);
    }
    header.extent = {number<double>(head, 187), number<double>(head, 203), number<double>(head, 179), number<double>(head, 195)};
    header.maxZ = number<double>(head, 211);
    header.minZ = number<double>(head, 219);

    Records records;
    readRecords(file, headerSize, recordCount, false, records);
    if (header.versionMinor >= 4) {
        if (const quint64 points = number<quint64>(head, 247); points > 0)
            header.points = qint64(points);
        readRecords(file, qint64(number<quint64>(head, 235)), number<quint32>(head, 243), true, records);
    }
    header.isCompressed = header.isCompressed || records.isLaszip;
    if (header.pointFormat > 10 || header.recordLength < 20 || header.points < 0 || header.pointDataStart > file.size()
        || (!header.isCompressed && header.points > (file.size() - header.pointDataStart) / header.recordLength))
        return corrupt(path, QStringLiteral("%1 points of format %2, %3 bytes each, from byte %4 of %5")
                                 .arg(header.points).arg(header.pointFormat).arg(header.recordLength).arg(header.pointDataStart).arg(file.size()));
    if (header.isCompressed && header.points > 0 && file.size() - header.pointDataStart < 8)
        return corrupt(path, QStringLiteral("the compressed points are missing"));
    // A WKT is what LAS 1.4 asks for; the keys count where both are there only when it cannot be read.
    header.crs = records.wkt.isEmpty() ? QString() : crsOfWkt(records.wkt);
    if (header.crs.isEmpty() && !records.directory.isEmpty())
        header.crs = crsOfGeoKeys(records.directory, records.doubles, records.ascii);
    return header;
}

Result<QMap<int, qint64>> countLasClasses(const QString &path, const LasHeader &header, WorkControl &control)
{
    if (header.isCompressed)
        return fail(ErrorCode::Unsupported, tr("The classes of %1 are known only once it is decoded.").arg(path));
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly) || !file.seek(header.pointDataStart))
        return fail(errorFromErrno(tr("Reading"), path));
    const int at = header.pointFormat >= 6 ? 16 : 15;
    const int bits = header.pointFormat >= 6 ? 0xff : 0x1f;
    qint64 counts[256] = {};
    const qint64 perRead = std::max(1, (4 << 20) / header.recordLength);
    for (qint64 done = 0; done < header.points;) {
        const qint64 points = std::min(perRead, header.points - done);
        const QByteArray block = file.read(points * header.recordLength);
        if (block.size() < points * header.recordLength)
            return corrupt(path, QStringLiteral("ends after %1 points").arg(done + block.size() / header.recordLength));
        for (qint64 i = 0; i < points; ++i)
            ++counts[uchar(block[qsizetype(i * header.recordLength + at)]) & bits];
        done += points;
        if (control.shouldStop() != StopRequest::None)
            return fail(ErrorCode::Cancelled, tr("Stopped while points were being counted."));
    }
    QMap<int, qint64> classes;
    for (int i = 0; i < 256; ++i) {
        if (counts[i])
            classes.insert(i, counts[i]);
    }
    return classes;
}

} // namespace tuilerie
