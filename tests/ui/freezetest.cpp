// SPDX-License-Identifier: GPL-3.0-or-later
// The window never freezes: a watchdog (tests/support/watchdog.h) looks on while it opens the largest data that people have
// and while its pages are turned. The data are invented by tuilerie-sample, once, in the build tree.
#include "ui/window/mainwindow.h"

#include "guitest.h"
#include "support/watchdog.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/data/mapdocument.h"
#include "ui/window/publishpanels.h"
#include "ui/wizard/lookpage.h"
#include "ui/wizard/publishwizard.h"

#include "ui/widgets/background.h"

#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSemaphore>
#include <QTreeView>

using namespace tuilerie;
using namespace Qt::StringLiterals;

static constexpr int Patience = 600000; // ms, of a machine with much else to do
// QTest's own is five minutes, for a test that makes its data first.
static const bool s_isPatient = qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");

class FreezeTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void paintsWhileAllPoolsWork();
    void mosaicOfTenThousandTiles();
    void twoMillionFeatures();
    void folderOfLaz();
    void allOfThemTogether();
    void pagesOfTheWizard();

private:
    QString sample(const QString &name, const QStringList &arguments);
    QString tiles()
    {
        return sample(u"tiles"_s,
                   {u"--only"_s, u"ortho"_s, u"--tiles"_s, u"100x100"_s, u"--tile-pixels"_s, u"128"_s, u"--compression"_s,
                       u"JPEG"_s})
            + u"/ortho"_s;
    }
    QString features() { return sample(u"features"_s, {u"--features"_s, u"2000000"_s}) + u"/vector/cadastre.gpkg"_s; }
    QString clouds() { return sample(u"clouds"_s, {u"--only"_s, u"lidar"_s, u"--tiles"_s, u"4x4"_s}) + u"/lidar"_s; }
    void open(const QString &path, const char *what);
    void useTheMap();

    std::unique_ptr<MainWindow> m_window;
};

/// Made under another name and renamed: one that was begun and not finished is no sample.
QString FreezeTest::sample(const QString &name, const QStringList &arguments)
{
    const QString folder = QStringLiteral(FREEZE_DATA "/") + name;
    if (QDir(folder).exists())
        return folder;
    const QString begun = folder + u".begun"_s;
    QDir(begun).removeRecursively();
    QDir().mkpath(begun);
    const auto made =
        test::runProgram(test::programPath(u"tuilerie-sample"_s), QStringList{u"--output"_s, begun} + arguments, Patience);
    if (made.exitCode != 0 || !QDir().rename(begun, folder))
        qFatal("tuilerie-sample: %s", made.errors.constData());
    return folder;
}

void FreezeTest::init()
{
    m_window = makeWindow<MainWindow>();
    QVERIFY(m_window);
    test::Watchdog::current()->restart();
}

void FreezeTest::cleanup()
{
    qInfo("the longest pause: %.0f ms", test::Watchdog::current()->longestMs());
    m_window->document()->removeAll();
    m_window.reset();
}

// All our threads wait for something; what Qt hands to its own pool is painted all the same.
void FreezeTest::paintsWhileAllPoolsWork()
{
    QTRY_COMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
    QSemaphore go;
    int threads = 0;
    for (WorkPool *pool : {&WorkPool::quick(), &WorkPool::lengthy(), &WorkPool::network()}) {
        QVERIFY(pool->join(std::chrono::milliseconds(Patience)));
        for (int i = 0; i < 2 * pool->maxThreads(); ++i, ++threads)
            runInBackground(
                *pool, m_window.get(), [&go] { return go.tryAcquire(1, Patience); }, [](bool) {});
    }
    // Large enough for Qt to divide it among threads.
    QImage large(3000, 3000, QImage::Format_ARGB32_Premultiplied);
    QLinearGradient gradient(0, 0, 3000, 3000);
    gradient.setColorAt(0, Qt::red);
    gradient.setColorAt(1, Qt::blue);
    QPainter(&large).fillRect(large.rect(), gradient);
    m_window->resize(1300, 820);
    m_window->update();
    QTest::qWait(50);
    go.release(threads);
    for (WorkPool *pool : {&WorkPool::quick(), &WorkPool::lengthy(), &WorkPool::network()})
        QVERIFY(pool->join(std::chrono::milliseconds(Patience)));
}

