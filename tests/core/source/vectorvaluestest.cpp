// SPDX-License-Identifier: GPL-3.0-or-later
// Values that GDAL's drivers change on reading come out of openVector() as the file holds them.
#include "source/vectoropen.h"

#include "source/columntype.h"
#include "source/utf8text.h"
#include "source/vectorinspect.h"
#include "support/testsupport.h"

#include <ogrsf_frmts.h>

using namespace tuilerie;
using namespace tuilerie::test;

class VectorValuesTest : public QObject
{
    Q_OBJECT

private slots:
    void typesOfColumns_data()
    {
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("comma");
        const auto row = [](const char *name, const QStringList &values, int type, bool comma = false) {
            QTest::newRow(name) << values << type << comma;
        };
        row("whole", {QStringLiteral("14000"), QString(), QStringLiteral("-3"), QStringLiteral("0")}, OFTInteger);
        row("large", {QStringLiteral("1"), QStringLiteral("80218402900025")}, OFTInteger64);
        row("leading zero", {QStringLiteral("75056"), QStringLiteral("01004")}, OFTString);
        row("telephone", {QStringLiteral("+33474000001")}, OFTString);
        row("beyond 64 bits", {QStringLiteral("18446744073709551615")}, OFTString);
        row("decimal", {QStringLiteral("1"), QStringLiteral("2.50"), QStringLiteral("-.5"), QStringLiteral("1e-05")},
            OFTReal);
        row("zeros before a decimal", {QStringLiteral("007.5")}, OFTString);
        row("bare exponent", {QStringLiteral("2E10")}, OFTString);
        row("whole beyond a double", {QStringLiteral("9007199254740993"), QStringLiteral("0.5")}, OFTString);
        row("comma", {QStringLiteral("48,85")}, OFTString);
        row("decimal comma", {QStringLiteral("48,85"), QStringLiteral("3")}, OFTReal, true);
        row("department", {QStringLiteral("12"), QStringLiteral("2A")}, OFTString);
        row("date", {QStringLiteral("2024-02-29")}, OFTDate);
        row("day and time", {QStringLiteral("2024-02-29T23:59:59.999Z")}, OFTDateTime);
        row("microseconds", {QStringLiteral("2024-02-29T23:59:59.99999")}, OFTString);
        row("dates and days", {QStringLiteral("2024-02-29"), QStringLiteral("2024-02-29 10:00")}, OFTString);
        row("nothing", {QString(), QStringLiteral(" ")}, OFTString);
        row("not a number", {QStringLiteral("nan")}, OFTString);
    }
    void typesOfColumns()
    {
        QFETCH(QStringList, values);
        QFETCH(int, type);
        QFETCH(bool, comma);
        ColumnType column(comma);
        for (const QString &value : values)
            column.add(value.toStdString());
        QCOMPARE(int(column.type()), type);
    }

    void csvKeepsCodes()
    {
        const QString path = write("codes.csv",
            "insee,cp,telephone,population,lon,lat\n01004,01500,0474000001,14000,5.36,45.96\n01033,01200,0450000003,,5.82,"
            "46.11\n");
        auto data = openVector(path);
        VERIFY_OK(data);
        OGRLayer *layer = layerOf(*data);
        QCOMPARE(fieldsOf(*layer), QStringLiteral("insee String, cp String, telephone String, population Integer"));
        const OGRFeatureUniquePtr feature(layer->GetNextFeature());
        QCOMPARE(feature->GetFieldAsString("insee"), "01004");
        QCOMPARE(feature->GetFieldAsString("telephone"), "0474000001");
        QCOMPARE(feature->GetFieldAsInteger("population"), 14000);
        QCOMPARE(feature->GetGeometryRef()->toPoint()->getX(), 5.36);
        const OGRFeatureUniquePtr second(layer->GetNextFeature());
        QVERIFY(!second->IsFieldSetAndNotNull(3));
    }

    // The last value alone shows that the column is one of codes: all of the file decides, not its beginning.
    void typesComeFromTheWholeFile()
    {
        QByteArray text = "code,lon,lat\n";
        for (int i = 0; i < 120000; ++i)
            text += QByteArray::number(10000 + i % 80000) + ",2.1,48.1\n";
        const QString path = write("late.csv", text + "01004,2.1,48.1\n");
        auto data = openVector(path);
        VERIFY_OK(data);
        QCOMPARE(fieldsOf(*layerOf(*data)), QStringLiteral("code String"));
        // The file changes: what was kept of the first is not taken for the second.
        auto again = openVector(write("late.csv", text));
        VERIFY_OK(again);
        QCOMPARE(fieldsOf(*layerOf(*again)), QStringLiteral("code Integer"));
    }

