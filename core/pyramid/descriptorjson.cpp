// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/descriptor.h"

#include "pyramid/buckets.h"

#include <QCoreApplication>

#include <cmath>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::PyramidDescriptor)
};

constexpr int maxSlabTiles = 4096;                              // a side; more would not fit an index into memory
constexpr double maxTileNumber = double((qint64(1) << 31) - 1); // so that the tiles of a level can be counted

tl::unexpected<Error> wrong(const QString &member, const QString &rule)
{
    return fail(ErrorCode::Invalid,
        Text::tr("The pyramid descriptor cannot be used: %1 %2. Correct the file or generate the pyramid again.")
            .arg(member, rule));
}

Result<QString> text(const QJsonObject &object, const char *member, const QString &place)
{
    const QJsonValue value = object.value(QLatin1String(member));
    if (!value.isString() || value.toString().isEmpty())
        return wrong(place + QLatin1String(member), Text::tr("must be a text that is not empty"));
    return value.toString();
}

Result<qint64> whole(const QJsonObject &object, const char *member, const QString &place, double least, double most)
{
    const double value = object.value(QLatin1String(member)).toDouble(NAN);
    if (!(value >= least && value <= most) || value != std::floor(value))
        return wrong(place + QLatin1String(member),
            Text::tr("must be a whole number from %1 to %2").arg(least, 0, 'f', 0).arg(most, 0, 'f', 0));
    return qint64(value);
}

/// Relative and without a way up: a descriptor leads to nothing but its own pyramid.
bool isBelow(const QString &directory)
{
    return !directory.startsWith(QLatin1Char('/')) && !directory.contains(QLatin1String("://"))
        && !directory.split(QLatin1Char('/')).contains(QLatin1String(".."));
}

Result<LevelStorage> storageFromJson(const QJsonObject &object, const QString &place)
{
    LevelStorage storage;
    TUILERIE_TRY(type, text(object, "type", place));
    if (type == QLatin1String("FILE")) {
        TUILERIE_TRY(directory, text(object, "image_directory", place));
        storage.imageDirectory = directory;
        storage.maskDirectory = object.value(QLatin1String("mask_directory")).toString();
        if (!isBelow(storage.imageDirectory))
            return wrong(place + QLatin1String("image_directory"), Text::tr("must lie below the descriptor's folder"));
        if (!storage.maskDirectory.isEmpty() && !isBelow(storage.maskDirectory))
            return wrong(place + QLatin1String("mask_directory"), Text::tr("must lie below the descriptor's folder"));
        if (object.contains(QLatin1String("path_depth"))) {
            TUILERIE_TRY(depth, whole(object, "path_depth", place, 1, 20));
            storage.pathDepth = int(depth);
        }
        return storage;
    }
    if (type == QLatin1String("S3")) {
        TUILERIE_TRY(bucket, text(object, "bucket_name", place));
        TUILERIE_TRY(prefix, text(object, "image_prefix", place));
        TUILERIE_CHECK(mayUseBucket(bucket));
        storage.type = StorageType::S3;
        storage.bucket = bucket;
        storage.imageDirectory = prefix;
        storage.maskDirectory = object.value(QLatin1String("mask_prefix")).toString();
        return storage;
    }
    if (type == QLatin1String("SWIFT") || type == QLatin1String("CEPH")) {
        return fail(ErrorCode::Unsupported,
            Text::tr("The pyramid's slabs are in %1 storage, which is not supported. Copy the pyramid to "
                     "files or to S3.")
                .arg(type));
    }
    return wrong(place + QLatin1String("type"), Text::tr("must be FILE or S3, not \"%1\"").arg(type));
}

Result<PyramidLevel> levelFromJson(const QJsonObject &object, const QString &place)
{
    PyramidLevel level;
    const QJsonValue id = object.value(QLatin1String("id"));
    // Texts by the format; the published schema says numbers, and some writers believe it.
    level.id = id.isDouble() ? QString::number(id.toInteger()) : id.toString();
    if (level.id.isEmpty())
        return wrong(place + QLatin1String("id"), Text::tr("must be a text that is not empty"));
    TUILERIE_TRY(width, whole(object, "tiles_per_width", place, 1, maxSlabTiles));
    TUILERIE_TRY(height, whole(object, "tiles_per_height", place, 1, maxSlabTiles));
    level.tilesPerWidth = int(width);
    level.tilesPerHeight = int(height);

    const QJsonObject limits = object.value(QLatin1String("tile_limits")).toObject();
    const QString limitsPlace = place + QLatin1String("tile_limits.");
    TUILERIE_TRY(minCol, whole(limits, "min_col", limitsPlace, -maxTileNumber, maxTileNumber));
    TUILERIE_TRY(maxCol, whole(limits, "max_col", limitsPlace, -maxTileNumber, maxTileNumber));
    TUILERIE_TRY(minRow, whole(limits, "min_row", limitsPlace, -maxTileNumber, maxTileNumber));
    TUILERIE_TRY(maxRow, whole(limits, "max_row", limitsPlace, -maxTileNumber, maxTileNumber));
    // Out of the matrix is clamped, as the official server does (docs/rok4.md §3).
    level.limits = {std::max<qint64>(minCol, 0), std::max<qint64>(minRow, 0), maxCol, maxRow};
    if (level.limits.isEmpty())
        return wrong(place + QLatin1String("tile_limits"), Text::tr("must have max_col ≥ min_col and max_row ≥ min_row"));

    TUILERIE_TRY(
        storage, storageFromJson(object.value(QLatin1String("storage")).toObject(), place + QLatin1String("storage.")));
    level.storage = storage;
    level.tables = object.value(QLatin1String("tables")).toArray();
    return level;
}

