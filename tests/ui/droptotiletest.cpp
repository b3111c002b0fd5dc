// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/canvas/mapcanvas.h"
#include "client/embeddedserver.h"
#include "ui/data/mapdocument.h"
#include "guitest.h"
#include "ui/jobs/jobsdock.h"
#include "ui/jobs/jobsmodel.h"
#include "ui/wizard/lookpage.h"
#include "ui/wizard/lookpanel.h"
#include "ui/layers/publishedlayerspanel.h"
#include "ui/wizard/publishwizard.h"
#include "ui/wizard/samplepane.h"

#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace tuilerie;
using namespace Qt::StringLiterals;

/// The whole road in the real window, with what a hand would do: a file dropped on it, the wizard by keys, its last button
/// by the mouse; then the tile fetched over HTTP, and the layer shown on the map through its WMTS.
class DropToTileTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TUILERIE_SERVER", QFile::encodeName(test::programPath(u"tuilerie-server"_s)));
        m_window = makeWindow<MainWindow>();
        QVERIFY(m_window);
    }

    void cleanupTestCase()
    {
        m_window.reset();
        VERIFY_OK(stopEmbeddedServer({}));
    }

    void aDroppedFileIsPublished()
    {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(test::dataPath(u"raster/rgb_27700_2m.tif"_s))});
        QDragEnterEvent enter({400, 300}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QDropEvent drop({400, 300}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        QVERIFY(drop.isAccepted());
        QTRY_VERIFY_WITH_TIMEOUT(
            m_window->document()->count() == 1 && m_window->document()->entry(0).state == MapEntry::State::Open, Patience);

        m_window->activateWindow();
        QTRY_VERIFY(QApplication::activeWindow() == m_window.get());
        QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
        QTRY_VERIFY(wizard());
        QVERIFY(QTest::qWaitForWindowActive(wizard()));
        while (wizard()->page() < 5) {
            QTRY_VERIFY_WITH_TIMEOUT(wizard()->panel(wizard()->page())->problem().isEmpty(), Patience);
            if (auto *look = wizard()->page() == 2 ? wizard()->lookPage()->raster() : nullptr) {
                QTRY_VERIFY_WITH_TIMEOUT(!look->samplePane()->isBusy() && !look->samplePane()->image().isNull(), Patience);
                m_sample = look->samplePane()->tile();
                m_place = u"%1&TILECOL=%2&TILEROW=%3"_s.arg(look->samplePane()->level())
                              .arg(look->samplePane()->column())
                              .arg(look->samplePane()->row());
            }
            if (wizard()->page() == 3) {
                auto *name = wizard()->findChild<QLineEdit *>(u"layerNameEdit"_s);
                name->selectAll();
                QTest::keyClicks(name, u"dropped"_s);
            }
            QSignalSpy clicked(wizard()->findChild<QPushButton *>(u"nextButton"_s), &QPushButton::clicked);
            QTest::keyClick(wizard(), Qt::Key_N, Qt::AltModifier);
            QTRY_COMPARE(clicked.count(), 1);
        }
        QTest::mouseClick(wizard()->findChild<QPushButton *>(u"publishButton"_s), Qt::LeftButton);
        QTRY_VERIFY(!wizard());
        const auto *jobs = m_window->findChild<JobsDock *>();
        QVERIFY(jobs);
        QTRY_VERIFY_WITH_TIMEOUT(jobs->selected() && jobs->selected()->isEnded(), Patience);
        QVERIFY2(jobs->selected()->state == JobRowState::Succeeded, qPrintable(jobs->selected()->message));
    }

    void itsTileIsTheSample()
    {
        QVERIFY(!m_sample.isEmpty());
        const auto server = findEmbeddedServer({});
        VERIFY_OK(server);
        QNetworkAccessManager network;
        QNetworkReply *reply = network.get(QNetworkRequest(QUrl(server->root.toString()
            + u"/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=dropped&STYLE=normal&TILEMATRIXSET=PM&FORMAT=image/jpeg&TILEMATRIX="_s
            + m_place)));
        QSignalSpy finished(reply, &QNetworkReply::finished);
        QVERIFY(finished.wait(30000));
        QCOMPARE(reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(), QByteArray("image/jpeg"));
        QCOMPARE(reply->readAll(), m_sample);
    }

    void itIsShownOnTheMapThroughItsWmts()
    {
        auto *layers = m_window->findChild<PublishedLayersPanel *>();
        QVERIFY(layers);
        layers->refresh();
        QTRY_VERIFY_WITH_TIMEOUT((layers->select(u"embedded"_s, u"dropped"_s), layers->selected()), 20000);
        QTest::mouseClick(m_window->findChild<QToolButton *>(u"layerOnMapButton"_s), Qt::LeftButton);
        MapDocument *document = m_window->document();
        QTRY_COMPARE_WITH_TIMEOUT(document->count(), 2, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(document->entry(0).state != MapEntry::State::Opening, Patience);
        QCOMPARE(document->entry(0).error.message, QString());
        QVERIFY(document->entry(0).isService());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->canvas()->isSettled(), Patience);
    }

private:
    static constexpr int Patience = 120000;
    PublishWizard *wizard() { return m_window->findChild<PublishWizard *>(); }

    std::unique_ptr<MainWindow> m_window;
    QByteArray m_sample;
    QString m_place;
};

TUILERIE_GUI_TEST_MAIN(DropToTileTest)
#include "droptotiletest.moc"
