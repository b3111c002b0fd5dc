// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/indexcache.h"

#include "base/atomicfile.h"
#include "base/filename.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QStandardPaths>

namespace tuilerie {

namespace {

constexpr quint32 kMagic = 0x54555249; // "TURI"
constexpr quint32 kVersion = 7;        // of RasterTile's written form and of what is found wrong
constexpr qsizetype kDigest = 20;

QString cachePath(const QStringList &paths)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QString &path : paths) {
        const QString absolute = path.startsWith(QLatin1String("/vsi")) ? path : absolutePath(path);
        hash.addData(absolute.toUtf8());
        hash.addData(QByteArray(1, '\n'));
    }
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QLatin1String("/tuilerie/rasterindex/")
        + QString::fromLatin1(hash.result().toHex()) + QLatin1String(".bin");
}

/// Texts that thousands of tiles share, written once.
class Texts
{
public:
    quint32 put(const QString &text)
    {
        const auto found = m_places.constFind(text);
        if (found != m_places.constEnd())
            return *found;
        m_places.insert(text, quint32(list.size()));
        list << text;
        return quint32(list.size() - 1);
    }
    QString get(quint32 place) const { return list.value(place); }
    QStringList list;

private:
    QHash<QString, quint32> m_places;
};

enum Flag : quint16 {
    HasNodata = 1,
    HasMask = 2,
    HasAlpha = 4,
    HasPalette = 8,
    IsRotated = 16,
    IsSouthUp = 32,
    IsGeoreferenced = 64,
    HasZeroExtent = 128,
    HasClearColours = 256,
    IsMinWhite = 512,
    IsScaled = 1024
};

/// Bands as a text, since thousands of tiles have the same.
QString bandsText(const std::vector<RasterBand> &bands)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    for (const RasterBand &band : bands)
        out << quint8(band.role) << band.nodata.has_value() << band.nodata.value_or(0) << band.scale << band.offset;
    return QString::fromLatin1(bytes.toBase64());
}

std::vector<RasterBand> bandsOf(const QString &text)
{
    const QByteArray bytes = QByteArray::fromBase64(text.toLatin1());
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    std::vector<RasterBand> bands;
    while (!in.atEnd() && in.status() == QDataStream::Ok) {
        RasterBand band;
        quint8 role = 0;
        bool hasNodata = false;
        double nodata = 0;
        in >> role >> hasNodata >> nodata >> band.scale >> band.offset;
        band.role = BandRole(std::min<int>(role, int(BandRole::Other)));
        if (hasNodata)
            band.nodata = nodata;
        bands.push_back(band);
    }
    return bands;
}

void write(QDataStream &out, const RasterTile &t, Texts &texts)
{
    const QFileInfo info(t.path);
    const quint16 flags = quint16((t.nodata ? HasNodata : 0) | (t.hasMask ? HasMask : 0) | (t.hasAlpha ? HasAlpha : 0)
        | (t.hasPalette ? HasPalette : 0) | (t.isRotated ? IsRotated : 0) | (t.isSouthUp ? IsSouthUp : 0)
        | (t.isGeoreferenced ? IsGeoreferenced : 0) | (t.hasZeroExtent ? HasZeroExtent : 0)
        | (t.hasClearColours ? HasClearColours : 0) | (t.isMinWhite ? IsMinWhite : 0) | (t.isScaled ? IsScaled : 0));
    out << texts.put(info.path()) << info.fileName() << t.size << t.stamp << t.sidecars << t.sidecarStamp << t.extent.west
        << t.extent.south << t.extent.east << t.extent.north << qint32(t.width) << qint32(t.height) << t.cellSizeX
        << t.cellSizeY << qint32(t.bands) << quint8(t.type) << texts.put(t.crs) << texts.put(t.driver)
        << texts.put(t.compression) << flags << t.nodata.value_or(0) << texts.put(bandsText(t.bandList))
        << quint8(t.storedType) << qint32(t.bits) << qint32(t.pages) << t.palette;
}

