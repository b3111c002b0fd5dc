// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"
#include "commands.h"

#include "source/inspect.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

class InspectCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::InspectCommand)

public:
    QString name() const override { return u"inspect"_s; }
    QString summary() const override { return tr("Says what files are: kind, CRS, extent, resolution, bands."); }
    std::optional<BoxFiles> boxFiles(const QCommandLineParser &options, const QStringList &paths) const override
    {
        return boxFilesOf(options, paths, {});
    }
    QString synopsis() const override { return u"PATH..."_s; }

    ExitCode run(const QCommandLineParser &, const QStringList &paths, Console &console) override
    {
        if (paths.isEmpty())
            return console.usage(tr("Name the files or folders to look at."));
        const auto found = inspectPaths(paths, console);
        if (!found)
            return console.error(found.error());
        console.result(*found);
        for (const QJsonValue &item : *found)
            show(item.toObject(), console);
        return Done;
    }

private:
    static QString extentText(const QJsonValue &value, int decimals)
    {
        QStringList numbers;
        for (const QJsonValue &number : value.toArray())
            numbers << QString::number(number.toDouble(), 'f', decimals);
        return numbers.join(u' ');
    }

    static void show(const QJsonObject &item, Console &console)
    {
        const auto line = [&console](const QString &what, const QString &value) {
            if (!value.isEmpty())
                console.text(u"  %1 %2"_s.arg(what, -12).arg(value));
        };
        console.text(item.value(u"path"_s).toString());
        line(tr("kind"), item.value(u"kind"_s).toString() + u", "_s + item.value(u"driver"_s).toString());
        if (item.contains(u"files"_s))
            line(tr("files"), QString::number(item.value(u"files"_s).toInteger()));
        const QString crs = item.value(u"crs"_s).toString();
        line(tr("CRS"), crs.isEmpty() ? tr("none") : crs);
        line(tr("extent"), extentText(item.value(u"extent"_s), 3));
        line(tr("WGS 84"), extentText(item.value(u"extent_wgs84"_s), 6));
        const QJsonObject raster = item.value(u"raster"_s).toObject();
        if (!raster.isEmpty()) {
            line(tr("cells"),
                u"%1 × %2"_s.arg(raster.value(u"width"_s).toInteger()).arg(raster.value(u"height"_s).toInteger()));
            const QJsonValue size = raster.value(u"cell_size"_s);
            line(tr("cell size"), size.isArray() ? extentText(size, 4) : QString::number(size.toDouble()));
            line(tr("bands"), u"%1 × %2"_s.arg(raster.value(u"bands"_s).toInt()).arg(raster.value(u"type"_s).toString()));
            if (!raster.value(u"nodata"_s).isNull() && raster.contains(u"nodata"_s))
                line(tr("nodata"), raster.value(u"nodata"_s).toVariant().toString());
            line(tr("compression"), raster.value(u"compression"_s).toString());
        }
        for (const QJsonValue &layer : item.value(u"vector"_s)[u"layers"_s].toArray())
            line(tr("layer"),
                u"%1 (%2, %3)"_s.arg(layer[u"name"_s].toString(), layer[u"geometry"_s].toString())
                    .arg(layer[u"features"_s].toInteger()));
    }
};

} // namespace

std::unique_ptr<Command> makeInspectCommand()
{
    return std::make_unique<InspectCommand>();
}

} // namespace tuilerie::cli
