// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorfix.h"

#include "base/filename.h"
#include "check/vector/fixlayer.h"
#include "check/vector/gpkgsalvage.h"
#include "grid/crs.h"
#include "source/fileformat.h"
#include "source/outside.h"
#include "source/vectorinspect.h"
#include "source/sqldump/dumpcopy.h"
#include "source/unreadable.h"
#include "source/vectoropen.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>

#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorFix", sentence);
}

/// GDAL's driver for a copy of that name; empty for none.
QString driverFor(const QString &copy)
{
    if (copy.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return QStringLiteral("GeoJSON");
    const FileFormat *format = formatOfName(copy);
    return format && format->isWritten ? QString(format->drivers.front()) : QString();
}

Status checkWish(const QString &path, const QString &copy, const VectorFix &fix)
{
    if (fix.actions.isEmpty())
        return fail(ErrorCode::Invalid,
            tr("Nothing was asked for. Name what is to be repaired: %1.")
                .arg(vectorFixActions().join(QStringLiteral(", "))));
    for (const QString &action : fix.actions) {
        if (!vectorFixActions().contains(action))
            return fail(ErrorCode::Invalid,
                tr("There is no repair called %1. Known are: %2.")
                    .arg(action, vectorFixActions().join(QStringLiteral(", "))));
    }
    if (fix.wants("assign-crs")) {
        if (fix.options.assignCrs.isEmpty())
            return fail(
                ErrorCode::Invalid, tr("Say which coordinate reference system the layers are in, for instance EPSG:2154."));
        TUILERIE_CHECK(Crs::fromText(fix.options.assignCrs));
    }
    if (fix.copyDriver.isEmpty())
        return fail(ErrorCode::Unsupported,
            tr("%1 cannot be written: name the copy .gpkg, .shp, .geojson, .fgb or .csv.").arg(copy));
    const FileStatus original = fileStatus(path), target = fileStatus(copy);
    if (!original.exists)
        return fail(unreadableFile(path, SourceKind::Vector, {}));
    if (target.exists && target.identity == original.identity)
        return fail(ErrorCode::Invalid, tr("The original is never changed. Give the copy another name."));
    if (target.exists)
        return fail(
            ErrorCode::Conflict, tr("%1 exists already. Give the copy another name, or delete the file first.").arg(copy));
    return {};
}

/// The file that is read: the original, or for a GeoPackage that needs it a copy in `folder`, with what SQLite left beside
/// it.
Result<QString> readableSource(const QString &path, const QString &folder, VectorFix &fix)
{
    const bool isGpkg = QFileInfo(path).suffix().compare(QLatin1String("gpkg"), Qt::CaseInsensitive) == 0;
    const QStringList leftovers = isGpkg ? sqliteLeftovers(path) : QStringList();
    if (!isGpkg || (leftovers.isEmpty() && !fix.wants("repair-geopackage")))
        return path;
    const QString copy = folder + QStringLiteral("/source.gpkg");
    const auto take = [](const QString &from, const QString &to) -> Status {
        QFile file, written(to);
        QByteArray block;
        bool isGood = openFile(file, from) && written.open(QIODevice::WriteOnly);
        while (isGood && !(block = file.read(1 << 20)).isEmpty())
            isGood = written.write(block) == block.size();
        if (!isGood || file.error() != QFileDevice::NoError || !written.flush())
            return fail(ErrorCode::Io,
                tr("%1 cannot be copied: %2. Make room, or choose another folder for the copy.")
                    .arg(from, written.error() != QFileDevice::NoError ? written.errorString() : file.errorString()));
        QFile::setPermissions(to, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return {};
    };
    TUILERIE_CHECK(take(path, copy));
    for (const QString &name : leftovers) {
        TUILERIE_CHECK(
            take(QFileInfo(path).path() + QLatin1Char('/') + name, copy + name.mid(name.lastIndexOf(QLatin1Char('-')))));
        fix.report.lines << tr("What %1 held is in the copy.").arg(name);
    }
    if (!leftovers.isEmpty()) {
        // Opening it for writing makes SQLite fold the WAL in, or undo the journal.
        const GdalErrorTrap trap;
        static const char *const drivers[] = {"GPKG", "SQLite", nullptr};
        TUILERIE_CHECK(staysInside(copy));
        const GdalDataset settled(
            GDALOpenEx(copy.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, drivers, nullptr, nullptr));
    }
    if (fix.wants("repair-geopackage")) {
        TUILERIE_TRY(lines, salvageGpkg(copy));
        fix.report.lines << lines;
    }
    return copy;
}

void copyDomains(GDALDatasetH from, GDALDatasetH to)
{
    const GdalErrorTrap trap;
    char **names = GDALDatasetGetFieldDomainNames(from, nullptr);
    for (char **name = names; name && *name; ++name) {
        char *reason = nullptr;
        if (const OGRFieldDomainH domain = GDALDatasetGetFieldDomain(from, *name))
            GDALDatasetAddFieldDomain(to, domain, &reason);
        VSIFree(reason);
    }
    CSLDestroy(names);
}

std::vector<OGRLayerH> layersOf(GDALDatasetH dataset)
{
    std::vector<OGRLayerH> layers;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); ++i) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
        if (qstrcmp(OGR_L_GetName(layer), "layer_styles") != 0)
            layers.push_back(layer);
    }
    return layers;
}

