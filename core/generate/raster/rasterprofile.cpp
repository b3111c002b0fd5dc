// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterprofile.h"

#include "generate/raster/rasterchoices.h"
#include "generate/raster/rasterproposal.h"
#include "grid/shiftgrids.h"
#include "pyramid/wantedlevels.h"
#include "source/mosaicmix.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>

#include <cmath>

namespace tuilerie::raster {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramid", text);
}

Status openSource(RasterProfile &profile, WorkControl &control)
{
    if (profile.params.paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("No source is given. Name a file, a folder or a VRT."));
    RasterOpenOptions options;
    options.assignCrs = profile.params.assignCrs;
    TUILERIE_TRY(source, RasterSource::open(profile.params.paths, options, control));
    profile.source = source;
    for (const RasterTile &tile : profile.source->tiles()) {
        // RasterSource::open() has warned of it.
        if (!tile.problem.isEmpty() && profile.params.skipUnreadable)
            continue;
        if (!tile.problem.isEmpty())
            return fail(ErrorCode::Corrupt, tile.problem);
        if (tile.isRotated)
            return fail(ErrorCode::Unsupported, tr("%1 is rotated. Straighten it with gdalwarp first.").arg(tile.path));
    }
    for (const RasterTile &tile : profile.source->tiles())
        if (tile.problem.isEmpty() && !tile.isGeoreferenced)
            return fail(ErrorCode::Invalid,
                tr("%1 does not say where it lies. Give it a world file, or georeference it first.").arg(tile.path));
    if (const std::vector<size_t> odd = oddTypes(profile.source->tiles()); !odd.empty())
        return fail(ErrorCode::Invalid,
            tr("%1 holds values of another kind (%2) than most files: as one picture they would be wrong. Publish such "
               "files "
               "separately, or convert them first.")
                .arg(profile.source->tiles()[odd.front()].path, sampleTypeName(profile.source->tiles()[odd.front()].type)));
    const RasterInfo &info = profile.source->info();
    if (info.crs.isEmpty())
        return fail(ErrorCode::Invalid, tr("The sources do not say their coordinate reference system. Assign one."));
    if (info.extent.isEmpty() || !(info.cellSizeX > 0) || !(info.cellSizeY > 0))
        return fail(ErrorCode::Invalid, tr("The sources cover no area. Check their georeferencing."));
    TUILERIE_TRY(sourceCrs, Crs::fromText(info.crs));
    TUILERIE_TRY(gridCrs, Crs::fromText(profile.grid.crs()));
    TUILERIE_CHECK(announceShiftGrids(
        sourceCrs, gridCrs, info.extent, std::min(info.cellSizeX, info.cellSizeY) * sourceCrs.metersPerUnit(), control));
    profile.render.source = profile.source;
    profile.render.sourceCrs = sourceCrs;
    profile.render.gridCrs = gridCrs;
    return {};
}

} // namespace

Status chooseLevels(RasterProfile &profile, const std::function<Result<double>()> &cellSize)
{
    const RasterPyramidParams &params = profile.params;
    profile.top = 0;
    if (!params.top.isEmpty()) {
        TUILERIE_TRY(top, wantedLevel(profile.grid, params.top));
        profile.top = top;
    }
    if (params.bottom.isEmpty()) {
        TUILERIE_TRY(size, cellSize());
        profile.bottom = std::max(profile.grid.nearestLevel(size), profile.top);
    } else {
        TUILERIE_TRY(bottom, wantedLevel(profile.grid, params.bottom));
        profile.bottom = bottom;
    }
    TUILERIE_CHECK(checkLevelOrder(profile.grid, profile.top, profile.bottom));
    return checkTileSizes(profile.grid, profile.top, profile.bottom);
}

