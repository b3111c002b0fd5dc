// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/rasterpyramidparams.h"

#include "model/params/fieldjson.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

const Fields<RasterPyramidParams> &RasterPyramidParams::fields()
{
    using P = RasterPyramidParams;
    static const Fields<P> table = [] {
        Fields<P> made{field<P>(&P::paths, pathsInfo()), field<P>(&P::output, outputInfo())};
        addGridFields(made,
            {.bottomByDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "the one nearest to the data's resolution")});
        made.insert(made.end(),
            {field<P>(&P::format,
                 {.name = "compression",
                     .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Tile format"),
                     .byDefault = QT_TRANSLATE_NOOP(
                         "tuilerie::Parameters", "as the data: ZIP for measures, PNG where one sees through them, else JPG"),
                     .option = "format",
                     .valueName = "FORMAT",
                     .words = {u"JPG"_s, u"JPG90"_s, u"PNG"_s, u"RAW"_s, u"LZW"_s, u"ZIP"_s, u"PKB"_s},
                     .lowerOnWire = true}),
                field<P>(&P::sample,
                    {.name = "sample",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Sample type"),
                        .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "as the data"),
                        .option = "sample",
                        .valueName = "TYPE",
                        .words = {u"UINT8"_s, u"FLOAT32"_s},
                        .otherNames = {u"sampleformat"_s}}),
                field<P>(&P::channels,
                    {.name = "channels",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Channels of the tiles, 1 to 4"),
                        .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "as the data"),
                        .option = "channels",
                        .valueName = "N",
                        .high = 4,
                        .otherNames = {u"samplesperpixel"_s}}),
                field<P>(&P::bands,
                    {.name = "bands",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Bands to show, as red, green and blue"),
                        .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "as the data say which is which"),
                        .option = "bands",
                        .valueName = "B,B,B",
                        .low = 1,
                        .high = 65535,
                        .isNumberList = true}),
                field<P>(&P::nodata,
                    {.name = "nodata",
                        .description =
                            QT_TRANSLATE_NOOP("tuilerie::Parameters", "Value of each channel where there are no data"),
                        .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "the data's own"),
                        .option = "nodata",
                        .valueName = "V,V,V",
                        .isNumberList = true}),
                field<P>(&P::interpolation,
                    {.name = "interpolation",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Kernel of the resampling"),
                        .option = "interpolation",
                        .valueName = "NAME",
                        .words = {u"nn"_s, u"linear"_s, u"bicubic"_s, u"lanczos"_s},
                        .otherWords = {u"nearest=nn"_s}}),
                field<P>(&P::mask,
                    {.name = "mask",
                        .description =
                            QT_TRANSLATE_NOOP("tuilerie::Parameters", "Also writes masks of where there are data"),
                        .option = "mask"})});
        addResourceFields(made);
        made.insert(made.end(),
            {field<P>(&P::assignCrs, assignCrsInfo()), field<P>(&P::skipUnreadable, skipUnreadableInfo()),
                field<P>(&P::resume, resumeInfo())});
        return made;
    }();
    return table;
}

QJsonObject RasterPyramidParams::toJson() const
{
    return writeFields(*this);
}

Result<RasterPyramidParams> RasterPyramidParams::fromJson(const QJsonObject &object)
{
    return paramsFromJson<RasterPyramidParams>(object);
}

} // namespace tuilerie
