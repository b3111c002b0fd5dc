// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/overviewfile.h"

#include "render/mosaicvrt.h"
#include "base/atomicfile.h"
#include "source/gdalsupport.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QUuid>
#include <QXmlStreamWriter>
#include <algorithm>
#include <array>
#include <cmath>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>

namespace tuilerie {

namespace {

constexpr std::array ownLevels{2, 4, 8, 16};

GDALDataType typeOf(const RasterInfo &info)
{
    if (info.hasPalette)
        return GDT_Byte;
    switch (info.type) {
    case RasterSampleType::UInt8: return GDT_Byte;
    case RasterSampleType::UInt16: return GDT_UInt16;
    case RasterSampleType::Int16: return GDT_Int16;
    default: return GDT_Float32;
    }
}

bool isByte(const RasterInfo &info)
{
    return typeOf(info) == GDT_Byte;
}

int colorsOf(const RasterInfo &info)
{
    return overviewBands(info) - (mosaicHasTransparency(info) ? 1 : 0);
}

QString lastUsedFile(const QString &folder)
{
    return folder + QStringLiteral("/used");
}

} // namespace

int overviewBands(const RasterInfo &info)
{
    const int colors = info.hasPalette ? 3 : std::max(1, info.colours);
    return colors + (mosaicHasTransparency(info) ? 1 : 0);
}

RasterReadOptions overviewReading(const RasterInfo &info)
{
    RasterReadOptions options;
    options.channels = colorsOf(info);
    // The last of 2 or 4 channels of bytes would be an opacity, which has a place of its own.
    options.asFloat = !isByte(info) || options.channels == 2 || options.channels == 4;
    return options;
}

OverviewImage::OverviewImage(const RasterInfo &info, QSize size)
    : m_info(info)
    , m_size(size)
    , m_channels(colorsOf(info))
    , m_values(size_t(size.width()) * size_t(size.height()) * size_t(m_channels),
          float(mosaicHasTransparency(info) ? 0 : info.nodata.value_or(0)))
    , m_valid(size_t(size.width()) * size_t(size.height()))
{
}

void OverviewImage::set(int x, int y, const double *values)
{
    const size_t at = size_t(y) * size_t(m_size.width()) + size_t(x);
    m_valid[at] = 255;
    for (int channel = 0; channel < m_channels; ++channel)
        m_values[at * size_t(m_channels) + size_t(channel)] = float(values[channel]);
}

static double valueOf(const RasterBlock &block, size_t index)
{
    return block.isFloat ? double(block.floats[index]) : double(block.bytes[index]);
}

static bool isValid(const RasterBlock &block, size_t pixel)
{
    return !block.empty && (block.valid.empty() || block.valid[pixel]);
}

void OverviewImage::fill(const QRect &rect, const RasterBlock &block)
{
    const QRect inside = rect.intersected(QRect(QPoint(0, 0), m_size));
    std::vector<double> values(static_cast<size_t>(m_channels));
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x) {
            const size_t from = size_t((y - rect.top()) * block.height / rect.height()) * size_t(block.width)
                + size_t((x - rect.left()) * block.width / rect.width());
            if (!isValid(block, from))
                continue;
            for (size_t channel = 0; channel < values.size(); ++channel)
                values[channel] = valueOf(block, from * values.size() + channel);
            set(x, y, values.data());
        }
    }
}

void OverviewImage::takeHalf(const RasterBlock &block)
{
    if (block.empty)
        return;
    std::vector<double> sums(static_cast<size_t>(m_channels));
    for (int y = 0; y < m_size.height(); ++y) {
        for (int x = 0; x < m_size.width(); ++x) {
            std::fill(sums.begin(), sums.end(), 0.0);
            int count = 0;
            for (const size_t from : {size_t(2 * y) * size_t(block.width) + size_t(2 * x),
                     size_t(2 * y + 1) * size_t(block.width) + size_t(2 * x)}) {
                for (const size_t pixel : {from, from + 1}) {
                    if (!isValid(block, pixel))
                        continue;
                    ++count;
                    for (size_t channel = 0; channel < sums.size(); ++channel)
                        sums[channel] += valueOf(block, pixel * sums.size() + channel);
                }
            }
            if (count == 0)
                continue;
            for (double &sum : sums)
                sum /= count;
            set(x, y, sums.data());
        }
    }
}

