// SPDX-License-Identifier: GPL-3.0-or-later
// The rule book of raster styles: what is taken, what is refused and with which words, and that both ways of writing agree.
#include "model/rasterstyle.h"

#include "support/testsupport.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace tuilerie;

class RasterStyleTest : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatThePlatformHas_data();
    void takesWhatThePlatformHas();
    void refuses_data();
    void refuses();
    void palettesGoBetweenTheirColours();
    void builtInOnesAreStylesToo();
    void fitTheirPixels_data();
    void fitTheirPixels();
    void identifiersAreUnique();
};

static QByteArray styleOf(const QByteArray &members)
{
    return R"({"identifier":"s","title":"S")" + (members.isEmpty() ? QByteArray() : ',' + members) + '}';
}

static const QByteArray twoColours =
    R"("palette":{"max_value":9,"rgb_continuous":true,"alpha_continuous":false,"colours":[)"
    R"({"value":0,"red":0,"green":10,"blue":20,"alpha":255},{"value":10,"red":100,"green":110,"blue":120,"alpha":0}]})";

void RasterStyleTest::takesWhatThePlatformHas_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("a name alone") << QByteArray();
    QTest::newRow("legend") << QByteArray(
        R"("abstract":"a","keywords":["MNT"],"legend":{"format":"image/png","url":"https://x/l.png","height":100,"width":90,)"
        R"("min_scale_denominator":0,"max_scale_denominator":30})");
    QTest::newRow("palette") << twoColours;
    QTest::newRow("light") << QByteArray(
        R"("estompage":{"zenith":45,"azimuth":315,"z_factor":2.5,"interpolation":"linear","image_nodata":-99999,"estompage_nodata":0})");
    QTest::newRow("slope")
        << QByteArray(
               R"("pente":{"algo":"Z","unit":"pourcent","interpolation":"linear","image_nodata":-99999,"slope_nodata":91,"slope_max":80},)")
            + twoColours;
    QTest::newRow("aspect") << QByteArray(R"("exposition":{"algo":"H","min_slope":2,"aspect_nodata":-2})");
    QTest::newRow("terrain") << QByteArray(R"("terrainrgb":{"min_elevation":-500,"step":0.01})");
    QTest::newRow("colorize") << QByteArray(
        R"("colorize":{"source":[255,255,255],"destination":[255,255,255,0],"tolerance":3})");
}

void RasterStyleTest::takesWhatThePlatformHas()
{
    QFETCH(QByteArray, members);
    const auto style = RasterStyle::parse(styleOf(members));
    VERIFY_OK(style);
    QCOMPARE(style->draws(), members.contains('{') && !members.contains("legend"));
    const auto again = RasterStyle::fromJson(style->toJson());
    VERIFY_OK(again);
    QVERIFY2(*again == *style, QJsonDocument(style->toJson()).toJson().constData());
}

void RasterStyleTest::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const QByteArray &content, const char *word) {
        QTest::newRow(name) << content << QString::fromUtf8(word);
    };
    row("no JSON", "<sld/>", "not a ROK4 style");
    row("no identifier", R"({"title":"S"})", "“identifier”");
    row("no title", R"({"identifier":"s"})", "“title”");
    row("identifier of a path", R"({"identifier":"a/b","title":"S"})", "a/b");
    row("unknown member", styleOf(R"("hillshade":{})"), "“hillshade”");
    row("unknown inside", styleOf(R"("estompage":{"altitude":45})"), "“estompage.altitude”");
    row("type", styleOf(R"("estompage":{"azimuth":"north"})"), "“estompage.azimuth”");
    row("range", styleOf(R"("estompage":{"azimuth":361})"), "from 0 to 360");
    row("z factor 0", styleOf(R"("estompage":{"z_factor":0})"), "“estompage.z_factor”");
    row("word", styleOf(R"("pente":{"unit":"percent"})"), "pourcent");
    row("palette without colours", styleOf(R"("palette":{"colours":[]})"), "colours");
    row("colours fall",
        styleOf(
            R"("palette":{"colours":[{"value":5,"red":0,"green":0,"blue":0,"alpha":0},{"value":5,"red":0,"green":0,"blue":0,"alpha":0}]})"),
        "must increase");
    row("colour of 256", styleOf(R"("palette":{"colours":[{"value":5,"red":256,"green":0,"blue":0,"alpha":0}]})"),
        "palette.colours[0].red");
    row("colour of a half", styleOf(R"("palette":{"colours":[{"value":5,"red":1.5,"green":0,"blue":0,"alpha":0}]})"),
        "whole number");
    row("two ways", styleOf(R"("estompage":{},"pente":{})"), "several ways");
    row("terrain and palette", styleOf(R"("terrainrgb":{},)" + twoColours), "beside terrainrgb");
    row("step 0", styleOf(R"("terrainrgb":{"step":0})"), "“terrainrgb.step”");
    row("colorize of two", styleOf(R"("colorize":{"source":[1,2]})"), "“colorize.source”");
    row("legend without address", styleOf(R"("legend":{"format":"image/png"})"), "“legend.url”");
}

