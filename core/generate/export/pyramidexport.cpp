// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/pyramidexport.h"

#include "base/atomicfile.h"
#include "base/filename.h"
#include "base/work/progressmeter.h"
#include "generate/export/cogexport.h"
#include "generate/export/tilesink.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QIODevice>
#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::Export)
};

constexpr std::pair<const char *, ExportFormat> words[] = {{"pmtiles", ExportFormat::PmTiles},
    {"mbtiles", ExportFormat::MbTiles}, {"gpkg", ExportFormat::GeoPackage}, {"cog", ExportFormat::Cog}};

// So many tiles are read at once, and are lost at most when the process is killed.
constexpr size_t batchTiles = 256;

// Types are free text in descriptors (docs/rok4.md §3), most often those of PostgreSQL; TileJSON 3.0 §3.3 knows three.
QString tileJsonType(const QString &type)
{
    const QString word = type.toLower();
    for (const char *number : {"int", "float", "double", "numeric", "real", "decimal", "serial", "number"}) {
        if (word.contains(QLatin1String(number)))
            return QStringLiteral("Number");
    }
    return word.contains(QLatin1String("bool")) ? QStringLiteral("Boolean") : QStringLiteral("String");
}

// Of all that decides the file's bytes.
QByteArray fingerprintOf(const ExportParams &params, const ExportPlan &plan)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    // One text: a stream tells null strings from empty ones, which parameters that come from JSON do not.
    const QStringList texts{plan.reader->path(), plan.title, plan.abstract, plan.attribution, params.level};
    out << texts.join(QChar(0)) << int(params.format) << fileStatus(plan.reader->path()).stamp
        << QJsonDocument(plan.reader->descriptor().toJson()).toJson(QJsonDocument::Compact);
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

// The file that an export is kept in until it is whole.
QString journalFolder(const QString &output)
{
    const QFileInfo file(output);
    return file.absolutePath() + QStringLiteral("/.") + file.fileName() + QStringLiteral(".export");
}

Status moveInto(const QString &from, const QString &output)
{
    // A name must never stand for bytes that a failing machine has not written.
    const int file = ::open(QFile::encodeName(from).constData(), O_RDONLY | O_CLOEXEC);
    const bool isFlushed = file >= 0 && ::fsync(file) == 0;
    const Error error = isFlushed ? Error() : errorFromErrno(Text::tr("Writing"), output);
    if (file >= 0)
        ::close(file);
    if (!isFlushed)
        return fail(error);
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(output).constData()) != 0)
        return fail(errorFromErrno(Text::tr("Writing"), output));
    return syncFolder(QFileInfo(output).absolutePath());
}

Result<std::unique_ptr<TileSink>> openSink(const ExportPlan &plan, RecordLog &log)
{
    switch (plan.format) {
    case ExportFormat::PmTiles: return openPmTilesSink(plan, log);
    case ExportFormat::MbTiles: return openMbTilesSink(plan, log);
    case ExportFormat::GeoPackage: return openGeoPackageSink(plan, log);
    case ExportFormat::Cog: break;
    }
    return fail(ErrorCode::Internal, QStringLiteral("a COG is made by GDAL"));
}

Status exportTiles(
    const ExportPlan &plan, int workers, RecordLog &log, const QString &output, WorkControl &control, ExportedPyramid &made)
{
    TUILERIE_TRY(sink, openSink(plan, log));
    const auto walk = plan.format == ExportFormat::PmTiles ? TileWalk::alongHilbert(plan) : TileWalk::byRows(plan);
    walk->seek(sink->position());
    ProgressMeter meter(control, QStringLiteral("export"), plan.tileCount());
    meter.setAlreadyDone(sink->tiles(), 0);
    TileFeed feed(plan, workers);
    std::vector<TilePlace> places;
    for (bool isMore = true; isMore;) {
        places.clear();
        TilePlace place;
        while (places.size() < batchTiles && (isMore = walk->next(place)))
            places.push_back(place);
        if (places.empty())
            break;
        TUILERIE_TRY(tiles, feed.read(places, control));
        if (!tiles.empty())
            TUILERIE_CHECK(sink->put(tiles, places.back().key + 1));
        for (const ExportTile &tile : tiles)
            meter.addBytes(tile.bytes.size());
        TUILERIE_CHECK(meter.add(qint64(places.size())));
    }
    if (sink->tiles() == 0)
        return fail(ErrorCode::NotFound, Text::tr("%1 holds no tile, so there is nothing to export.").arg(plan.name));
    TUILERIE_TRY(file, sink->finish());
    made.tiles = sink->tiles();
    made.contents = sink->contents();
    return moveInto(file, output);
}

} // namespace

Result<ExportFormat> ExportParams::formatFromWord(const QString &word)
{
    for (const auto &[name, format] : words) {
        if (word.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return format;
    }
    return fail(ErrorCode::Invalid,
        Text::tr("\"%1\" is no format of an export: %2.").arg(word, formatWords().join(QStringLiteral(", "))));
}

QString ExportParams::formatWord(ExportFormat format)
{
    return QString::fromLatin1(words[size_t(format)].first);
}

QStringList ExportParams::formatWords()
{
    QStringList list;
    for (const auto &[name, format] : words)
        list << QString::fromLatin1(name);
    return list;
}

QString ExportParams::formatName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::PmTiles: return QStringLiteral("PMTiles");
    case ExportFormat::MbTiles: return QStringLiteral("MBTiles");
    case ExportFormat::GeoPackage: return Text::tr("GeoPackage (tiles)");
    case ExportFormat::Cog: break;
    }
    return QStringLiteral("COG (GeoTIFF)");
}

