// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorprofile.h"

#include "generate/vector/sourcetables.h"
#include "grid/shiftgrids.h"
#include "pyramid/wantedlevels.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>

#include <xxhash.h>

#include <algorithm>
#include <cmath>

namespace tuilerie::vector {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
}

Status checkNumbers(const VectorPyramidParams &params)
{
    TUILERIE_CHECK(checkSlabSize(params.slabWidth, params.slabHeight));
    if (params.extent < 256 || params.extent > 65536)
        return fail(ErrorCode::Invalid, tr("A tile has 256 to 65536 units each way, not %1.").arg(params.extent));
    if (params.buffer < 0 || params.buffer > params.extent)
        return fail(ErrorCode::Invalid,
            tr("The buffer must be from 0 to the tile's %1 units, not %2.").arg(params.extent).arg(params.buffer));
    if (params.maxTileBytes < 1000 || params.maxTileFeatures < 1)
        return fail(ErrorCode::Invalid, tr("A tile must be allowed 1000 bytes and one feature at least."));
    if (!(params.simplification >= 0 && params.simplification <= 1000))
        return fail(ErrorCode::Invalid, tr("The simplification must be from 0 to 1000 units of a tile."));
    return {};
}

Status chooseLevels(VectorProfile &profile)
{
    const VectorPyramidParams &params = profile.params;
    int tablesTop = int(profile.grid.levels().size());
    int tablesBottom = -1;
    bool allHaveTop = true;
    bool allHaveBottom = true;
    for (VectorInput &input : profile.inputs) {
        input.top = -1;
        input.bottom = -1;
        if (!input.params.top.isEmpty()) {
            TUILERIE_TRY(top, wantedLevel(profile.grid, input.params.top));
            input.top = top;
            tablesTop = std::min(tablesTop, input.top);
        }
        if (!input.params.bottom.isEmpty()) {
            TUILERIE_TRY(bottom, wantedLevel(profile.grid, input.params.bottom));
            input.bottom = bottom;
            tablesBottom = std::max(tablesBottom, input.bottom);
        }
        allHaveTop = allHaveTop && input.top >= 0;
        allHaveBottom = allHaveBottom && input.bottom >= 0;
    }
    profile.top = allHaveTop ? tablesTop : 0;
    if (!params.top.isEmpty()) {
        TUILERIE_TRY(top, wantedLevel(profile.grid, params.top));
        profile.top = top;
    }
    if (!params.bottom.isEmpty()) {
        TUILERIE_TRY(bottom, wantedLevel(profile.grid, params.bottom));
        profile.bottom = bottom;
    } else if (allHaveBottom) {
        profile.bottom = tablesBottom;
    } else {
        TUILERIE_TRY(chosen, chooseBottom(profile));
        profile.bottom = std::max({chosen, tablesBottom, params.top.isEmpty() ? 0 : profile.top});
    }
    TUILERIE_CHECK(checkLevelOrder(profile.grid, profile.top, profile.bottom));
    for (VectorInput &input : profile.inputs) {
        input.top = input.top < 0 ? profile.top : std::max(input.top, profile.top);
        input.bottom = input.bottom < 0 ? profile.bottom : std::min(input.bottom, profile.bottom);
        if (input.top > input.bottom)
            return fail(ErrorCode::Invalid,
                tr("The table “%1” is in none of the pyramid's levels, %2 to %3. Give it a top level above its bottom "
                   "level, within these.")
                    .arg(input.params.table, profile.matrix(profile.top).id, profile.matrix(profile.bottom).id));
    }
    return {};
}

/// In the grid's middle when all of it fits, else in the data's middle, in coarser units where even the data do not fit.
Status placeStore(VectorProfile &profile)
{
    const TileMatrix &matrix = profile.matrix(profile.bottom);
    const double unit = profile.unitOf(profile.bottom);
    const auto fits = [unit](const Extent &e) { return std::max(e.width(), e.height()) / unit <= 1.9 * StoreGrid::limit; };
    Extent whole = matrix.extent();
    double coarser = 1;
    if (!fits(whole)) {
        Extent data;
        for (const VectorInput &input : profile.inputs)
            for (const TablePart &part : input.parts) {
                if (part.extent.isEmpty())
                    continue;
                TUILERIE_TRY(transform, CrsTransform::create(part.crs, profile.gridCrs));
                if (const auto extent = transform.forward(part.extent))
                    data = data.united(extent->intersected(whole));
            }
        if (!data.isEmpty())
            whole = data;
        while (std::max(whole.width(), whole.height()) / (unit * coarser) > 1.9 * StoreGrid::limit)
            coarser *= 2;
    }
    // A whole number of units from the matrix' origin, so that the store's grid is the bottom level's.
    profile.store.unit = unit * coarser;
    profile.store.origin.x = matrix.origin.x
        + std::round(((whole.west + whole.east) / 2 - matrix.origin.x) / profile.store.unit) * profile.store.unit;
    profile.store.origin.y = matrix.origin.y
        - std::round((matrix.origin.y - (whole.south + whole.north) / 2) / profile.store.unit) * profile.store.unit;
    return {};
}

