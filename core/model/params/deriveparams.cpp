// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/deriveparams.h"

#include "model/params/fieldjson.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

const Fields<DeriveParams> &DeriveParams::fields()
{
    using P = DeriveParams;
    static const Fields<P> table = [] {
        Fields<P> made{field<P>(&P::paths, pathsInfo()), field<P>(&P::output, outputInfo()),
            field<P>(&P::product,
                {.name = "product",
                    .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "What to make of a point cloud"),
                    .option = "product",
                    .valueName = "PRODUCT",
                    .words = {u"dtm"_s, u"dsm"_s, u"hillshade"_s, u"intensity"_s, u"density"_s},
                    .isMandatory = true}),
            field<P>(&P::cell,
                {.name = "cell",
                    .description =
                        QT_TRANSLATE_NOOP("tuilerie::Parameters", "Size of its cells in metres, or units of the CRS"),
                    .option = "cell",
                    .valueName = "M",
                    .low = 1e-9,
                    .high = 1e6}),
            field<P>(&P::hillshadeOf,
                {.name = "hillshade_of",
                    .description =
                        QT_TRANSLATE_NOOP("tuilerie::Parameters", "Which surface the light of a hillshade falls on"),
                    .option = "hillshade-of",
                    .valueName = "PRODUCT",
                    .words = {u"dtm"_s, u"dsm"_s}}),
            field<P>(&P::groundClasses,
                {.name = "ground_classes",
                    .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Classes that are ground, with commas between"),
                    .option = "ground-classes",
                    .valueName = "LIST",
                    .high = 255}),
            field<P>(&P::fillVoids,
                {.name = "fill_voids",
                    .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Voids up to so many cells wide are filled"),
                    .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "the product's own"),
                    .option = "fill-voids",
                    .valueName = "CELLS",
                    .high = 100000})};
        addResourceFields(made);
        made.push_back(field<P>(&P::assignCrs, assignCrsInfo()));
        return made;
    }();
    return table;
}

QJsonObject DeriveParams::toJson() const
{
    return writeFields(*this);
}

Result<DeriveParams> DeriveParams::fromJson(const QJsonObject &object)
{
    return paramsFromJson<DeriveParams>(object);
}

} // namespace tuilerie
