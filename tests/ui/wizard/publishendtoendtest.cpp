// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/publishpanels.h"

#include "client/embeddedserver.h"
#include "grid/crs.h"
#include "grid/tilematrixset.h"
#include "publish/commandline.h"
#include "ui/wizard/describepanel.h"
#include "ui/jobs/jobsdock.h"
#include "ui/jobs/jobsmodel.h"
#include "ui/layers/publishedlayerspanel.h"
#include "ui/wizard/publishwizard.h"
#include "ui/wizard/samplepane.h"
#include "ui/wizard/lookpage.h"
#include "ui/wizard/lookpanel.h"
#include "ui/servers/serverlight.h"
#include "ui/wizard/summarypanel.h"
#include "publishguitest.h"
#include "ui/widgets/messagebox.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QMainWindow>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeWidget>

using namespace tuilerie;

static constexpr int Patience = 240000;

/// From a file to a fetched tile, through the widgets and a real tuilerie-server on loopback, which the panels start
/// themselves.
class PublishEndToEndTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void publishes();
    void theLayerIsListedWithItsAddresses();
    void theTileOverHttpIsTheSample();
    void theCommandLineMeansTheSame();
    void aTakenNameIsRefused();
    void theServerComesBackAfterACrash();
    void theJobIsThereInTheNextSession();
    void unpublishes();

private:
    QByteArray get(const QString &url, QByteArray *type = nullptr);
    PublishedLayersPanel *layers() { return qobject_cast<PublishedLayersPanel *>(m_panels->publishedLayersPanel()); }
    JobsDock *dock() { return qobject_cast<JobsDock *>(m_panels->jobsDock()); }
    PublishWizard *wizard() { return m_window->findChild<PublishWizard *>(); }
    void makePanels();
    void next();
    QString copied(const char *action);

    std::unique_ptr<QMainWindow> m_window;
    PublishPanels *m_panels = nullptr;
    QString m_command;
    QByteArray m_sampleTile;
    QString m_level;
    qint64 m_column = 0;
    qint64 m_row = 0;
};

void PublishEndToEndTest::makePanels()
{
    m_window = std::make_unique<QMainWindow>();
    m_panels = new PublishPanels(m_window.get());
    m_window->addDockWidget(Qt::BottomDockWidgetArea, m_panels->jobsDock());
    m_window->setCentralWidget(m_panels->publishedLayersPanel());
    m_window->resize(1280, 800);
    m_window->show();
}

void PublishEndToEndTest::initTestCase()
{
    if (!QFileInfo(test::programPath(QStringLiteral("tuilerie-server"))).isExecutable())
        QSKIP("tuilerie-server is not built");
    qputenv("TUILERIE_SERVER", QFile::encodeName(test::programPath(QStringLiteral("tuilerie-server"))));
    makePanels();
}

void PublishEndToEndTest::cleanupTestCase()
{
    m_window.reset();
    VERIFY_OK(stopEmbeddedServer({}));
}

/// By its mnemonic; Qt shows the button pressed for a moment before it counts.
void PublishEndToEndTest::next()
{
    QSignalSpy clicked(wizard()->findChild<QPushButton *>(QStringLiteral("nextButton")), &QPushButton::clicked);
    QTest::keyClick(wizard(), Qt::Key_N, Qt::AltModifier);
    QTRY_COMPARE(clicked.count(), 1);
}

QByteArray PublishEndToEndTest::get(const QString &url, QByteArray *type)
{
    QNetworkAccessManager network;
    QNetworkReply *reply = network.get(QNetworkRequest(QUrl(url)));
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!finished.wait(30000) || reply->error() != QNetworkReply::NoError)
        qWarning("%s: %s", qPrintable(url), qPrintable(reply->errorString()));
    if (type)
        *type = reply->header(QNetworkRequest::ContentTypeHeader).toByteArray();
    return reply->readAll();
}