/// Moves what was written under its name, the main file last.
Status moveInto(const QString &folder, const QString &copy)
{
    const QFileInfo target(copy);
    QStringList names = QDir(folder).entryList({QStringLiteral("copy.*")}, QDir::Files);
    const QString main = QStringLiteral("copy.") + target.suffix();
    names.removeAll(main);
    names << main;
    const auto placeOf = [&target](const QString &name) {
        return QString(target.path() + QLatin1Char('/') + target.completeBaseName() + name.mid(4));
    };
    for (const bool isTrial : {true, false}) { // all of them or none
        for (const QString &name : names) {
            if (isTrial ? QFileInfo::exists(placeOf(name)) : !QFile::rename(folder + QLatin1Char('/') + name, placeOf(name)))
                return fail(ErrorCode::Conflict,
                    tr("%1 cannot be written. Delete the file of that name, or give the copy another name.")
                        .arg(placeOf(name)));
        }
    }
    return {};
}

Status writeCopy(const QString &source, const QString &copy, VectorFix &fix)
{
    GdalErrorTrap trap;
    TUILERIE_TRY(dataset, openVector(source, {.rawText = fix.wants("set-encoding")}));
    const auto layers = layersOf(dataset.get());
    fix.sourceDriver = isSqlDump(source) ? QStringLiteral("SQL") // whatever its tables are read through
                                         : QString::fromLatin1(GDALGetDriverShortName(GDALGetDatasetDriver(dataset.get())));
    if (layers.empty())
        return fail(ErrorCode::Corrupt, tr("%1 holds no layer that could be repaired.").arg(source));
    if (layers.size() > 1 && fix.copyDriver != QLatin1String("GPKG"))
        return fail(ErrorCode::Unsupported,
            tr("%1 has %2 layers; only a GeoPackage holds several. Name the copy .gpkg.").arg(source).arg(layers.size()));
    if (fix.sourceDriver == QLatin1String("ESRI Shapefile")) {
        if (const auto infos = readVectorLayers(source); infos && !infos->empty())
            fix.declaredEncoding = infos->front().encoding;
    }
    QStringList taken;
    for (OGRLayerH layer : layers) {
        const QString name = QString::fromUtf8(OGR_L_GetName(layer));
        if (fix.wants("rename-for-entrepot"))
            fix.newNames.insert(name, uniqueName(entrepotName(name), taken));
        fix.total += std::max<qint64>(0, OGR_L_GetFeatureCount(layer, TRUE));
    }
    trap.clear();
    GDALDriverH driver = GDALGetDriverByName(fix.copyDriver.toLatin1().constData());
    GdalDataset written(driver ? GDALCreate(driver, copy.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr) : nullptr);
    const auto refused = [&] { return fail(copyRefused(fix.report.copy, trap.text())); };
    if (!written)
        return refused();
    if (fix.copyDriver == QLatin1String("GPKG"))
        copyDomains(dataset.get(), written.get());
    for (OGRLayerH layer : layers)
        TUILERIE_CHECK(fixLayer(fix, layer, written.get()));
    if (fix.copyDriver == QLatin1String("ESRI Shapefile") && fix.wants("rebuild-index")) {
        QByteArray sql("CREATE SPATIAL INDEX ON \"");
        GDALDatasetExecuteSQL(written.get(),
            sql.append(OGR_L_GetName(GDALDatasetGetLayer(written.get(), 0))).append('"').constData(), nullptr, nullptr);
    }
    trap.clear();
    written.reset();
    if (!trap.text().isEmpty())
        return refused();
    return {};
}

} // namespace

