// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/commandline.h"

#include "publish/identity.h"
#include "publish/publishdraft.h"
#include "publicationkinds.h"
#include "support/testsupport.h"

#include <QJsonDocument>
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
    void isReadBackOfEveryKind_data();
    void isReadBackOfEveryKind();
    void everyOptionIsReadBack_data();
    void everyOptionIsReadBack();
    void updatesKeepWhatIsNotSaid();
    void rasterStylesAreChecked();
    void foreignOptionsAreRefused_data();
    void foreignOptionsAreRefused();
};

/// What `tuilerie-cli publish` makes of its arguments, without their first word.
static Result<PublishRequest> readBack(const QStringList &arguments, bool isUpdate = false)
{
    QCommandLineParser parser;
    addPublishOptions(parser, isUpdate);
    if (!parser.parse(QStringList{QStringLiteral("program")} + arguments))
        return fail(ErrorCode::Internal, parser.errorText());
    return readPublishOptions(parser, parser.positionalArguments(), isUpdate);
}

/// The draft's publication and that of its arguments are one: the same parameters, and the same names on the server.
static void isTheSame(const PublishDraft &draft)
{
    const PublishRequest wanted = draft.finished();
    const QStringList arguments = publishArguments(wanted, draft.server, {});
    auto read = readBack(arguments.mid(1));
    VERIFY_OK(read);
    read->srs = wanted.srs; // the data's
    const QString line = shellLine(QStringLiteral("tuilerie-cli"), arguments);
    QVERIFY2(read->shared() == wanted.shared(),
        qPrintable(
            line + QString::fromUtf8(QJsonDocument(read->toJson()).toJson() + QJsonDocument(wanted.toJson()).toJson())));
    QVERIFY2(PublicationIdentity::of(*read) == PublicationIdentity::of(wanted), qPrintable(line));
    QVERIFY2(publishArguments(*read, draft.server, {}) == arguments, qPrintable(line));
}

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
    draft.request.assignCrs = QStringLiteral("EPSG:2154");
    draft.request.raster.tms = QStringLiteral("2154_50cm");
    draft.request.raster.top = QStringLiteral("3");
    draft.request.raster.bottom = QStringLiteral("9");
    draft.request.raster.format = QStringLiteral("PNG");
    draft.request.raster.interpolation = QStringLiteral("nn");
    draft.request.raster.nodata = QStringLiteral("0,0,0,0");
    draft.request.raster.mask = true;
    draft.server = QStringLiteral("https://maps.example.org/api");
    return draft;
}

void CommandLineTest::defaultsAreLeftOut()
{
    PublishDraft draft;
    draft.request.paths = {QStringLiteral("/data/a.tif")};
    draft.request.layer = QStringLiteral("a");
    const auto arguments = publishArguments(draft.finished(), draft.server, {});
    QCOMPARE(
        shellLine(QStringLiteral("tuilerie-cli"), arguments), QStringLiteral("tuilerie-cli publish /data/a.tif --layer a"));
}

void CommandLineTest::otherKindsHaveTheirOptions()
{
    PublishDraft draft;
    draft.request.paths = {QStringLiteral("/data/a.gpkg")};
    draft.request.layer = QStringLiteral("a");
    draft.request.services = {QStringLiteral("tms"), QStringLiteral("wms-v")};
    draft.request.vector.bottom = QStringLiteral("14");
    draft.request.vector.maxTileFeatures = 900;
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
    QCOMPARE(finished.parameters().size(), 2);
    const auto vector = publishArguments(finished, draft.server, {});
    QCOMPARE(shellLine(QStringLiteral("tuilerie-cli"), vector),
        QStringLiteral("tuilerie-cli publish /data/a.gpkg --layer a --table roads:name,class:8- --table places --style "
                       "roads=/styles/roads.qml "
                       "--max-tile-features 900 --bottom 14"));
    draft = {};
    draft.request.paths = {QStringLiteral("/data/a.laz")};
    draft.request.layer = QStringLiteral("a");
    draft.request.services = {
        QStringLiteral("download"), QStringLiteral("wmts"), QStringLiteral("tms"), QStringLiteral("wms-r")};
    draft.request.cloud.format = QStringLiteral("vpc");
    draft.request.derive.product = QStringLiteral("dtm");
    draft.request.derive.cell = 0.5;
    draft.request.raster.format = QStringLiteral("ZIP");
    const auto cloud = publishArguments(draft.finished(), draft.server, {});
    QCOMPARE(shellLine(QStringLiteral("tuilerie-cli"), cloud),
        QStringLiteral(
            "tuilerie-cli publish /data/a.laz --layer a --cloud-format vpc --product dtm --cell 0.5 --format ZIP"));
}

