// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/descriptor.h"

#include "pyramid/buckets.h"
#include "pyramidsamples.h"
#include "support/testsupport.h"

#include <QJsonDocument>

using namespace tuilerie;

namespace {

// The two minimal examples of docs/rok4.md §3.
const char *const rasterText = R"({"tile_matrix_set":"PM","format":"TIFF_PNG_UINT8",
 "raster_specifications":{"channels":3,"nodata":"255,255,255","photometric":"rgb","interpolation":"bicubic"},
 "levels":[{"id":"15","tiles_per_width":16,"tiles_per_height":16,
   "tile_limits":{"min_col":16592,"max_col":16607,"min_row":11280,"max_row":11295},
   "storage":{"type":"FILE","image_directory":"ORTHO/DATA/15","path_depth":2}}]})";
const char *const vectorText = R"({"tile_matrix_set":"PM","format":"TIFF_PBF_MVT",
 "levels":[{"id":"9","tiles_per_width":4,"tiles_per_height":4,
   "tile_limits":{"min_col":256,"max_col":259,"min_row":176,"max_row":179},
   "tables":[{"name":"t","geometry":"POLYGON","attributes":[{"name":"a","type":"text","count":3}]}],
   "storage":{"type":"FILE","image_directory":"VEC/DATA/9","path_depth":2}}]})";

QJsonObject parse(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

// `path` like "levels.0.tile_limits.min_col"; an undefined value removes the member.
QJsonValue changed(const QJsonValue &value, const QStringList &path, const QJsonValue &to)
{
    if (path.isEmpty())
        return to;
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        array[path.first().toInt()] = changed(array.at(path.first().toInt()), path.mid(1), to);
        return array;
    }
    QJsonObject object = value.toObject();
    object.insert(path.first(), changed(object.value(path.first()), path.mid(1), to));
    return object;
}

} // namespace

class DescriptorTest : public QObject
{
    Q_OBJECT

private slots:
    void examplesRoundTrip()
    {
        for (const char *text : {rasterText, vectorText}) {
            const auto descriptor = PyramidDescriptor::fromJson(parse(text));
            VERIFY_OK(descriptor);
            QCOMPARE(descriptor->toJson(), parse(text));
        }
        const auto raster = PyramidDescriptor::fromJson(parse(rasterText));
        QCOMPARE(raster->level(QStringLiteral("15"))->limits, (TileRange{16592, 11280, 16607, 11295}));
        QVERIFY(!raster->level(QStringLiteral("16")));
        QCOMPARE(raster->nodataValues(), (std::vector<double>{255, 255, 255}));
        QVERIFY(PyramidDescriptor::fromJson(parse(vectorText))->isVector());
    }

    void onesOfOthersRoundTrip()
    {
        const QTemporaryDir folder;
        const QString root = test::pyramidsOfOthers(folder);
        for (const char *name : {"BDPARCELLAIRE", "MONTAGNE", "RGEALTI", "SCAN1000"}) {
            const QString path = root + QLatin1Char('/') + QLatin1String(name) + QLatin1String(".json");
            const auto descriptor = PyramidDescriptor::load(path);
            VERIFY_OK(descriptor);
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(descriptor->toJson(), QJsonDocument::fromJson(file.readAll()).object());
            const QString copy = folder.filePath(QStringLiteral("copy/x.json"));
            VERIFY_OK(descriptor->save(copy));
            QCOMPARE(*PyramidDescriptor::load(copy), *descriptor);
        }
    }

    void objectStoresAndMasks()
    {
        QJsonObject object = parse(rasterText);
        object = changed(object, {QStringLiteral("levels"), QStringLiteral("0"), QStringLiteral("storage")},
            QJsonObject{{QStringLiteral("type"), QStringLiteral("S3")},
                {QStringLiteral("bucket_name"), QStringLiteral("b@c")},
                {QStringLiteral("image_prefix"), QStringLiteral("ORTHO/DATA_15")},
                {QStringLiteral("mask_prefix"), QStringLiteral("ORTHO/MASK_15")}})
                     .toObject();
        object.insert(QStringLiteral("mask_format"), QStringLiteral("TIFF_ZIP_UINT8"));
        const auto descriptor = PyramidDescriptor::fromJson(object);
        VERIFY_OK(descriptor);
        QVERIFY(descriptor->hasMasks);
        QCOMPARE(descriptor->levels[0].storage.bucket, QStringLiteral("b@c"));
        QCOMPARE(descriptor->levels[0].storage.maskDirectory, QStringLiteral("ORTHO/MASK_15"));
        QCOMPARE(descriptor->toJson(), object);
    }

