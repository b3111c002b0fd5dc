// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

#include "client/embeddedserver.h"
#include "publish/commandline.h"
#include "publish/identity.h"
#include "publish/publishdraft.h"

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// The line that the wizard shows, given to the real program: it publishes just what the wizard does, under the same names,
/// so that either goes on where the other one stopped.
class CliCommandLineTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// The data's CRS, as the wizard finds it.
    QString crsOf(const QString &file) const
    {
        return cli({u"inspect"_s, file, u"--json"_s}).json.array().at(0)[u"crs"_s].toString();
    }

    static void changeRaster(PublishRequest &request)
    {
        request.raster.tms = u"2154_50cm"_s;
        request.raster.format = u"PNG"_s;
        request.raster.interpolation = u"nn"_s;
        request.raster.nodata = u"0,0,0"_s;
        request.raster.slabWidth = 4;
        request.raster.memoryMiB = 300;
        request.raster.mask = request.raster.skipUnreadable = true;
    }

    static void changeVector(PublishRequest &request)
    {
        request.vector.bottom = u"14"_s;
        request.vector.simplification = 0.1234567890123;
        request.vector.maxTileFeatures = 900;
        request.vector.buffer = 16;
        request.vector.workers = 1;
        request.styled.format = u"JPG"_s;
        request.styled.background = u"#eeeeee"_s;
        request.styled.buffer = 128;
        request.tables = {{{u"communes"_s, u"towns"_s, {u"nom"_s}, u"nom <> 'a:b'"_s, u"6"_s, u"12"_s}, {}}};
    }

private slots:
    void initTestCase()
    {
        const ProcessResult made = runProgram(programPath(u"tuilerie-sample"_s),
            {u"--output"_s, m_folder.path(), u"--tiles"_s, u"1x1"_s, u"--tile-pixels"_s, u"400"_s, u"--lidar-tile"_s,
                u"200"_s});
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        VERIFY_CLI(cli({u"generate"_s, u"raster"_s, path(u"ortho"_s), u"--output"_s, path(u"made/pictures"_s)}), 0);
        VERIFY_CLI(cli({u"generate"_s, u"vector"_s, path(u"vector"_s), u"--output"_s, path(u"made/tiles"_s)}), 0);
        for (const char *name : {"one.copc.laz", "all.vpc", "octree"})
            VERIFY_CLI(cli({u"generate"_s, u"pointcloud"_s, path(u"lidar"_s), u"--output"_s,
                           path(u"made/"_s + QLatin1String(name))}),
                0);
    }

    void isWhatTheWizardPublishes_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("services");
        QTest::addColumn<QString>("product");
        QTest::addColumn<bool>("changed");
        const QString none;
        for (const bool changed : {false, true}) {
            const char *how = changed ? "changed" : "plain";
            QTest::addRow("raster, %s", how) << u"ortho"_s << u"wmts,wms-r"_s << none << changed;
            QTest::addRow("vector, %s", how) << u"vector"_s << u"tms,wms-v,wms-r"_s << none << changed;
            QTest::addRow("cloud, %s", how) << u"lidar"_s << u"download"_s << none << changed;
            QTest::addRow("derived, %s", how) << u"lidar"_s << u"wmts"_s << u"dsm"_s << changed;
            QTest::addRow("raster of a COPC, %s", how) << u"made/one.copc.laz"_s << u"wmts"_s << u"hillshade"_s << changed;
        }
        QTest::newRow("raster pyramid") << u"made/pictures.json"_s << u"wmts"_s << none << false;
        QTest::newRow("vector pyramid") << u"made/tiles.json"_s << u"tms"_s << none << false;
        QTest::newRow("COPC") << u"made/one.copc.laz"_s << u"download"_s << none << false;
        QTest::newRow("VPC") << u"made/all.vpc"_s << u"download"_s << none << false;
        QTest::newRow("EPT") << u"made/octree"_s << u"download"_s << none << false;
    }

    void isWhatTheWizardPublishes()
    {
        QFETCH(QString, file);
        QFETCH(QString, services);
        QFETCH(QString, product);
        QFETCH(bool, changed);
        PublishDraft draft;
        PublishRequest &request = draft.request;
        request.paths = {path(file)};
        request.layer = u"layer"_s;
        request.title = u"Été d'ici"_s;
        request.services = services.split(u',');
        request.derive.product = product;
        request.srs = file.endsWith(".json"_L1) ? u"EPSG:3857"_s : crsOf(path(file));
        if (changed) {
            request.assignCrs = u"EPSG:2154"_s;
            request.isPrivate = true;
            request.queryable = false;
            request.keywords = {u"a, b"_s, u"--c"_s};
            if (request.resolvedKind() == PublishKind::Vector)
                changeVector(request);
            else
                changeRaster(request);
            if (request.resolvedKind() == PublishKind::PointCloud) {
                request.cloud.format = u"vpc"_s;
                request.derive.cell = 0.1;
                request.derive.fillVoids = 7;
                request.derive.groundClasses = {2, 66};
            }
        }
        const PublishRequest wanted = draft.finished();
        const CliResult result = cli(
            publishArguments(wanted, EmbeddedServerName, {}) + QStringList{u"--no-check"_s, u"--dry-run"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        const auto read = PublishRequest::fromJson(result.json[u"request"_s].toObject());
        VERIFY_OK(read);
        QCOMPARE(read->srs, wanted.srs);
        QVERIFY2(read->shared() == wanted.shared(), result.output.constData());
        QCOMPARE(result.json[u"identity"_s].toObject(), PublicationIdentity::of(wanted).toJson());
    }
};

TUILERIE_TEST_MAIN(CliCommandLineTest)
#include "clicommandlinetest.moc"
