// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mosaicvrt.h"

#include "base/atomicfile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QStandardPaths>
#include <QXmlStreamWriter>
#include <cmath>

namespace tuilerie {

namespace {

QString typeName(RasterSampleType type)
{
    switch (type) {
    case RasterSampleType::UInt8: return QStringLiteral("Byte");
    case RasterSampleType::UInt16: return QStringLiteral("UInt16");
    case RasterSampleType::Int8:
    case RasterSampleType::Int16: return QStringLiteral("Int16");
    case RasterSampleType::Float32: return QStringLiteral("Float32");
    case RasterSampleType::Other: break;
    }
    return QStringLiteral("Float64");
}

QString number(double value)
{
    return std::isnan(value) ? QStringLiteral("nan") : QString::number(value, 'g', 17);
}

/// What of a tile fills a band of the mosaic.
struct Part
{
    QString band;                ///< "1", or "mask,1"
    int colorComponent = 0;      ///< of the palette, from 1; 0 = the value itself
    bool constantOpaque = false; ///< 255 wherever the tile is
    std::optional<double> nodata;
    double scale = 1; ///< value = sample × scale + offset
    double offset = 0;
    bool isSigned = false; ///< bytes of which 128 to 255 stand for −128 to −1
};

class Writer
{
public:
    Writer(const RasterSource &source, const QString &overview)
        : m_source(source)
        , m_overview(overview)
        , m_info(source.info())
        , m_xml(&m_bytes)
    {
    }
    QByteArray write();

private:
    void writeBand(int number, const QString &type, const char *interpretation, bool isAlpha);
    void writePart(const RasterTile &tile, const Part &part);
    std::optional<Part> partOf(const RasterTile &tile, int band, bool isAlpha) const;
    bool isUsed(const RasterTile &tile) const
    {
        return tile.problem.isEmpty() && !tile.extent.isEmpty() && (tile.crs == m_info.crs || tile.crs.isEmpty());
    }

