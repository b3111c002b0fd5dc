// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/vrtmosaic.h"

#include "base/filename.h"
#include "grid/crs.h"
#include "source/footprintindex.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

struct Rect
{
    double x = 0, y = 0, width = -1, height = -1;
};

Rect rectOf(const QXmlStreamAttributes &attributes)
{
    const auto number = [&attributes](const char *name) { return attributes.value(QLatin1String(name)).toDouble(); };
    return {number("xOff"), number("yOff"), number("xSize"), number("ySize")};
}

bool isSame(const std::optional<double> &a, const std::optional<double> &b)
{
    return a == b || (a && b && std::isnan(*a) && std::isnan(*b));
}

BandRole roleOfWord(const QString &word)
{
    static const QHash<QString, BandRole> roles{{QStringLiteral("Undefined"), BandRole::Undefined},
        {QStringLiteral("Gray"), BandRole::Gray}, {QStringLiteral("Palette"), BandRole::Palette},
        {QStringLiteral("Red"), BandRole::Red}, {QStringLiteral("Green"), BandRole::Green},
        {QStringLiteral("Blue"), BandRole::Blue}, {QStringLiteral("Alpha"), BandRole::Alpha}};
    return roles.value(word, BandRole::Other);
}

RasterSampleType typeOfWord(QStringView word)
{
    if (word.isEmpty() || word == QLatin1String("Byte"))
        return RasterSampleType::UInt8;
    return word == QLatin1String("UInt16") ? RasterSampleType::UInt16
        : word == QLatin1String("Int16")   ? RasterSampleType::Int16
        : word == QLatin1String("Float32") ? RasterSampleType::Float32
        : word == QLatin1String("Int8")    ? RasterSampleType::Int8
                                           : RasterSampleType::Other;
}

class Parser
{
public:
    Parser(QIODevice *device, const QString &folder)
        : m_xml(device)
        , m_folder(folder)
    {
    }

    std::optional<VrtMosaic> parse()
    {
        if (!m_xml.readNextStartElement() || m_xml.name() != QLatin1String("VRTDataset")
            || m_xml.attributes().hasAttribute(QLatin1String("subClass")))
            return std::nullopt;
        while (m_plain && m_xml.readNextStartElement()) {
            const auto name = m_xml.name();
            if (name == QLatin1String("GeoTransform"))
                geoTransform();
            else if (name == QLatin1String("SRS"))
                m_mosaic.srs = m_xml.readElementText().trimmed();
            else if (name == QLatin1String("VRTRasterBand"))
                band();
            else if (name == QLatin1String("Metadata"))
                metadata();
            else
                only({"OverviewList", "BlockXSize", "BlockYSize"});
        }
        if (!m_plain || m_xml.hasError() || m_mosaic.files.empty() || !m_hasTransform)
            return std::nullopt;
        return std::move(m_mosaic);
    }

private:
    /// What is not among these says something that the files may not say.
    void only(std::initializer_list<const char *> harmless)
    {
        m_plain = m_plain && std::any_of(harmless.begin(), harmless.end(), [this](const char *name) {
            return m_xml.name() == QLatin1String(name);
        });
        m_xml.skipCurrentElement();
    }

    void geoTransform()
    {
        const QStringList numbers = m_xml.readElementText().split(QLatin1Char(','));
        if (numbers.size() != 6) {
            m_plain = false;
            return;
        }
        for (int i = 0; i < 6; ++i)
            m_mosaic.geoTransform[i] = numbers[i].trimmed().toDouble();
        m_hasTransform = m_mosaic.geoTransform[2] == 0 && m_mosaic.geoTransform[4] == 0;
    }

    void metadata()
    {
        while (m_xml.readNextStartElement()) {
            m_plain = m_plain && m_xml.attributes().value(QLatin1String("key")) != QLatin1String("NODATA_VALUES");
            m_xml.skipCurrentElement();
        }
    }

    std::optional<double> number()
    {
        bool isNumber = false;
        const double value = m_xml.readElementText().trimmed().toDouble(&isNumber);
        m_plain = m_plain && isNumber;
        return value;
    }