QJsonObject storageToJson(const LevelStorage &storage)
{
    const bool s3 = storage.type == StorageType::S3;
    QJsonObject object{{QStringLiteral("type"), s3 ? QStringLiteral("S3") : QStringLiteral("FILE")},
        {s3 ? QStringLiteral("image_prefix") : QStringLiteral("image_directory"), storage.imageDirectory}};
    if (s3)
        object.insert(QStringLiteral("bucket_name"), storage.bucket);
    else
        object.insert(QStringLiteral("path_depth"), storage.pathDepth);
    if (!storage.maskDirectory.isEmpty())
        object.insert(s3 ? QStringLiteral("mask_prefix") : QStringLiteral("mask_directory"), storage.maskDirectory);
    return object;
}

} // namespace

Result<PyramidDescriptor> PyramidDescriptor::fromJson(const QJsonObject &object)
{
    PyramidDescriptor descriptor;
    TUILERIE_TRY(tileMatrixSetId, text(object, "tile_matrix_set", {}));
    TUILERIE_TRY(formatName, text(object, "format", {}));
    descriptor.tileMatrixSet = tileMatrixSetId;
    descriptor.format = formatName;
    if (const QJsonValue mask = object.value(QLatin1String("mask_format")); !mask.isUndefined()) {
        if (mask.toString() != QLatin1String("TIFF_ZIP_UINT8"))
            return wrong(QStringLiteral("mask_format"), Text::tr("must be TIFF_ZIP_UINT8"));
        descriptor.hasMasks = true;
    }
    if (!descriptor.isVector()) {
        TUILERIE_TRY(raster, descriptor.rasterFormat());
        const QJsonObject specifications = object.value(QLatin1String("raster_specifications")).toObject();
        const QString place = QStringLiteral("raster_specifications.");
        TUILERIE_TRY(channels, whole(specifications, "channels", place, 1, 4));
        TUILERIE_CHECK(raster.checkChannels(int(channels)));
        TUILERIE_TRY(nodataText, text(specifications, "nodata", place));
        TUILERIE_TRY(photometricName, text(specifications, "photometric", place));
        descriptor.channels = int(channels);
        descriptor.nodata = nodataText;
        descriptor.photometric = photometricName.toLower();
        descriptor.interpolation = specifications.value(QLatin1String("interpolation")).toString();
    }

    const QJsonArray levelList = object.value(QLatin1String("levels")).toArray();
    if (levelList.isEmpty())
        return wrong(QStringLiteral("levels"), Text::tr("must hold at least one level"));
    for (qsizetype i = 0; i < levelList.size(); ++i) {
        const QString place = QStringLiteral("levels[%1].").arg(i);
        TUILERIE_TRY(level, levelFromJson(levelList.at(i).toObject(), place));
        if (descriptor.level(level.id))
            return wrong(place + QLatin1String("id"), Text::tr("is there twice (%1)").arg(level.id));
        descriptor.levels.push_back(level);
    }
    return descriptor;
}

QJsonObject PyramidDescriptor::toJson() const
{
    QJsonArray levelList;
    for (const PyramidLevel &level : levels) {
        QJsonObject object{{QStringLiteral("id"), level.id}, {QStringLiteral("tiles_per_width"), level.tilesPerWidth},
            {QStringLiteral("tiles_per_height"), level.tilesPerHeight},
            {QStringLiteral("tile_limits"),
                QJsonObject{{QStringLiteral("min_row"), level.limits.minRow},
                    {QStringLiteral("max_row"), level.limits.maxRow}, {QStringLiteral("min_col"), level.limits.minCol},
                    {QStringLiteral("max_col"), level.limits.maxCol}}},
            {QStringLiteral("storage"), storageToJson(level.storage)}};
        if (isVector())
            object.insert(QStringLiteral("tables"), level.tables);
        levelList.append(object);
    }
    QJsonObject object{{QStringLiteral("tile_matrix_set"), tileMatrixSet}, {QStringLiteral("format"), format},
        {QStringLiteral("levels"), levelList}};
    if (hasMasks)
        object.insert(QStringLiteral("mask_format"), QStringLiteral("TIFF_ZIP_UINT8"));
    if (!isVector()) {
        QJsonObject specifications{{QStringLiteral("channels"), channels}, {QStringLiteral("nodata"), nodata},
            {QStringLiteral("photometric"), photometric}};
        if (!interpolation.isEmpty())
            specifications.insert(QStringLiteral("interpolation"), interpolation);
        object.insert(QStringLiteral("raster_specifications"), specifications);
    }
    return object;
}

} // namespace tuilerie
