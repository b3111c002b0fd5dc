// SPDX-License-Identifier: GPL-3.0-or-later
// The written form of raster styles (docs/rok4.md §8.4).
#include "model/json.h"
#include "model/rasterstyle.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostColours = 4096;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterStyle", text);
}

/// Reads the members of one object, and keeps the first thing that is wrong.
class Members
{
public:
    Members(const QJsonObject &object, const QString &place)
        : m_object(object)
        , m_place(place)
    {
    }
    bool has(QLatin1String name)
    {
        m_known << name;
        return m_object.contains(name) && !m_object.value(name).isNull();
    }
    double number(QLatin1String name, double fallback, double low, double high)
    {
        if (!has(name))
            return fallback;
        const QJsonValue value = m_object.value(name);
        const double found = value.toDouble(qQNaN());
        if (!value.isDouble() || !(found >= low && found <= high))
            wrong(tr("The style's “%1” must be a number from %2 to %3.").arg(m_place + name).arg(low).arg(high));
        return found;
    }
    bool flag(QLatin1String name)
    {
        if (has(name) && !m_object.value(name).isBool())
            wrong(tr("The style's “%1” must be true or false.").arg(m_place + name));
        return m_object.value(name).toBool();
    }
    QString text(QLatin1String name, const QStringList &words = {})
    {
        if (!has(name))
            return words.value(0);
        const QJsonValue value = m_object.value(name);
        if (!value.isString())
            wrong(tr("The style's “%1” must be a text.").arg(m_place + name));
        else if (!words.isEmpty() && !words.contains(value.toString()))
            wrong(tr("The style's “%1” must be one of %2.").arg(m_place + name, words.join(u", "_s)));
        return value.toString();
    }
    QJsonObject object(QLatin1String name)
    {
        if (has(name) && !m_object.value(name).isObject())
            wrong(tr("The style's “%1” must be an object.").arg(m_place + name));
        return m_object.value(name).toObject();
    }
    QJsonArray list(QLatin1String name)
    {
        if (has(name) && !m_object.value(name).isArray())
            wrong(tr("The style's “%1” must be a list.").arg(m_place + name));
        return m_object.value(name).toArray();
    }
    void mustHave(QLatin1String name)
    {
        if (!has(name))
            wrong(tr("The style has no “%1”. Add it.").arg(m_place + name));
    }
    void wrong(const QString &sentence)
    {
        if (m_status)
            m_status = fail(ErrorCode::Invalid, sentence);
    }
    QString place(QLatin1String name) const { return m_place + name; }
    /// What was found wrong, or the first member that was not asked for.
    Status ended()
    {
        for (auto it = m_object.begin(); it != m_object.end(); ++it)
            if (!m_known.contains(it.key()))
                wrong(tr("A style has no member “%1”: take it out, or write it as one of %2.")
                          .arg(m_place + it.key(), m_known.join(u", "_s)));
        return m_status;
    }

private:
    const QJsonObject m_object;
    const QString m_place;
    QStringList m_known;
    Status m_status;
};

Result<StyleLegend> readLegend(const QJsonObject &object)
{
    Members in(object, u"legend."_s);
    StyleLegend legend;
    in.mustHave("url"_L1);
    legend.url = in.text("url"_L1);
    legend.format = in.text("format"_L1);
    legend.width = int(in.number("width"_L1, 0, 0, 100000));
    legend.height = int(in.number("height"_L1, 0, 0, 100000));
    legend.minScaleDenominator = in.number("min_scale_denominator"_L1, 0, 0, 1e15);
    legend.maxScaleDenominator = in.number("max_scale_denominator"_L1, 0, 0, 1e15);
    TUILERIE_CHECK(in.ended());
    return legend;
}