void CommandLineTest::everyOptionIsNamed()
{
    const PublishDraft draft = fullDraft();
    const auto arguments = publishArguments(draft.finished(), draft.server, QStringLiteral("/profile/servers/x.json"));
    const auto value = [&](const char *option) { return arguments.value(arguments.indexOf(QLatin1String(option)) + 1); };
    QCOMPARE(arguments.mid(0, 3), QStringList({QStringLiteral("publish"), draft.request.paths[0], draft.request.paths[1]}));
    QCOMPARE(value("--layer"), draft.request.layer);
    QCOMPARE(value("--title"), draft.request.title);
    QCOMPARE(value("--abstract"), draft.request.abstract);
    QCOMPARE(arguments.count(QStringLiteral("--keyword")), 2);
    QCOMPARE(value("--attribution"), QStringLiteral("IGN"));
    QCOMPARE(value("--attribution-url"), QStringLiteral("https://www.ign.fr"));
    QCOMPARE(value("--service"), QStringLiteral("wmts,wms-r"));
    QVERIFY(arguments.contains(QStringLiteral("--private")));
    QCOMPARE(value("--crs"), QStringLiteral("EPSG:2154"));
    QCOMPARE(value("--tms"), QStringLiteral("2154_50cm"));
    QCOMPARE(value("--top"), QStringLiteral("3"));
    QCOMPARE(value("--bottom"), QStringLiteral("9"));
    QCOMPARE(value("--format"), QStringLiteral("PNG"));
    QCOMPARE(value("--interpolation"), QStringLiteral("nn"));
    QCOMPARE(value("--nodata"), QStringLiteral("0,0,0,0"));
    QVERIFY(arguments.contains(QStringLiteral("--mask")));
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
    draft.request.derive.product = product;
    draft.request.services = draft.request.defaultServices();
    draft.request.assignCrs = QStringLiteral("EPSG:2154");
    const PublishRequest finished = draft.finished();
    QCOMPARE(finished.srs, QStringLiteral("EPSG:2154"));
    const auto arguments = publishArguments(finished, draft.server, {});
    QCOMPARE(arguments.value(arguments.indexOf(QStringLiteral("--crs")) + 1), QStringLiteral("EPSG:2154"));
}

void CommandLineTest::parametersAreThoseOfTheCommandLine()
{
    // What only this machine needs, and zeros that mean "choose yourself", are no parameters of the processing.
    const QJsonObject parameters = fullDraft().finished().parameters();
    for (const char *absent : {"paths", "output", "resume", "parallelization", "memory", "channels"})
        QVERIFY2(!parameters.contains(QLatin1String(absent)), absent);
    const auto params = RasterPyramidParams::fromJson(parameters);
    VERIFY_OK(params);
    QCOMPARE(*params, fullDraft().request.shared().raster);
}

void CommandLineTest::theShellReadsItBack()
{
    const PublishDraft draft = fullDraft();
    const auto arguments = publishArguments(draft.finished(), draft.server, {});
    // The shell is the judge of the quoting: it prints each word it has read, ended by a zero byte.
    const QString line = shellLine(QStringLiteral("printf '%s\\0'"), arguments);
    const auto run = test::runProgram(QStringLiteral("sh"), {QStringLiteral("-c"), line});
    QCOMPARE(run.exitCode, 0);
    QStringList words = QString::fromUtf8(run.output).split(QChar(0));
    words.removeLast();
    QCOMPARE(words, arguments);
}

void CommandLineTest::isReadBackOfEveryKind_data()
{
    test::addPublicationKinds();
}

void CommandLineTest::isReadBackOfEveryKind()
{
    QFETCH(int, kind);
    const test::PublicationFiles files;
    PublishDraft draft;
    draft.request = files.request(test::publicationKinds[kind]);
    isTheSame(draft);
    draft.request.kind = PublishKind::Automatic;
    isTheSame(draft);
}