/// Each CRS once; what is off by less than a unit of the finest tiles is not seen.
Status announceShiftGrids(const VectorProfile &profile, WorkControl &control)
{
    std::vector<std::pair<Crs, Extent>> areas;
    for (const VectorInput &input : profile.inputs)
        for (const TablePart &part : input.parts) {
            const auto known = std::find_if(
                areas.begin(), areas.end(), [&part](const auto &area) { return area.first.wkt() == part.crs.wkt(); });
            if (known == areas.end())
                areas.emplace_back(part.crs, part.extent);
            else
                known->second = known->second.united(part.extent);
        }
    const double unit = profile.unitOf(profile.bottom) * profile.gridCrs.metersPerUnit();
    for (const auto &[crs, extent] : areas)
        TUILERIE_CHECK(announceShiftGrids(crs, profile.gridCrs, extent, unit, control));
    return {};
}

/// Feature ids are those of a file: several files may have the same.
void saltParts(VectorProfile &profile)
{
    for (VectorInput &input : profile.inputs) {
        QStringList paths;
        for (const TablePart &part : input.parts)
            paths << part.path;
        const QStringList names = namesAmong(paths);
        for (size_t i = 0; names.size() > 1 && i < input.parts.size(); ++i) {
            const QByteArray name = names.at(qsizetype(i)).toUtf8() + '|' + QByteArray::number(input.parts[i].layer);
            input.parts[i].salt = XXH3_64bits(name.constData(), size_t(name.size()));
        }
    }
}

void addChoices(QCryptographicHash &hash, const VectorProfile &profile)
{
    QJsonObject object = profile.params.toJson();
    for (const char *name : {"parallelization", "memory", "resume", "output", "paths"})
        object.remove(QLatin1String(name));
    hash.addData(QByteArrayLiteral("vector 3"));
    hash.addData(QJsonDocument(object).toJson(QJsonDocument::Compact));
    hash.addData(QJsonDocument(profile.grid.toJson()).toJson(QJsonDocument::Compact));
    for (const VectorInput &input : profile.inputs)
        hash.addData(QStringLiteral("%1|%2|%3|%4|%5\n")
                         .arg(input.params.table, input.layer, profile.matrix(input.top).id, profile.matrix(input.bottom).id,
                             input.attributes.join(u','))
                         .toUtf8());
}

} // namespace

LevelGrid VectorProfile::levelGrid(int level) const
{
    const double unit = unitOf(level);
    const Point origin = matrix(level).origin;
    // What is a whole number but for the last bits of a division must be one, or halves would fall to either side.
    const auto tidy = [](double value) { return std::round(value * 1048576) / 1048576; };
    const double ratio = store.unit / unit;
    const double power = std::exp2(std::round(std::log2(ratio)));
    LevelGrid result;
    result.scale = std::abs(ratio / power - 1) < 1e-12 ? power : ratio;
    result.offsetX = tidy((store.origin.x - origin.x) / unit);
    result.offsetY = tidy((origin.y - store.origin.y) / unit);
    return result;
}

qint64 VectorProfile::featureCount() const
{
    qint64 count = 0;
    for (const VectorInput &input : inputs)
        for (const TablePart &part : input.parts)
            count += std::max<qint64>(0, part.count);
    return count;
}

Result<VectorProfile> VectorProfile::resolve(const VectorPyramidParams &params, WorkControl &control)
{
    VectorProfile profile;
    profile.params = params;
    TUILERIE_TRY(place, PyramidPlace::fromOutput(params.output));
    profile.place = place;
    TUILERIE_CHECK(checkNumbers(params));
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    profile.grid = grid;
    TUILERIE_TRY(gridCrs, Crs::fromText(profile.grid.crs()));
    profile.gridCrs = gridCrs;
    TUILERIE_CHECK(findInputs(profile, control));
    TUILERIE_CHECK(chooseLevels(profile));
    TUILERIE_CHECK(announceShiftGrids(profile, control));
    TUILERIE_CHECK(placeStore(profile));
    saltParts(profile);
    return profile;
}

QByteArray VectorProfile::fingerprint() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addChoices(hash, *this);
    for (const VectorInput &input : inputs)
        for (const TablePart &part : input.parts)
            hash.addData(QStringLiteral("%1|%2\n").arg(part.path).arg(part.layer).toUtf8());
    return hash.result().toHex();
}

QByteArray VectorProfile::setting() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addChoices(hash, *this);
    // The store's grid may lie in the data's middle.
    for (const double number : {store.origin.x, store.origin.y, store.unit})
        hash.addData(QByteArray::number(number, 'g', 17) + ' ');
    for (const VectorInput &input : inputs)
        hash.addData(input.attributeTypes.join(u',').toUtf8() + (input.parts.size() > 1 ? "|+" : "|1"));
    return hash.result().toHex();
}

QByteArray VectorProfile::sourceState() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const FileEntry &file : files)
        hash.addData(
            QStringLiteral("%1|%2|%3|%4\n").arg(file.path).arg(file.size).arg(file.stamp).arg(file.sidecarStamp).toUtf8());
    return hash.result().toHex();
}

} // namespace tuilerie::vector