Result<StylePalette> readPalette(const QJsonObject &object)
{
    Members in(object, u"palette."_s);
    StylePalette palette;
    in.number("max_value"_L1, 0, -1e300, 1e300); // of the PNG's index; the colours say where they end
    palette.isSmooth = in.flag("rgb_continuous"_L1);
    palette.isAlphaSmooth = in.flag("alpha_continuous"_L1);
    palette.isOpaque = in.flag("no_alpha"_L1);
    in.mustHave("colours"_L1);
    const QJsonArray colours = in.list("colours"_L1);
    TUILERIE_CHECK(in.ended());
    if (colours.isEmpty() || colours.size() > mostColours)
        return fail(ErrorCode::Invalid, tr("The style's palette must have 1 to %1 colours.").arg(mostColours));
    for (const QJsonValue value : colours) {
        const QString place = u"palette.colours[%1]."_s.arg(palette.colours.size());
        Members entry(value.toObject(), place);
        StyleColour colour;
        for (const QLatin1String name : {"value"_L1, "red"_L1, "green"_L1, "blue"_L1})
            entry.mustHave(name);
        colour.value = entry.number("value"_L1, 0, -1e300, 1e300);
        size_t channel = 0;
        for (const QLatin1String name : {"red"_L1, "green"_L1, "blue"_L1, "alpha"_L1}) {
            const double number = entry.number(name, 255, 0, 255);
            if (number != std::floor(number))
                entry.wrong(tr("The style's “%1” must be a whole number.").arg(place + name));
            colour.rgba[channel++] = uint8_t(std::clamp(number, 0.0, 255.0));
        }
        TUILERIE_CHECK(entry.ended());
        if (!palette.colours.empty() && !(colour.value > palette.colours.back().value))
            return fail(ErrorCode::Invalid,
                tr("The values of the style's palette must increase, but %1 comes after %2. Put the colours in order, each "
                   "value once.")
                    .arg(colour.value)
                    .arg(palette.colours.back().value));
        palette.colours.push_back(colour);
    }
    return palette;
}

/// What light, slope and aspect have in common. How values between pixels are found is the server's affair, and what stands
/// where there are none is see-through; both are read for the sake of styles that name them.
void readSurface(Members &in, RasterStyle &style, QLatin1String nodataName)
{
    in.text("interpolation"_L1);
    if (in.has("image_nodata"_L1))
        style.nodata.push_back(in.number("image_nodata"_L1, 0, -1e300, 1e300));
    in.number(nodataName, 0, -1e300, 1e300);
}

Status readHillshade(const QJsonObject &object, RasterStyle &style)
{
    Members in(object, u"estompage."_s);
    StyleHillshade hillshade;
    hillshade.zenith = in.number("zenith"_L1, hillshade.zenith, 0, 90);
    hillshade.azimuth = in.number("azimuth"_L1, hillshade.azimuth, 0, 360);
    hillshade.zFactor = in.number("z_factor"_L1, hillshade.zFactor, 0.001, 1000);
    readSurface(in, style, "estompage_nodata"_L1);
    style.hillshade = hillshade;
    return in.ended();
}

Status readSlope(const QJsonObject &object, RasterStyle &style)
{
    Members in(object, u"pente."_s);
    StyleSlope slope;
    slope.isHorn = in.text("algo"_L1, {u"H"_s, u"Z"_s}) == "H"_L1;
    slope.isPercent = in.text("unit"_L1, {u"degree"_s, u"pourcent"_s}) == "pourcent"_L1;
    slope.most = in.number("slope_max"_L1, slope.most, 0.001, 1e6);
    readSurface(in, style, "slope_nodata"_L1);
    style.slope = slope;
    return in.ended();
}

Status readAspect(const QJsonObject &object, RasterStyle &style)
{
    Members in(object, u"exposition."_s);
    StyleAspect aspect;
    in.text("algo"_L1, {u"H"_s});
    aspect.leastSlope = in.number("min_slope"_L1, aspect.leastSlope, 0, 90);
    if (in.has("aspect_nodata"_L1))
        aspect.flat = in.number("aspect_nodata"_L1, aspect.flat, -1e300, 1e300);
    readSurface(in, style, "exposition_nodata"_L1);
    style.aspect = aspect;
    return in.ended();
}

