// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filename.h"
#include "source/outsiderules.h"

#include <QFileInfo>
#include <QSet>
#include <QXmlStreamReader>

namespace tuilerie::outside {

namespace {

constexpr qint64 mostText = 512 << 20;
constexpr int mostDepth = 8;

// GDAL minds no letter case in a VRT.
bool is(QStringView word, QLatin1String name)
{
    return word.compare(name, Qt::CaseInsensitive) == 0;
}

QStringView valueOf(const QXmlStreamAttributes &attributes, QLatin1String name)
{
    for (const QXmlStreamAttribute &attribute : attributes)
        if (is(attribute.name(), name))
            return attribute.value();
    return {};
}

/// Elements whose text is the name of a file (GDAL's VRT format, its warper and its transformers).
bool isName(QStringView element)
{
    static constexpr QLatin1String names[] = {QLatin1String("SourceFilename"), QLatin1String("SourceDataset"),
        QLatin1String("DestinationDataset"), QLatin1String("DEMPath"), QLatin1String("IndexDataset"),
        QLatin1String("OverviewFile"), QLatin1String("Filename"), QLatin1String("GCPFile")};
    return std::any_of(std::begin(names), std::end(names), [element](QLatin1String name) { return is(element, name); });
}

/// Metadata that are names of files: geolocation arrays, overviews.
bool isNameKey(QStringView key)
{
    static constexpr QLatin1String keys[] = {
        QLatin1String("X_DATASET"), QLatin1String("Y_DATASET"), QLatin1String("OVERVIEW_FILE"), QLatin1String("MASK_FILE")};
    return std::any_of(std::begin(keys), std::end(keys), [key](QLatin1String name) { return is(key, name); });
}

class Look
{
public:
    Look(const QString &path, const Fence &fence, int depth)
        : m_path(path)
        , m_fence(fence)
        , m_depth(depth)
    {
        m_folder = QFileInfo(path.startsWith(QLatin1String("/vsi")) ? path : absolutePath(path)).path();
    }

    std::optional<Refusal> take(const QByteArray &text)
    {
        QXmlStreamReader xml(text);
        while (!xml.atEnd() && !m_refusal) {
            if (xml.readNext() == QXmlStreamReader::StartElement)
                element(xml);
        }
        // GDAL's own parser is more tolerant than a parser of XML: what the one reads, the other must, too.
        if (!m_refusal && xml.hasError())
            return Refusal{tr("%1 is no well-formed XML (%2): what it names cannot be told.").arg(m_path, xml.errorString()),
                tr("Make it again with gdalbuildvrt.")};
        return m_refusal;
    }

private:
    void element(QXmlStreamReader &xml)
    {
        const QString name = xml.name().toString();
        const QXmlStreamAttributes attributes = xml.attributes();
        const QStringView kind = valueOf(attributes, QLatin1String("subClass"));
        const QStringView key = valueOf(attributes, QLatin1String("key"));
        if (is(kind, QLatin1String("VRTRawRasterBand")))
            m_refusal = unsafe(m_path, kind.toString());
        else if (is(name, QLatin1String("PixelFunctionCode")) || is(name, QLatin1String("PixelFunctionLanguage")))
            m_refusal = unsafe(m_path, name);
        else if (is(name, QLatin1String("OOI")) && is(key, QLatin1String("ROOT_PATH")))
            m_refusal = unsafe(m_path, key.toString());
        else if (isName(name) || (is(name, QLatin1String("MDI")) && isNameKey(key)))
            file(xml, attributes);
    }

    void file(QXmlStreamReader &xml, const QXmlStreamAttributes &attributes)
    {
        const QStringView mark = valueOf(attributes, QLatin1String("relativeToVRT"));
        const bool isRelative = !mark.isEmpty() && mark != QLatin1String("0");
        const QString written = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        if (written.isEmpty())
            return;
        const bool isVirtual = m_folder.startsWith(QLatin1String("/vsi"));
        // GDAL finds the others from the working folder.
        m_refusal = named(m_fence, m_path, written, isRelative || isVirtual ? m_folder : QString());
        if (m_refusal)
            return;
        const QString name = written.mid(written.lastIndexOf(QLatin1Char(':')) + 1);
        const QString place =
            (isRelative || isVirtual) && !name.startsWith(QLatin1Char('/')) ? m_folder + QLatin1Char('/') + name : name;
        if (m_seen.contains(place)) // each band names it again
            return;
        m_seen.insert(place);
        const QByteArray head = headOf(place, 4096);
        m_refusal = isVrt(head) ? ofVrt(place, m_fence, m_depth + 1) : ofDescription(place, head);
        if (!m_refusal && !isVirtual && mayHaveSidecars(place))
            m_refusal = ofSidecars(place, m_fence, nullptr);
    }

    // Listing a folder of thousands of tiles for each of them would take long: those that GDAL tries by their names.
    bool mayHaveSidecars(const QString &place) const
    {
        static constexpr QLatin1String endings[] = {
            QLatin1String(".ovr"), QLatin1String(".msk"), QLatin1String(".aux.xml"), QLatin1String(".OVR")};
        const QString stem = place.left(place.lastIndexOf(QLatin1Char('.')));
        return std::any_of(std::begin(endings), std::end(endings),
                   [&place](QLatin1String ending) { return fileStatus(place + ending).exists; })
            || fileStatus(stem + QLatin1String(".aux")).exists || fileStatus(stem + QLatin1String(".rrd")).exists;
    }

    const QString m_path;
    const Fence &m_fence;
    const int m_depth;
    QString m_folder;
    QSet<QString> m_seen;
    std::optional<Refusal> m_refusal;
};

} // namespace

std::optional<Refusal> ofVrt(const QString &path, const Fence &fence, int depth)
{
    const QByteArray text = wholeOf(path, mostText);
    if (text.isEmpty() || depth > mostDepth)
        return Refusal{tr("%1 is a VRT over VRTs without end, or one of a size that no VRT has.").arg(path),
            tr("Make it again with gdalbuildvrt, from the files themselves.")};
    return Look(path, fence, depth).take(text);
}

} // namespace tuilerie::outside