void PublishEndToEndTest::publishes()
{
    m_panels->startWizard({test::dataPath(QStringLiteral("raster/rgb_27700_2m.tif"))});
    QVERIFY(wizard());
    QVERIFY(QTest::qWaitForWindowActive(wizard()));
    while (wizard()->page() < 5) {
        QTRY_VERIFY_WITH_TIMEOUT(wizard()->panel(wizard()->page())->problem().isEmpty(), Patience);
        if (wizard()->page() == 2) {
            auto *look = wizard()->lookPage()->raster();
            QTRY_VERIFY_WITH_TIMEOUT(!look->samplePane()->isBusy() && !look->samplePane()->image().isNull(), Patience);
            m_sampleTile = look->samplePane()->tile();
            m_level = look->samplePane()->level();
            m_column = look->samplePane()->column();
            m_row = look->samplePane()->row();
        }
        if (wizard()->page() == 3) {
            auto *name = wizard()->findChild<QLineEdit *>(QStringLiteral("layerNameEdit"));
            name->selectAll();
            QTest::keyClicks(name, QStringLiteral("photo"));
            auto *title = wizard()->findChild<QLineEdit *>(QStringLiteral("titleEdit"));
            QTest::keyClicks(title, QStringLiteral("Photo from the wizard"));
        }
        next();
    }
    m_command = qobject_cast<SummaryPanel *>(wizard()->panel(5))->commandLine();
    QSignalSpy running(m_panels, &PublishPanels::runningJobsChanged);
    QTest::keyClick(wizard()->findChild<QPushButton *>(QStringLiteral("publishButton")), Qt::Key_Space);
    QTRY_VERIFY(!wizard());
    QTRY_VERIFY_WITH_TIMEOUT(m_panels->hasRunningJobs(), 5000);
    QTRY_VERIFY(running.count() > 0);
    keepPicture(m_window.get(), QStringLiteral("jobs-running"));
    QTRY_VERIFY_WITH_TIMEOUT(dock()->selected() && dock()->selected()->isEnded(), Patience);
    QVERIFY2(dock()->selected()->state == JobRowState::Succeeded, qPrintable(dock()->selected()->message));
    QTRY_VERIFY(!m_panels->hasRunningJobs());
}

void PublishEndToEndTest::theLayerIsListedWithItsAddresses()
{
    layers()->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(
        (layers()->select(QStringLiteral("embedded"), QStringLiteral("photo")), layers()->selected()), 20000);
    QCOMPARE(layers()->selected()->title, QStringLiteral("Photo from the wizard"));
    keepPicture(m_window.get(), QStringLiteral("jobs-and-layers"));
    QSignalSpy shown(m_panels, &PublishPanels::showOnMap);
    m_window->findChild<QToolButton *>(QStringLiteral("layerOnMapButton"))->click();
    QCOMPARE(shown.count(), 1);
    const QString capabilitiesUrl = shown.first().at(1).toString();
    QCOMPARE(shown.first().at(2).toString(), QStringLiteral("photo"));
    const QByteArray capabilities = get(capabilitiesUrl);
    QVERIFY2(capabilities.contains("<ows:Identifier>photo</ows:Identifier>"), capabilities.left(500).constData());
    QCOMPARE(copied("copyWmtsAction"), capabilitiesUrl);
    QVERIFY(get(copied("copyWmsAction")).contains("WMS_Capabilities"));
    QVERIFY(!copied("copyTmsAction").isEmpty());
}

QString PublishEndToEndTest::copied(const char *action)
{
    QGuiApplication::clipboard()->clear();
    m_window->findChild<QAction *>(QLatin1String(action))->trigger();
    return QGuiApplication::clipboard()->text();
}

void PublishEndToEndTest::theTileOverHttpIsTheSample()
{
    const QString root = findEmbeddedServer({})->root.toString();
    QByteArray type;
    const QByteArray tile =
        get(QStringLiteral("%1/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=photo&STYLE=normal&TILEMATRIXSET=PM"
                           "&FORMAT=image/jpeg&TILEMATRIX=%2&TILECOL=%3&TILEROW=%4")
                .arg(root, m_level)
                .arg(m_column)
                .arg(m_row),
            &type);
    QCOMPARE(type, QByteArray("image/jpeg"));
    QCOMPARE(tile, m_sampleTile);
}