Result<std::vector<int>> readChannels(const QJsonArray &list, const QString &place)
{
    std::vector<int> channels;
    for (const QJsonValue value : list)
        channels.push_back(value.toInt(-1));
    const bool isGood = (channels.size() == 3 || channels.size() == 4)
        && std::all_of(channels.begin(), channels.end(), [](int value) { return value >= 0 && value <= 255; });
    if (!isGood)
        return fail(ErrorCode::Invalid, tr("The style's “%1” must be three or four numbers from 0 to 255.").arg(place));
    return channels;
}

Status readColorize(const QJsonObject &object, RasterStyle &style)
{
    Members in(object, u"colorize."_s);
    StyleColorize colorize;
    colorize.tolerance = int(in.number("tolerance"_L1, 0, 0, 255));
    for (const auto &[name, channels] :
        {std::pair{"source"_L1, &colorize.source}, std::pair{"destination"_L1, &colorize.destination}}) {
        if (!in.has(name))
            continue;
        TUILERIE_TRY(read, readChannels(in.list(name), in.place(name)));
        *channels = read;
    }
    style.colorize = colorize;
    return in.ended();
}

Status readTerrainRgb(const QJsonObject &object, RasterStyle &style)
{
    Members in(object, u"terrainrgb."_s);
    StyleTerrainRgb terrain;
    terrain.least = in.number("min_elevation"_L1, terrain.least, -1e9, 1e9);
    terrain.step = in.number("step"_L1, terrain.step, 1e-6, 1e6);
    style.terrainRgb = terrain;
    return in.ended();
}

QJsonObject written(const StylePalette &palette)
{
    QJsonArray colours;
    for (const StyleColour &colour : palette.colours)
        colours.append(QJsonObject{{u"value"_s, colour.value}, {u"red"_s, colour.rgba[0]}, {u"green"_s, colour.rgba[1]},
            {u"blue"_s, colour.rgba[2]}, {u"alpha"_s, colour.rgba[3]}});
    return {{u"rgb_continuous"_s, palette.isSmooth}, {u"alpha_continuous"_s, palette.isAlphaSmooth},
        {u"no_alpha"_s, palette.isOpaque}, {u"colours"_s, colours}};
}

QJsonArray written(const std::vector<int> &channels)
{
    QJsonArray list;
    for (const int channel : channels)
        list.append(channel);
    return list;
}

} // namespace

QJsonObject RasterStyle::toJson() const
{
    QJsonObject object{{u"identifier"_s, identifier}, {u"title"_s, title}};
    modeljson::put(object, "abstract", abstract);
    modeljson::put(object, "keywords", modeljson::array(keywords));
    if (legend) {
        QJsonObject entry{{u"url"_s, legend->url}, {u"width"_s, legend->width}, {u"height"_s, legend->height},
            {u"min_scale_denominator"_s, legend->minScaleDenominator},
            {u"max_scale_denominator"_s, legend->maxScaleDenominator}};
        modeljson::put(entry, "format", legend->format);
        object.insert("legend"_L1, entry);
    }
    if (palette)
        object.insert("palette"_L1, written(*palette));
    QJsonObject surface;
    if (!nodata.empty())
        surface.insert("image_nodata"_L1, nodata.front());
    if (hillshade) {
        surface.insert("zenith"_L1, hillshade->zenith);
        surface.insert("azimuth"_L1, hillshade->azimuth);
        surface.insert("z_factor"_L1, hillshade->zFactor);
        object.insert("estompage"_L1, surface);
    } else if (slope) {
        surface.insert("algo"_L1, slope->isHorn ? u"H"_s : u"Z"_s);
        surface.insert("unit"_L1, slope->isPercent ? u"pourcent"_s : u"degree"_s);
        surface.insert("slope_max"_L1, slope->most);
        object.insert("pente"_L1, surface);
    } else if (aspect) {
        surface.insert("algo"_L1, u"H"_s);
        surface.insert("min_slope"_L1, aspect->leastSlope);
        surface.insert("aspect_nodata"_L1, aspect->flat);
        object.insert("exposition"_L1, surface);
    }
    if (terrainRgb)
        object.insert("terrainrgb"_L1, QJsonObject{{u"min_elevation"_s, terrainRgb->least}, {u"step"_s, terrainRgb->step}});
    if (colorize)
        object.insert("colorize"_L1,
            QJsonObject{{u"source"_s, written(colorize->source)}, {u"destination"_s, written(colorize->destination)},
                {u"tolerance"_s, colorize->tolerance}});
    return object;
}

