// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/inspectorpanel.h"

#include "ui/data/mapdocument.h"
#include "grid/crs.h"
#include "render/pointcloudlayer.h"
#include "ui/widgets/format.h"
#include "ui/widgets/theme.h"

#include <QDir>
#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLocale>
#include <algorithm>

namespace tuilerie {

namespace {

constexpr size_t LinesAtOnce = 8;
constexpr qsizetype ShortValue = 16; // characters, that fit in the narrowest dock

QString cellSizeText(const QJsonValue &value)
{
    const auto one = [](double size) { return QLocale().toString(size, 'g', 10); };
    if (!value.isArray())
        return one(value.toDouble());
    const QJsonArray sizes = value.toArray();
    const QString x = one(sizes.at(0).toDouble());
    const QString y = one(sizes.at(1).toDouble());
    return x == y ? x : x + QStringLiteral(" × ") + y;
}

} // namespace

InspectorPanel::InspectorPanel(QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("inspector"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_filling.setInterval(0);
    connect(&m_filling, &QTimer::timeout, this, &InspectorPanel::fill);
    showEntry(nullptr);
}

void InspectorPanel::addSection(const QString &title)
{
    m_lines.push_back({title, QString()});
}

void InspectorPanel::addRow(const QString &name, const QString &value)
{
    if (!value.isEmpty())
        m_lines.push_back({name, value});
}

/// Text that can be selected takes a millisecond to be made.
void InspectorPanel::fill()
{
    const size_t end = std::min(m_lines.size(), m_shown + LinesAtOnce);
    for (; m_shown < end; ++m_shown) {
        const Line &line = m_lines[m_shown];
        auto *key = new QLabel(line.name);
        if (line.value.isEmpty()) {
            key->setFont(Theme::headingFont(2));
            key->setContentsMargins(0, m_shown > 0 ? 8 : 0, 0, 0);
            m_form->addRow(key);
            continue;
        }
        key->setForegroundRole(QPalette::PlaceholderText);
        auto *text = new QLabel(line.value);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(line.value.size() > ShortValue); // each that wraps is laid out for every width tried
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_form->addRow(key, text);
    }
    if (m_shown == m_lines.size())
        m_filling.stop();
}

void InspectorPanel::addExtent(const QString &title, const QJsonArray &extent, bool degrees)
{
    if (extent.size() != 4)
        return;
    addSection(title);
    const int decimals = degrees ? 6 : 2;
    const QString names[] = {tr("West"), tr("South"), tr("East"), tr("North")};
    for (const int i : {0, 2, 1, 3})
        addRow(names[i], formatCoordinate(extent.at(i).toDouble(), decimals));
}

void InspectorPanel::addRaster(const QJsonObject &raster, const QString &crs)
{
    addSection(tr("Raster"));
    const auto known = Crs::fromText(crs);
    const QString unit = !known ? QString() : known->isGeographic() ? QStringLiteral("°") : QStringLiteral(" m");
    addRow(tr("Size"),
        QStringLiteral("%1 × %2").arg(formatCount(raster.value(QLatin1String("width")).toInteger()),
            formatCount(raster.value(QLatin1String("height")).toInteger())));
    addRow(tr("Cell size"), cellSizeText(raster.value(QLatin1String("cell_size"))) + unit);
    const QJsonValue bands = raster.value(QLatin1String("bands"));
    addRow(tr("Bands"), formatCount(bands.isArray() ? bands.toArray().size() : bands.toInteger()));
    addRow(tr("Type"), raster.value(QLatin1String("type")).toString());
    const QJsonValue nodata = raster.value(QLatin1String("nodata"));
    addRow(tr("No data"),
        nodata.isDouble()       ? QLocale().toString(nodata.toDouble(), 'g', 10)
            : nodata.isString() ? nodata.toString()
                                : tr("none"));
    const QString compression = raster.value(QLatin1String("compression")).toString();
    addRow(tr("Compression"), compression.isEmpty() ? tr("none") : compression);
    const QJsonValue mask = raster.value(QLatin1String("mask"));
    addRow(tr("Mask"), mask.isString() ? mask.toString() : mask.toBool() ? tr("yes") : tr("no"));
}

void InspectorPanel::addVector(const QJsonObject &vector)
{
    const QJsonArray layers = vector.value(QLatin1String("layers")).toArray();
    for (const QJsonValue &value : layers) {
        const QJsonObject layer = value.toObject();
        addSection(layer.value(QLatin1String("name")).toString());
        addRow(tr("Geometry"), layer.value(QLatin1String("geometry")).toString());
        addRow(tr("Features"), formatCount(layer.value(QLatin1String("features")).toInteger()));
        QStringList names;
        const QJsonArray fields = layer.value(QLatin1String("fields")).toArray();
        for (const QJsonValue &field : fields)
            names.append(field.isObject() ? field.toObject().value(QLatin1String("name")).toString() : field.toString());
        addRow(tr("Fields"), names.join(QStringLiteral(", ")));
    }
}

void InspectorPanel::addPointCloud(const QJsonObject &cloud)
{
    addSection(tr("Point cloud"));
    addRow(tr("Points"), formatCount(cloud.value(QLatin1String("points")).toInteger()));
    addRow(tr("Point format"),
        tr("%1 (LAS %2)")
            .arg(cloud.value(QLatin1String("format")).toInt())
            .arg(cloud.value(QLatin1String("version")).toString()));
    if (const double density = cloud.value(QLatin1String("density_per_m2")).toDouble(); density > 0)
        addRow(tr("Density"), tr("%1 points per m²").arg(QLocale().toString(density, 'g', 4)));
    if (const QJsonArray heights = cloud.value(QLatin1String("bounds_z")).toArray(); heights.size() == 2)
        addRow(tr("Heights"),
            tr("%1 to %2")
                .arg(QLocale().toString(heights.at(0).toDouble(), 'f', 2),
                    QLocale().toString(heights.at(1).toDouble(), 'f', 2)));
    addRow(tr("Created"), cloud.value(QLatin1String("creation")).toString());
    addRow(tr("Written by"), cloud.value(QLatin1String("software")).toString());
    const QJsonObject classes = cloud.value(QLatin1String("classes")).toObject();
    if (classes.isEmpty())
        return;
    addSection(cloud.value(QLatin1String("classes_sampled")).toBool() ? tr("Classes, of a sample") : tr("Classes"));
    QList<int> numbers;
    for (auto it = classes.begin(); it != classes.end(); ++it)
        numbers << it.key().toInt();
    std::sort(numbers.begin(), numbers.end());
    for (const int number : std::as_const(numbers))
        addRow(QStringLiteral("%1 – %2").arg(number).arg(pointClass(number).name),
            formatCount(classes.value(QString::number(number)).toInteger()));
}

void InspectorPanel::showEntry(const MapEntry *entry)
{
    const std::vector<Line> before = std::exchange(m_lines, {});
    if (entry)
        addEntry(*entry);
    if (entry && m_lines == before)
        return;
    auto *body = new QWidget;
    m_shown = 0;
    m_form = new QFormLayout(body);
    m_form->setContentsMargins(12, 10, 12, 10);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(5);
    m_form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (!entry) {
        auto *hint = new QLabel(tr("Select a data set to see its CRS, size, bands and more."));
        hint->setWordWrap(true);
        hint->setForegroundRole(QPalette::PlaceholderText);
        m_form->addRow(hint);
    }
    setWidget(body);
    m_filling.start();
    fill();
}

void InspectorPanel::addEntry(const MapEntry &entry)
{
    const QJsonObject &info = entry.inspection;
    addSection(entry.title);
    if (entry.state == MapEntry::State::Failed)
        addRow(tr("Problem"), entry.error.message);
    if (entry.isService()) {
        addRow(tr("Service"), entry.service.toUpper());
        addRow(tr("Layer"), entry.serviceLayer);
        addRow(tr("Address"), entry.capabilitiesUrl);
    }
    if (entry.source)
        addRow(tr("Files"), formatCount(entry.source->info().files));
    addRow(tr("On the map"), entry.note);
    addRow(tr("Format"), info.value(QLatin1String("driver")).toString());
    QString crs = info.value(QLatin1String("crs")).toString();
    if (crs.isEmpty() && !entry.layers.empty())
        crs = entry.layers.front()->crs();
    if (const auto known = Crs::fromText(crs); known && known->isValid())
        addRow(tr("CRS"), known->id().isEmpty() ? known->title() : known->title() + QStringLiteral("\n") + known->id());
    else if (entry.state == MapEntry::State::Open)
        addRow(tr("CRS"), tr("none: the checks panel can assign one"));
    if (!entry.assignCrs.isEmpty())
        addRow(tr("Assigned CRS"), entry.assignCrs);
    if (!entry.paths.isEmpty())
        addRow(tr("Place"),
            entry.paths.size() == 1 ? QDir::toNativeSeparators(entry.paths.front())
                                    : QDir::toNativeSeparators(QFileInfo(entry.paths.front()).path()));
    if (const QJsonObject raster = info.value(QLatin1String("raster")).toObject(); !raster.isEmpty())
        addRaster(raster, crs);
    if (const QJsonObject vector = info.value(QLatin1String("vector")).toObject(); !vector.isEmpty())
        addVector(vector);
    if (const QJsonObject cloud = info.value(QLatin1String("pointcloud")).toObject(); !cloud.isEmpty())
        addPointCloud(cloud);
    const auto known = Crs::fromText(crs);
    addExtent(tr("Extent"), info.value(QLatin1String("extent")).toArray(), known && known->isGeographic());
    addExtent(tr("Extent in degrees (WGS 84)"), info.value(QLatin1String("extent_wgs84")).toArray(), true);
}

QString InspectorPanel::text() const
{
    QStringList lines;
    for (const Line &line : m_lines) {
        if (!line.value.isEmpty())
            lines << line.name + QStringLiteral(": ") + line.value;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace tuilerie