    // Where somebody administers the program, and only there.
    void bucketsAreAllowed()
    {
        const auto all = qScopeGuard([] { allowBuckets({QStringLiteral("*")}); });
        const auto withBucket = [](const char *name) {
            QJsonObject storage{{QStringLiteral("type"), QStringLiteral("S3")},
                {QStringLiteral("image_prefix"), QStringLiteral("ORTHO/DATA_15")},
                {QStringLiteral("bucket_name"), QLatin1String(name)}};
            return PyramidDescriptor::fromJson(changed(
                parse(rasterText), {QStringLiteral("levels"), QStringLiteral("0"), QStringLiteral("storage")}, storage)
                                                   .toObject());
        };
        VERIFY_OK(withBucket("any"));
        allowBuckets({QStringLiteral("tiles")});
        VERIFY_OK(withBucket("tiles"));
        VERIFY_OK(withBucket("tiles@paris"));
        for (const char *other : {"private", "tiles2", "Tiles"}) {
            const auto refused = withBucket(other);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Denied);
            QVERIFY(refused.error().message.contains(QLatin1String(other)));
        }
        allowBuckets({});
        QVERIFY(!withBucket("tiles"));
    }

    void tolerance()
    {
        QJsonObject object = parse(rasterText);
        const auto set = [&](const char *path, const QJsonValue &value) {
            object = changed(object, QString::fromLatin1(path).split(QLatin1Char('.')), value).toObject();
        };
        set("levels.0.id", 15);
        set("levels.0.tile_limits.min_col", -3);
        set("raster_specifications.photometric", QStringLiteral("RGB"));
        set("raster_specifications.nodata", QStringLiteral("1, 2.7,"));
        set("something", QStringLiteral("else"));
        const auto descriptor = PyramidDescriptor::fromJson(object);
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->levels[0].id, QStringLiteral("15"));
        QCOMPARE(descriptor->levels[0].limits.minCol, qint64(0));
        QCOMPARE(descriptor->photometric, QStringLiteral("rgb"));
        QCOMPARE(descriptor->nodataValues(), (std::vector<double>{1, 2.7, 255}));
        set("format", QStringLiteral("TIFF_ZIP_FLOAT32"));
        set("raster_specifications.nodata", QStringLiteral("-99999"));
        QCOMPARE(PyramidDescriptor::fromJson(object)->nodataValues(), (std::vector<double>{-99999, -99999, -99999}));
    }

    void wrongMembersAreNamed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *path, const QJsonValue &value) {
            QTest::addRow("%s = %s", path, QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).constData())
                << QString::fromLatin1(path) << value;
        };
        const QJsonValue missing = QJsonValue::Undefined;
        for (const char *path : {"tile_matrix_set", "format", "raster_specifications.channels",
                 "raster_specifications.nodata", "raster_specifications.photometric", "levels", "levels.0.id",
                 "levels.0.tiles_per_width", "levels.0.tiles_per_height", "levels.0.tile_limits.min_row",
                 "levels.0.tile_limits.max_row", "levels.0.tile_limits.min_col", "levels.0.tile_limits.max_col",
                 "levels.0.storage.type", "levels.0.storage.image_directory"}) {
            row(path, missing);
            row(path, QJsonArray());
        }
        row("mask_format", QStringLiteral("TIFF_RAW_UINT8"));
        row("raster_specifications.channels", 5);
        row("raster_specifications.channels", 2.5);
        row("levels.0.tiles_per_width", 0);
        row("levels.0.tiles_per_width", 1e9);
        row("levels.0.tile_limits.min_col", QStringLiteral("3"));
        row("levels.0.tile_limits.max_col", 4294967295.0); // 2³² × 2³² tiles would be none
        row("levels.0.storage.path_depth", 0);
        row("levels.0.storage.type", QStringLiteral("TAPE"));
        // Nothing but its own slabs.
        for (const char *outside :
            {"/var/other/DATA/15", "../other/DATA/15", "ORTHO/../../other", "..", "s3://other/DATA"}) {
            row("levels.0.storage.image_directory", QString::fromLatin1(outside));
            row("levels.0.storage.mask_directory", QString::fromLatin1(outside));
        }
    }

    void wrongMembersAreNamed()
    {
        QFETCH(QString, path);
        QFETCH(QJsonValue, value);
        const QStringList parts = path.split(QLatin1Char('.'));
        const auto descriptor = PyramidDescriptor::fromJson(changed(parse(rasterText), parts, value).toObject());
        QVERIFY(!descriptor);
        QCOMPARE(descriptor.error().code, ErrorCode::Invalid);
        QVERIFY2(descriptor.error().message.contains(parts.last()) || path == QLatin1String("format"),
            qPrintable(descriptor.error().message));
    }

    void whatIsNotADescriptor()
    {
        QTemporaryDir folder;
        QCOMPARE(PyramidDescriptor::load(folder.filePath(QStringLiteral("none.json"))).error().code, ErrorCode::NotFound);
        QFile file(folder.filePath(QStringLiteral("x.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not json");
        file.close();
        QCOMPARE(PyramidDescriptor::load(file.fileName()).error().code, ErrorCode::Invalid);
        auto swift = changed(
            parse(rasterText), QStringLiteral("levels.0.storage.type").split(QLatin1Char('.')), QStringLiteral("SWIFT"));
        QCOMPARE(PyramidDescriptor::fromJson(swift.toObject()).error().code, ErrorCode::Unsupported);
        // Upside-down limits and one level twice.
        QVERIFY(!PyramidDescriptor::fromJson(
            changed(parse(rasterText), QStringLiteral("levels.0.tile_limits.max_col").split(QLatin1Char('.')), 3)
                .toObject()));
        QJsonObject twice = parse(rasterText);
        const QJsonArray levels = twice.value(QStringLiteral("levels")).toArray();
        twice.insert(QStringLiteral("levels"), QJsonArray{levels.at(0), levels.at(0)});
        QVERIFY(!PyramidDescriptor::fromJson(twice));
    }
};

TUILERIE_TEST_MAIN(DescriptorTest)
#include "descriptortest.moc"