void RasterStyleTest::refuses()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, word);
    const auto style = RasterStyle::parse(content);
    QVERIFY(!style);
    QCOMPARE(style.error().code, ErrorCode::Invalid);
    QVERIFY2(style.error().message.contains(word), qPrintable(style.error().message));
}

void RasterStyleTest::palettesGoBetweenTheirColours()
{
    const auto style = RasterStyle::parse(styleOf(twoColours));
    VERIFY_OK(style);
    using Rgba = std::array<uint8_t, 4>;
    const StylePalette &palette = *style->palette;
    QCOMPARE(palette.at(-5), (Rgba{0, 10, 20, 255}));
    QCOMPARE(palette.at(0), (Rgba{0, 10, 20, 255}));
    QCOMPARE(palette.at(2.5), (Rgba{25, 35, 45, 255})); // the opacity steps
    QCOMPARE(palette.at(10), (Rgba{100, 110, 120, 0}));
    QCOMPARE(palette.at(1e9), (Rgba{100, 110, 120, 0}));
    StylePalette opaque = palette;
    opaque.isOpaque = true;
    opaque.isSmooth = false;
    QCOMPARE(opaque.at(9.9), (Rgba{0, 10, 20, 255}));
}

void RasterStyleTest::builtInOnesAreStylesToo()
{
    QCOMPARE(builtInStyles().size(), 4);
    for (const QString &name : builtInStyles()) {
        const auto style = builtInStyle(name, {-12.5, 840});
        VERIFY_OK(style);
        QCOMPARE(style->identifier, name);
        QVERIFY(style->draws());
        const auto again = RasterStyle::fromJson(style->toJson());
        VERIFY_OK(again);
        QVERIFY(*again == *style);
        VERIFY_OK(style->checkFor(1, true));
        if (needsRange(name)) {
            QCOMPARE(style->palette->colours.front().value, -12.5);
            QCOMPARE(style->palette->colours.back().value, 840.0);
        }
        VERIFY_OK(builtInStyle(name, {5, 5})); // a level surface
    }
    const auto none = builtInStyle(QStringLiteral("gray"));
    QVERIFY(!none && none.error().message.contains(QLatin1String("hillshade")));
}

void RasterStyleTest::fitTheirPixels_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("isFloat");
    QTest::addColumn<bool>("fits");
    QTest::newRow("palette, values") << twoColours << 1 << true << true;
    QTest::newRow("palette, bytes") << twoColours << 1 << false << true;
    QTest::newRow("palette, bytes with opacity") << twoColours << 2 << false << true;
    QTest::newRow("palette, two bands of values") << twoColours << 2 << true << false;
    QTest::newRow("palette, colours") << twoColours << 3 << false << false;
    QTest::newRow("palette, three bands of values") << twoColours << 3 << true << false;
    QTest::newRow("colorize, colours") << QByteArray(R"("colorize":{})") << 3 << false << true;
    QTest::newRow("colorize, four of three") << QByteArray(R"("colorize":{"source":[1,2,3,4]})") << 3 << false << false;
    QTest::newRow("colorize, values") << QByteArray(R"("colorize":{})") << 1 << true << false;
    QTest::newRow("a name alone") << QByteArray() << 3 << false << true;
}

void RasterStyleTest::fitTheirPixels()
{
    QFETCH(QByteArray, members);
    QFETCH(int, channels);
    QFETCH(bool, isFloat);
    QFETCH(bool, fits);
    const auto style = RasterStyle::parse(styleOf(members));
    VERIFY_OK(style);
    QCOMPARE(style->checkFor(channels, isFloat).has_value(), fits);
}

void RasterStyleTest::identifiersAreUnique()
{
    const RasterStyle light = *builtInStyle(QStringLiteral("hillshade"));
    VERIFY_OK(checkStyles({light, *builtInStyle(QStringLiteral("terrain-rgb"))}, 1, true));
    const Status twice = checkStyles({light, light}, 1, true);
    QVERIFY(!twice && twice.error().message.contains(QLatin1String("hillshade")));
    QVERIFY(!checkStyles({light}, 3, true));
}

TUILERIE_TEST_MAIN(RasterStyleTest)
#include "rasterstyletest.moc"
