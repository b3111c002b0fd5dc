// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/commandline.h"

#include "publish/publishdraft.h"
#include "support/testsupport.h"

#include <QProcess>

using namespace tuilerie;

class CommandLineTest : public QObject
{
    Q_OBJECT

private slots:
    void defaultsAreLeftOut();
    void everyOptionIsNamed();
    void otherKindsHaveTheirOptions();
    void theCrsIsShownForEveryKind_data();
    void theCrsIsShownForEveryKind();
    void parametersAreThoseOfTheCommandLine();
    void theShellReadsItBack();
};

static PublishDraft fullDraft()
{
    PublishDraft draft;
    draft.request.paths = {QStringLiteral("/data/ortho 2024/tile's.tif"), QStringLiteral("/data/*.tif")};
    draft.request.layer = QStringLiteral("ortho_2024");
    draft.request.title = QStringLiteral("Orthophoto $HOME \"2024\"");
    draft.request.abstract = QStringLiteral("Two\nlines");
    draft.request.keywords = {QStringLiteral("orthophoto"), QStringLiteral("Côte d’Or")};
    draft.request.attribution = {
        {QStringLiteral("title"), QStringLiteral("IGN")}, {QStringLiteral("url"), QStringLiteral("https://www.ign.fr")}};
    draft.request.services = {QStringLiteral("wmts"), QStringLiteral("wms-r")};
    draft.request.isPrivate = true;
    draft.look.assignCrs = QStringLiteral("EPSG:2154");
    draft.look.tms = QStringLiteral("2154_50cm");
    draft.look.top = QStringLiteral("3");
    draft.look.bottom = QStringLiteral("9");
    draft.look.format = QStringLiteral("PNG");
    draft.look.interpolation = QStringLiteral("nn");
    draft.look.nodata = QStringLiteral("0,0,0,0");
    draft.look.mask = true;
    draft.server = QStringLiteral("https://maps.example.org/api");
    return draft;
}

void CommandLineTest::defaultsAreLeftOut()
{
    PublishDraft draft;
    draft.request.paths = {QStringLiteral("/data/a.tif")};
    draft.request.layer = QStringLiteral("a");
    const auto arguments = publishArguments(draft.finished(), draft.server, {});
    VERIFY_OK(arguments);
    QCOMPARE(
        shellLine(QStringLiteral("tuilerie-cli"), *arguments), QStringLiteral("tuilerie-cli publish /data/a.tif --layer a"));
}

void CommandLineTest::otherKindsHaveTheirOptions()
{
    PublishDraft draft;
    draft.request.paths = {QStringLiteral("/data/a.gpkg")};
    draft.request.layer = QStringLiteral("a");
    draft.request.services = {QStringLiteral("tms"), QStringLiteral("wms-v")};
    draft.vector.bottom = QStringLiteral("14");
    draft.vector.maxTileFeatures = 900;
    PublishTable roads;
    roads.table = QStringLiteral("roads");
    roads.attributes = {QStringLiteral("name"), QStringLiteral("class")};
    roads.top = QStringLiteral("8");
    PublishTable places;
    places.table = QStringLiteral("places");
    draft.request.tables = {roads, places};
    draft.mapStyles = {{QStringLiteral("roads"), QStringLiteral("/styles/roads.qml")}};
    draft.request.style = MapStyles;
    const PublishRequest finished = draft.finished();
    // Only what was chosen: another processing may know other parameters.
    QCOMPARE(finished.parameters.size(), 2);
    const auto vector = publishArguments(finished, draft.server, {});
    VERIFY_OK(vector);
    QCOMPARE(shellLine(QStringLiteral("tuilerie-cli"), *vector),
        QStringLiteral("tuilerie-cli publish /data/a.gpkg --layer a --table roads:name,class:8- --table places --style "
                       "roads=/styles/roads.qml "
                       "--max-tile-features 900 --bottom 14"));
    draft = {};
    draft.request.paths = {QStringLiteral("/data/a.laz")};
    draft.request.layer = QStringLiteral("a");
    draft.request.services = {
        QStringLiteral("download"), QStringLiteral("wmts"), QStringLiteral("tms"), QStringLiteral("wms-r")};
    draft.request.pointCloudFormat = QStringLiteral("vpc");
    draft.request.product = QStringLiteral("dtm");
    draft.request.cell = 0.5;
    draft.look.format = QStringLiteral("ZIP");
    const auto cloud = publishArguments(draft.finished(), draft.server, {});
    VERIFY_OK(cloud);
    QCOMPARE(shellLine(QStringLiteral("tuilerie-cli"), *cloud),
        QStringLiteral(
            "tuilerie-cli publish /data/a.laz --layer a --cloud-format vpc --product dtm --cell 0.5 --format ZIP"));
}

