// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publicationstyles.h"

#include "base/atomicfile.h"
#include "model/relationname.h"
#include "publish/rasterstyles.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String styleType("GEOSERVER-STYLE"), rasterStyleType("ROK4-STYLE");

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

QString prefixOf(const QString &layer)
{
    return layer + "_style_"_L1;
}

QString unescaped(QString text)
{
    return text.replace("&quot;"_L1, "\""_L1)
        .replace("&lt;"_L1, "<"_L1)
        .replace("&gt;"_L1, ">"_L1)
        .replace("&apos;"_L1, "'"_L1)
        .replace("&amp;"_L1, "&"_L1);
}

// Replaces the first group of each match by its name in the database.
QString renamed(const QString &text, const QRegularExpression &pattern, bool always)
{
    QString result;
    qsizetype end = 0;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString name = unescaped(match.captured(1)), wanted = relationName(name);
        result += QStringView(text).mid(end, match.capturedStart(1) - end);
        // QGIS finds columns whatever their case.
        result += always || wanted != name.toLower() ? wanted : match.captured(1);
        end = match.capturedEnd(1);
    }
    return result.append(QStringView(text).mid(end));
}

// Sends a static that is not there yet. The content is part of the name: what is published never changes under its
// configuration.
Result<QString> sendStatic(EntrepotClient &client, const QString &type, const QString &beginning, const QString &ending,
    const QByteArray &content, const QString &description)
{
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha1).toHex().left(8));
    const QString name = beginning + u'_' + hash;
    TUILERIE_TRY(known, client.statics({{u"name"_s, name}, {u"type"_s, type}}));
    for (const StaticFile &file : known) {
        if (file.name == name)
            return file.id;
    }
    StaticFile file;
    file.name = name;
    file.type = type;
    file.description = description;
    auto made = client.createStatic(file, name + ending, content);
    if (!made)
        return fail(made.error().code,
            tr("The server does not take the style %1. %2").arg(description, made.error().message), made.error().detail);
    return made->id;
}

Result<QString> sendStyle(EntrepotClient &client, const QString &layer, const QString &relation, const QString &path)
{
    TUILERIE_TRY(content, readWholeFile(path));
    const bool isSld = path.endsWith(".sld"_L1, Qt::CaseInsensitive);
    return sendStatic(client, styleType, prefixOf(layer) + relation, isSld ? u".sld"_s : u".qml"_s,
        styleForDatabase(content, isSld), QFileInfo(path).fileName());
}

// Least and greatest value of a pyramid, where the server says them; bytes have all of theirs.
std::optional<std::pair<double, double>> rangeOf(const StoredData &pyramid)
{
    if (pyramid.typeInfos.value("channels_format"_L1).toString() == "UINT8"_L1)
        return std::pair(0.0, 255.0);
    const QJsonArray range = pyramid.typeInfos.value("value_range"_L1).toArray();
    return range.size() == 2 ? std::optional(std::pair(range.at(0).toDouble(), range.at(1).toDouble())) : std::nullopt;
}

} // namespace

QByteArray styleForDatabase(const QByteArray &content, bool isSld)
{
    const QString text = QString::fromUtf8(content);
    if (isSld) {
        static const QRegularExpression property(u"<(?:\\w+:)?PropertyName>\\s*([^<]*?)\\s*</"_s);
        return renamed(text, property, true).toUtf8();
    }
    static const QRegularExpression attribute(u"\\b(?:attr|fieldName)=\"([\\w\\-. \\x{c0}-\\x{17f}]+)\""_s),
        quoted(u"&quot;([^&<>]+)&quot;"_s);
    return renamed(renamed(text, attribute, false), quoted, false).toUtf8();
}

Result<QMap<QString, QString>> sendStyles(
    EntrepotClient &client, const PublishRequest &request, const StoredData &database, const QMap<QString, QString> &kept)
{
    TUILERIE_TRY(can, client.capabilities());
    TUILERIE_TRY(relations, plannedRelations(request, database));
    QMap<QString, QString> ids;
    for (const PlannedRelation &relation : relations) {
        const QString path = relation.table.style.isEmpty() ? request.style : relation.table.style;
        if (path.isEmpty() && kept.contains(relation.name)) {
            ids.insert(relation.name, kept.value(relation.name));
            continue;
        }
        if (path.isEmpty() && can.qmlStyles)
            continue;
        if (path.isEmpty())
            return fail(ErrorCode::Unsupported,
                tr("This server needs a style for the table %1: give an SLD 1.0.0 file.").arg(relation.name));
        if (path.endsWith(".qml"_L1, Qt::CaseInsensitive) && !can.qmlStyles)
            return fail(
                ErrorCode::Unsupported, tr("This server takes styles as SLD 1.0.0 alone: save %1 as SLD first.").arg(path));
        TUILERIE_TRY(id, sendStyle(client, request.layer, relation.name, path));
        ids.insert(relation.name, id);
    }
    return ids;
}

Result<QStringList> sendRasterStyles(EntrepotClient &client, const PublishRequest &request, const StoredData &pyramid)
{
    const auto range = rangeOf(pyramid);
    for (const QString &name : request.rasterStyles)
        if (needsRange(name) && !range)
            return fail(ErrorCode::Unsupported,
                tr("The style %1 is made for the least and the greatest value, which this server does not say. Give a ROK4 "
                   "style (JSON) with colours for your values, or one of hillshade and terrain-rgb.")
                    .arg(name));
    TUILERIE_TRY(styles, rasterStylesOf(request, range.value_or(std::pair(0.0, 1.0))));
    QStringList ids;
    for (const RasterStyle &style : styles) {
        const QByteArray content = QJsonDocument(style.toJson()).toJson();
        TUILERIE_TRY(id,
            sendStatic(
                client, rasterStyleType, prefixOf(request.layer) + style.identifier, u".json"_s, content, style.title));
        ids << id;
    }
    return ids;
}

void removeStyles(EntrepotClient &client, const QString &layer)
{
    for (const QLatin1String type : {styleType, rasterStyleType}) {
        const auto known = client.statics({{u"type"_s, type}});
        for (const StaticFile &file : known.value_or(std::vector<StaticFile>()))
            if (file.name.startsWith(prefixOf(layer)))
                (void)client.deleteStatic(file.id); // refused while a configuration shows it
    }
}

} // namespace tuilerie