Status OverviewImage::write(const QString &path) const
{
    ensureGdal();
    GdalErrorTrap trap;
    const auto failed = [&] {
        return fail(ErrorCode::Io,
            QCoreApplication::translate("tuilerie::Render",
                "The overview of the mosaic cannot be written to %1. Check the room and the rights on that disk.")
                .arg(path),
            trap.text());
    };
    // Made in memory and written as a whole: no reader ever sees half a file.
    const QByteArray name = "/vsimem/" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + ".tif";
    const int bands = overviewBands(m_info);
    char **options = nullptr;
    for (const char *option : {"TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1"})
        options = CSLAddString(options, option);
    GdalDataset dataset(GDALCreate(
        GDALGetDriverByName("GTiff"), name.constData(), m_size.width(), m_size.height(), bands, typeOf(m_info), options));
    CSLDestroy(options);
    if (!dataset)
        return failed();
    bool good = true;
    auto *values = const_cast<float *>(m_values.data());
    for (int band = 1; good && band <= m_channels; ++band) {
        GDALRasterBandH handle = GDALGetRasterBand(dataset.get(), band);
        if (!mosaicHasTransparency(m_info) && m_info.nodata)
            GDALSetRasterNoDataValue(handle, *m_info.nodata);
        good = GDALRasterIO(handle, GF_Write, 0, 0, m_size.width(), m_size.height(), values + band - 1, m_size.width(),
                   m_size.height(), GDT_Float32, m_channels * int(sizeof(float)),
                   m_channels * m_size.width() * int(sizeof(float)))
            == CE_None;
    }
    if (good && bands > m_channels) {
        GDALRasterBandH handle = GDALGetRasterBand(dataset.get(), bands);
        GDALSetRasterColorInterpretation(handle, GCI_AlphaBand);
        good = GDALRasterIO(handle, GF_Write, 0, 0, m_size.width(), m_size.height(), const_cast<uint8_t *>(m_valid.data()),
                   m_size.width(), m_size.height(), GDT_Byte, 0, 0)
            == CE_None;
    }
    auto levels = ownLevels;
    good = good
        && GDALBuildOverviews(dataset.get(), "AVERAGE", int(levels.size()), levels.data(), 0, nullptr, nullptr, nullptr)
            == CE_None;
    dataset.reset();
    vsi_l_offset size = 0;
    const GByte *bytes = good ? VSIGetMemFileBuffer(name.constData(), &size, FALSE) : nullptr;
    Status written =
        bytes ? writeFileAtomically(path, std::span(reinterpret_cast<const char *>(bytes), size_t(size))) : Status(failed());
    VSIUnlink(name.constData());
    return written;
}

QByteArray overviewVrt(const RasterInfo &info, QSize size, int factor, const std::vector<OverviewPart> &parts)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    const auto number = [](double value) { return QString::number(value, 'g', 17); };
    const QString type = QString::fromLatin1(GDALGetDataTypeName(typeOf(info)));
    xml.writeStartElement(QStringLiteral("VRTDataset"));
    xml.writeAttribute(QStringLiteral("rasterXSize"), QString::number(size.width()));
    xml.writeAttribute(QStringLiteral("rasterYSize"), QString::number(size.height()));
    if (!info.crs.isEmpty()) {
        xml.writeStartElement(QStringLiteral("SRS"));
        xml.writeAttribute(QStringLiteral("dataAxisToSRSAxisMapping"), QStringLiteral("1,2"));
        xml.writeCharacters(info.crs);
        xml.writeEndElement();
    }
    xml.writeTextElement(QStringLiteral("GeoTransform"),
        QStringLiteral("%1, %2, 0, %3, 0, %4")
            .arg(number(info.extent.west), number(info.cellSizeX * factor), number(info.extent.north),
                number(-info.cellSizeY * factor)));
    const bool hasAlpha = mosaicHasTransparency(info);
    const int bands = overviewBands(info);
    for (int band = 1; band <= bands; ++band) {
        xml.writeStartElement(QStringLiteral("VRTRasterBand"));
        xml.writeAttribute(QStringLiteral("dataType"), type);
        xml.writeAttribute(QStringLiteral("band"), QString::number(band));
        if (hasAlpha && band == bands)
            xml.writeTextElement(QStringLiteral("ColorInterp"), QStringLiteral("Alpha"));
        else if (!hasAlpha && info.nodata)
            xml.writeTextElement(QStringLiteral("NoDataValue"), number(*info.nodata));
        for (const OverviewPart &part : parts) {
            xml.writeStartElement(QStringLiteral("SimpleSource"));
            xml.writeStartElement(QStringLiteral("SourceFilename"));
            xml.writeAttribute(QStringLiteral("relativeToVRT"), QStringLiteral("0"));
            xml.writeCharacters(part.path);
            xml.writeEndElement();
            xml.writeTextElement(QStringLiteral("SourceBand"), QString::number(band));
            const QRect whole(QPoint(0, 0), part.size); // GDAL draws nothing when only one of them is said
            for (const auto &[name, rect] : {std::pair{"SrcRect", whole}, std::pair{"DstRect", part.place}}) {
                xml.writeEmptyElement(QLatin1String(name));
                xml.writeAttribute(QStringLiteral("xOff"), QString::number(rect.x()));
                xml.writeAttribute(QStringLiteral("yOff"), QString::number(rect.y()));
                xml.writeAttribute(QStringLiteral("xSize"), QString::number(rect.width()));
                xml.writeAttribute(QStringLiteral("ySize"), QString::number(rect.height()));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndElement();
    return bytes;
}

void touchMosaic(const QString &folder)
{
    QFile file(lastUsedFile(folder));
    if (file.open(QIODevice::WriteOnly))
        file.write(QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1());
}

void trimMosaics(qint64 bytes, const QString &keep)
{
    struct Folder
    {
        QString path;
        QDateTime used;
        qint64 size = 0;
    };
    std::vector<Folder> folders;
    qint64 all = 0;
    const QFileInfoList found = QFileInfo(keep).dir().entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo &info : found) {
        Folder folder{info.absoluteFilePath(), QFileInfo(lastUsedFile(info.absoluteFilePath())).lastModified(), 0};
        QDirIterator files(folder.path, QDir::Files);
        while (files.hasNext()) {
            files.next();
            folder.size += files.fileInfo().size();
        }
        all += folder.size;
        folders.push_back(folder);
    }
    std::sort(folders.begin(), folders.end(), [](const Folder &a, const Folder &b) { return a.used < b.used; });
    for (const Folder &folder : folders) {
        if (all <= bytes)
            break;
        if (folder.path == QFileInfo(keep).absoluteFilePath() || !QDir(folder.path).removeRecursively())
            continue;
        all -= folder.size;
    }
}

} // namespace tuilerie