    void band()
    {
        const QXmlStreamAttributes attributes = m_xml.attributes();
        VrtBand band;
        band.type = typeOfWord(attributes.value(QLatin1String("dataType")));
        m_mosaic.bands.push_back(band);
        if (attributes.hasAttribute(QLatin1String("subClass"))) {
            m_plain = false;
            return;
        }
        size_t at = 0;
        std::vector<std::optional<double>> skipped; // sample values of the sources that are not drawn
        while (m_plain && m_xml.readNextStartElement()) {
            const auto name = m_xml.name();
            if (name == QLatin1String("SimpleSource") || name == QLatin1String("ComplexSource"))
                skipped.push_back(source(at++));
            else if (name == QLatin1String("NoDataValue"))
                band.band.nodata = number();
            else if (name == QLatin1String("Scale"))
                band.band.scale = number().value_or(1);
            else if (name == QLatin1String("Offset"))
                band.band.offset = number().value_or(0);
            else if (name == QLatin1String("ColorInterp"))
                band.band.role = roleOfWord(m_xml.readElementText().trimmed());
            else if (name == QLatin1String("ColorTable"))
                band.palette = colourTable();
            else
                only({"Description", "UnitType", "CategoryNames", "Metadata", "Histograms"});
        }
        m_mosaic.bands.back() = band;
        // The band's nodata fills what no source covers; it says nothing of a source that does not say it, too.
        m_plain = m_plain && at == m_mosaic.files.size()
            && std::all_of(skipped.begin(), skipped.end(),
                [&band](const std::optional<double> &value) { return isSame(value, band.band.nodata); });
    }

    quint32 colourTable()
    {
        quint32 stamp = 1;
        while (m_xml.readNextStartElement()) {
            const QXmlStreamAttributes entry = m_xml.attributes();
            const auto part = [&entry](const char *name, int otherwise) {
                const QLatin1String key(name);
                return entry.hasAttribute(key) ? entry.value(key).toInt() : otherwise;
            };
            stamp = paletteStamp(stamp, {part("c1", 0), part("c2", 0), part("c3", 0), part("c4", 255)});
            m_xml.skipCurrentElement();
        }
        return stamp;
    }

    // Sources of the first band name the files; those of the other bands must only repeat them. Gives their NODATA.
    std::optional<double> source(size_t at)
    {
        VrtPlacement placement;
        Rect from, to;
        double rasterWidth = -1, rasterHeight = -1;
        int sourceBand = 1;
        std::optional<double> nodata;
        while (m_xml.readNextStartElement()) {
            const auto name = m_xml.name();
            if (name == QLatin1String("SourceFilename")) {
                const bool relative = m_xml.attributes().value(QLatin1String("relativeToVRT")) == QLatin1String("1");
                const QString file = m_xml.readElementText();
                placement.path = relative && !QDir::isAbsolutePath(file)
                    ? QDir::cleanPath(m_folder + QLatin1Char('/') + file)
                    : absolutePath(file);
                // "GTIFF_DIR:2:a.tif" is a part of a file.
                static const QRegularExpression prefix(QStringLiteral("^[A-Za-z0-9_]+:"));
                m_plain = m_plain && !prefix.match(file).hasMatch();
            } else if (name == QLatin1String("SourceBand")) {
                bool isNumber = false;
                sourceBand = m_xml.readElementText().toInt(&isNumber);
                m_plain = m_plain && isNumber;
            } else if (name == QLatin1String("SourceProperties")) {
                rasterWidth = m_xml.attributes().value(QLatin1String("RasterXSize")).toDouble();
                rasterHeight = m_xml.attributes().value(QLatin1String("RasterYSize")).toDouble();
                m_xml.skipCurrentElement();
            } else if (name == QLatin1String("SrcRect")) {
                from = rectOf(m_xml.attributes());
                m_xml.skipCurrentElement();
            } else if (name == QLatin1String("DstRect")) {
                to = rectOf(m_xml.attributes());
                m_xml.skipCurrentElement();
            } else if (name == QLatin1String("NODATA")) {
                nodata = number();
            } else { // changes pixels
                only({});
            }
        }
        constexpr double slack = 1e-3;
        const auto same = [](double a, double b) { return std::abs(a - b) < slack; };
        if (placement.path.startsWith(QLatin1String("/vsi")) || sourceBand != int(m_mosaic.bands.size()) || from.width <= 0
            || from.x != 0 || from.y != 0 || !same(from.width, to.width) || !same(from.height, to.height)
            || (rasterWidth > 0 && (!same(from.width, rasterWidth) || !same(from.height, rasterHeight)))) {
            m_plain = false;
            return nodata;
        }
        placement.column = to.x;
        placement.row = to.y;
        placement.width = to.width;
        placement.height = to.height;
        if (m_mosaic.bands.size() == 1)
            m_mosaic.files.push_back(placement);
        else if (at >= m_mosaic.files.size() || m_mosaic.files[at].path != placement.path)
            m_plain = false;
        return nodata;
    }