Result<RasterProfile> RasterProfile::resolve(const RasterPyramidParams &params, WorkControl &control)
{
    RasterProfile profile;
    profile.params = params;
    TUILERIE_TRY(place, PyramidPlace::fromOutput(params.output));
    profile.place = place;
    TUILERIE_TRY(kernel, kernelFromWord(params.interpolation));
    profile.render.kernel = kernel;
    TUILERIE_CHECK(checkSlabSize(params.slabWidth, params.slabHeight));
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    profile.grid = grid;
    profile.isQuadTree = profile.grid.isQuadTree();
    TUILERIE_CHECK(openSource(profile, control));
    profile.params.format = proposedFormat(profile.source->info(), params);
    TUILERIE_TRY(compression, RasterFormat::compressionFromWord(profile.params.format));
    profile.format.compression = compression;
    TUILERIE_CHECK(chooseLevels(profile, [&] { return sourceCellSizeInGrid(profile.render, profile.grid); }));
    TUILERIE_CHECK(choosePixels(profile, control));
    return profile;
}

PyramidDescriptor RasterProfile::descriptor() const
{
    PyramidDescriptor descriptor;
    descriptor.tileMatrixSet = grid.id();
    descriptor.format = format.name();
    descriptor.hasMasks = params.mask;
    descriptor.channels = render.layout.channels;
    descriptor.nodata = nodata;
    descriptor.photometric = photometric;
    descriptor.interpolation = params.interpolation;
    return descriptor;
}

namespace {

// Raised when the same sources and choices come out as other pixels.
constexpr int engineVersion = 1;

// Of everything but the sources.
void addChoices(QCryptographicHash &hash, const RasterProfile &profile)
{
    QJsonObject object = profile.params.toJson();
    for (const char *name : {"parallelization", "memory", "resume", "output", "paths"})
        object.remove(QLatin1String(name));
    hash.addData(QJsonDocument(object).toJson(QJsonDocument::Compact));
    hash.addData(QJsonDocument(profile.grid.toJson()).toJson(QJsonDocument::Compact));
    hash.addData(
        QStringLiteral("%1|%2|%3|%4|%5|%6")
            .arg(profile.matrix(profile.top).id, profile.matrix(profile.bottom).id, profile.format.name(), profile.nodata)
            .arg(profile.render.read.stretchMin, 0, 'g', 17)
            .arg(profile.render.read.stretchMax, 0, 'g', 17)
            .toUtf8());
}

} // namespace

QByteArray RasterProfile::fingerprint() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addChoices(hash, *this);
    for (const RasterTile &tile : source->tiles())
        hash.addData(QStringLiteral("%1|%2|%3|%4x%5|%6|%7\n")
                         .arg(tile.path)
                         .arg(tile.extent.west, 0, 'g', 17)
                         .arg(tile.extent.north, 0, 'g', 17)
                         .arg(tile.width)
                         .arg(tile.height)
                         .arg(tile.bands)
                         .arg(int(tile.type))
                         .toUtf8());
    return hash.result().toHex();
}

QByteArray RasterProfile::setting() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addChoices(hash, *this);
    const RasterInfo &info = source->info();
    const QStringList whole{photometric, info.crs, sampleTypeName(info.type), info.driver,
        info.nodata ? QString::number(*info.nodata, 'g', 17) : QString(), QString::number(info.cellSizeX, 'g', 17),
        QString::number(info.cellSizeY, 'g', 17)};
    hash.addData(whole.join(QLatin1Char('|')).toUtf8());
    for (const int fact :
        {engineVersion, info.bands, info.colours, int(info.hasOneNodata), int(info.hasMask), int(info.hasAlpha),
            int(info.hasPalette), int(info.isSeeThrough), render.layout.channels, int(render.layout.isFloat)})
        hash.addData(QByteArray::number(fact) + ' ');
    return hash.result().toHex();
}

QByteArray RasterProfile::sourceState() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const RasterTile &tile : source->tiles())
        hash.addData(QStringLiteral("%1|%2|%3\n").arg(tile.path).arg(tile.size).arg(tile.stamp).toUtf8());
    return hash.result().toHex();
}

} // namespace tuilerie::raster