void PublishEndToEndTest::theCommandLineMeansTheSame()
{
    const QString program = test::programPath(QStringLiteral("tuilerie-cli"));
    if (!QFileInfo(program).isExecutable())
        QSKIP("tuilerie-cli is not built");
    // Were it another request, the name would be taken (exit code 1); the same one finds everything done.
    const int before = int(dock()->model()->rows().size());
    const QString line = m_command.replace(0, qsizetype(qstrlen("tuilerie-cli")), program) + QStringLiteral(" --json");
    const auto run = test::runProgram(QStringLiteral("sh"), {QStringLiteral("-c"), line});
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    QVERIFY2(run.output.contains("\"photo\""), run.output.constData());
    QCOMPARE(int(dock()->model()->rows().size()), before); // no second execution
}

void PublishEndToEndTest::aTakenNameIsRefused()
{
    m_panels->startWizard({test::dataPath(QStringLiteral("raster/rgb_27700_2m.tif"))});
    QVERIFY(QTest::qWaitForWindowActive(wizard()));
    while (wizard()->page() < 3) {
        QTRY_VERIFY_WITH_TIMEOUT(wizard()->panel(wizard()->page())->problem().isEmpty(), Patience);
        next();
    }
    auto *name = wizard()->findChild<QLineEdit *>(QStringLiteral("layerNameEdit"));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("photo"));
    QTRY_VERIFY(wizard()->problemShown().contains(QStringLiteral("already")));
    next();
    QCOMPARE(wizard()->page(), 3);
    QTest::keyClick(wizard(), Qt::Key_Escape);
    QTRY_VERIFY(!wizard());
    QVERIFY(m_panels->hasDraft());
    MessageBox::setNextAnswer(2);
    m_panels->offerDraft();
    QVERIFY(!m_panels->hasDraft());
}

void PublishEndToEndTest::theServerComesBackAfterACrash()
{
    const EmbeddedServerState before = *findEmbeddedServer({});
    QSignalSpy said(m_panels, &PublishPanels::message);
    QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-9"), QString::number(before.pid)});
    QTRY_VERIFY_WITH_TIMEOUT(findEmbeddedServer({}) && findEmbeddedServer({})->pid != before.pid, 60000);
    QVERIFY(said.count() > 0);
    QTRY_VERIFY_WITH_TIMEOUT(
        qobject_cast<ServerLight *>(m_panels->serverStatusWidget())->text() == QStringLiteral("Server on"), 60000);
    layers()->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(
        (layers()->select(QStringLiteral("embedded"), QStringLiteral("photo")), layers()->selected()), 20000);
}

void PublishEndToEndTest::theJobIsThereInTheNextSession()
{
    m_panels->stopServer(true);
    m_window.reset();
    VERIFY_OK(findEmbeddedServer({})); // it was left running
    makePanels();
    m_panels->startServer();
    QTRY_VERIFY_WITH_TIMEOUT(!dock()->model()->rows().empty(), 20000);
    QCOMPARE(dock()->model()->rows().front().title, QStringLiteral("Photo from the wizard"));
    QCOMPARE(dock()->model()->rows().front().state, JobRowState::Succeeded);
}

void PublishEndToEndTest::unpublishes()
{
    layers()->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(
        (layers()->select(QStringLiteral("embedded"), QStringLiteral("photo")), layers()->selected()), 20000);
    MessageBox::setNextAnswer(2); // leave it
    m_window->findChild<QToolButton *>(QStringLiteral("unpublishButton"))->click();
    QVERIFY(layers()->selected());
    MessageBox::setNextAnswer(1);
    m_window->findChild<QToolButton *>(QStringLiteral("unpublishButton"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!layers()->selected(), 30000);
    const QByteArray capabilities =
        get(findEmbeddedServer({})->root.toString() + QStringLiteral("/wmts?SERVICE=WMTS&REQUEST=GetCapabilities"));
    QVERIFY(capabilities.contains("Capabilities"));
    QVERIFY(!capabilities.contains("<ows:Identifier>photo</ows:Identifier>"));
}

TUILERIE_PUBLISH_TEST_MAIN(PublishEndToEndTest)
#include "publishendtoendtest.moc"