    void csvCoordinates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("fields");
        QTest::newRow("lng") << QByteArray("nom,lat,lng\na,48.1,2.1\n") << QStringLiteral("nom String");
        QTest::newRow("long") << QByteArray("Nom,Lat,Long\na,48.1,2.1\n") << QStringLiteral("Nom String");
        QTest::newRow("comma") << QByteArray("nom;longitude;latitude;h\na;2,1;48,1;3,5\n")
                               << QStringLiteral("nom String, h Real");
        QTest::newRow("pair") << QByteArray("nom;geo_point_2d\na;\"48.1, 2.1\"\n") << QStringLiteral("nom String");
        QTest::newRow("portal's spelling") << QByteArray("nom;Geo Point\na;\"48.1, 2.1\"\n") << QStringLiteral("nom String");
        QTest::newRow("WKT") << QByteArray("geometry,nom\n\"POINT(2.1 48.1)\",a\n") << QStringLiteral("nom String");
        QTest::newRow("EWKT") << QByteArray("geom,nom\n\"SRID=4326;POINT(2.1 48.1)\",a\n") << QStringLiteral("nom String");
        QTest::newRow("EWKB") << QByteArray("geom,nom\n0101000020E6100000CDCCCCCCCCCC0040CDCCCCCCCC0C4840,a\n")
                              << QStringLiteral("nom String");
        QTest::newRow("GeoJSON") << QByteArray(
            "geo_shape;nom\n\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[2.1,48.1]}\";a\n")
                                 << QStringLiteral("nom String");
        // A column that is only called so is an attribute, and the coordinates beside it are found.
        QTest::newRow("kind called geometry")
            << QByteArray("geometry,lon,lat\nPolygon,2.1,48.1\n") << QStringLiteral("geometry String");
    }
    void csvCoordinates()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, fields);
        auto data = openVector(write("places.csv", text));
        VERIFY_OK(data);
        OGRLayer *layer = layerOf(*data);
        QCOMPARE(fieldsOf(*layer), fields);
        const OGRFeatureUniquePtr feature(layer->GetNextFeature());
        QVERIFY(feature->GetGeometryRef());
        QCOMPARE(feature->GetGeometryRef()->toPoint()->getX(), 2.1);
        QCOMPARE(feature->GetGeometryRef()->toPoint()->getY(), 48.1);
        OGREnvelope box;
        QCOMPARE(layer->GetExtent(&box, TRUE), OGRERR_NONE);
        QCOMPARE(box.MinX, 2.1);
        layer->ResetReading();
        layer->SetSpatialFilterRect(10, 10, 11, 11);
        QVERIFY(!OGRFeatureUniquePtr(layer->GetNextFeature()));
    }

    void csvOfWindows()
    {
        const QString path = write("windows.csv",
            "Ann\xe9"
            "e;nom;lon;lat\n2024;\x8cuvre d\x92\xe9t\xe9;2.1;48.1\n");
        auto data = openVector(path);
        VERIFY_OK(data);
        OGRLayer *layer = layerOf(*data);
        QCOMPARE(fieldsOf(*layer), QStringLiteral("Année Integer, nom String"));
        QCOMPARE(QString::fromUtf8(OGRFeatureUniquePtr(layer->GetNextFeature())->GetFieldAsString("nom")),
            QStringLiteral("Œuvre d’été"));
    }

    void twoColumnsOfOneName()
    {
        auto data = openVector(write("twice.csv", "nom,INSEE,lon,lat,INSEE\na,2A004,2.1,48.1,75056\n"));
        VERIFY_OK(data);
        OGRLayer *layer = layerOf(*data);
        QCOMPARE(fieldsOf(*layer), QStringLiteral("nom String, INSEE String, INSEE2 Integer"));
        const auto infos = readVectorLayers(m_folder.filePath(QStringLiteral("twice.csv")));
        VERIFY_OK(infos);
        QCOMPARE(infos->front().fields.back().name, QStringLiteral("INSEE2"));
        // A driver of GDAL 3.6 that looks for coordinates ends the program on this one.
        VERIFY_OK(openVector(write("xxy.csv", "x,x,y\n1,2,3\n")));
    }

    void numbersOfGeoJson()
    {
        const QByteArray place = R"(,"geometry":{"type":"Point","coordinates":[2.1,48.1]}})";
        auto ids = openVector(write("ids.geojson",
            R"({"type":"FeatureCollection","features":[{"type":"Feature","id":9876543210,"properties":{"n":1})" + place
                + R"(,{"type":"Feature","id":7,"properties":{"n":2})" + place
                + R"(,{"type":"Feature","id":-9876543211,"properties":{"n":3})" + place + "]}"));
        VERIFY_OK(ids);
        QStringList read;
        for (const auto &feature : *layerOf(*ids))
            read << QString::fromLatin1(feature->GetFieldAsString("id"));
        QCOMPARE(read.join(QLatin1Char(' ')), QStringLiteral("9876543210 7 -9876543211"));
        auto small = openVector(write("small.geojson",
            R"({"type":"FeatureCollection","features":[{"type":"Feature","id":9876543210,"properties":{"n":1})" + place
                + R"(,{"type":"Feature","id":-5,"properties":{"n":3})" + place + "]}"));
        VERIFY_OK(small);
        read.clear();
        for (const auto &feature : *layerOf(*small))
            read << QString::fromLatin1(feature->GetFieldAsString("id"));
        QCOMPARE(read.join(QLatin1Char(' ')), QStringLiteral("9876543210 -5"));

        // Twice in one process, whose driver warns of it once.
        for (int i = 0; i < 2; ++i) {
            auto cells = openVector(write("cells.geojson",
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"s2":18446744073709551615,"k":3})"
                    + place + R"(,{"type":"Feature","properties":{"s2":12,"k":4})" + place + "]}"));
            VERIFY_OK(cells);
            OGRLayer *layer = layerOf(*cells);
            QCOMPARE(fieldsOf(*layer), QStringLiteral("s2 String, k Integer"));
            QCOMPARE(OGRFeatureUniquePtr(layer->GetNextFeature())->GetFieldAsString("s2"), "18446744073709551615");
            QCOMPARE(OGRFeatureUniquePtr(layer->GetNextFeature())->GetFieldAsString("s2"), "12");
        }

        auto wide = openVector(write("wide.geojson",
            R"({"type":"FeatureCollection","features":[{"type":"Feature","id":18446744073709551616,"properties":)"
            R"({"n":-123456789012345678901234567890,"l":[98765432109876543210],"text":"id: -98765432109876543210","f":1.5})"
                + place + "]}"));
        VERIFY_OK(wide);
        const OGRFeatureUniquePtr feature(layerOf(*wide)->GetNextFeature());
        QCOMPARE(feature->GetFieldAsString("id"), "18446744073709551616");
        QCOMPARE(feature->GetFieldAsString("n"), "-123456789012345678901234567890");
        QCOMPARE(feature->GetFieldAsString("l"), "[\"98765432109876543210\"]");
        QCOMPARE(feature->GetFieldAsString("text"), "id: -98765432109876543210");
        QCOMPARE(feature->GetFieldAsDouble("f"), 1.5);
        QVERIFY(feature->GetGeometryRef()->getGeometryType() == wkbPoint);
    }

    void listsAreJson()
    {
        auto data = openVector(write("lists.geojson",
            R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"tags":["a","b é"],"n":[1,9007199254740993]},)"
            R"("geometry":{"type":"Point","coordinates":[2.1,48.1]}}]})"));
        VERIFY_OK(data);
        const OGRFeatureUniquePtr feature(layerOf(*data)->GetNextFeature());
        QCOMPARE(feature->GetFieldAsString("tags"), R"(["a","b é"])");
        QCOMPARE(feature->GetFieldAsString("n"), "[1,9007199254740993]");
    }

    void noSixtiethSecond()
    {
        auto data = openVector(write("time.geojson",
            R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"t":"2024-02-29T23:59:59.99999"},)"
            R"("geometry":{"type":"Point","coordinates":[2.1,48.1]}}]})"));
        VERIFY_OK(data);
        const OGRFeatureUniquePtr feature(layerOf(*data)->GetNextFeature());
        QCOMPARE(feature->GetFieldAsString("t"), "2024/02/29 23:59:59.999");
    }

    // Neither a .cpg nor the DBF says the code page: the texts themselves do.
    void textsOfShapefiles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("says");
        QTest::newRow("Windows-1252") << QByteArray("\x8cuvre d\x92\xe9t\xe9") << 0;
        QTest::newRow("UTF-8") << QByteArray("Œuvre d’été") << 0;
        QTest::newRow("Windows-1252 as ANSI") << QByteArray("\x8cuvre d\x92\xe9t\xe9") << 0x57;
    }
    void textsOfShapefiles()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, says);
        const QString path = m_folder.filePath(QStringLiteral("texts.shp"));
        ensureGdal();
        {
            auto *driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
            driver->Delete(path.toUtf8().constData());
            GDALDatasetUniquePtr data(driver->Create(path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr));
            const char *const options[] = {"ENCODING=", nullptr};
            OGRLayer *layer = data->CreateLayer("texts", nullptr, wkbPoint, const_cast<char **>(options));
            OGRFieldDefn field("nom", OFTString);
            QCOMPARE(layer->CreateField(&field), OGRERR_NONE);
            OGRFeature feature(layer->GetLayerDefn());
            feature.SetField(0, text.constData());
            feature.SetGeometryDirectly(new OGRPoint(1, 2));
            QCOMPARE(layer->CreateFeature(&feature), OGRERR_NONE);
        }
        QFile::remove(m_folder.filePath(QStringLiteral("texts.cpg")));
        QFile dbf(m_folder.filePath(QStringLiteral("texts.dbf")));
        QVERIFY(dbf.open(QIODevice::ReadWrite));
        dbf.seek(29);
        dbf.putChar(char(says));
        dbf.close();
        auto data = openVector(path);
        VERIFY_OK(data);
        QCOMPARE(QString::fromUtf8(OGRFeatureUniquePtr(layerOf(*data)->GetNextFeature())->GetFieldAsString("nom")),
            QStringLiteral("Œuvre d’été"));
        auto raw = openVector(path, {.rawText = true});
        VERIFY_OK(raw);
        QCOMPARE(QByteArray(OGRFeatureUniquePtr(layerOf(*raw)->GetNextFeature())->GetFieldAsString("nom")), text);
    }

    void gmlWithoutSchema()
    {
        auto data = openVector(write("codes.gml",
            R"(<?xml version="1.0"?><c:FeatureCollection xmlns:c="urn:c" xmlns:gml="http://www.opengis.net/gml">)"
            R"(<gml:featureMember><c:commune fid="1"><c:insee>01004</c:insee><c:habitants>14000</c:habitants>)"
            R"(<c:lieu><gml:Point srsName="EPSG:2154"><gml:coordinates>880000,6540000</gml:coordinates></gml:Point></c:lieu>)"
            R"(</c:commune></gml:featureMember></c:FeatureCollection>)"));
        VERIFY_OK(data);
        const OGRFeatureUniquePtr feature(layerOf(*data)->GetNextFeature());
        QCOMPARE(feature->GetFieldAsString("insee"), "01004");
        QCOMPARE(feature->GetFieldDefnRef(feature->GetFieldIndex("habitants"))->GetType(), OFTInteger);
        QVERIFY(feature->GetGeometryRef());
    }

    void utf8Texts()
    {
        QCOMPARE(utf8Text("\x80"), std::string("€"));
        QCOMPARE(utf8Text("\x81"), std::string("\xc2\x81")); // no character of its own
        QCOMPARE(utf8Text("\xc3\xa9"), std::string("é"));
        QVERIFY(!isUtf8("\xed\xa0\x80") && !isUtf8("\xc0\xaf") && !isUtf8("\xe2\x82") && isUtf8("\xf0\x9f\x97\xba"));
    }

private:
    QString write(const char *name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no test file");
        return path;
    }
    static OGRLayer *layerOf(const GdalDataset &data) { return GDALDataset::FromHandle(data.get())->GetLayer(0); }
    static QString fieldsOf(OGRLayer &layer)
    {
        QStringList fields;
        for (int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i) {
            const OGRFieldDefn *field = layer.GetLayerDefn()->GetFieldDefn(i);
            fields << QString::fromUtf8(field->GetNameRef()) + QLatin1Char(' ')
                    + QString::fromLatin1(OGRFieldDefn::GetFieldTypeName(field->GetType()));
        }
        return fields.join(QLatin1String(", "));
    }

    QTemporaryDir m_folder;
};

TUILERIE_TEST_MAIN(VectorValuesTest)
#include "vectorvaluestest.moc"
