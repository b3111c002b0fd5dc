// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/vrtmosaic.h"

#include "base/filename.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QXmlStreamReader>

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
            else if (name == QLatin1String("MaskBand") || name == QLatin1String("GCPList"))
                m_plain = false;
            else
                m_xml.skipCurrentElement();
        }
        if (!m_plain || m_xml.hasError() || m_mosaic.files.empty() || !m_hasTransform)
            return std::nullopt;
        return std::move(m_mosaic);
    }

private:
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

    void band()
    {
        ++m_mosaic.bands;
        if (m_xml.attributes().hasAttribute(QLatin1String("subClass"))) {
            m_plain = false;
            return;
        }
        size_t at = 0;
        while (m_plain && m_xml.readNextStartElement()) {
            const auto name = m_xml.name();
            if (name == QLatin1String("SimpleSource") || name == QLatin1String("ComplexSource"))
                source(at++);
            else if (name == QLatin1String("NoDataValue"))
                m_mosaic.nodata = m_xml.readElementText().toDouble();
            else if (name.endsWith(QLatin1String("Source")) || name == QLatin1String("Overview")
                || name == QLatin1String("MaskBand"))
                m_plain = false;
            else
                m_xml.skipCurrentElement();
        }
        if (m_plain && m_mosaic.bands > 1 && at != m_mosaic.files.size())
            m_plain = false;
    }

    // Sources of the first band name the files; those of the other bands must only repeat them.
    void source(size_t at)
    {
        VrtPlacement placement;
        Rect from, to;
        double rasterWidth = -1, rasterHeight = -1;
        int sourceBand = 1;
        while (m_xml.readNextStartElement()) {
            const auto name = m_xml.name();
            if (name == QLatin1String("SourceFilename")) {
                const bool relative = m_xml.attributes().value(QLatin1String("relativeToVRT")) == QLatin1String("1");
                const QString file = m_xml.readElementText();
                placement.path = relative ? QDir::cleanPath(m_folder + QLatin1Char('/') + file) : absolutePath(file);
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
            } else {
                // NODATA is what the file says itself; anything else changes pixels.
                m_plain = m_plain && (name == QLatin1String("NODATA") || name == QLatin1String("OpenOptions"));
                m_xml.skipCurrentElement();
            }
        }
        constexpr double slack = 1e-3;
        const auto same = [](double a, double b) { return std::abs(a - b) < slack; };
        if (placement.path.startsWith(QLatin1String("/vsi")) || sourceBand != m_mosaic.bands || from.width <= 0
            || from.x != 0 || from.y != 0 || !same(from.width, to.width) || !same(from.height, to.height)
            || (rasterWidth > 0 && (!same(from.width, rasterWidth) || !same(from.height, rasterHeight)))) {
            m_plain = false;
            return;
        }
        placement.column = to.x;
        placement.row = to.y;
        placement.width = to.width;
        placement.height = to.height;
        if (m_mosaic.bands == 1)
            m_mosaic.files.push_back(placement);
        else if (at >= m_mosaic.files.size() || m_mosaic.files[at].path != placement.path)
            m_plain = false;
    }

    QXmlStreamReader m_xml;
    QString m_folder;
    VrtMosaic m_mosaic;
    bool m_plain = true;
    bool m_hasTransform = false;
};

} // namespace

std::optional<VrtMosaic> readVrtMosaic(const QString &path)
{
    QFile file;
    if (!path.endsWith(QLatin1String(".vrt"), Qt::CaseInsensitive) || !openFile(file, path))
        return std::nullopt;
    return Parser(&file, QFileInfo(absolutePath(path)).path()).parse();
}

} // namespace tuilerie