Result<RasterStyle> RasterStyle::fromJson(const QJsonObject &object)
{
    Members in(object, {});
    RasterStyle style;
    for (const QLatin1String name : {"identifier"_L1, "title"_L1})
        in.mustHave(name);
    style.identifier = in.text("identifier"_L1);
    style.title = in.text("title"_L1);
    style.abstract = in.text("abstract"_L1);
    for (const QJsonValue word : in.list("keywords"_L1)) {
        if (!word.isString())
            in.wrong(tr("The style's “%1” must be a list of texts.").arg("keywords"_L1));
        style.keywords << word.toString();
    }
    QStringList ways;
    for (const QLatin1String name : {"estompage"_L1, "pente"_L1, "exposition"_L1, "terrainrgb"_L1, "colorize"_L1})
        if (in.has(name))
            ways << name;
    const bool hasPalette = in.has("palette"_L1), hasLegend = in.has("legend"_L1);
    for (const QLatin1String name :
        {"legend"_L1, "palette"_L1, "estompage"_L1, "pente"_L1, "exposition"_L1, "terrainrgb"_L1, "colorize"_L1})
        in.object(name);
    TUILERIE_CHECK(in.ended());
    static const QRegularExpression plain(u"^[A-Za-z0-9_][A-Za-z0-9_\\-.]*\\z"_s);
    if (!plain.match(style.identifier).hasMatch() || style.identifier.size() > 200)
        return fail(ErrorCode::Invalid,
            tr("“%1” cannot be the identifier of a style, which is part of addresses: use letters without accents, digits, "
               "“_”, “-” and “.”.")
                .arg(style.identifier));
    if (ways.size() > 1)
        return fail(ErrorCode::Invalid,
            tr("The style draws in several ways at once (%1). Make a style of each.").arg(ways.join(u", "_s)));
    if (hasPalette && (ways.contains("terrainrgb"_L1) || ways.contains("colorize"_L1)))
        return fail(ErrorCode::Invalid,
            tr("The style has a palette beside %1, which makes colours itself. Make a style of each.").arg(ways.first()));
    if (hasLegend) {
        TUILERIE_TRY(legend, readLegend(in.object("legend"_L1)));
        style.legend = legend;
    }
    if (hasPalette) {
        TUILERIE_TRY(palette, readPalette(in.object("palette"_L1)));
        style.palette = palette;
    }
    for (const auto &[name, read] : {std::pair{"estompage"_L1, &readHillshade}, std::pair{"pente"_L1, &readSlope},
             std::pair{"exposition"_L1, &readAspect}, std::pair{"terrainrgb"_L1, &readTerrainRgb},
             std::pair{"colorize"_L1, &readColorize}})
        if (ways.contains(name))
            TUILERIE_CHECK(read(in.object(name), style));
    return style;
}

Result<RasterStyle> RasterStyle::parse(const QByteArray &content)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (!document.isObject())
        return fail(ErrorCode::Invalid, tr("The file is not a ROK4 style: JSON with a member “identifier” is expected."),
            error.errorString());
    return fromJson(document.object());
}

} // namespace tuilerie
