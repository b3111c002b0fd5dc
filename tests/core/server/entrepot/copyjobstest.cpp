// SPDX-License-Identifier: GPL-3.0-or-later
#include "../diffusion/diffusionsupport.h"
#include "entrepotsupport.h"
#include "pyramid/buckets.h"
#include "server/entrepot/jobs.h"

#include <QDirIterator>
#include <cstring>

using namespace tuilerie;
using namespace tuilerie::test;

/// The processings that take over what was made elsewhere: what they copy, refuse, and leave when they are stopped.
class CopyJobsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    /// An upload with all files of a folder below `prefix`.
    QString uploadOf(Entrepot &e, const char *type, const QString &folder, const QString &prefix)
    {
        const QString u = e.makeUpload(type);
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("%s", qPrintable(file.errorString()));
            e.put(u, prefix + QDir(folder).relativeFilePath(file.fileName()), file.readAll());
        }
        return u;
    }
    static QJsonObject params(const QString &upload, const QString &data)
    {
        return {{QStringLiteral("uploads"), QJsonArray{upload}}, {QStringLiteral("stored_data"), data}};
    }
    static QStringList filesBelow(const QString &folder)
    {
        QStringList names;
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            names << QDir(folder).relativeFilePath(files.next());
        names.sort();
        return names;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(!writePyramid(m_folder.path(), QStringLiteral("ORTHO"), QStringLiteral("PM"),
            {TileCompression::Png, SampleType::UInt8}, 3, {QStringLiteral("9"), QStringLiteral("10")},
            {200000, 6000000, 280000, 6080000}, [](double x, double y, uint8_t *pixel) {
                pixel[0] = uint8_t(x / 100);
                pixel[1] = uint8_t(y / 100);
                pixel[2] = 9;
            }).isEmpty());
    }

    void aPyramidIsCopiedWholeAndVerified()
    {
        Entrepot e;
        const QString u = uploadOf(e, "ROK4-PYRAMID", m_folder.path(), QStringLiteral("some/where/"));
        const QString data = e.storedData(StoredDataType::RasterPyramid, "CREATED");
        KeepingJob job;
        const auto report = runRok4Copy(e.datastore(), WorkBox({}), params(u, data), job);
        VERIFY_OK(report);
        QCOMPARE(job.steps, QStringList({QStringLiteral("copy"), QStringLiteral("verify")}));
        QCOMPARE(filesBelow(e.datastore().pyramidFolder(data)), filesBelow(m_folder.path()));
        const StoredData made = StoredData::fromJson(*e.store().find(EntityKind::StoredData, data));
        QCOMPARE(made.status, QString(StoredDataStatus::Generated));
        QCOMPARE(made.tms(), QStringLiteral("PM"));
        QCOMPARE(made.levels(), QStringList({QStringLiteral("9"), QStringLiteral("10")}));
        QVERIFY(made.size > 1000);
        // A job that was killed between its last change and its end does nothing when it runs again.
        KeepingJob again;
        VERIFY_OK(runRok4Copy(e.datastore(), WorkBox({}), params(u, data), again));
        QVERIFY(again.steps.isEmpty());
    }

    // The range of values, which clients make palettes of, comes from the box: the server decodes no tile of a delivery.
    void theRangeOfValuesIsSaid()
    {
        QTemporaryDir heights;
        QVERIFY(!writePyramid(heights.path(), QStringLiteral("DEM"), QStringLiteral("PM"),
            {TileCompression::Zip, SampleType::Float32}, 1, {QStringLiteral("9"), QStringLiteral("10")},
            {200000, 6000000, 280000, 6080000}, [](double x, double, uint8_t *pixel) {
                const float height = x < 240000 ? 12.5f : 900.0f;
                std::memcpy(pixel, &height, sizeof height);
            }).isEmpty());
        Entrepot e;
        const QString u = uploadOf(e, "ROK4-PYRAMID", heights.path(), QString());
        const QString data = e.storedData(StoredDataType::RasterPyramid, "CREATED");
        KeepingJob job;
        VERIFY_OK(runRok4Copy(e.datastore(), WorkBox({}), params(u, data), job));
        const StoredData made = StoredData::fromJson(*e.store().find(EntityKind::StoredData, data));
        QCOMPARE(made.typeInfos[QLatin1String("value_range")].toArray(), (QJsonArray{12.5, 900.0}));
    }

    // A descriptor that leads elsewhere is found by its name, with the reason, and nothing is read there.
    void aPyramidThatLeadsElsewhereIsRefused_data()
    {
        QTest::addColumn<QByteArray>("storage");
        QTest::addColumn<QString>("word");
        QTest::newRow("folder") << QByteArray(R"({"type":"FILE","image_directory":"../../x","path_depth":2})")
                                << QStringLiteral("image_directory");
        QTest::newRow("bucket") << QByteArray(R"({"type":"S3","image_prefix":"x","bucket_name":"private"})")
                                << QStringLiteral("private");
    }

    void aPyramidThatLeadsElsewhereIsRefused()
    {
        QFETCH(QByteArray, storage);
        QFETCH(QString, word);
        const auto all = qScopeGuard([] { allowBuckets({QStringLiteral("*")}); });
        allowBuckets({QStringLiteral("tiles")});
        Entrepot e;
        const QString u = e.makeUpload("ROK4-PYRAMID");
        e.put(u, QStringLiteral("p.json"),
            R"({"tile_matrix_set":"PM","format":"TIFF_PNG_UINT8","raster_specifications":{"channels":3,"nodata":"0,0,0",)"
            R"("photometric":"rgb"},"levels":[{"id":"9","tiles_per_width":16,"tiles_per_height":16,"tile_limits":{"min_row":0,)"
            R"("max_row":1,"min_col":0,"max_col":1},"storage":)"
                + storage + "}]}");
        KeepingJob job;
        const auto outcome = runRok4Check(e.datastore(), WorkBox({}), {{QStringLiteral("upload"), u}}, job);
        VERIFY_OK(outcome);
        const QJsonArray findings = (*outcome)[QLatin1String("findings")].toArray();
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0][QLatin1String("path")].toString(), QStringLiteral("p.json"));
        QVERIFY2(findings[0][QLatin1String("message")].toString().contains(word),
            qPrintable(findings[0][QLatin1String("message")].toString()));
    }

    // Stopped after each number of files, then run again: what is there stays, the descriptor comes last.
    void aStoppedCopyGoesOn()
    {
        Entrepot e;
        const QString u = uploadOf(e, "ROK4-PYRAMID", m_folder.path(), QString());
        const int files = int(e.datastore().files(u)->size());
        QVERIFY2(files > 2, qPrintable(QString::number(files))); // two slabs and the descriptor
        for (int after = 0; after < files; ++after) {
            const QString data = e.storedData(StoredDataType::RasterPyramid, "CREATED"),
                          folder = e.datastore().pyramidFolder(data);
            KeepingJob stopped;
            stopped.stopAfter = after;
            const auto cut = runRok4Copy(e.datastore(), WorkBox({}), params(u, data), stopped);
            QVERIFY(!cut && cut.error().code == ErrorCode::Cancelled);
            QVERIFY(!QFile::exists(folder + QStringLiteral("/ORTHO.json"))); // nobody takes it for a pyramid
            QCOMPARE(e.status("stored_data", data), QStringLiteral("GENERATING"));
            // A file that was being written when the process ended.
            QDir().mkpath(folder);
            QFile part(folder + QStringLiteral("/ORTHO.json.part"));
            QVERIFY(part.open(QIODevice::WriteOnly) && part.write("{") == 1);
            part.close();
            KeepingJob resumed;
            VERIFY_OK(runRok4Copy(e.datastore(), WorkBox({}), params(u, data), resumed));
            QCOMPARE(filesBelow(folder), filesBelow(m_folder.path()));
        }
    }

    void whatIsNoPyramidIsRefused()
    {
        Entrepot e;
        KeepingJob job;
        const QString empty = e.makeUpload("ROK4-PYRAMID");
        e.put(empty, QStringLiteral("a.json"), "{}");
        const auto none = runRok4Copy(
            e.datastore(), WorkBox({}), params(empty, e.storedData(StoredDataType::RasterPyramid, "CREATED")), job);
        QVERIFY(!none && none.error().code == ErrorCode::Invalid);
        // A raster pyramid for the processing that copies those of vectors.
        const QString u = uploadOf(e, "ROK4-PYRAMID", m_folder.path(), QString());
        const auto other =
            runRok4Copy(e.datastore(), WorkBox({}), params(u, e.storedData(StoredDataType::VectorPyramid, "CREATED")), job);
        QVERIFY(!other && other.error().code == ErrorCode::Invalid);
        const auto deleted =
            runRok4Copy(e.datastore(), WorkBox({}), params(u, e.storedData(StoredDataType::RasterPyramid, "DELETED")), job);
        QVERIFY(!deleted && deleted.error().code == ErrorCode::NotFound);
    }

    // Each slab in turn with its index overwritten: found before anybody can publish it.
    void aDamagedPyramidIsNotTaken()
    {
        for (const QString &slab : filesBelow(m_folder.path())) {
            if (slab.endsWith(QStringLiteral(".json")))
                continue;
            Entrepot e;
            const QString u = uploadOf(e, "ROK4-PYRAMID", m_folder.path(), QString());
            QFile file(e.datastore().uploadFolder(u) + QLatin1Char('/') + slab);
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(2048) && file.write(QByteArray(128, '\x7f')) == 128);
            file.close();
            const QString data = e.storedData(StoredDataType::RasterPyramid, "CREATED");
            KeepingJob job;
            const auto report = runRok4Copy(e.datastore(), WorkBox({}), params(u, data), job);
            QVERIFY2(!report && report.error().code == ErrorCode::Corrupt, qPrintable(slab));
            QCOMPARE(e.status("stored_data", data), QStringLiteral("GENERATING"));
            QVERIFY(e.configure(data, QStringLiteral("l")).isEmpty());
        }
    }

    void anArchiveIsTakenAsItIs()
    {
        Entrepot e;
        const QString u = e.makeUpload("ARCHIVE", "EPSG:2154");
        e.put(u, QStringLiteral("data/sub/a.txt"), "a");
        e.put(u, QStringLiteral("data/b.txt"), "bb");
        e.put(u, QStringLiteral("sums.md5"), QByteArray(32, '0') + "  data/b.txt\n", true);
        const QString data = e.storedData(StoredDataType::Archive, "CREATED");
        KeepingJob job;
        VERIFY_OK(runArchiveCopy(e.datastore(), params(u, data), job));
        // Without the folder that uploads put their files in, and without the sums that came with them.
        QCOMPARE(filesBelow(e.datastore().pyramidFolder(data) + QStringLiteral("/data")),
            QStringList({QStringLiteral("b.txt"), QStringLiteral("sub/a.txt")}));
        const StoredData made = StoredData::fromJson(*e.store().find(EntityKind::StoredData, data));
        QCOMPARE(made.status, QString(StoredDataStatus::Generated));
        QCOMPARE(made.srs, QStringLiteral("EPSG:2154"));
        QCOMPARE(made.typeInfos.value(QLatin1String("files_number")).toInt(), 2);
    }

    void aPointCloudPyramidMustBeOne()
    {
        Entrepot e;
        const QString u =
            e.makeUpload("PYRAMID-3D", "EPSG:2154", {{QStringLiteral("pyramid_type"), QStringLiteral("COPC")}});
        e.put(u, QStringLiteral("readme.txt"), "nothing");
        KeepingJob job;
        const auto none = runPyramid3dCopy(
            e.datastore(), WorkBox({}), params(u, e.storedData(StoredDataType::PyramidCopc, "CREATED")), job);
        QVERIFY(!none && none.error().code == ErrorCode::Invalid);
        e.put(u, QStringLiteral("ept.json"), "{}");
        const auto ept = runPyramid3dCopy(
            e.datastore(), WorkBox({}), params(u, e.storedData(StoredDataType::PyramidCopc, "CREATED")), job);
        QVERIFY(!ept && ept.error().code == ErrorCode::Invalid);
        QVERIFY2(ept.error().message.contains(QStringLiteral("EPT")), qPrintable(ept.error().message));
    }
};

TUILERIE_TEST_MAIN(CopyJobsTest)
#include "copyjobstest.moc"