/// Another value than the one that a field has.
static FieldValue another(const FieldInfo &info, const FieldValue &value)
{
    const auto change = [&info](const auto &held) -> FieldValue {
        using Type = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Type, bool>)
            return !held;
        else if constexpr (std::is_same_v<Type, int>)
            return held == int(info.high) ? int(info.low) : int(info.high);
        else if constexpr (std::is_same_v<Type, double>)
            return held == 0.1234567890123 ? 0.5 : 0.1234567890123;
        else if constexpr (std::is_same_v<Type, QString>)
            return !info.words.isEmpty() ? (held == info.words.last() ? info.words.first() : info.words.last())
                : info.isNumberList      ? QStringLiteral("-9999,0")
                                         : QStringLiteral("-été '3'");
        else if constexpr (std::is_same_v<Type, QStringList>)
            return QStringList{QStringLiteral("--a, b"), QStringLiteral("c")};
        else if constexpr (std::is_same_v<Type, QList<int>>)
            return QList<int>{2, 66};
        else
            return held;
    };
    return std::visit(change, value);
}

template <typename Params> static void changeEach(PublishDraft draft, Params PublishRequest::*member, bool isWithOthers)
{
    for (const Field<Params> &field : Params::fields()) {
        // The product is what makes it this kind of publication.
        if (!field.info.option || field.info.scope == FieldScope::Here || qstrcmp(field.info.option, "product") == 0)
            continue;
        PublishDraft changed = draft;
        Params &params = changed.request.*member;
        VERIFY_OK(field.set(params, another(field.info, field.get(params))));
        isTheSame(changed);
        if (QTest::currentTestFailed())
            return;
        if (isWithOthers)
            draft = changed;
    }
}

/// All fields of one table, each alone and then all together.
static void changeEachOf(const PublishDraft &draft, const QByteArray &table, bool isWithOthers)
{
    const auto change = [&](auto member) { changeEach(draft, member, isWithOthers); };
    if (table == "raster")
        change(&PublishRequest::raster);
    else if (table == "vector")
        change(&PublishRequest::vector);
    else if (table == "styled")
        change(&PublishRequest::styled);
    else if (table == "database")
        change(&PublishRequest::database);
    else if (table == "derive")
        change(&PublishRequest::derive);
    else
        change(&PublishRequest::cloud);
}

void CommandLineTest::everyOptionIsReadBack_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("table");
    const QMap<PublishKind, QByteArrayList> tables{{PublishKind::Raster, {"raster"}},
        {PublishKind::Vector, {"vector", "styled", "database"}}, {PublishKind::PointCloud, {"raster", "derive", "cloud"}}};
    for (int kind = 0; kind < int(std::size(test::publicationKinds)); ++kind)
        for (const QByteArray &table : tables.value(test::publicationKinds[kind].kind) + QByteArrayList{"request"})
            QTest::addRow("%s, %s", test::publicationKinds[kind].name, table.constData()) << kind << table;
}

void CommandLineTest::everyOptionIsReadBack()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, table);
    const test::PublicationFiles files;
    PublishDraft draft;
    draft.request = files.request(test::publicationKinds[kind]);
    if (table != "request") {
        changeEachOf(draft, table, false);
        changeEachOf(draft, table, true);
        return;
    }
    for (const Field<PublishRequest> &field : PublishRequest::fields()) {
        if (!field.info.option)
            continue;
        VERIFY_OK(field.set(draft.request, another(field.info, field.get(draft.request))));
        isTheSame(draft);
    }
    draft.request.attribution = {
        {QStringLiteral("title"), QStringLiteral("IGN")}, {QStringLiteral("url"), QStringLiteral("https://www.ign.fr")}};
    isTheSame(draft);
    if (draft.request.hasRaster()) {
        draft.request.rasterStyles = {
            QStringLiteral("hillshade"), QStringLiteral("/data/mes couleurs.json"), QStringLiteral("terrain-rgb")};
        isTheSame(draft);
    }
    if (test::publicationKinds[kind].kind != PublishKind::Vector)
        return;
    draft.request.tables = {
        {{QStringLiteral("rou:tes"), QStringLiteral("r=1"), {QStringLiteral("nom"), QStringLiteral("l-1")},
             QStringLiteral("l > 3 AND nom = 'a:b'"), QStringLiteral("6"), QStringLiteral("14")},
            QStringLiteral("/data/rou tes.qml")},
        {{QStringLiteral("lieux"), {}, {}, {}, {}, {}}, {}}};
    draft.request.style = QStringLiteral("/data/all.sld");
    isTheSame(draft);
}

