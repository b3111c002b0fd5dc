// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/publishwizard.h"

#include "generate/raster/rasterpyramid.h"
#include "ui/wizard/draftpanel.h"
#include "ui/wizard/estimatepane.h"
#include "ui/wizard/cloudlookpanel.h"
#include "ui/wizard/lookpage.h"
#include "ui/wizard/lookpanel.h"
#include "ui/wizard/samplepane.h"
#include "ui/wizard/samplepicture.h"
#include "ui/servers/serversession.h"
#include "ui/wizard/summarypanel.h"
#include "publishguitest.h"
#include "support/dyingworkers.h"
#include "pyramid/pyramidreader.h"
#include "ui/widgets/filedialog.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>

using namespace tuilerie;

/// The wizard with real widgets, real key events and a real file. No server is asked: the publication is caught at its
/// signal.
class PublishWizardTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void walksThroughByKeyboard();
    void sampleIsTheTileOfThePyramid();
    void estimateFollowsTheFormat();
    void dyingWorkersAreSentences_data();
    void dyingWorkersAreSentences();
    void proposalsFollowTheData();
    void valuesAreDrawn();
    void heightsOfPointsAreDrawn();
    void nextSaysWhatIsWrong();
    void aFileThatIsNoneStopsTheFirstPage();
    void draftComesBack();
    void levelsStayInOrder();

private:
    template <typename T> T *find(const char *name) { return m_wizard->findChild<T *>(QLatin1String(name)); }
    void press(Qt::Key letter, const char *button);
    void next() { press(Qt::Key_N, "nextButton"); }
    void toPage(int page);
    LookPanel *look() { return m_wizard->lookPage()->raster(); }
    void type(const char *field, const QString &text);

    std::unique_ptr<ServerSession> m_servers;
    std::unique_ptr<DraftStore> m_drafts;
    std::unique_ptr<PublishWizard> m_wizard;
    QString m_file;
};

static constexpr int Patience = 60000;

void PublishWizardTest::init()
{
    m_file = test::dataPath(QStringLiteral("raster/rgb_27700_2m.tif"));
    EmbeddedServerOptions options;
    options.program = QStringLiteral("/nonexistent"); // a server is not needed, and must not be waited for
    m_servers = std::make_unique<ServerSession>(options);
    m_drafts = std::make_unique<DraftStore>();
    m_drafts->discard();
    m_wizard = std::make_unique<PublishWizard>(m_servers.get(), m_drafts.get());
    m_wizard->show();
    QVERIFY(QTest::qWaitForWindowActive(m_wizard.get()));
}

void PublishWizardTest::cleanup()
{
    m_wizard.reset();
    m_drafts.reset();
    m_servers.reset();
}

/// By its mnemonic; Qt shows the button pressed for a moment before it counts.
void PublishWizardTest::press(Qt::Key letter, const char *button)
{
    QSignalSpy clicked(find<QAbstractButton>(button), &QAbstractButton::clicked);
    QTest::keyClick(m_wizard.get(), letter, Qt::AltModifier);
    QTRY_COMPARE(clicked.count(), 1);
}

