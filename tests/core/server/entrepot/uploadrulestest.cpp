// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "entrepotsupport.h"
#include "server/entrepot/catalogueofwork.h"
#include "server/entrepot/jobs.h"

#include <QCryptographicHash>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

QStringList findingsOf(const Result<QJsonObject> &result)
{
    QStringList ids;
    if (result)
        for (const QJsonValue finding : result->value(QLatin1String("findings")).toArray())
            ids << finding[QLatin1String("id")].toString();
    return ids;
}

QJsonObject forUpload(const QString &upload)
{
    return {{QStringLiteral("upload"), upload}};
}

} // namespace

/// What an upload may become, and what its checks find.
class UploadRulesTest : public QObject
{
    Q_OBJECT

private slots:
    // OPEN → CHECKING → CLOSED → OPEN, each step only where it may be made.
    void statesMoveAsTheProtocolSays()
    {
        Entrepot e;
        const QString u = e.makeUpload(), path = QStringLiteral("uploads/") + u;
        QCOMPARE(e.call("POST", path + QStringLiteral("/close")).status, 400); // no files
        e.put(u, QStringLiteral("data/a.txt"), "abc");
        QCOMPARE(e.call("POST", path + QStringLiteral("/open")).status, 409); // is open
        QCOMPARE(e.call("POST", path + QStringLiteral("/close")).status, 204);
        QCOMPARE(e.status("upload", u), QStringLiteral("CHECKING"));
        for (const auto &[method, tail] : {std::pair{"POST", "/close"}, std::pair{"DELETE", ""},
                 std::pair{"POST", "/data?path=b.txt"}, std::pair{"DELETE", "/data?path=data/a.txt"}})
            QCOMPARE(e.call(method, path + QLatin1String(tail)).status, 409);

        // The jobs of its checks run, and bring it on.
        VERIFY_OK(e.service->start());
        e.service->jobs().waitForIdle();
        QCOMPARE(e.status("upload", u), QStringLiteral("CLOSED"));
        QCOMPARE(e.call("POST", path + QStringLiteral("/close")).status, 409);
        QCOMPARE(e.call("POST", path + QStringLiteral("/open")).status, 204);
        QCOMPARE(e.status("upload", u), QStringLiteral("OPEN"));
        // What was checked before says nothing about files that may change now.
        QVERIFY(e.store().linkedTo(u, QStringLiteral("upload")).isEmpty());
        QCOMPARE(e.call("DELETE", path).status, 204);
        QCOMPARE(e.status("upload", u), QStringLiteral("DELETED"));
        QCOMPARE(e.call("POST", path + QStringLiteral("/open")).status, 409);
        QCOMPARE(e.call("GET", path + QStringLiteral("/tree")).status, 404);
    }

    void failedChecksMakeItUnstable()
    {
        Entrepot e;
        const QString u = e.makeUpload();
        e.put(u, QStringLiteral("a.txt"), "abc");
        e.put(u, QStringLiteral("sums.md5"), QByteArray(32, '0') + "  a.txt\n", true);
        VERIFY_OK(e.service->start());
        QCOMPARE(e.call("POST", QStringLiteral("uploads/%1/close").arg(u)).status, 204);
        e.service->jobs().waitForIdle();
        QCOMPARE(e.status("upload", u), QStringLiteral("UNSTABLE"));
        const QStringList checks = e.store().linkedTo(u, QStringLiteral("upload"));
        QCOMPARE(checks.size(), 1);
        QCOMPARE(e.status("check_execution", checks[0]), QStringLiteral("FAILURE"));
        // It can be mended.
        QCOMPARE(e.call("POST", QStringLiteral("uploads/%1/open").arg(u)).status, 204);
        QCOMPARE(e.call("DELETE", QStringLiteral("uploads/%1/md5?path=sums.md5").arg(u)).status, 204);
        QCOMPARE(e.call("POST", QStringLiteral("uploads/%1/close").arg(u)).status, 204);
        e.service->jobs().waitForIdle();
        QCOMPARE(e.status("upload", u), QStringLiteral("CLOSED"));
    }