void CommandLineTest::updatesKeepWhatIsNotSaid()
{
    const auto silent = readBack({QStringLiteral("/data/a.tif")}, true);
    VERIFY_OK(silent);
    QCOMPARE(silent->raster.tms + silent->vector.tms + silent->raster.format + silent->styled.format, QString());
    VERIFY_OK([&] {
        PublishRequest named = *silent;
        named.layer = QStringLiteral("a");
        return named.validate();
    }());
    const auto said = readBack({QStringLiteral("/data/a.tif"), QStringLiteral("--tms"), QStringLiteral("PM"),
                                   QStringLiteral("--title"), QStringLiteral("A")},
        true);
    VERIFY_OK(said);
    QCOMPARE(said->raster.tms, QStringLiteral("PM"));
    QCOMPARE(said->title, QStringLiteral("A"));
    QVERIFY(!readBack({QStringLiteral("/data/a.tif"), QStringLiteral("--private")}, true)); // no option of update
}

/// Before anything is looked at or sent: the words of the built-in ones in any case, files that are styles, each once.
void CommandLineTest::rasterStylesAreChecked()
{
    const test::PublicationFiles files;
    files.write(QStringLiteral("good.json"), R"({"identifier":"mine","title":"Mine","estompage":{"z_factor":2}})");
    files.write(QStringLiteral("same.json"), R"({"identifier":"hillshade","title":"Mine too","estompage":{}})");
    files.write(QStringLiteral("wrong.json"), R"({"identifier":"mine","title":"Mine","hillshade":{}})");
    const auto outcome = [&](const QString &file, const QStringList &styles) {
        QStringList arguments{files.path(file), QStringLiteral("--layer"), QStringLiteral("a")};
        for (const QString &style : styles)
            arguments << QStringLiteral("--style") << (style.endsWith(QLatin1String(".json")) ? files.path(style) : style);
        auto read = readBack(arguments);
        if (!read)
            return read.error().message;
        const Status status = read->validate();
        return status ? QString() : status.error().message;
    };
    const QString tif = QStringLiteral("a.tif");
    QCOMPARE(
        outcome(tif, {QStringLiteral("Hillshade"), QStringLiteral("terrain-rgb"), QStringLiteral("good.json")}), QString());
    QVERIFY(outcome(tif, {QStringLiteral("hillshde")}).contains(QLatin1String("relief")));
    QVERIFY(outcome(tif, {QStringLiteral("wrong.json")}).contains(QStringLiteral("“hillshade”")));
    QVERIFY(outcome(tif, {QStringLiteral("missing.json")}).contains(QLatin1String("missing.json")));
    QVERIFY(outcome(tif, {QStringLiteral("grey"), QStringLiteral("grey")}).contains(QLatin1String("identifier")));
    QVERIFY(outcome(tif, {QStringLiteral("hillshade"), QStringLiteral("same.json")}).contains(QLatin1String("identifier")));
    QVERIFY(outcome(QStringLiteral("a.laz"), {QStringLiteral("grey")}).contains(QLatin1String("point clouds")));
    QVERIFY(outcome(QStringLiteral("a.copc.laz"), {QStringLiteral("grey")}).contains(QLatin1String("--style")));
}

void CommandLineTest::foreignOptionsAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *words, const char *word) {
        QTest::newRow(words) << QString::fromLatin1(words).split(QLatin1Char(' ')) << QString::fromLatin1(word);
    };
    row("/data/a.tif --table a", "--table is for vector data");
    row("/data/a.tif --style a.qml", "--style is for vector data");
    row("/data/a.tif --product dtm", "--product is for point clouds");
    row("/data/a.tif --cloud-format vpc", "--cloud-format is for point clouds");
    row("/data/a.gpkg --interpolation nn", "--interpolation is for rasters");
    row("/data/a.laz --where a:b", "--where is for vector data");
    row("/data/a.tif --interpolation magic", "magic");
    row("/data/a.laz --product dtm --cell 0", "--cell");
    row("/data/a.gpkg --format ZIP", "PNG");
    row("/data/a.tif --kind cube", "raster-pyramid");
    row("/data/a.tif --style b.sld", "terrain-rgb");
}

void CommandLineTest::foreignOptionsAreRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    const auto read = readBack(arguments);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(word), qPrintable(read.error().message));
    QCOMPARE(read.error().code, ErrorCode::Invalid);
}

TUILERIE_TEST_MAIN(CommandLineTest)
#include "commandlinetest.moc"