void PublishWizardTest::type(const char *field, const QString &text)
{
    auto *edit = find<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

/// By Next, waiting on each page for what it does in the background.
void PublishWizardTest::toPage(int page)
{
    while (m_wizard->page() < page) {
        QTRY_VERIFY_WITH_TIMEOUT(m_wizard->panel(m_wizard->page())->problem().isEmpty(), Patience);
        const int before = m_wizard->page();
        next();
        QCOMPARE(m_wizard->page(), before + 1);
    }
}

void PublishWizardTest::walksThroughByKeyboard()
{
    m_wizard->start({});
    QCOMPARE(m_wizard->pageCount(), 6);
    QVERIFY(find<QPushButton>("addFilesButton")->hasFocus());
    keepPicture(m_wizard.get(), QStringLiteral("wizard-0-empty"));
    FileDialog::setNextFileNames({m_file});
    press(Qt::Key_F, "addFilesButton");
    QCOMPARE(find<QListWidget>("pathList")->count(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(m_wizard->problemShown().isEmpty(), Patience);
    QVERIFY(find<QLabel>("dataSummary")->text().contains(QStringLiteral("EPSG:27700")));
    keepPicture(m_wizard.get(), QStringLiteral("wizard-1-data"));

    next();
    QCOMPARE(m_wizard->page(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(m_wizard->problemShown().isEmpty(), Patience);
    QVERIFY(!find<QLabel>("checkVerdict")->text().isEmpty());
    keepPicture(m_wizard.get(), QStringLiteral("wizard-2-check"));

    QTest::keyClick(m_wizard.get(), Qt::Key_Return); // Next is the default button
    QCOMPARE(m_wizard->page(), 2);
    QVERIFY(find<QComboBox>("tmsCombo")->hasFocus());
    QTRY_VERIFY_WITH_TIMEOUT(!look()->samplePane()->isBusy() && !look()->samplePane()->image().isNull(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!look()->estimatePane()->isBusy() && !look()->estimate().levels.empty(), Patience);
    QVERIFY(look()->findChild<QTableView *>(QStringLiteral("estimateTable"))->model()->rowCount() > 3);
    QVERIFY(look()->estimate().bytesLow > 0 && look()->estimate().bytesHigh >= look()->estimate().bytesLow);
    QVERIFY(look()->estimate().secondsHigh > 0);
    keepPicture(m_wizard.get(), QStringLiteral("wizard-3-look"));
    // Tab goes through the fields from the top down.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(find<QComboBox>("topLevelCombo")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(find<QComboBox>("bottomLevelCombo")->hasFocus());

    next();
    QCOMPARE(m_wizard->page(), 3);
    QVERIFY(find<QLineEdit>("layerNameEdit")->hasFocus());
    QCOMPARE(find<QLineEdit>("layerNameEdit")->text(), QStringLiteral("rgb_27700_2m")); // suggested
    type("layerNameEdit", QStringLiteral("photo"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("A photo of nowhere"));
    QCOMPARE(find<QLineEdit>("titleEdit")->text(), QStringLiteral("A photo of nowhere"));
    type("keywordsEdit", QStringLiteral("photo, nowhere , "));
    keepPicture(m_wizard.get(), QStringLiteral("wizard-4-describe"));

    next();
    QCOMPARE(m_wizard->page(), 4);
    QVERIFY(find<QRadioButton>("embeddedRadio")->isChecked());
    press(Qt::Key_T, "tmsCheck"); // without TMS
    keepPicture(m_wizard.get(), QStringLiteral("wizard-5-share"));

    next();
    QCOMPARE(m_wizard->page(), 5);
    QVERIFY(find<QPushButton>("publishButton")->hasFocus());
    auto *summary = qobject_cast<SummaryPanel *>(m_wizard->panel(5));
    QVERIFY(summary->sentence().contains(QStringLiteral("A photo of nowhere")));
    QVERIFY(summary->commandLine().startsWith(QStringLiteral("tuilerie-cli publish ")));
    QVERIFY(summary->commandLine().contains(QStringLiteral("--service wmts,wms-r")));
    QVERIFY(find<QLabel>("summaryTotals")->text().contains(QStringLiteral("tiles")));
    keepPicture(m_wizard.get(), QStringLiteral("wizard-6-summary"));

    QSignalSpy asked(m_wizard.get(), &PublishWizard::publishAsked);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    const auto draft = asked.first().first().value<PublishDraft>();
    const PublishRequest request = draft.finished();
    VERIFY_OK(request.validate());
    QCOMPARE(request.layer, QStringLiteral("photo"));
    QCOMPARE(request.keywords, QStringList({QStringLiteral("photo"), QStringLiteral("nowhere")}));
    QCOMPARE(request.services, QStringList({QStringLiteral("wmts"), QStringLiteral("wms-r")}));
    QCOMPARE(request.srs, QStringLiteral("EPSG:27700"));
    QVERIFY(!m_wizard->isVisible());
    QVERIFY(!m_drafts->exists());
}

void PublishWizardTest::sampleIsTheTileOfThePyramid()
{
    PublishDraft draft;
    draft.request.paths = {m_file};
    draft.request.raster.format = QStringLiteral("PNG");
    m_wizard->start(draft);
    toPage(2);
    SamplePane *sample = look()->samplePane();
    QTRY_VERIFY_WITH_TIMEOUT(!sample->isBusy() && !sample->image().isNull(), Patience);

    // The same parameters through the engine: the tile on disk is the tile in the picture, byte for byte.
    m_wizard->panel(2)->save(draft);
    const QTemporaryDir folder;
    RasterPyramidParams params = draft.pyramid();
    params.output = folder.filePath(QStringLiteral("pyramid"));
    SilentControl control;
    const auto made = generateRasterPyramid(params, control);
    VERIFY_OK(made);
    const auto reader = PyramidReader::open(made->descriptorPath);
    VERIFY_OK(reader);
    const auto tile = (*reader)->tile(sample->level(), sample->column(), sample->row());
    VERIFY_OK(tile);
    QVERIFY(!tile->isEmpty());
    QImage image;
    QVERIFY(image.loadFromData(*tile));
    QCOMPARE(sample->image().size(), image.size());
    int worst = 0, different = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb a = sample->image().pixel(x, y), b = image.pixel(x, y);
            const int off =
                std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
            worst = std::max(worst, off);
            different += off > 0 ? 1 : 0;
        }
    }
    // The warp is approximated over the block that is rendered, a tile here and a slab there: a rounding apart in a few
    // pixels.
    QVERIFY2(worst <= 1, qPrintable(QString::number(worst)));
    QVERIFY2(different <= image.width() * image.height() / 1000, qPrintable(QString::number(different)));

    // A neighbour by the arrow key, a coarser level by the minus key.
    auto *picture = find<QWidget>("samplePicture");
    const qint64 column = sample->column();
    QTest::keyClick(picture, Qt::Key_Left);
    QCOMPARE(sample->column(), column - 1);
    const QString level = sample->level();
    QTest::keyClick(picture, Qt::Key_Minus);
    QVERIFY(sample->level() != level);
    QTRY_VERIFY_WITH_TIMEOUT(!sample->isBusy(), Patience);
}

void PublishWizardTest::estimateFollowsTheFormat()
{
    PublishDraft draft;
    draft.request.paths = {m_file};
    m_wizard->start(draft);
    toPage(2);
    QTRY_VERIFY_WITH_TIMEOUT(!look()->estimatePane()->isBusy() && !look()->estimate().levels.empty(), Patience);
    const qint64 jpeg = look()->estimate().bytesHigh;
    auto *format = find<QComboBox>("formatCombo");
    format->setFocus();
    QTest::keyClick(format, Qt::Key_End);
    QCOMPARE(format->currentData().toString(), QStringLiteral("RAW"));
    QVERIFY(look()->estimatePane()->isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!look()->estimatePane()->isBusy(), Patience);
    QVERIFY2(look()->estimate().bytesLow > 2 * jpeg, "samples as they are weigh more than JPEG");
}

void PublishWizardTest::dyingWorkersAreSentences_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sample"); ///< of the pane, where the kind has one
    QTest::newRow("raster") << QStringLiteral("raster/rgb_27700_2m.tif") << QStringLiteral("samplePicture");
    QTest::newRow("vector") << QStringLiteral("vector/communes.gpkg") << QStringLiteral("vectorSamplePicture");
    QTest::newRow("points") << QStringLiteral("pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz") << QString();
}

/// A file that brings its reader down while somebody turns a knob is said where the sample and the estimate would be, and
/// the next turn is answered as ever.
void PublishWizardTest::dyingWorkersAreSentences()
{
    QFETCH(QString, path);
    QFETCH(QString, sample);
    PublishDraft draft;
    draft.request.paths = QStringList{test::dataPath(path)};
    m_wizard->start(draft);
    toPage(2);
    QWidget *page = m_wizard->panel(2);
    const auto shown = [page](auto *begin, const QString &name) {
        for (auto *widget : page->findChildren<std::remove_pointer_t<decltype(begin)> *>(name))
            if (widget->isVisible())
                return widget;
        return begin;
    };
    auto *totals = shown(static_cast<QLabel *>(nullptr), QStringLiteral("estimateTotals"));
    auto *picture = sample.isEmpty() ? nullptr : shown(static_cast<SamplePicture *>(nullptr), sample);
    QVERIFY(totals && (picture || sample.isEmpty()));
    // Any knob of the page that has both asked again.
    const auto turn = [&] {
        for (const char *name : {"bottomLevelCombo", "levelBottomCombo", "cloudFormatCombo"}) {
            auto *combo = shown(static_cast<QComboBox *>(nullptr), QLatin1String(name));
            if (combo && combo->isEnabled() && combo->count() > 1)
                return combo->setCurrentIndex(combo->currentIndex() > 0 ? combo->currentIndex() - 1 : 1);
        }
    };
    const auto isGood = [&] {
        return totals->text().contains(QStringLiteral("B")) && (!picture || !picture->image().isNull());
    };
    QTRY_VERIFY2_WITH_TIMEOUT(isGood(), qPrintable(totals->text()), Patience);
    {
        const test::DyingWorkers dying;
        turn();
        QTRY_VERIFY2_WITH_TIMEOUT(
            totals->text().contains(QStringLiteral("broke down")), qPrintable(totals->text()), Patience);
        if (picture)
            QTRY_VERIFY_WITH_TIMEOUT(picture->sentence().contains(QStringLiteral("broke down")), Patience);
        QVERIFY(totals->text().contains(path.section(QLatin1Char('/'), -1)));
        keepPicture(m_wizard.get(), QStringLiteral("broke-down-") + QString::fromLatin1(QTest::currentDataTag()));
    }
    turn();
    QTRY_VERIFY2_WITH_TIMEOUT(isGood(), qPrintable(totals->text()), Patience);
}

// What has holes is proposed in PNG; in JPEG masks say where they are.
void PublishWizardTest::proposalsFollowTheData()
{
    PublishDraft draft;
    draft.request.paths = QStringList{test::dataPath(QStringLiteral("raster/drone_rgba_4326.tif"))};
    draft.request.assignCrs = QStringLiteral("EPSG:4326");
    m_wizard->start(draft);
    toPage(2);
    auto *format = find<QComboBox>("formatCombo");
    auto *mask = find<QCheckBox>("maskCheck");
    QCOMPARE(format->currentData().toString(), QStringLiteral("PNG"));
    QVERIFY(mask->isEnabled() && !mask->isChecked());
    format->setFocus();
    QTest::keyClick(format, Qt::Key_Home);
    QCOMPARE(format->currentData().toString(), QStringLiteral("JPG"));
    QVERIFY(!mask->isEnabled() && mask->isChecked());
}

/// A raster of values has a picture, which the sample shows and the publication asks for; one of bytes has none.
void PublishWizardTest::valuesAreDrawn()
{
    PublishDraft draft;
    draft.request.paths = QStringList{test::dataPath(QStringLiteral("raster/dem.tif"))};
    m_wizard->start(draft);
    toPage(2);
    SamplePane *sample = look()->samplePane();
    const auto asked = [&] {
        m_wizard->panel(2)->save(draft);
        return draft.request.rasterStyles;
    };
    const auto settled = [&] {
        return QTest::qWaitFor([&] { return !sample->isBusy() && !sample->image().isNull(); }, Patience);
    };
    auto *picture = look()->findChild<QComboBox *>(QStringLiteral("pictureCombo"));
    auto *terrain = look()->findChild<QCheckBox *>(QStringLiteral("terrainCheck"));
    QVERIFY(picture->isVisible() && terrain->isVisible());
    QCOMPARE(asked(), QStringList());
    QVERIFY(settled());
    const QImage grey = sample->image();
    QVERIFY(grey.allGray());
    picture->setFocus();
    QTest::keyClick(picture, Qt::Key_Down);
    QCOMPARE(asked(), QStringList{QStringLiteral("hillshade")});
    QVERIFY(settled());
    const QImage light = sample->image();
    QVERIFY(light.allGray() && light != grey);
    QTest::keyClick(picture, Qt::Key_Down);
    QTest::keyClick(terrain, Qt::Key_Space);
    QCOMPARE(asked(), (QStringList{QStringLiteral("relief"), QStringLiteral("terrain-rgb")}));
    QVERIFY(settled());
    QVERIFY(!sample->image().allGray());
    keepPicture(m_wizard.get(), QStringLiteral("values"));
    QTest::keyClick(picture, Qt::Key_Home);
    QCOMPARE(asked(), (QStringList{QStringLiteral("grey"), QStringLiteral("terrain-rgb")}));

    // The draft brings it back; so does one that asks for more than the page has words for.
    const QStringList own{QStringLiteral("/data/mine.json"), QStringLiteral("hillshade")};
    for (const QStringList &styles : {draft.request.rasterStyles, own}) {
        draft.request.rasterStyles = styles;
        look()->load(draft);
        QCOMPARE(asked(), styles);
    }
    QVERIFY(!terrain->isChecked());
    auto *values = find<QComboBox>("valuesCombo");
    values->setCurrentIndex(1); // as a picture
    QVERIFY(!picture->isVisible());
    QCOMPARE(asked(), QStringList());
    // A file of tiles to download holds pictures: said on the page where it is asked for.
    values->setCurrentIndex(0);
    toPage(3);
    type("layerNameEdit", QStringLiteral("heights"));
    toPage(4);
    auto *download = find<QCheckBox>("downloadCheck");
    QVERIFY(download->isVisible() && !download->isChecked());
    QVERIFY(m_wizard->panel(4)->problem().isEmpty());
    QTest::mouseClick(download, Qt::LeftButton, {}, QPoint(8, download->height() / 2));
    QVERIFY2(m_wizard->panel(4)->problem().contains(QStringLiteral("float32")), qPrintable(m_wizard->panel(4)->problem()));
}

/// The heights that are made of points are drawn like those of a raster; the other products are pictures.
void PublishWizardTest::heightsOfPointsAreDrawn()
{
    PublishDraft draft;
    draft.request.paths =
        QStringList{test::dataPath(QStringLiteral("pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz"))};
    m_wizard->start(draft);
    toPage(2);
    CloudLookPanel *panel = m_wizard->lookPage()->cloud();
    auto *product = panel->findChild<QComboBox *>(QStringLiteral("cloudProductCombo"));
    auto *picture = panel->findChild<QComboBox *>(QStringLiteral("pictureCombo"));
    auto *terrain = panel->findChild<QCheckBox *>(QStringLiteral("terrainCheck"));
    const auto asked = [&] {
        m_wizard->panel(2)->save(draft);
        return draft.request.rasterStyles;
    };
    QVERIFY(product->isVisible() && !picture->isVisible());
    product->setCurrentIndex(product->findData(QStringLiteral("dtm")));
    QVERIFY(picture->isVisible() && terrain->isVisible());
    QCOMPARE(asked(), QStringList());
    picture->setFocus();
    QTest::keyClick(picture, Qt::Key_Down);
    QTest::keyClick(terrain, Qt::Key_Space);
    QCOMPARE(asked(), (QStringList{QStringLiteral("hillshade"), QStringLiteral("terrain-rgb")}));
    keepPicture(m_wizard.get(), QStringLiteral("heights-of-points"));
    panel->load(draft);
    QCOMPARE(asked(), (QStringList{QStringLiteral("hillshade"), QStringLiteral("terrain-rgb")}));
    product->setCurrentIndex(product->findData(QStringLiteral("intensity")));
    QVERIFY(!picture->isVisible());
    QCOMPARE(asked(), QStringList());
}

void PublishWizardTest::nextSaysWhatIsWrong()
{
    m_wizard->start({});
    next();
    QCOMPARE(m_wizard->page(), 0);
    QVERIFY(!m_wizard->problemShown().isEmpty());

    PublishDraft draft;
    draft.request.paths = {m_file};
    m_wizard->start(draft);
    toPage(2);
    type("nodataEdit", QStringLiteral("white"));
    next();
    QCOMPARE(m_wizard->page(), 2);
    QVERIFY(m_wizard->problemShown().contains(QStringLiteral("255,255,255")));
    type("nodataEdit", QStringLiteral("255,255,255"));
    type("bandsEdit", QStringLiteral("4,1,2"));
    next();
    QCOMPARE(m_wizard->page(), 2);
    QVERIFY2(m_wizard->problemShown().contains(QStringLiteral("band 4")), qPrintable(m_wizard->problemShown()));
    type("bandsEdit", QStringLiteral("3,2,1"));
    toPage(3);
    type("layerNameEdit", QStringLiteral("1 layer"));
    next();
    QCOMPARE(m_wizard->page(), 3);
    QVERIFY(m_wizard->problemShown().contains(QStringLiteral("begins with a letter")));
    QVERIFY(find<QLineEdit>("layerNameEdit")->hasFocus());
    keepPicture(m_wizard.get(), QStringLiteral("wizard-4-problem"));
    type("layerNameEdit", QStringLiteral("ete"));
    type("attributionUrlEdit", QStringLiteral("ign.fr"));
    next();
    QCOMPARE(m_wizard->page(), 3);
    type("attributionUrlEdit", QStringLiteral("https://www.ign.fr"));
    type("attributionEdit", QStringLiteral("IGN"));
    toPage(4);
    press(Qt::Key_W, "wmtsCheck");
    press(Qt::Key_T, "tmsCheck");
    press(Qt::Key_M, "wmsCheck");
    next();
    QCOMPARE(m_wizard->page(), 4);
    QVERIFY(m_wizard->problemShown().contains(QStringLiteral("service")));
    press(Qt::Key_S, "otherServerRadio"); // without an address
    next();
    QCOMPARE(m_wizard->page(), 4);
}

void PublishWizardTest::aFileThatIsNoneStopsTheFirstPage()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("notes.tif")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no raster");
    file.close();
    PublishDraft draft;
    draft.request.paths = {file.fileName()};
    m_wizard->start(draft);
    auto *summary = find<QLabel>("dataSummary");
    QTRY_VERIFY_WITH_TIMEOUT(!summary->text().contains(QStringLiteral("Reading")), Patience);
    next();
    QVERIFY(m_wizard->page() == 0 || m_wizard->panel(1)->isVisible());
    if (m_wizard->page() == 1) { // a data set with nothing readable in it: then the checks say so
        QTRY_VERIFY_WITH_TIMEOUT(m_wizard->problemShown().contains(QStringLiteral("blocking")), Patience);
        next();
        QCOMPARE(m_wizard->page(), 1);
    } else {
        QVERIFY(!m_wizard->problemShown().isEmpty());
    }
}

void PublishWizardTest::draftComesBack()
{
    PublishDraft draft;
    draft.request.paths = {m_file};
    m_wizard->start(draft);
    toPage(3);
    type("layerNameEdit", QStringLiteral("kept"));
    type("titleEdit", QStringLiteral("Kept over a crash"));
    // A crash: nothing is closed in good order, only what the store has written by itself is there.
    QTRY_VERIFY(QFile::exists(DraftStore::defaultFile()));
    QTRY_COMPARE(DraftStore().load()->request.title, QStringLiteral("Kept over a crash"));
    PublishDraft kept = *DraftStore().load();
    QCOMPARE(kept.page, QStringLiteral("describe"));

    m_wizard = std::make_unique<PublishWizard>(m_servers.get(), m_drafts.get());
    m_wizard->show();
    m_wizard->start(kept);
    QTRY_COMPARE_WITH_TIMEOUT(m_wizard->page(), 3, Patience);
    QCOMPARE(find<QLineEdit>("layerNameEdit")->text(), QStringLiteral("kept"));
    QCOMPARE(m_wizard->draft().request.raster.tms, kept.request.raster.tms);
    QCOMPARE(m_wizard->draft().request.raster.bottom, kept.request.raster.bottom);
    QTest::keyClick(m_wizard.get(), Qt::Key_Escape); // asks nothing
    QVERIFY(!m_wizard->isVisible());
    QVERIFY(m_drafts->exists());
}

void PublishWizardTest::levelsStayInOrder()
{
    PublishDraft draft;
    draft.request.paths = {m_file};
    m_wizard->start(draft);
    toPage(2);
    auto *top = find<QComboBox>("topLevelCombo");
    auto *bottom = find<QComboBox>("bottomLevelCombo");
    const int finest = bottom->currentIndex();
    QVERIFY(finest > 2);
    top->setCurrentIndex(finest + 1);
    QCOMPARE(bottom->currentIndex(), finest + 1); // it gives way
    bottom->setCurrentIndex(1);
    QCOMPARE(top->currentIndex(), 1);
    m_wizard->panel(2)->save(draft);
    QCOMPARE(draft.request.raster.top, QStringLiteral("1"));
    QCOMPARE(draft.request.raster.bottom, QStringLiteral("1"));
}

TUILERIE_PUBLISH_TEST_MAIN(PublishWizardTest)
#include "publishwizardtest.moc"