    QXmlStreamReader m_xml;
    QString m_folder;
    VrtMosaic m_mosaic;
    bool m_plain = true;
    bool m_hasTransform = false;
};

/// Files of which one covers a part of another; where they see through, it matters how they are laid over each other.
bool hasOverlaps(const VrtMosaic &vrt)
{
    std::vector<Extent> places;
    for (const VrtPlacement &place : vrt.files) // less than half a cell is how edges are rounded
        places.push_back(
            {place.column + 0.25, -(place.row + place.height) + 0.25, place.column + place.width - 0.25, -place.row - 0.25});
    const FootprintIndex index(places);
    return std::any_of(
        places.begin(), places.end(), [&index](const Extent &place) { return index.query(place).size() > 1; });
}

bool liesAsPlaced(const VrtMosaic &vrt, const VrtPlacement &placement, const RasterTile &tile)
{
    const double *gt = vrt.geoTransform;
    const double west = gt[0] + placement.column * gt[1];
    const double north = gt[3] + placement.row * gt[5];
    return tile.width == std::lround(placement.width) && tile.height == std::lround(placement.height) && !tile.isRotated
        && !tile.isSouthUp && std::abs(tile.extent.west - west) <= 0.01 * gt[1]
        && std::abs(tile.extent.north - north) <= 0.01 * std::abs(gt[5])
        && std::abs(tile.cellSizeX / gt[1] - 1) * tile.width <= 0.01
        && std::abs(tile.cellSizeY / gt[5] + 1) * tile.height <= 0.01;
}

bool hasSameBands(const VrtMosaic &vrt, const std::vector<RasterBand> &bands, const RasterTile &tile)
{
    if (tile.bands != int(vrt.bands.size()) || tile.isScaled || tile.hasMask)
        return false;
    for (size_t i = 0; i < vrt.bands.size(); ++i) {
        // Of a byte's sign a VRT says nothing.
        const bool isByte = vrt.bands[i].type == RasterSampleType::UInt8 && tile.storedType == RasterSampleType::Int8;
        if ((vrt.bands[i].type != tile.storedType && !isByte) || bands[i].isScaled()
            || !isSame(bands[i].nodata, tile.bandList[i].nodata))
            return false;
    }
    if (tile.hasPalette || bands.front().role == BandRole::Palette)
        return tile.hasPalette && bands.front().role == BandRole::Palette && vrt.bands.front().palette == tile.palette;
    const PictureBands mine = pictureBands(bands), own = pictureBands(tile.bandList);
    return mine.colours == own.colours && mine.alpha == own.alpha;
}

} // namespace

bool isAsItsFiles(const VrtMosaic &vrt, const std::vector<RasterTile> &tiles)
{
    std::vector<RasterBand> bands;
    for (const VrtBand &band : vrt.bands)
        bands.push_back(band.band);
    const auto crs = vrt.srs.isEmpty() ? Result<Crs>{} : Crs::fromText(vrt.srs);
    QHash<QString, bool> isOfCrs{{QString(), true}};
    bool hasAlpha = false;
    for (size_t i = 0; i < tiles.size(); ++i) {
        const RasterTile &tile = tiles[i];
        if (!tile.problem.isEmpty())
            continue; // reported by its own name
        auto known = isOfCrs.constFind(tile.crs);
        if (known == isOfCrs.constEnd()) {
            const auto own = Crs::fromText(tile.crs);
            known = isOfCrs.insert(tile.crs, vrt.srs.isEmpty() || (crs && own && crs->isSameAs(*own)));
        }
        if (!*known || !liesAsPlaced(vrt, vrt.files[i], tile) || !hasSameBands(vrt, bands, tile))
            return false;
        hasAlpha = hasAlpha || tile.hasAlpha;
    }
    return !hasAlpha || !hasOverlaps(vrt);
}

std::optional<VrtMosaic> readVrtMosaic(const QString &path)
{
    QFile file;
    if (!path.endsWith(QLatin1String(".vrt"), Qt::CaseInsensitive) || !openFile(file, path))
        return std::nullopt;
    return Parser(&file, QFileInfo(absolutePath(path)).path()).parse();
}

} // namespace tuilerie
