// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/lascrs.h"

#include "grid/crs.h"
#include "source/gdalsupport.h"

#include <QtEndian>

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_spatialref.h>
#include <proj.h>

#include <atomic>
#include <memory>

namespace tuilerie {

namespace {

struct SrsDeleter
{
    void operator()(void *srs) const { OSRDestroySpatialReference(srs); }
};
using Srs = std::unique_ptr<void, SrsDeleter>;

QString wktOf(OGRSpatialReferenceH srs, const char *format)
{
    char *text = nullptr;
    const char *options[] = {format, "ALLOW_ELLIPSOIDAL_HEIGHT_AS_VERTICAL_CRS=YES", nullptr};
    const bool isWritten = OSRExportToWktEx(srs, &text, options) == OGRERR_NONE;
    const QString wkt = isWritten ? QString::fromUtf8(text) : QString();
    CPLFree(text);
    return wkt;
}

QString horizontalName(OGRSpatialReferenceH srs)
{
    const Srs horizontal(OSRClone(srs));
    if (OSRIsCompound(horizontal.get()))
        OSRStripVertical(horizontal.get());
    const QString wkt = wktOf(horizontal.get(), "FORMAT=WKT2_2019");
    if (wkt.isEmpty())
        return {};
    const auto crs = Crs::fromText(wkt);
    return crs && !crs->id().isEmpty() ? crs->id() : wkt;
}

/// "EPSG:5720": what the object itself says, or the one that the database knows as the same.
QString verticalId(OGRSpatialReferenceH vertical)
{
    const char *authority = OSRGetAuthorityName(vertical, nullptr), *code = OSRGetAuthorityCode(vertical, nullptr);
    if (authority && code)
        return QString::fromUtf8(authority) + QLatin1Char(':') + QString::fromUtf8(code);
    int count = 0;
    int *confidence = nullptr;
    OGRSpatialReferenceH *matches = OSRFindMatches(vertical, nullptr, &count, &confidence);
    QString id;
    if (count > 0 && confidence[0] >= 90 && OSRIsSame(matches[0], vertical)) {
        authority = OSRGetAuthorityName(matches[0], nullptr), code = OSRGetAuthorityCode(matches[0], nullptr);
        if (authority && code)
            id = QString::fromUtf8(authority) + QLatin1Char(':') + QString::fromUtf8(code);
    }
    OSRFreeSRSArray(matches);
    CPLFree(confidence);
    return id;
}

/// The vertical part of a compound system, as an object of its own: OGR has no call for it, PROJ has.
Srs verticalPart(OGRSpatialReferenceH srs)
{
    const QByteArray wkt = wktOf(srs, "FORMAT=WKT2_2019").toUtf8();
    PJ_CONTEXT *context = proj_context_create();
    proj_log_level(context, PJ_LOG_NONE);
    PJ *whole = proj_create(context, wkt.constData());
    PJ *part = whole && proj_get_type(whole) == PJ_TYPE_COMPOUND_CRS ? proj_crs_get_sub_crs(context, whole, 1) : nullptr;
    if (part && proj_get_type(part) == PJ_TYPE_BOUND_CRS) { // with a geoid's grid: WKT 1's EXTENSION["PROJ4_GRIDS"]
        PJ *source = proj_get_source_crs(context, part);
        proj_destroy(part);
        part = source;
    }
    const char *text = part ? proj_as_wkt(context, part, PJ_WKT2_2019, nullptr) : nullptr;
    char *wkt2 = const_cast<char *>(text);
    Srs vertical(text ? OSRNewSpatialReference(nullptr) : nullptr);
    if (vertical && OSRImportFromWkt(vertical.get(), &wkt2) != OGRERR_NONE)
        vertical.reset();
    proj_destroy(part);
    proj_destroy(whole);
    proj_context_destroy(context);
    return vertical;
}

QString verticalName(OGRSpatialReferenceH srs)
{
    if (!OSRIsCompound(srs))
        return !OSRIsVertical(srs) && OSRGetAxesCount(srs) == 3 ? QString::fromLatin1(ellipsoidalHeight) : QString();
    const Srs vertical = verticalPart(srs);
    if (!vertical)
        return {};
    if (const QString id = verticalId(vertical.get()); !id.isEmpty())
        return id;
    // GDAL's word for GeoTIFF keys that give a unit of heights and no zero.
    const char *name = OSRGetName(vertical.get());
    return name && qstricmp(name, "unknown") != 0 ? wktOf(vertical.get(), "FORMAT=WKT2_2019") : QString();
}

CloudCrs crsOf(OGRSpatialReferenceH srs)
{
    return {horizontalName(srs), verticalName(srs)};
}

/// The text itself: GDAL would also open files and ask servers that it names.
Srs read(const QString &text)
{
    Srs srs(OSRNewSpatialReference(nullptr));
    const char *const options[] = {"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=NO", nullptr};
    if (OGRSpatialReference::FromHandle(srs.get())->SetFromUserInput(text.toUtf8().constData(), options) != OGRERR_NONE)
        return nullptr;
    return srs;
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

CloudCrs cloudCrsOfText(const QByteArray &wkt)
{
    ensureGdal();
    const GdalErrorTrap trap;
    const QByteArray text = wkt.left(wkt.indexOf('\0') < 0 ? wkt.size() : wkt.indexOf('\0')).trimmed();
    const Srs srs = read(QString::fromUtf8(text));
    return srs ? crsOf(srs.get()) : CloudCrs();
}

QString crsOfWkt(const QByteArray &wkt)
{
    return cloudCrsOfText(wkt).horizontal;
}

CloudCrs cloudCrsOfGeoKeys(const QByteArray &directory, const QByteArray &doubles, const QByteArray &ascii)
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
    CloudCrs crs;
    // GDAL leaves the vertical keys of GeoTIFF 1.0 alone unless it is asked; where it can make nothing of them, it drops the
    // horizontal ones with them.
    static const char *const onlyTiff[] = {"GTiff", nullptr};
    for (const char *withHeights : {"YES", "NO"}) {
        CPLSetThreadLocalConfigOption("GTIFF_REPORT_COMPD_CS", withHeights);
        const GdalDataset dataset(
            GDALOpenEx(name.constData(), GDAL_OF_RASTER | GDAL_OF_READONLY, onlyTiff, nullptr, nullptr));
        OGRSpatialReferenceH srs = dataset ? GDALGetSpatialRef(dataset.get()) : nullptr;
        if (srs && !OSRIsLocal(srs))
            crs = crsOf(srs);
        if (!crs.horizontal.isEmpty())
            break;
    }
    CPLSetThreadLocalConfigOption("GTIFF_REPORT_COMPD_CS", nullptr);
    VSIUnlink(name.constData());
    return crs;
}

bool isSameHorizontal(const QString &one, const QString &other)
{
    if (one == other)
        return true;
    const auto a = Crs::fromText(one), b = Crs::fromText(other);
    return a && b && a->isSameAs(*b);
}

bool isSameVertical(const QString &one, const QString &other)
{
    if (one == other)
        return true;
    if (one.isEmpty() || other.isEmpty() || one == QLatin1String(ellipsoidalHeight)
        || other == QLatin1String(ellipsoidalHeight))
        return false;
    ensureGdal();
    const GdalErrorTrap trap;
    const Srs a = read(one), b = read(other);
    return a && b && OSRIsSame(a.get(), b.get());
}

QString verticalTitle(const QString &vertical)
{
    if (!vertical.contains(QLatin1Char('[')))
        return vertical;
    ensureGdal();
    const GdalErrorTrap trap;
    const Srs srs = read(vertical);
    const char *name = srs ? OSRGetName(srs.get()) : nullptr;
    return name ? QString::fromUtf8(name) : vertical;
}

QString wktOf(const CloudCrs &crs, CloudWkt form)
{
    const auto known = Crs::fromText(crs.horizontal);
    if (!known)
        return {};
    if (crs.vertical.isEmpty())
        return form == CloudWkt::One ? known->wkt1Gdal() : known->wkt();
    ensureGdal();
    const GdalErrorTrap trap;
    const Srs horizontal = read(known->wkt());
    if (!horizontal)
        return {};
    const char *format = form == CloudWkt::One ? "FORMAT=WKT1_GDAL" : "FORMAT=WKT2_2019";
    if (crs.vertical == QLatin1String(ellipsoidalHeight)) {
        OSRPromoteTo3D(horizontal.get(), nullptr);
        return wktOf(horizontal.get(), format);
    }
    const Srs vertical = read(crs.vertical);
    if (!vertical)
        return {};
    const QString title = known->title() + QStringLiteral(" + ") + QString::fromUtf8(OSRGetName(vertical.get()));
    const Srs both(OSRNewSpatialReference(nullptr));
    if (OSRSetCompoundCS(both.get(), title.toUtf8().constData(), horizontal.get(), vertical.get()) != OGRERR_NONE)
        return {};
    return wktOf(both.get(), format);
}

} // namespace tuilerie
