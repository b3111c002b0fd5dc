// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/canvas/mapcanvas.h"
#include "client/embeddedserver.h"
#include "ui/data/mapdocument.h"
#include "guitest.h"
#include "ui/wizard/cloudlookpanel.h"
#include "publish/commandline.h"
#include "ui/wizard/estimatepane.h"
#include "ui/jobs/jobsdock.h"
#include "ui/jobs/jobsmodel.h"
#include "ui/wizard/lookpage.h"
#include "ui/layers/publishedlayerspanel.h"
#include "ui/wizard/publishwizard.h"
#include "ui/wizard/summarypanel.h"
#include "ui/wizard/samplepane.h"
#include "ui/wizard/vectorlookpanel.h"
#include "ui/widgets/colorbutton.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtEndian>

using namespace tuilerie;
using namespace Qt::StringLiterals;

static constexpr int Patience = 240000; // ms, of a machine with much else to do

/// From a GeoPackage and from a LAZ to published layers, in the real window against the embedded server; read back by GDAL.
class OtherRoadsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TUILERIE_SERVER", QFile::encodeName(test::programPath(u"tuilerie-server"_s)));
        m_window = makeWindow<MainWindow>();
        QVERIFY(m_window);
        m_communes = m_folder.filePath(u"communes.gpkg"_s);
        QCOMPARE(QProcess::execute(u"ogr2ogr"_s, {m_communes, test::dataPath(u"vector/communes.gpkg"_s), u"communes"_s}), 0);
    }

    void cleanupTestCase()
    {
        m_window.reset();
        VERIFY_OK(stopEmbeddedServer({}));
    }

    void aGeoPackageBecomesVectorTilesAndWms()
    {
        open(m_communes);
        // The style of the map goes with it.
        ColorButton::setNextColor(QColor(250, 120, 10));
        m_window->findChild<ColorButton *>(u"symbolFill"_s)->click();
        begin();
        walkTo(2);
        VectorLookPanel *look = wizard()->lookPage()->vector();
        QTRY_VERIFY_WITH_TIMEOUT(
            !look->estimatePane()->isBusy() && !look->estimatePane()->estimate().levels.empty(), Patience);
        auto *bottom = look->findChild<QComboBox *>(u"levelBottomCombo"_s);
        bottom->setCurrentIndex(bottom->findData(u"12"_s));
        QTRY_VERIFY_WITH_TIMEOUT(
            !look->estimatePane()->isBusy() && !look->samplePane()->isBusy() && !look->samplePane()->image().isNull(),
            Patience);
        QVERIFY(look->samplePane()->tile().size() > 100);
        finish(u"dropped_communes"_s);
        QVERIFY(m_sentence.contains(u"vector tiles"_s));
        QVERIFY(m_command.contains("--bottom 12"_L1) && m_command.contains("--style "_L1));
    }

    void gdalReadsItsTiles()
    {
        const QJsonArray offerings = services(u"dropped_communes"_s);
        const QString tms = urlOf(offerings, u"tms"_s);
        QVERIFY(!tms.isEmpty());
        const QByteArray map = get(tms);
        QVERIFY2(map.contains("TileMap") && map.contains("EPSG:3857"), map.constData());
        // The tile of the sample, as the server gives it.
        const QByteArray tile = m_sampleTile;
        // The stored tables have their columns in lower case, as the Entrepôt's database has them; all else is the same.
        QCOMPARE(get(tms + m_sampleAddress).toLower(), tile.toLower());
        QFile file(m_folder.filePath(u"tile.pbf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(tile) == tile.size());
        file.close();
        QProcess program;
        program.start(u"ogrinfo"_s, {u"-ro"_s, u"-al"_s, u"-so"_s, u"MVT:"_s + file.fileName()});
        QVERIFY(program.waitForFinished(60000));
        const QByteArray text = program.readAllStandardOutput();
        QVERIFY2(text.contains("Layer name: communes") && !text.contains("Feature Count: 0"), text.constData());
    }

    void itsWmsIsInTheStyleOfTheMap()
    {
        const QString wms = urlOf(services(u"dropped_communes"_s), u"wms-v"_s);
        QVERIFY(!wms.isEmpty());
        showOnMap(u"dropped_communes"_s, u"wms-v"_s);
        const QImage image = m_window->canvas()->image().convertToFormat(QImage::Format_ARGB32);
        qint64 orange = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor here = image.pixelColor(x, y);
                orange += here.alpha() > 200 && std::abs(here.red() - 250) < 12 && std::abs(here.green() - 120) < 12
                    && std::abs(here.blue() - 10) < 12;
            }
        }
        QVERIFY(orange > 5000);
        showOnMap(u"dropped_communes"_s, u"tms"_s);
        QVERIFY(drawnPixels() > 5000);
    }

    void aLazBecomesDownloadAndHillshade()
    {
        m_window->document()->removeAll();
        open(test::dataPath(u"pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz"_s));
        begin();
        walkTo(2);
        CloudLookPanel *look = wizard()->lookPage()->cloud();
        auto *product = look->findChild<QComboBox *>(u"cloudProductCombo"_s);
        product->setCurrentIndex(product->findData(u"hillshade"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!look->estimatePane()->isBusy(), Patience);
        finish(u"dropped_points"_s);
        QVERIFY(m_command.contains("--product hillshade"_L1));
        const QJsonArray offerings = services(u"dropped_points"_s);
        QVERIFY(!urlOf(offerings, u"wmts"_s).isEmpty());
        const QJsonObject list = QJsonDocument::fromJson(get(urlOf(offerings, u"download"_s))).object();
        const QJsonObject item = list.value("downloads"_L1).toArray().at(0).toObject();
        QProcess program;
        program.start(u"python3"_s,
            {u"-c"_s, u"import struct,sys;print(struct.unpack('<Q',open(sys.argv[1],'rb').read(255)[247:255])[0])"_s,
                saved(get(item.value("url"_L1).toString()))});
        QVERIFY(program.waitForFinished(60000));
        QFile source(test::dataPath(u"pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz"_s));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray header = source.read(255);
        QCOMPARE(
            program.readAllStandardOutput().trimmed().toLongLong(), qFromLittleEndian<qint64>(header.constData() + 247));
        showOnMap(u"dropped_points"_s, u"wmts"_s);
        QVERIFY(drawnPixels() > 2000);
        showOnMap(u"dropped_points"_s, u"download"_s);
        QVERIFY(drawnPixels() > 500);
    }

private:
    PublishWizard *wizard() { return m_window->findChild<PublishWizard *>(); }

    void open(const QString &path)
    {
        m_window->open({path});
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->document()->isOpening(), Patience);
        QCOMPARE(m_window->document()->entry(0).error.message, QString());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document()->entry(0).checkState == MapEntry::CheckState::Done, Patience);
    }

    void begin()
    {
        m_window->activateWindow();
        QTRY_VERIFY(QApplication::activeWindow() == m_window.get());
        QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
        QTRY_VERIFY(wizard());
        QVERIFY(QTest::qWaitForWindowActive(wizard()));
    }

    void walkTo(int page)
    {
        while (wizard()->page() < page) {
            if (!QTest::qWaitFor([&] { return wizard()->panel(wizard()->page())->problem().isEmpty(); }, Patience))
                QFAIL(qPrintable(wizard()->panel(wizard()->page())->problem()));
            const int before = wizard()->page();
            QTest::keyClick(wizard(), Qt::Key_N, Qt::AltModifier);
            QTRY_COMPARE(wizard()->page(), before + 1);
        }
    }

    void finish(const QString &name)
    {
        if (SamplePane *sample = wizard()->lookPage()->vector()->samplePane(); !sample->tile().isEmpty()) {
            m_sampleTile = sample->tile();
            // TMS of the Géoplateforme counts rows from the north, as its WMTS does.
            m_sampleAddress = u"/%1/%2/%3.pbf"_s.arg(sample->level()).arg(sample->column()).arg(sample->row());
        }
        walkTo(3);
        auto *edit = wizard()->findChild<QLineEdit *>(u"layerNameEdit"_s);
        edit->selectAll();
        QTest::keyClicks(edit, name);
        walkTo(5);
        auto *summary = qobject_cast<SummaryPanel *>(wizard()->panel(5));
        m_sentence = summary->sentence();
        m_command = summary->commandLine();
        QTest::mouseClick(wizard()->findChild<QPushButton *>(u"publishButton"_s), Qt::LeftButton);
        QTRY_VERIFY(!wizard());
        const auto *jobs = m_window->findChild<JobsDock *>();
        QTRY_VERIFY_WITH_TIMEOUT(jobs->selected() && jobs->selected()->isEnded(), Patience);
        QVERIFY2(jobs->selected()->state == JobRowState::Succeeded, qPrintable(jobs->selected()->message));
    }

    QJsonArray services(const QString &layer)
    {
        auto *layers = m_window->findChild<PublishedLayersPanel *>();
        layers->refresh();
        const bool there = QTest::qWaitFor(
            [&] {
                layers->select(u"embedded"_s, layer);
                return layers->selected() && layers->selected()->layer == layer;
            },
            30000);
        return there ? layers->selected()->toJson().value("services"_L1).toArray() : QJsonArray();
    }

    static QString urlOf(const QJsonArray &services, const QString &service)
    {
        for (const QJsonValue &value : services) {
            if (value.toObject().value("service"_L1).toString() == service)
                return value.toObject().value("url"_L1).toString();
        }
        return {};
    }

    void showOnMap(const QString &layer, const QString &service)
    {
        m_window->document()->removeAll();
        QVERIFY(!services(layer).isEmpty());
        const QString wanted = service == "wmts"_L1 ? u"WMTS"_s
            : service == "tms"_L1                   ? u"TMS"_s
            : service == "download"_L1              ? u"Download"_s
                                                    : u"WMS-V"_s;
        const QList<QAction *> ways = m_window->findChild<QToolButton *>(u"layerOnMapButton"_s)->menu()->actions();
        const auto way =
            std::find_if(ways.begin(), ways.end(), [&](QAction *action) { return action->text().endsWith(wanted); });
        QVERIFY(way != ways.end() && (*way)->isEnabled());
        (*way)->trigger();
        MapDocument *document = m_window->document();
        QTRY_VERIFY_WITH_TIMEOUT(document->count() == 1 && document->entry(0).state != MapEntry::State::Opening, Patience);
        QCOMPARE(document->entry(0).error.message, QString());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->canvas()->isSettled(), Patience);
    }

    qint64 drawnPixels()
    {
        const QImage image = m_window->canvas()->image().convertToFormat(QImage::Format_ARGB32);
        qint64 count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += qAlpha(image.pixel(x, y)) > 0;
        }
        return count;
    }

    QByteArray get(const QString &url)
    {
        QNetworkReply *reply = m_network.get(QNetworkRequest(QUrl(url)));
        QSignalSpy finished(reply, &QNetworkReply::finished);
        finished.wait(60000);
        reply->deleteLater();
        return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
    }

    QString saved(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(u"saved.copc.laz"_s));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

    QTemporaryDir m_folder;
    QString m_communes, m_sentence, m_command, m_sampleAddress;
    QByteArray m_sampleTile;
    QNetworkAccessManager m_network;
    std::unique_ptr<MainWindow> m_window;
};

TUILERIE_GUI_TEST_MAIN(OtherRoadsTest)
#include "otherroadstest.moc"
