// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filename.h"
#include "source/outsiderules.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace tuilerie::outside {

namespace {

/// The file's bytes as they lie on the disk, for as long as it lives; empty where it cannot be read.
class Mapped
{
public:
    explicit Mapped(const QString &path)
    {
        if (!openFile(m_file, path) || m_file.size() == 0)
            return;
        if (const uchar *bytes = m_file.map(0, m_file.size()))
            m_bytes = QByteArrayView(bytes, qsizetype(m_file.size()));
    }
    QByteArrayView bytes() const { return m_bytes; }

private:
    QFile m_file;
    QByteArrayView m_bytes;
};

/// Calls `look` with what follows each place where the word stands, until that gives something.
template <typename Look> std::optional<Refusal> eachAfter(QByteArrayView text, QByteArrayView word, const Look &look)
{
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        if (auto refusal = look(text.sliced(at + word.size())))
            return refusal;
    return std::nullopt;
}

QString textOf(QByteArrayView text, qsizetype most)
{
    return QString::fromUtf8(text.first(std::min(most, text.size())));
}

Refusal crsLink(const QString &path, const QString &link)
{
    return {tr("%1 takes its coordinate reference system from %2, which is not asked.").arg(path, link.left(200)),
        tr("Assign the coordinate reference system that the producer names, or write its code into the file (EPSG:2154)."),
        true};
}

/// Values that OGR knows by themselves: codes, URNs and OGC's own URLs.
bool isCrsName(const QString &value)
{
    static const QRegularExpression known(
        QStringLiteral("^(urn:|#|https?://(www\\.)?opengis\\.net/|[A-Za-z]+:[\\w:.-]+$|[^/\\\\]*$)"),
        QRegularExpression::CaseInsensitiveOption);
    return known.match(value).hasMatch() && !value.startsWith(QLatin1String("file:"), Qt::CaseInsensitive);
}

std::optional<Refusal> schemasOf(const QString &path, const Fence &fence, const QString &locations)
{
    static const QRegularExpression blank(QStringLiteral("\\s+"));
    const QString folder = QFileInfo(absolutePath(path)).path();
    for (const QString &location : locations.split(blank, Qt::SkipEmptyParts)) {
        // Namespaces and servers' schemas, which are not fetched (DOWNLOAD_SCHEMA=NO), are URLs or URNs.
        static const QRegularExpression isUrl(
            QStringLiteral("^(https?|ftp|urn):"), QRegularExpression::CaseInsensitiveOption);
        if (isUrl.match(location).hasMatch() || !location.contains(QLatin1Char('.')))
            continue;
        if (auto refusal = named(fence, path, location, folder))
            return refusal;
    }
    return std::nullopt;
}

} // namespace

std::optional<Refusal> ofXml(const QString &path, const Fence &fence)
{
    const Mapped file(path);
    static const QRegularExpression value(QStringLiteral("^\\s*=\\s*[\"']([^\"']*)[\"']"));
    QByteArrayView last; // millions of geometries say the same
    auto refusal = eachAfter(file.bytes(), "srsName", [&](QByteArrayView after) -> std::optional<Refusal> {
        if (!last.isEmpty() && after.startsWith(last))
            return std::nullopt;
        const auto match = value.match(textOf(after, 500));
        const QString name = match.captured(1).trimmed();
        if (isCrsName(name)) {
            last = after.first(match.captured().toUtf8().size());
            return std::nullopt;
        }
        return name.contains(QLatin1String("://")) && !name.startsWith(QLatin1String("file:"), Qt::CaseInsensitive)
            ? crsLink(path, name)
            : Refusal{tr("%1 takes its coordinate reference system from the file %2: only its own words are read.")
                          .arg(path, name.left(200)),
                tr("Write the code of the coordinate reference system into the file (EPSG:2154).")};
    });
    if (refusal && !refusal->isCrsLink)
        return refusal;
    auto schema = eachAfter(file.bytes(), "chemaLocation",
        [&](QByteArrayView after) { return schemasOf(path, fence, value.match(textOf(after, 4000)).captured(1)); });
    return schema ? schema : refusal;
}

std::optional<Refusal> ofGeoJson(const QString &path)
{
    const Mapped file(path);
    // GeoJSON 2008 §3.2: {"type": "link", "properties": {"href": …}}; GDAL takes "url" as well.
    static const QRegularExpression link(QStringLiteral("^\\s*:\\s*\\{([^{}]|\\{[^{}]*\\})*\"type\"\\s*:\\s*\"(link|url)\""),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression place(QStringLiteral("\"(?:href|url)\"\\s*:\\s*\"([^\"]*)\""));
    return eachAfter(file.bytes(), "\"crs\"", [&](QByteArrayView bytes) -> std::optional<Refusal> {
        const QString after = textOf(bytes, 2000);
        return link.match(after).hasMatch() ? std::optional(crsLink(path, place.match(after).captured(1))) : std::nullopt;
    });
}

std::optional<Refusal> ofMapInfoTable(const QString &path, const Fence &fence)
{
    const QString text = QString::fromLatin1(wholeOf(path, 1 << 20));
    static const QRegularExpression seamless(
        QStringLiteral("\"\\\\IsSeamless\"\\s*=\\s*\"TRUE\""), QRegularExpression::CaseInsensitiveOption);
    if (seamless.match(text).hasMatch())
        return unsafe(path, QStringLiteral("IsSeamless"));
    // A view over tables of other files.
    static const QRegularExpression table(QStringLiteral("^\\s*Open\\s+Table\\s+\"([^\"]*)\""),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    for (auto match = table.globalMatch(text); match.hasNext();)
        if (auto refusal = named(fence, path, match.next().captured(1).replace(QLatin1Char('\\'), QLatin1Char('/')),
                QFileInfo(absolutePath(path)).path()))
            return refusal;
    return std::nullopt;
}

} // namespace tuilerie::outside
