// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/descriptor.h"

#include "base/atomicfile.h"
#include "pyramid/vsifile.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie {

const PyramidLevel *PyramidDescriptor::level(const QString &id) const
{
    const auto found = std::find_if(levels.begin(), levels.end(), [&](const PyramidLevel &level) { return level.id == id; });
    return found == levels.end() ? nullptr : &*found;
}

std::vector<double> PyramidDescriptor::nodataValues() const
{
    const auto raster = rasterFormat();
    const double missing = raster && raster->sample == SampleType::Float32 ? -99999 : 255;
    std::vector<double> values(size_t(std::max(channels, 0)), missing);
    const QStringList items = nodata.split(QLatin1Char(','));
    for (qsizetype i = 0; i < items.size() && i < qsizetype(values.size()); ++i) {
        bool good = false;
        const double value = items.at(i).trimmed().toDouble(&good);
        if (good)
            values[size_t(i)] = value;
    }
    return values;
}

Result<PyramidDescriptor> PyramidDescriptor::load(const QString &path)
{
    const QString place = vsi::fromUrl(path);
    TUILERIE_TRY(text, vsi::isVirtual(place) ? vsi::readAll(place) : readWholeFile(place));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (!document.isObject()) {
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::PyramidDescriptor",
                "%1 is not a pyramid descriptor: it is not a JSON object. Give the path of a NAME.json file.")
                .arg(path),
            QStringLiteral("%1 at byte %2").arg(problem.errorString()).arg(problem.offset));
    }
    auto descriptor = fromJson(document.object());
    if (!descriptor)
        descriptor.error().detail += (descriptor.error().detail.isEmpty() ? QString() : QStringLiteral(" ")) + path;
    return descriptor;
}

Status PyramidDescriptor::save(const QString &path) const
{
    const QByteArray text = QJsonDocument(toJson()).toJson();
    return vsi::writeWhole(vsi::fromUrl(path), text);
}

} // namespace tuilerie
