// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/styledpyramidparams.h"

#include "model/params/fieldjson.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

const Fields<StyledPyramidParams> &StyledPyramidParams::fields()
{
    using P = StyledPyramidParams;
    static const Fields<P> table = [] {
        // A server is told relations and styles that it keeps; the tables' files are its own.
        Fields<P> made{
            entries(&P::tables, {.name = "tables", .scope = FieldScope::Here}), field<P>(&P::output, outputInfo())};
        addGridFields(made, {.bottomByDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "the one nearest to 1:25,000")});
        made.insert(made.end(),
            {field<P>(&P::format,
                 {.name = "compression",
                     .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Tile format"),
                     .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "PNG, transparent where nothing is drawn"),
                     .option = "format",
                     .valueName = "FORMAT",
                     .words = {u"PNG"_s, u"JPG"_s, u"JPG90"_s},
                     .lowerOnWire = true}),
                field<P>(&P::background,
                    {.name = "background",
                        .description =
                            QT_TRANSLATE_NOOP("tuilerie::Parameters", "Pictures of vector data: colour behind JPG tiles"),
                        .option = "background",
                        .valueName = "COLOUR"}),
                field<P>(&P::buffer,
                    {.name = "buffer",
                        .description = QT_TRANSLATE_NOOP(
                            "tuilerie::Parameters", "Pictures of vector data: pixels drawn around each metatile"),
                        .option = "metatile-buffer",
                        .valueName = "PIXELS",
                        .high = 4096}),
                field<P>(&P::metatile,
                    {.name = "metatile",
                        .description = QT_TRANSLATE_NOOP(
                            "tuilerie::Parameters", "Pictures of vector data: tiles each way that are drawn at once"),
                        .option = "metatile",
                        .valueName = "N",
                        .low = 1,
                        .high = 32})});
        addResourceFields(made);
        made.push_back(field<P>(&P::resume, resumeInfo()));
        return made;
    }();
    return table;
}

QJsonObject StyledPyramidParams::toJson() const
{
    return writeFields(*this);
}

Result<StyledPyramidParams> StyledPyramidParams::fromJson(const QJsonObject &object)
{
    return paramsFromJson<StyledPyramidParams>(object);
}

} // namespace tuilerie