QString ExportParams::ending(ExportFormat format)
{
    return format == ExportFormat::Cog ? QStringLiteral(".tif") : u'.' + formatWord(format);
}

QJsonObject ExportParams::toJson() const
{
    return {{QStringLiteral("pyramid"), pyramid}, {QStringLiteral("format"), formatWord(format)},
        {QStringLiteral("output"), output}, {QStringLiteral("title"), title}, {QStringLiteral("abstract"), abstract},
        {QStringLiteral("attribution"), attribution}, {QStringLiteral("level"), level}};
}

Result<ExportParams> ExportParams::fromJson(const QJsonObject &object)
{
    ExportParams params;
    TUILERIE_TRY(known, formatFromWord(object[QStringLiteral("format")].toString()));
    params.format = known;
    const auto text = [&](const char *name) { return object[QLatin1String(name)].toString(); };
    params.pyramid = text("pyramid");
    params.output = text("output");
    params.title = text("title");
    params.abstract = text("abstract");
    params.attribution = text("attribution");
    params.level = text("level");
    return params;
}

QJsonObject ExportedPyramid::toJson() const
{
    return {{QStringLiteral("path"), path}, {QStringLiteral("levels"), QJsonArray::fromStringList(levels)},
        {QStringLiteral("tiles"), tiles}, {QStringLiteral("contents"), contents}, {QStringLiteral("bytes"), bytes},
        {QStringLiteral("seconds"), seconds}};
}

QJsonArray vectorLayersOf(const ExportPlan &plan)
{
    // A table has its entry in each level that it is in.
    QMap<QString, QJsonObject> layers;
    for (const ExportLevel &level : plan.levels) {
        for (const QJsonValue &value : plan.reader->descriptor().level(level.id)->tables) {
            const QString name = value[QStringLiteral("name")].toString();
            QJsonObject &layer = layers[name];
            if (layer.isEmpty())
                layer = {{QStringLiteral("id"), name}, {QStringLiteral("minzoom"), level.zoom}};
            layer[QStringLiteral("maxzoom")] = level.zoom;
            QJsonObject fields = layer[QStringLiteral("fields")].toObject();
            for (const QJsonValue &attribute : value[QStringLiteral("attributes")].toArray())
                fields[attribute[QStringLiteral("name")].toString()] =
                    tileJsonType(attribute[QStringLiteral("type")].toString());
            layer[QStringLiteral("fields")] = fields;
        }
    }
    QJsonArray list;
    for (const QJsonObject &layer : layers)
        list.append(layer);
    return list;
}

Result<ExportOutlook> lookAtExport(const ExportParams &params, WorkControl &control)
{
    TUILERIE_TRY(plan, planExport(params, control));
    if (QFileInfo::exists(params.output) && !RecordLog::exists(journalFolder(params.output)))
        return fail(
            ErrorCode::Conflict, Text::tr("%1 is there already. Remove it, or choose another name.").arg(params.output));
    ExportOutlook outlook;
    for (const ExportLevel &level : plan.levels)
        outlook.levels << level.id;
    outlook.tiles = plan.tileCount();
    return outlook;
}

Status dropExport(const ExportParams &params)
{
    const QString folder = journalFolder(params.output);
    if (QDir(folder).exists() && !QDir(folder).removeRecursively())
        return fail(errorFromErrno(Text::tr("Removing"), folder));
    return {};
}

Result<ExportedPyramid> exportPyramid(const ExportParams &params, WorkControl &control)
{
    QElapsedTimer timer;
    timer.start();
    TUILERIE_TRY(plan, planExport(params, control));
    const QFileInfo output(params.output);
    RecordLog::Opening opening;
    opening.folder = journalFolder(params.output);
    opening.kind = QByteArrayLiteral("export");
    opening.fingerprint = fingerprintOf(params, plan);
    opening.resume = params.resume;
    // A run that was killed between its last two steps has the file in its place already.
    if (output.exists() && !RecordLog::exists(opening.folder))
        return fail(
            ErrorCode::Conflict, Text::tr("%1 is there already. Remove it, or choose another name.").arg(params.output));
    TUILERIE_TRY(log, RecordLog::open(opening));
    if (!log->finding().isEmpty())
        control.warning(log->finding());

    ExportedPyramid made;
    made.path = output.absoluteFilePath();
    for (const ExportLevel &level : plan.levels)
        made.levels << level.id;
    if (params.format == ExportFormat::Cog) {
        const QString file = log->folder() + QStringLiteral("/cog.tif");
        QFile::remove(file);
        TUILERIE_CHECK(exportCog(plan, file, params.workers, control));
        TUILERIE_CHECK(moveInto(file, made.path));
    } else {
        TUILERIE_CHECK(exportTiles(plan, params.workers, *log, made.path, control, made));
    }
    TUILERIE_CHECK(log->remove());
    made.bytes = QFileInfo(made.path).size();
    made.seconds = double(timer.elapsed()) / 1000;
    return made;
}

} // namespace tuilerie