void FreezeTest::open(const QString &path, const char *what)
{
    MapDocument *document = m_window->document();
    const int before = document->count();
    QElapsedTimer clock;
    clock.start();
    m_window->open({path});
    QTRY_VERIFY_WITH_TIMEOUT(document->count() > before && !document->isOpening(), Patience);
    QCOMPARE(document->entry(0).state, MapEntry::State::Open);
    qInfo("%s: open after %lld ms", what, clock.elapsed());
    QTRY_VERIFY_WITH_TIMEOUT(m_window->canvas()->isSettled(), Patience);
    qInfo("%s: first picture after %lld ms", what, clock.elapsed());
}

void FreezeTest::useTheMap()
{
    MapCanvas *canvas = m_window->canvas();
    for (const double factor : {0.2, 0.2, 5.0, 5.0}) {
        canvas->zoomBy(factor);
        QTest::qWait(200); // while it draws
        // However many layers QGIS draws in Qt's pool, painting finds as many threads as it would have alone.
        const QThreadPool *pool = QThreadPool::globalInstance();
        QVERIFY(pool->maxThreadCount() - pool->activeThreadCount() >= QThread::idealThreadCount());
        canvas->panBy(0.3, 0.1);
    }
    canvas->zoomToAll();
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(canvas->isSettled(), Patience);
    qInfo("zoomed out: %lld ms", clock.elapsed());
}

void FreezeTest::mosaicOfTenThousandTiles()
{
    open(tiles(), "10,000 tiles");
    const QImage picture = m_window->canvas()->image();
    QVERIFY(qAlpha(picture.pixel(picture.rect().center())) > 0);
    QVERIFY(!m_window->document()->entry(0).note.isEmpty()); // of samples; the files are looked at behind it
    useTheMap();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->document()->entry(0).note.isEmpty(), Patience);
    useTheMap();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->entry(0).checkState, MapEntry::CheckState::Done, Patience);
}

void FreezeTest::twoMillionFeatures()
{
    open(features(), "2,000,000 features");
    useTheMap();
}

void FreezeTest::folderOfLaz()
{
    open(clouds(), "16 LAZ files");
    useTheMap();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->entry(0).checkState, MapEntry::CheckState::Done, Patience);
}

void FreezeTest::allOfThemTogether()
{
    open(tiles(), "10,000 tiles");
    open(features(), "beside 2,000,000 features");
    open(clouds(), "beside 16 LAZ files");
    useTheMap();
    m_window->document()->move(0, 2);
    m_window->document()->remove(1);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->canvas()->isSettled(), Patience);
}

void FreezeTest::pagesOfTheWizard()
{
    const QString folder =
        sample(u"sixteen"_s, {u"--only"_s, u"ortho"_s, u"--tiles"_s, u"4x4"_s, u"--tile-pixels"_s, u"2000"_s});
    m_window->publishPanels()->startWizard({folder + u"/ortho"_s});
    auto *wizard = m_window->findChild<PublishWizard *>();
    QVERIFY(wizard);
    for (int page = 0; page + 1 < wizard->pageCount(); ++page) {
        if (page == 3)
            wizard->findChild<QLineEdit *>(u"layerNameEdit"_s)->setText(u"sixteen"_s);
        QTRY_VERIFY_WITH_TIMEOUT(wizard->panel(page)->problem().isEmpty(), Patience);
        QElapsedTimer clock;
        clock.start();
        QTest::mouseClick(wizard->findChild<QPushButton *>(u"nextButton"_s), Qt::LeftButton);
        qInfo("page %d: %lld ms", page + 1, clock.elapsed());
        QCOMPARE(wizard->page(), page + 1);
        if (page + 1 != 2)
            continue;
        auto *grids = wizard->findChild<QComboBox *>(u"tmsCombo"_s);
        for (int i = 0; i < std::min(6, grids->count()); ++i) {
            clock.start();
            grids->setCurrentIndex(i);
            qInfo("grid %s: %lld ms", qPrintable(grids->currentText()), clock.elapsed());
            QTest::qWait(50);
        }
    }
    while (wizard->page() > 0)
        QTest::mouseClick(wizard->findChild<QPushButton *>(u"backButton"_s), Qt::LeftButton);
    QTest::keyClick(wizard, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<PublishWizard *>());
}

TUILERIE_GUI_TEST_MAIN(FreezeTest)
#include "freezetest.moc"
