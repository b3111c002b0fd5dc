// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/lascrs.h"

#include "grid/crs.h"
#include "source/gdalsupport.h"

#include <QtEndian>

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <proj.h>

#include <atomic>

namespace tuilerie {

namespace {

QString horizontalName(OGRSpatialReferenceH srs)
{
    OGRSpatialReferenceH horizontal = OSRClone(srs);
    if (OSRIsCompound(horizontal))
        OSRStripVertical(horizontal);
    char *text = nullptr;
    const char *options[] = {"FORMAT=WKT2_2019", nullptr};
    QString wkt;
    if (OSRExportToWktEx(horizontal, &text, options) == OGRERR_NONE)
        wkt = QString::fromUtf8(text);
    CPLFree(text);
    OSRDestroySpatialReference(horizontal);
    if (wkt.isEmpty())
        return {};
    const auto crs = Crs::fromText(wkt);
    return crs && !crs->id().isEmpty() ? crs->id() : wkt;
}

template <typename T> void append(QByteArray &bytes, T value)
{
    const T little = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
}

/// A TIFF of one pixel that carries the keys: GDAL then reads them as it reads any GeoTIFF's.
QByteArray tiffWith(const QByteArray &directory, const QByteArray &doubles, const QByteArray &ascii)
{
    struct Entry
    {
        quint16 tag, type;
        quint32 count, value;
    };
    std::vector<Entry> entries{{256, 3, 1, 1}, {257, 3, 1, 1}, {258, 3, 1, 8}, {259, 3, 1, 1}, {262, 3, 1, 1},
        {273, 4, 1, 8}, {277, 3, 1, 1}, {278, 3, 1, 1}, {279, 4, 1, 1}};
    const quint32 start = 16;
    quint32 at = start + 2 + quint32(9 + 1 + !doubles.isEmpty() + !ascii.isEmpty()) * 12 + 4;
    at += at % 2;
    entries.push_back({34735, 3, quint32(directory.size() / 2), at});
    at += quint32(directory.size() + directory.size() % 2);
    QByteArray data = directory + QByteArray(directory.size() % 2, '\0');
    if (!doubles.isEmpty()) {
        entries.push_back({34736, 12, quint32(doubles.size() / 8), at});
        at += quint32(doubles.size());
        data += doubles;
    }
    if (!ascii.isEmpty())
        entries.push_back({34737, 2, quint32(ascii.size()), at});
    data += ascii;

    QByteArray tiff("II*\0", 4);
    append<quint32>(tiff, start);
    tiff += QByteArray(8, '\0'); // the pixel
    append<quint16>(tiff, quint16(entries.size()));
    for (const Entry &entry : entries) {
        append(tiff, entry.tag);
        append(tiff, entry.type);
        append(tiff, entry.count);
        append(tiff, entry.value);
    }
    append<quint32>(tiff, 0);
    tiff += QByteArray(tiff.size() % 2, '\0');
    return tiff + data;
}

} // namespace

QString crsOfWkt(const QByteArray &wkt)
{
    ensureGdal();
    const GdalErrorTrap trap;
    OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
    const QByteArray text = wkt.left(wkt.indexOf('\0') < 0 ? wkt.size() : wkt.indexOf('\0')).trimmed();
    const QString name = OSRSetFromUserInput(srs, text.constData()) == OGRERR_NONE ? horizontalName(srs) : QString();
    OSRDestroySpatialReference(srs);
    return name;
}

QString crsOfGeoKeys(const QByteArray &directory, const QByteArray &doubles, const QByteArray &ascii)
{
    if (directory.size() < 8 || doubles.size() % 8 != 0)
        return {};
    ensureGdal();
    const GdalErrorTrap trap;
    // GDAL's GeoTIFF reader has contexts of PROJ of its own, which take after the default one and write to stderr.
    static const PJ_LOG_LEVEL quiet = proj_log_level(nullptr, PJ_LOG_NONE);
    Q_UNUSED(quiet)
    static std::atomic<int> counter{0};
    const QByteArray name = "/vsimem/tuilerie-geokeys-" + QByteArray::number(counter++) + ".tif";
    QByteArray tiff = tiffWith(directory, doubles, ascii);
    VSILFILE *file =
        VSIFileFromMemBuffer(name.constData(), reinterpret_cast<GByte *>(tiff.data()), vsi_l_offset(tiff.size()), FALSE);
    if (!file)
        return {};
    VSIFCloseL(file);
    QString crs;
    {
        const GdalDataset dataset(
            GDALOpenEx(name.constData(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
        OGRSpatialReferenceH srs = dataset ? GDALGetSpatialRef(dataset.get()) : nullptr;
        if (srs && !OSRIsLocal(srs))
            crs = horizontalName(srs);
    }
    VSIUnlink(name.constData());
    return crs;
}

QString verticalCrsOfWkt(const QByteArray &wkt)
{
    ensureGdal();
    const GdalErrorTrap trap;
    OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
    const QByteArray text = wkt.left(wkt.indexOf('\0') < 0 ? wkt.size() : wkt.indexOf('\0')).trimmed();
    QString name;
    if (OSRSetFromUserInput(srs, text.constData()) == OGRERR_NONE && (OSRIsCompound(srs) || OSRIsVertical(srs))) {
        const char *authority = OSRGetAuthorityName(srs, "VERT_CS");
        const char *code = OSRGetAuthorityCode(srs, "VERT_CS");
        const char *title = OSRGetAttrValue(srs, "VERT_CS", 0);
        if (authority && code)
            name = QString::fromUtf8(authority) + QLatin1Char(':') + QString::fromUtf8(code);
        else if (title)
            name = QString::fromUtf8(title);
    }
    OSRDestroySpatialReference(srs);
    return name;
}

QString verticalCrsOfGeoKeys(const QByteArray &directory)
{
    for (qsizetype at = 8; at + 8 <= directory.size(); at += 8) {
        const auto value = [&](int i) { return qFromLittleEndian<quint16>(directory.constData() + at + 2 * i); };
        if (value(0) == 4096 && value(1) == 0 && value(3) > 0 && value(3) < 32767)
            return QStringLiteral("EPSG:%1").arg(value(3));
    }
    return {};
}

} // namespace tuilerie