QJsonObject VectorFixReport::toJson() const
{
    return {{QStringLiteral("copy"), copy}, {QStringLiteral("features"), features},
        {QStringLiteral("made_valid"), madeValid}, {QStringLiteral("promoted"), promoted},
        {QStringLiteral("dropped"), dropped}, {QStringLiteral("recoded"), recoded},
        {QStringLiteral("done"), QJsonArray::fromStringList(lines)},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

VectorFixReport VectorFixReport::fromJson(const QJsonObject &object)
{
    const auto texts = [&object](const char *name) {
        QStringList list;
        for (const QJsonValue text : object[QLatin1String(name)].toArray())
            list << text.toString();
        return list;
    };
    VectorFixReport report;
    report.copy = object[QLatin1String("copy")].toString();
    report.features = object[QLatin1String("features")].toInteger();
    report.madeValid = object[QLatin1String("made_valid")].toInteger();
    report.promoted = object[QLatin1String("promoted")].toInteger();
    report.dropped = object[QLatin1String("dropped")].toInteger();
    report.recoded = object[QLatin1String("recoded")].toInteger();
    report.lines = texts("done");
    report.warnings = texts("warnings");
    return report;
}

QStringList vectorFixActions()
{
    return {QStringLiteral("make-valid"), QStringLiteral("promote-to-multi"), QStringLiteral("drop-empty"),
        QStringLiteral("rebuild-index"), QStringLiteral("repair-geopackage"), QStringLiteral("rename-for-entrepot"),
        QStringLiteral("assign-crs"), QStringLiteral("set-encoding")};
}

Result<VectorFixReport> fixVector(const QString &path, const QString &copy, const QStringList &actions, WorkControl &control,
    const VectorFixOptions &options)
{
    ensureGdal();
    VectorFix fix;
    fix.actions = actions;
    fix.options = options;
    fix.copyDriver = driverFor(copy);
    fix.control = &control;
    fix.report.copy = copy;
    TUILERIE_CHECK(checkWish(path, copy, fix));
    const QFileInfo target(copy);
    // Beside the copy, so that it is moved and not copied into place.
    QTemporaryDir folder(target.absolutePath() + QStringLiteral("/.tuilerie-fix-XXXXXX"));
    if (!folder.isValid())
        return fail(ErrorCode::Denied,
            tr("Nothing can be written to %1. Choose another folder for the copy.").arg(target.absolutePath()),
            folder.errorString());
    TUILERIE_TRY(source, readableSource(path, folder.path(), fix));
    // A Shapefile's, a GeoJSON's layer is called like its file.
    QDir(folder.path()).mkpath(QStringLiteral("out"));
    const QString made = folder.filePath(QStringLiteral("out/copy.")) + target.suffix();
    TUILERIE_CHECK(writeCopy(source, made, fix));
    if (fix.copyDriver == QLatin1String("GPKG") && fix.sourceDriver == QLatin1String("GPKG")) {
        TUILERIE_TRY(hasStyles, copyStoredStyles(source, made, fix.newNames));
        if (hasStyles)
            fix.report.lines << tr("The stored styles went along.");
    }
    if (fix.sourceDriver == QLatin1String("GPKG")) {
        TUILERIE_TRY(left, ownObjects(source));
        if (!left.isEmpty())
            fix.report.warnings << tr(
                "These of the original are not in the copy: %1. Make them again where they are needed.")
                                       .arg(left.join(QStringLiteral(", ")));
    }
    if (fix.wants("rebuild-index"))
        fix.report.lines << tr("The spatial index is new.");
    TUILERIE_CHECK(moveInto(folder.filePath(QStringLiteral("out")), copy));
    return std::move(fix.report);
}

} // namespace tuilerie