    void eachTypeGetsItsChecks_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("checks");
        QTest::newRow("archive") << QStringLiteral("ARCHIVE") << 1;
        QTest::newRow("raster") << QStringLiteral("RASTER") << 2;
        QTest::newRow("vector") << QStringLiteral("VECTOR") << 2;
        QTest::newRow("point cloud") << QStringLiteral("POINT-CLOUD") << 2;
        QTest::newRow("pyramid") << QStringLiteral("ROK4-PYRAMID") << 2;
    }
    void eachTypeGetsItsChecks()
    {
        QFETCH(QString, type);
        QFETCH(int, checks);
        Entrepot e;
        const QString u = e.makeUpload(type.toLatin1().constData());
        e.put(u, QStringLiteral("a.bin"), "abc");
        QCOMPARE(e.call("POST", QStringLiteral("uploads/%1/close").arg(u)).status, 204);
        QCOMPARE(e.store().linkedTo(u, QStringLiteral("upload")).size(), checks);
        QCOMPARE(e.service->jobs().jobs()->size(), size_t(checks));
    }

    void whatAnUploadMustSay()
    {
        Entrepot e;
        QVERIFY(e.makeUpload("PIGEON").isEmpty());
        QVERIFY(e.makeUpload("RASTER", "").isEmpty());
        QVERIFY(e.makeUpload("PYRAMID-3D").isEmpty());
        QVERIFY(
            !e.makeUpload("PYRAMID-3D", "EPSG:2154", {{QStringLiteral("pyramid_type"), QStringLiteral("EPT")}}).isEmpty());
        const QString path = QStringLiteral("uploads/") + e.makeUpload();
        QCOMPARE(e.call("PATCH", path, QJsonObject{{QStringLiteral("name"), QStringLiteral(" ")}}).status, 400);
        const auto patched = e.call("PATCH", path,
            QJsonObject{{QStringLiteral("name"), QStringLiteral("other")},
                {QStringLiteral("status"), QStringLiteral("CLOSED")}, {QStringLiteral("type"), QStringLiteral("VECTOR")}});
        QCOMPARE(patched.object.value(QLatin1String("name")).toString(), QStringLiteral("other"));
        // State and type are the server's.
        QCOMPARE(patched.object.value(QLatin1String("status")).toString(), QStringLiteral("OPEN"));
        QCOMPARE(patched.object.value(QLatin1String("type")).toString(), QStringLiteral("ARCHIVE"));
    }

    // Whoever may name a path could read every file of the machine.
    void referencesComeFromNamedFoldersOnly()
    {
        Entrepot e;
        const QString u = e.makeUpload(), file = e.folder.filePath(QStringLiteral("shared/theirs.txt"));
        const QString secret = e.folder.filePath(QStringLiteral("secret.txt"));
        VERIFY_OK(writeFileAtomically(file, QByteArray("abc")));
        VERIFY_OK(writeFileAtomically(secret, QByteArray("secret")));
        const auto refer = [&](const QString &place) {
            return e.call("POST", QStringLiteral("uploads/%1/data?path=a.txt&reference=%2").arg(u, place));
        };
        // Neither a file elsewhere, nor the way back up, nor a link, alone or in a folder; and what is not there is no other
        // answer.
        const QString link = e.folder.filePath(QStringLiteral("shared/link.txt"));
        const auto refused = refer(secret);
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.sentence().contains(QStringLiteral("--references")));
        QCOMPARE(refer(e.folder.filePath(QStringLiteral("shared/../secret.txt"))).status, 403);
        QCOMPARE(refer(e.folder.filePath(QStringLiteral("nothing.txt"))).status, 403);
        QCOMPARE(refer(e.folder.path()).status, 403);
        QCOMPARE(refer(e.folder.filePath(QStringLiteral("shared/nothing.txt"))).status, 400);
        QCOMPARE(refer(file).status, 204);
        QCOMPARE(e.datastore().files(u)->size(), size_t(1));
        QVERIFY(QFile::link(secret, link));
        QCOMPARE(refer(link).status, 403);
        QCOMPARE(refer(e.folder.filePath(QStringLiteral("shared"))).status, 403);
        QCOMPARE(e.datastore().files(u)->size(), size_t(1));
        QCOMPARE(e.call("DELETE", QStringLiteral("uploads/") + u).status, 204);
        QVERIFY(QFile::exists(file));
    }

    void anUploadInUseStays()
    {
        Entrepot e;
        const QString u = e.makeUpload();
        e.put(u, QStringLiteral("a.txt"), "abc");
        VERIFY_OK(e.datastore().setUploadStatus(u, {UploadStatus::Open}, UploadStatus::Checking, QStringLiteral("x")));
        VERIFY_OK(e.datastore().setUploadStatus(u, {UploadStatus::Checking}, UploadStatus::Closed, QStringLiteral("x")));
        const auto execution = e.call("POST", QStringLiteral("processings/executions"),
            QJsonObject{{QStringLiteral("processing"), QString(WorkId::ArchiveCopy)},
                {QStringLiteral("inputs"), QJsonObject{{QStringLiteral("upload"), QJsonArray{u}}}},
                {QStringLiteral("output"),
                    QJsonObject{
                        {QStringLiteral("stored_data"), QJsonObject{{QStringLiteral("name"), QStringLiteral("x")}}}}}});
        QCOMPARE(execution.status, 201);
        // Launched, but nothing runs: the runner begins with the first job, so it is stopped before.
        e.service->stop();
        QCOMPARE(e.call("POST", QStringLiteral("processings/executions/%1/launch").arg(execution.id())).status, 204);
        QCOMPARE(e.call("POST", QStringLiteral("uploads/%1/open").arg(u)).status, 409);
        QCOMPARE(e.call("DELETE", QStringLiteral("uploads/") + u).status, 409);
        QCOMPARE(e.call("POST", QStringLiteral("processings/executions/%1/abort").arg(execution.id())).status, 204);
        e.service->applyJob(execution.id());
        QCOMPARE(e.status("execution", execution.id()), QStringLiteral("ABORTED"));
        QCOMPARE(e.call("DELETE", QStringLiteral("uploads/") + u).status, 204);
    }

    void standardCheckComparesSums()
    {
        Entrepot e;
        const QString u = e.makeUpload();
        const auto sum = [](const QByteArray &content) {
            return QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex();
        };
        e.put(u, QStringLiteral("data/right.bin"), "right");
        e.put(u, QStringLiteral("data/wrong.bin"), "wrong");
        e.put(u, QStringLiteral("sums.md5"),
            sum("right") + "  data/right.bin\n\n" + sum("other").toUpper() + " */data/wrong.bin\n" + sum("x")
                + "  data/missing.bin\n",
            true);
        e.put(u, QStringLiteral("odd.md5"), "this is no sum\n", true);
        KeepingJob job;
        const auto found = runStandardCheck(e.datastore(), forUpload(u), job);
        VERIFY_OK(found);
        QCOMPARE(findingsOf(found),
            QStringList({QStringLiteral("upload.md5.syntax"), QStringLiteral("upload.md5.wrong"),
                QStringLiteral("upload.md5.missing")}));
        QVERIFY(!found->value(QLatin1String("passed")).toBool());
        // What the Python SDK looks for in logs.
        QVERIFY(job.lines.filter(QStringLiteral("ERROR (data/wrong.bin)")).size() == 1);

        // A file that is gone or has changed since it came.
        QFile changed(e.datastore().uploadFolder(u) + QStringLiteral("/data/right.bin"));
        QVERIFY(changed.open(QIODevice::Append) && changed.write("!") == 1);
        changed.close();
        KeepingJob again;
        QVERIFY(findingsOf(runStandardCheck(e.datastore(), forUpload(u), again))
                    .contains(QStringLiteral("upload.file.changed")));
        KeepingJob stopped;
        stopped.stopAfter = 0;
        const auto cut = runStandardCheck(e.datastore(), forUpload(u), stopped);
        QVERIFY(!cut && cut.error().code == ErrorCode::Cancelled);
    }

    // An upload without any file of its kind, and files of that name that hold something else.
    void checksOfEachKindSayWhatIsMissing()
    {
        Entrepot e;
        using Check = Result<QJsonObject> (*)(const Datastore &, const WorkBox &, const QJsonObject &, JobControl &);
        const WorkBox box({});
        struct Case
        {
            const char *type;
            Check check;
            const char *none;   ///< finding without files
            const char *ending; ///< of a file that is none; empty = the check looks at content
        };
        for (const Case &one :
            {Case{"RASTER", &runRasterCheck, "raster.none", "tif"}, Case{"VECTOR", &runVectorCheck, "vector.none", "gpkg"},
                Case{"POINT-CLOUD", &runPointCloudCheck, "pointcloud.none", "laz"},
                Case{"ROK4-PYRAMID", &runRok4Check, "pyramid.descriptor", ""}}) {
            const QString u = e.makeUpload(one.type);
            e.put(u, QStringLiteral("readme.txt"), "nothing");
            KeepingJob job;
            const auto none = one.check(e.datastore(), box, forUpload(u), job);
            VERIFY_OK(none);
            QCOMPARE(findingsOf(none), QStringList{QLatin1String(one.none)});
            QVERIFY(!none->value(QLatin1String("passed")).toBool());
            if (!*one.ending)
                continue;
            const QString name = QStringLiteral("data/x.") + QLatin1String(one.ending);
            e.put(u, name, "this is not what its name says");
            const auto bad = one.check(e.datastore(), box, forUpload(u), job);
            VERIFY_OK(bad);
            QVERIFY2(!bad->value(QLatin1String("passed")).toBool(), one.type);
            // Found by the name that the client knows, not by ours.
            bool isNamed = false;
            for (const QJsonValue finding : bad->value(QLatin1String("findings")).toArray())
                isNamed = isNamed || finding[QLatin1String("path")].toString() == name;
            QVERIFY2(isNamed, one.type);
        }
        const QString cloud =
            e.makeUpload("PYRAMID-3D", "EPSG:2154", {{QStringLiteral("pyramid_type"), QStringLiteral("COPC")}});
        e.put(cloud, QStringLiteral("readme.txt"), "nothing");
        KeepingJob job;
        QCOMPARE(findingsOf(runPyramid3dCheck(e.datastore(), WorkBox({}), forUpload(cloud), job)),
            QStringList{QStringLiteral("pyramid3d.entry")});
    }
};

TUILERIE_TEST_MAIN(UploadRulesTest)
#include "uploadrulestest.moc"
