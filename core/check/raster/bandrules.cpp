// SPDX-License-Identifier: GPL-3.0-or-later
// What files say of their bands beside the samples, where it is a choice or something is left out.
#include "check/raster/rasterrules.h"
#include "source/mosaicmix.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::RasterRules", sentence);
}

} // namespace

void checkBandRoles(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        const PictureBands picture = pictureBands(tile->bandList);
        if (!picture.isGuess)
            continue;
        const bool isColour = picture.colours.size() >= 3;
        check.add("raster.bands.roles", Severity::Warning, *tile,
            isColour
                ? tr("%1 has %2 bands and does not say which of them are red, green and blue: a picture shows the first "
                     "three, in their order.")
                      .arg(tile->path)
                      .arg(tile->bands)
                : tr("%1 has %2 bands and does not say what the second one is: a picture shows the first one alone.")
                      .arg(tile->path)
                      .arg(tile->bands),
            tr("Choose the bands to show if these are not the ones (--bands 4,1,2), or mark them in the file "
               "(gdal_edit.py -colorinterp_1 red …)."));
    }
}

void checkAlphaOfData(RasterCheck &check)
{
    const auto tiles = check.readable();
    for (size_t i = 0; i < tiles.size() && i < check.looks.size(); ++i) {
        const int band = check.looks[i].alphaOfData;
        if (band == 0)
            continue;
        check.add("raster.bands.alpha", Severity::Warning, *tiles[i],
            tr("Band %1 of %2 is marked as opacity, but its values look like a measurement (infrared?): tiles will be "
               "see-through by it.")
                .arg(band)
                .arg(tiles[i]->path),
            tr("Choose the bands to show if it is one (--bands %1), or take the mark out of the file (gdal_edit.py "
               "-colorinterp_%2 undefined); nothing needs doing if it is an opacity.")
                .arg(band > 2 ? QStringLiteral("%1,1,2").arg(band) : QString::number(band))
                .arg(band));
    }
}

void checkTypeClash(RasterCheck &check)
{
    const std::vector<RasterTile> &tiles = check.source.tiles();
    for (const size_t i : oddTypes(tiles))
        check.add("raster.type.clash", Severity::Blocking, tiles[i],
            tiles[i].hasPalette
                ? tr("%1 has colours of a palette, but most files hold values: one pyramid cannot show both.")
                      .arg(tiles[i].path)
                : tr("%1 has values of type %2 beside pictures of another type: one of them would be shown wrong.")
                      .arg(tiles[i].path, sampleTypeName(tiles[i].type)),
            tr("Publish the file separately, convert it first (gdal_translate), or leave it out."), "exclude-file");
}

void checkPages(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        if (tile->pages > 1)
            check.add("raster.pages", Severity::Warning, *tile,
                tr("%1 holds %2 pictures; the first one is read, the others are left out.").arg(tile->path).arg(tile->pages),
                tr("Take the others out into files of their own if they are data (gdal_translate GTIFF_DIR:2:…)."));
    }
}

void checkScale(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        const bool isSaid = std::any_of(
            tile->bandList.begin(), tile->bandList.end(), [](const RasterBand &band) { return band.isScaled(); });
        if (isSaid && !tile->isScaled)
            check.add("raster.values.unscaled", Severity::Info, *tile,
                tr("%1 says a scale and an offset for its bands; they are left out, since it is a picture of 8 bits.")
                    .arg(tile->path),
                tr("Nothing needs doing for a picture; make the values with gdal_translate -unscale if they are measures."));
        else if (isSaid)
            check.add("raster.values.scaled", Severity::Info, *tile,
                tr("%1 says a scale and an offset for its values: published is value × %2 + %3.")
                    .arg(tile->path)
                    .arg(tile->bandList.front().scale)
                    .arg(tile->bandList.front().offset),
                tr("Nothing needs doing; take them out of the file if the stored numbers are meant (gdal_edit.py -scale 1 "
                   "-offset 0)."));
    }
}

void checkBits(RasterCheck &check)
{
    for (const RasterTile *tile : check.readable()) {
        if (tile->bits > 0 && tile->storedType == RasterSampleType::UInt8 && !tile->hasPalette)
            check.add("raster.bits.few", Severity::Info, *tile,
                tr("The values of %1 have %2 bits: a picture shows 0 as black and %3 as white.")
                    .arg(tile->path)
                    .arg(tile->bits)
                    .arg((1 << tile->bits) - 1),
                tr("Nothing needs doing for a picture; where the numbers count, ask for FLOAT32 samples."));
    }
}

} // namespace tuilerie