RasterTile read(QDataStream &in, const Texts &texts)
{
    RasterTile t;
    quint32 folder = 0, crs = 0, driver = 0, compression = 0, bandList = 0;
    QString name;
    qint32 width = 0, height = 0, bands = 0, bits = 0, pages = 0;
    quint8 type = 0, storedType = 0;
    quint16 flags = 0;
    double nodata = 0;
    in >> folder >> name >> t.size >> t.stamp >> t.sidecars >> t.sidecarStamp >> t.extent.west >> t.extent.south
        >> t.extent.east >> t.extent.north >> width >> height >> t.cellSizeX >> t.cellSizeY >> bands >> type >> crs >> driver
        >> compression >> flags >> nodata >> bandList >> storedType >> bits >> pages >> t.palette;
    const QString parent = texts.get(folder);
    t.path = parent.endsWith(QLatin1Char('/')) ? parent + name : parent + QLatin1Char('/') + name;
    t.width = width;
    t.height = height;
    t.bands = bands;
    t.bandList = bandsOf(texts.get(bandList));
    t.type = RasterSampleType(std::min<int>(type, int(RasterSampleType::Other)));
    t.storedType = RasterSampleType(std::min<int>(storedType, int(RasterSampleType::Other)));
    t.bits = bits;
    t.pages = pages;
    t.crs = texts.get(crs);
    t.driver = texts.get(driver);
    t.compression = texts.get(compression);
    if (flags & HasNodata)
        t.nodata = nodata;
    t.hasMask = flags & HasMask;
    t.hasAlpha = flags & HasAlpha;
    t.hasPalette = flags & HasPalette;
    t.isRotated = flags & IsRotated;
    t.isSouthUp = flags & IsSouthUp;
    t.isGeoreferenced = flags & IsGeoreferenced;
    t.hasZeroExtent = flags & HasZeroExtent;
    t.hasClearColours = flags & HasClearColours;
    t.isMinWhite = flags & IsMinWhite;
    t.isScaled = flags & IsScaled;
    return t;
}

} // namespace

std::vector<std::optional<RasterTile>> loadIndexCache(const QStringList &paths, const std::vector<FileEntry> &files)
{
    std::vector<std::optional<RasterTile>> found(files.size());
    QFile file(cachePath(paths));
    if (!file.open(QIODevice::ReadOnly))
        return found;
    const QByteArray content = file.readAll();
    const QByteArray payload =
        QByteArray::fromRawData(content.constData() + kDigest, std::max<qsizetype>(0, content.size() - kDigest));
    if (content.size() <= kDigest || QCryptographicHash::hash(payload, QCryptographicHash::Sha1) != content.left(kDigest))
        return found;
    QDataStream in(payload);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 magic = 0, version = 0, count = 0;
    Texts texts;
    in >> magic >> version;
    if (magic != kMagic || version != kVersion)
        return found;
    in >> texts.list >> count;
    QHash<QString, size_t> places;
    for (size_t i = 0; i < files.size(); ++i)
        places.insert(files[i].path, i);
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        RasterTile tile = read(in, texts);
        const auto place = places.constFind(tile.path);
        if (in.status() != QDataStream::Ok || place == places.constEnd())
            continue;
        const FileEntry &entry = files[*place];
        if (entry.size == tile.size && entry.stamp == tile.stamp && entry.sidecarStamp == tile.sidecarStamp
            && entry.sidecars == tile.sidecars)
            found[*place] = std::move(tile);
    }
    return found;
}

void saveIndexCache(const QStringList &paths, const std::vector<RasterTile> &tiles)
{
    Texts texts;
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    quint32 count = 0;
    for (const RasterTile &tile : tiles) {
        // What could not be read is looked at again each time: it may have been repaired without a new date. A VRT's date
        // says nothing of the files that it names, and a remote file's is not asked for.
        const bool isSure =
            tile.problem.isEmpty() && tile.driver != QLatin1String("VRT") && !tile.path.startsWith(QLatin1String("/vsi"));
        if (!isSure)
            continue;
        write(out, tile, texts);
        ++count;
    }
    QByteArray payload;
    QDataStream head(&payload, QIODevice::WriteOnly);
    head.setVersion(QDataStream::Qt_6_4);
    head << kMagic << kVersion << texts.list << count;
    payload += body;
    // Not being able to keep it only costs time at the next opening.
    (void)writeFileAtomically(cachePath(paths), QCryptographicHash::hash(payload, QCryptographicHash::Sha1) + payload);
}

} // namespace tuilerie