    const RasterSource &m_source;
    const QString m_overview;
    const RasterInfo &m_info;
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
    double m_cellX = 1, m_cellY = 1;
};

QByteArray Writer::write()
{
    m_cellX = m_info.cellSizeX;
    m_cellY = m_info.cellSizeY;
    m_xml.writeStartElement(QStringLiteral("VRTDataset"));
    m_xml.writeAttribute(QStringLiteral("rasterXSize"), QString::number(std::llround(m_info.extent.width() / m_cellX)));
    m_xml.writeAttribute(QStringLiteral("rasterYSize"), QString::number(std::llround(m_info.extent.height() / m_cellY)));
    if (!m_info.crs.isEmpty()) {
        m_xml.writeStartElement(QStringLiteral("SRS"));
        m_xml.writeAttribute(QStringLiteral("dataAxisToSRSAxisMapping"), QStringLiteral("1,2"));
        m_xml.writeCharacters(m_info.crs);
        m_xml.writeEndElement();
    }
    m_xml.writeTextElement(QStringLiteral("GeoTransform"),
        QStringLiteral("%1, %2, 0, %3, 0, %4")
            .arg(number(m_info.extent.west), number(m_cellX), number(m_info.extent.north), number(-m_cellY)));
    const int bands = m_info.hasPalette ? 3 : std::max(1, m_info.colours);
    const QString type = m_info.hasPalette ? QStringLiteral("Byte") : typeName(m_info.type);
    static const char *const rgb[] = {"Red", "Green", "Blue"};
    for (int band = 1; band <= bands; ++band)
        writeBand(band, type, bands == 1 ? "Gray" : band <= 3 ? rgb[band - 1] : "Undefined", false);
    if (mosaicHasTransparency(m_info))
        writeBand(bands + 1, type, "Alpha", true);
    m_xml.writeEndElement();
    return m_bytes;
}

void Writer::writeBand(int band, const QString &type, const char *interpretation, bool isAlpha)
{
    m_xml.writeStartElement(QStringLiteral("VRTRasterBand"));
    m_xml.writeAttribute(QStringLiteral("dataType"), type);
    m_xml.writeAttribute(QStringLiteral("band"), QString::number(band));
    m_xml.writeTextElement(QStringLiteral("ColorInterp"), QLatin1String(interpretation));
    if (!isAlpha && m_info.nodata && m_info.hasOneNodata && !m_info.hasPalette)
        m_xml.writeTextElement(QStringLiteral("NoDataValue"), number(*m_info.nodata));
    for (const RasterTile &tile : m_source.tiles()) {
        if (!isUsed(tile))
            continue;
        if (const std::optional<Part> part = partOf(tile, band, isAlpha))
            writePart(tile, *part);
    }
    if (!m_overview.isEmpty()) {
        m_xml.writeStartElement(QStringLiteral("Overview"));
        m_xml.writeStartElement(QStringLiteral("SourceFilename"));
        m_xml.writeAttribute(QStringLiteral("relativeToVRT"), QStringLiteral("0"));
        m_xml.writeCharacters(m_overview);
        m_xml.writeEndElement();
        m_xml.writeTextElement(QStringLiteral("SourceBand"), QString::number(band));
        m_xml.writeEndElement();
    }
    m_xml.writeEndElement();
}

std::optional<Part> Writer::partOf(const RasterTile &tile, int band, bool isAlpha) const
{
    Part part;
    const PictureBands picture = pictureBands(tile.bandList);
    if (isAlpha) {
        if (picture.alpha > 0) {
            part.band = QString::number(picture.alpha);
        } else if (tile.hasMask) {
            part.band = QStringLiteral("mask,1");
        } else {
            part.band = QStringLiteral("1");
            part.constantOpaque = true;
            part.nodata = tile.nodata;
        }
        return part;
    }
    if (tile.hasPalette) {
        part.band = QStringLiteral("1");
        part.colorComponent = band;
        return part;
    }
    // A gray tile among coloured ones fills all three.
    const int own = int(picture.colours.size());
    const int wanted = own == 1 ? 1 : band;
    if (wanted > own)
        return std::nullopt;
    const int number = picture.colours[size_t(wanted - 1)];
    const RasterBand &said = tile.bandList[size_t(number - 1)];
    part.band = QString::number(number);
    part.nodata = said.nodata;
    if (tile.isScaled) {
        part.scale = said.scale;
        part.offset = said.offset;
    }
    part.isSigned = tile.storedType == RasterSampleType::Int8;
    if (tile.storedType == RasterSampleType::UInt8 && !tile.isScaled && tile.bits > 0)
        part.scale = 255.0 / ((1 << tile.bits) - 1);
    if (tile.storedType == RasterSampleType::UInt8 && !tile.isScaled && tile.isMinWhite) {
        part.scale = -part.scale;
        part.offset = 255;
    }
    return part;
}

void Writer::writePart(const RasterTile &tile, const Part &part)
{
    const bool isScaled = part.scale != 1 || part.offset != 0;
    const bool simple = !part.nodata && part.colorComponent == 0 && !part.constantOpaque && !isScaled && !part.isSigned;
    m_xml.writeStartElement(simple ? QStringLiteral("SimpleSource") : QStringLiteral("ComplexSource"));
    m_xml.writeStartElement(QStringLiteral("SourceFilename"));
    m_xml.writeAttribute(QStringLiteral("relativeToVRT"), QStringLiteral("0"));
    m_xml.writeCharacters(tile.path);
    m_xml.writeEndElement();
    m_xml.writeTextElement(QStringLiteral("SourceBand"), part.band);
    if (!part.band.startsWith(QLatin1String("mask"))) {
        // With these GDAL need not open the file until it is drawn.
        m_xml.writeStartElement(QStringLiteral("SourceProperties"));
        m_xml.writeAttribute(QStringLiteral("RasterXSize"), QString::number(tile.width));
        m_xml.writeAttribute(QStringLiteral("RasterYSize"), QString::number(tile.height));
        m_xml.writeAttribute(QStringLiteral("DataType"),
            tile.storedType == RasterSampleType::Int8 ? QStringLiteral("Byte") : typeName(tile.storedType));
        m_xml.writeAttribute(QStringLiteral("BlockXSize"), QStringLiteral("256"));
        m_xml.writeAttribute(QStringLiteral("BlockYSize"), QStringLiteral("256"));
        m_xml.writeEndElement();
    }
    const auto rect = [&](const QString &name, double x, double y, double width, double height) {
        m_xml.writeEmptyElement(name);
        m_xml.writeAttribute(QStringLiteral("xOff"), number(x));
        m_xml.writeAttribute(QStringLiteral("yOff"), number(y));
        m_xml.writeAttribute(QStringLiteral("xSize"), number(width));
        m_xml.writeAttribute(QStringLiteral("ySize"), number(height));
    };
    rect(QStringLiteral("SrcRect"), 0, 0, tile.width, tile.height);
    // Positions that are whole cells but for rounding are whole cells: GDAL copies those and resamples others.
    const auto snapped = [](double value) { return std::abs(value - std::round(value)) < 1e-3 ? std::round(value) : value; };
    rect(QStringLiteral("DstRect"), snapped((tile.extent.west - m_info.extent.west) / m_cellX),
        snapped((m_info.extent.north - tile.extent.north) / m_cellY), snapped(tile.extent.width() / m_cellX),
        snapped(tile.extent.height() / m_cellY));
    if (part.constantOpaque) {
        m_xml.writeTextElement(QStringLiteral("ScaleOffset"), QStringLiteral("255"));
        m_xml.writeTextElement(QStringLiteral("ScaleRatio"), QStringLiteral("0"));
    }
    if (isScaled) {
        m_xml.writeTextElement(QStringLiteral("ScaleOffset"), number(part.offset));
        m_xml.writeTextElement(QStringLiteral("ScaleRatio"), number(part.scale));
    }
    if (part.isSigned)
        m_xml.writeTextElement(QStringLiteral("LUT"), QStringLiteral("-128:-128,-1:-1,0:0,127:127,128:-128,255:-1"));
    if (part.nodata)
        m_xml.writeTextElement(QStringLiteral("NODATA"), number(*part.nodata));
    if (part.colorComponent > 0)
        m_xml.writeTextElement(QStringLiteral("ColorTableComponent"), QString::number(part.colorComponent));
    m_xml.writeEndElement();
}

} // namespace

bool mosaicHasTransparency(const RasterInfo &info)
{
    return !info.nodata || !info.hasOneNodata || info.hasAlpha || info.hasMask;
}

QByteArray mosaicVrt(const RasterSource &source, const QString &overview)
{
    return Writer(source, overview).write();
}

QString mosaicFolder(const RasterSource &source)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData("2 "); // of what is written there
    hash.addData(source.info().crs.toUtf8());
    for (const RasterTile &tile : source.tiles()) {
        hash.addData(tile.path.toUtf8());
        hash.addData(QByteArray::number(tile.size) + '/' + QByteArray::number(tile.stamp) + '\n');
    }
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QStringLiteral("/tuilerie/mosaics/")
        + QString::fromLatin1(hash.result().toHex());
}

Result<QString> mosaicVrtFile(const RasterSource &source)
{
    const QString path = mosaicFolder(source) + QStringLiteral("/mosaic.vrt");
    if (!QFile::exists(path))
        TUILERIE_CHECK(writeFileAtomically(path, mosaicVrt(source)));
    return path;
}

} // namespace tuilerie