void CommandLineTest::everyOptionIsNamed()
{
    const PublishDraft draft = fullDraft();
    const auto arguments = publishArguments(draft.finished(), draft.server, QStringLiteral("/profile/servers/x.json"));
    VERIFY_OK(arguments);
    const auto value = [&](const char *option) { return arguments->value(arguments->indexOf(QLatin1String(option)) + 1); };
    QCOMPARE(arguments->mid(0, 3), QStringList({QStringLiteral("publish"), draft.request.paths[0], draft.request.paths[1]}));
    QCOMPARE(value("--layer"), draft.request.layer);
    QCOMPARE(value("--title"), draft.request.title);
    QCOMPARE(value("--abstract"), draft.request.abstract);
    QCOMPARE(arguments->count(QStringLiteral("--keyword")), 2);
    QCOMPARE(value("--attribution"), QStringLiteral("IGN"));
    QCOMPARE(value("--attribution-url"), QStringLiteral("https://www.ign.fr"));
    QCOMPARE(value("--service"), QStringLiteral("wmts,wms-r"));
    QVERIFY(arguments->contains(QStringLiteral("--private")));
    QCOMPARE(value("--crs"), QStringLiteral("EPSG:2154"));
    QCOMPARE(value("--tms"), QStringLiteral("2154_50cm"));
    QCOMPARE(value("--top"), QStringLiteral("3"));
    QCOMPARE(value("--bottom"), QStringLiteral("9"));
    QCOMPARE(value("--format"), QStringLiteral("PNG"));
    QCOMPARE(value("--interpolation"), QStringLiteral("nn"));
    QCOMPARE(value("--nodata"), QStringLiteral("0,0,0,0"));
    QVERIFY(arguments->contains(QStringLiteral("--mask")));
    QCOMPARE(value("--server"), draft.server);
    QCOMPARE(value("--token-file"), QStringLiteral("/profile/servers/x.json"));
}

void CommandLineTest::theCrsIsShownForEveryKind_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("product");
    QTest::newRow("raster") << QStringLiteral("/data/a.tif") << QString();
    QTest::newRow("vector") << QStringLiteral("/data/a.gpkg") << QString();
    QTest::newRow("cloud") << QStringLiteral("/data/a.laz") << QString();
    QTest::newRow("derived") << QStringLiteral("/data/a.laz") << QStringLiteral("dtm");
}

/// Files without a CRS cannot be published without it: the line shown would fail.
void CommandLineTest::theCrsIsShownForEveryKind()
{
    QFETCH(QString, file);
    QFETCH(QString, product);
    PublishDraft draft;
    draft.request.paths = {file};
    draft.request.layer = QStringLiteral("a");
    draft.request.product = product;
    draft.request.services = draft.request.defaultServices();
    draft.look.assignCrs = QStringLiteral("EPSG:2154");
    const PublishRequest finished = draft.finished();
    QCOMPARE(finished.srs, QStringLiteral("EPSG:2154"));
    const auto arguments = publishArguments(finished, draft.server, {});
    VERIFY_OK(arguments);
    QCOMPARE(arguments->value(arguments->indexOf(QStringLiteral("--crs")) + 1), QStringLiteral("EPSG:2154"));
}

void CommandLineTest::parametersAreThoseOfTheCommandLine()
{
    // What only this machine needs, and zeros that mean "choose yourself", are no parameters of the processing.
    const QJsonObject parameters = fullDraft().finished().parameters;
    for (const char *absent : {"paths", "output", "resume", "parallelization", "memory", "channels"})
        QVERIFY2(!parameters.contains(QLatin1String(absent)), absent);
    const auto params = RasterPyramidParams::fromJson(parameters);
    VERIFY_OK(params);
    QCOMPARE(*params, fullDraft().look);
}

void CommandLineTest::theShellReadsItBack()
{
    const PublishDraft draft = fullDraft();
    const auto arguments = publishArguments(draft.finished(), draft.server, {});
    VERIFY_OK(arguments);
    // The shell is the judge of the quoting: it prints each word it has read, ended by a zero byte.
    const QString line = shellLine(QStringLiteral("printf '%s\\0'"), *arguments);
    const auto run = test::runProgram(QStringLiteral("sh"), {QStringLiteral("-c"), line});
    QCOMPARE(run.exitCode, 0);
    QStringList words = QString::fromUtf8(run.output).split(QChar(0));
    words.removeLast();
    QCOMPARE(words, *arguments);
}

TUILERIE_TEST_MAIN(CommandLineTest)
#include "commandlinetest.moc"
