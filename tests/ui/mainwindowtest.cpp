// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/widgets/actions.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/check/findingspanel.h"
#include "ui/data/inspectorpanel.h"
#include "ui/data/datatree.h"
#include "ui/data/mapdocument.h"
#include "ui/style/stretchpanel.h"
#include "guitest.h"
#include "ui/window/publishpanels.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/messagebox.h"

#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>
#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

/// The real window under real events, as a technician uses it.
class MainWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void droppedFilesAreOpened();
    void dialogOpensAFolder();
    void brokenFileSaysSo();
    void openingCanBeStopped();
    void findingIsShownOnTheMap();
    void missingCrsIsMended();
    void stretchChangesThePicture();
    void layersAreHiddenMovedAndRemoved();
    void closingWithJobsAsks();
    void speaksFrenchAndEnglish();
    void darkThemeIsDark();
    void sessionComesBack();
    void everyCommandHasATextAndNoKeyTwice();

private:
    template <typename Widget> Widget *find(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }
    void drop(const QStringList &paths);
    void openAndSettle(const QStringList &paths);
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(m_window->canvas()->isSettled(), 60000); }
    QString sourceFile() const { return dataPath(QStringLiteral("raster/rgb_27700_2m.tif")); }
    const MapEntry &entry(int i) const { return m_window->document()->entry(i); }

    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;
};

void MainWindowTest::init()
{
    Settings::clear();
    Language::apply(QStringLiteral("en"));
    Theme::apply(ThemeMode::Light);
    m_window = makeWindow<MainWindow>();
    QVERIFY(m_window);
}

void MainWindowTest::cleanup()
{
    m_window.reset();
}

void MainWindowTest::drop(const QStringList &paths)
{
    QMimeData mime;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    mime.setUrls(urls);
    const QPoint place(400, 300);
    QDragEnterEvent enter(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &event);
    QVERIFY(event.isAccepted());
}

void MainWindowTest::openAndSettle(const QStringList &paths)
{
    m_window->open(paths);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->document()->isOpening(), 60000);
    QCOMPARE(entry(0).error.message, QString());
    QTRY_VERIFY_WITH_TIMEOUT(
        entry(0).kind != SourceKind::Raster || entry(0).checkState == MapEntry::CheckState::Done, 60000);
    settle();
}

void MainWindowTest::droppedFilesAreOpened()
{
    drop({sourceFile()});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->count(), 1, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(entry(0).state == MapEntry::State::Open, 60000);
    settle();
    QVERIFY(m_window->canvas()->view().extent().contains(entry(0).layers.front()->extent()));
    const QString known = find<InspectorPanel>("inspector")->text();
    for (const char *part : {"EPSG:27700", "900 × 900", "GTiff", "JPEG"})
        QVERIFY2(known.contains(QString::fromUtf8(part)), qPrintable(known));
    // A vector file beside it becomes a layer of its own, above.
    drop({dataPath(QStringLiteral("vector/communes.gpkg"))});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->count(), 2, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(entry(0).state == MapEntry::State::Open, 60000);
    QCOMPARE(entry(0).kind, SourceKind::Vector);
    // What is no file is not taken.
    QMimeData text;
    text.setText(QStringLiteral("hello"));
    QDragEnterEvent enter({400, 300}, Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    enter.setAccepted(false);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(!enter.isAccepted());
    settle();
}

void MainWindowTest::dialogOpensAFolder()
{
    QDir().mkpath(m_folder.filePath(QStringLiteral("tiles")));
    for (int i = 0; i < 4; ++i)
        runProgram(QStringLiteral("gdal_translate"),
            {QStringLiteral("-q"), QStringLiteral("-srcwin"), QString::number(i % 2 * 450), QString::number(i / 2 * 450),
                QStringLiteral("450"), QStringLiteral("450"), sourceFile(),
                m_folder.filePath(QStringLiteral("tiles/t%1.tif").arg(i))});
    FileDialog::setNextFileName(m_folder.filePath(QStringLiteral("tiles")));
    QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->count(), 1, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(entry(0).state == MapEntry::State::Open, 60000);
    QCOMPARE(entry(0).source->info().files, qint64(4));
    QCOMPARE(entry(0).title, QStringLiteral("tiles"));
    settle();
}

void MainWindowTest::brokenFileSaysSo()
{
    const QString broken = m_folder.filePath(QStringLiteral("broken.tif"));
    QFile file(broken);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("II*\0 this goes no further");
    file.close();
    m_window->open({broken});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->count(), 1, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(entry(0).state == MapEntry::State::Failed, 60000);
    QVERIFY(!entry(0).error.message.isEmpty());
    QCOMPARE(find<QLabel>("message")->text(), entry(0).error.message);
    QVERIFY(find<InspectorPanel>("inspector")->text().contains(entry(0).error.message));
}

void MainWindowTest::openingCanBeStopped()
{
    QDir().mkpath(m_folder.filePath(QStringLiteral("many")));
    for (int i = 0; i < 400; ++i)
        QFile::copy(sourceFile(), m_folder.filePath(QStringLiteral("many/t%1.tif").arg(i)));
    m_window->open({m_folder.filePath(QStringLiteral("many"))});
    QVERIFY(m_window->document()->isOpening());
    QTRY_VERIFY(find<QToolButton>("cancelOpening")->isVisible());
    QTest::mouseClick(find<QToolButton>("cancelOpening"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->document()->isOpening(), 60000);
    QCOMPARE(m_window->document()->count(), 0);
    QVERIFY(!find<QToolButton>("cancelOpening")->isVisible());
}

void MainWindowTest::findingIsShownOnTheMap()
{
    // Nine tiles without the one in the middle.
    const QString folder = m_folder.filePath(QStringLiteral("gaps"));
    QDir().mkpath(folder);
    for (const int i : {0, 1, 2, 3, 5, 6, 7, 8})
        runProgram(QStringLiteral("gdal_translate"),
            {QStringLiteral("-q"), QStringLiteral("-srcwin"), QString::number(i % 3 * 300), QString::number(i / 3 * 300),
                QStringLiteral("300"), QStringLiteral("300"), sourceFile(), folder + QStringLiteral("/t%1.tif").arg(i)});
    openAndSettle({folder});
    auto *table = find<QTableView>("findings");
    int row = -1;
    for (size_t i = 0; i < entry(0).findings.size(); ++i) {
        if (entry(0).findings[i].where)
            row = int(i);
    }
    QVERIFY2(row >= 0, "no finding has a place");
    const Finding &finding = entry(0).findings[size_t(row)];
    find<QDockWidget>("checksDock")->raise();
    const QRect cell = table->visualRect(table->model()->index(row, 1));
    table->scrollTo(table->model()->index(row, 1));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::NoModifier, cell.center());
    QCOMPARE(table->currentIndex().row(), row);
    QVERIFY(find<QPushButton>("showOnMap")->isEnabled());
    QTest::mouseClick(find<QPushButton>("showOnMap"), Qt::LeftButton);
    QVERIFY(m_window->canvas()->hasMark());
    QVERIFY(m_window->canvas()->view().extent().contains(*finding.where));
    settle();
}

void MainWindowTest::missingCrsIsMended()
{
    const QString bare = m_folder.filePath(QStringLiteral("bare.png"));
    runProgram(QStringLiteral("gdal_translate"),
        {QStringLiteral("-q"), QStringLiteral("-of"), QStringLiteral("PNG"), QStringLiteral("-co"),
            QStringLiteral("WORLDFILE=YES"), sourceFile(), bare});
    QFile::remove(bare + QStringLiteral(".aux.xml"));
    openAndSettle({bare});
    QCOMPARE(entry(0).layers.front()->crs(), QString());
    auto *table = find<QTableView>("findings");
    int row = -1;
    for (size_t i = 0; i < entry(0).findings.size(); ++i) {
        if (entry(0).findings[i].fixAction == QLatin1String("assign-crs"))
            row = int(i);
    }
    QVERIFY2(row >= 0, "nothing offers to assign a CRS");
    QCOMPARE(entry(0).worst().value_or(Severity::Info), Severity::Blocking);
    table->setCurrentIndex(table->model()->index(row, 1));
    CrsPicker::setNextAnswer(QStringLiteral("EPSG:27700"));
    QTest::mouseClick(find<QPushButton>("fix"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->document()->isOpening() && entry(0).checkState == MapEntry::CheckState::Done, 60000);
    QCOMPARE(entry(0).layers.front()->crs(), QStringLiteral("EPSG:27700"));
    QCOMPARE(m_window->canvas()->view().crs, QStringLiteral("EPSG:27700"));
    QVERIFY(entry(0).worst().value_or(Severity::Info) != Severity::Blocking);
    settle();
}

void MainWindowTest::stretchChangesThePicture()
{
    openAndSettle({copyOfData(QStringLiteral("raster/dem.tif"), m_folder.path())});
    const QImage first = m_window->canvas()->image();
    find<QDockWidget>("displayDock")->raise();
    auto *panel = find<StretchPanel>("stretchPanel");
    auto *range = find<QComboBox>("range");
    QCOMPARE(range->currentIndex(), int(RasterStretch::Range::Percentile));
    range->setFocus();
    QTest::keyClick(range, Qt::Key_Up); // least to greatest
    QTRY_VERIFY_WITH_TIMEOUT(!panel->isComputing(), 60000);
    settle();
    const MapLayer &layer = *entry(0).layers.front();
    QCOMPARE(layer.stretch().range, RasterStretch::Range::MinMax);
    const QImage second = m_window->canvas()->image();
    QVERIFY(second != first);
    // A narrow range typed in makes everything black or white.
    auto *min = find<QLineEdit>("min1");
    auto *max = find<QLineEdit>("max1");
    for (const auto &[field, text] : {std::pair(min, "150"), {max, "150.001"}}) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QLatin1String(text));
    }
    QTest::keyClick(max, Qt::Key_Return);
    settle();
    QCOMPARE(layer.stretch().range, RasterStretch::Range::Manual);
    const QImage third = m_window->canvas()->image();
    qint64 gray = 0;
    for (int y = 0; y < third.height(); ++y) {
        for (int x = 0; x < third.width(); ++x) {
            const QRgb pixel = third.pixel(x, y);
            gray += qAlpha(pixel) == 255 && qGray(pixel) != 0 && qGray(pixel) != 255;
        }
    }
    QVERIFY2(gray < third.width() * third.height() / 1000, qPrintable(QString::number(gray)));
    // What is no range is refused with a sentence, and the map stays.
    max->setFocus();
    max->selectAll();
    QTest::keyClicks(max, QStringLiteral("3"));
    QTest::keyClick(max, Qt::Key_Return);
    QVERIFY(!find<QLabel>("stretchStatus")->text().isEmpty());
    QCOMPARE(layer.stretch().limits.front().max, 150.001);
}

void MainWindowTest::layersAreHiddenMovedAndRemoved()
{
    openAndSettle({sourceFile()});
    openAndSettle({copyOfData(QStringLiteral("raster/dem.tif"), m_folder.path())});
    MapDocument *document = m_window->document();
    QCOMPARE(document->count(), 2);
    const QString top = entry(0).title;
    m_window->canvas()->zoomTo(entry(1).layers.front()->extent(), entry(1).layers.front()->crs());
    settle();
    QVERIFY(qAlpha(m_window->canvas()->image().pixel(m_window->canvas()->image().rect().center())) == 255);
    // Space on the tree's row is the tick.
    auto *tree = find<QTreeView>("layerTree");
    tree->setFocus();
    tree->setCurrentIndex(document->indexOfEntry(1));
    QTest::keyClick(tree, Qt::Key_Space);
    QVERIFY(!entry(1).layers.front()->isVisible());
    settle();
    QCOMPARE(qAlpha(m_window->canvas()->image().pixel(m_window->canvas()->image().rect().center())), 0);
    QTest::keyClick(tree, Qt::Key_Space);
    QVERIFY(entry(1).layers.front()->isVisible());
    // Up, then away.
    (*m_window->actions())[ActionId::MoveUp]->trigger();
    QCOMPARE(entry(1).title, top);
    QCOMPARE(document->entryAt(tree->currentIndex()), 0);
    (*m_window->actions())[ActionId::Remove]->trigger();
    QCOMPARE(document->count(), 1);
    QCOMPARE(entry(0).title, top);
    (*m_window->actions())[ActionId::CloseAll]->trigger();
    QCOMPARE(document->count(), 0);
    QVERIFY(!(*m_window->actions())[ActionId::ZoomIn]->isEnabled());
}

void MainWindowTest::closingWithJobsAsks()
{
    emit m_window->publishPanels()->runningJobsChanged(2);
    MessageBox::setNextAnswer(2); // Cancel
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    QVERIFY(!MessageBox::hasNextAnswer());
    QVERIFY(MessageBox::lastText().contains(QStringLiteral("still running")));
    MessageBox::setNextAnswer(0); // Leave running
    QVERIFY(m_window->close());
    QVERIFY(!MessageBox::hasNextAnswer());
    // Without jobs nobody is asked.
    m_window->show();
    emit m_window->publishPanels()->runningJobsChanged(0);
    MessageBox::setNextAnswer(2);
    QVERIFY(m_window->close());
    QVERIFY(MessageBox::hasNextAnswer());
    MessageBox::setNextAnswer(0);
    MessageBox::show(nullptr, MessageBox::Kind::Information, {}, {}); // takes the answer back
}

void MainWindowTest::speaksFrenchAndEnglish()
{
    const auto menus = [this] {
        QStringList titles;
        for (const QAction *action : m_window->menuBar()->actions())
            titles.append(action->text().remove(QLatin1Char('&')));
        return titles;
    };
    QVERIFY(menus().contains(QStringLiteral("File")));
    (*m_window->actions())[ActionId::LanguageFrench]->trigger();
    QTRY_VERIFY(menus().contains(QStringLiteral("Fichier")));
    QCOMPARE(Language::current(), QStringLiteral("fr"));
    QCOMPARE(Settings::text(Settings::Language), QStringLiteral("fr"));
    QCOMPARE(find<QDockWidget>("checksDock")->windowTitle(), QStringLiteral("Contrôles"));
    QVERIFY((*m_window->actions())[ActionId::Publish]->text().contains(QStringLiteral("Publier")));
    (*m_window->actions())[ActionId::LanguageEnglish]->trigger();
    QTRY_VERIFY(menus().contains(QStringLiteral("File")));
    QCOMPARE(find<QDockWidget>("checksDock")->windowTitle(), QStringLiteral("Checks"));
}

void MainWindowTest::darkThemeIsDark()
{
    const auto lightness = [this] {
        return m_window->grab()
            .toImage()
            .scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .pixelColor(0, 0)
            .lightness();
    };
    QVERIFY(lightness() > 180);
    (*m_window->actions())[ActionId::ThemeDark]->trigger();
    QTRY_VERIFY(lightness() < 80);
    QCOMPARE(Settings::text(Settings::Theme), QStringLiteral("dark"));
    // Icons follow: the pen of an icon is light now.
    const QImage icon = (*m_window->actions())[ActionId::ZoomAll]->icon().pixmap(24, 24).toImage();
    int brightest = 0;
    for (int i = 0; i < 24 * 24; ++i) {
        const QColor pixel = icon.pixelColor(i % 24, i / 24);
        if (pixel.alpha() > 200)
            brightest = std::max(brightest, pixel.lightness());
    }
    QVERIFY(brightest > 180);
    (*m_window->actions())[ActionId::ThemeLight]->trigger();
    QTRY_VERIFY(lightness() > 180);
}

void MainWindowTest::sessionComesBack()
{
    openAndSettle({sourceFile()});
    openAndSettle({copyOfData(QStringLiteral("raster/dem.tif"), m_folder.path())});
    RasterStretch stretch = entry(0).layers.front()->stretch();
    stretch.range = RasterStretch::Range::Manual;
    stretch.limits = {{120, 180}};
    entry(0).layers.front()->setStretch(stretch);
    entry(1).layers.front()->setVisible(false);
    m_window->canvas()->zoomBy(0.5);
    const MapView view = m_window->canvas()->view();
    QVERIFY(m_window->close());
    m_window = makeWindow<MainWindow>();
    m_window->restoreSession();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->document()->count() == 2 && !m_window->document()->isOpening(), 60000);
    QCOMPARE(entry(0).title, QStringLiteral("dem"));
    QCOMPARE(entry(0).layers.front()->stretch(), stretch);
    QVERIFY(!entry(1).layers.front()->isVisible());
    QCOMPARE(m_window->canvas()->view().center, view.center);
    QCOMPARE(m_window->canvas()->view().crs, view.crs);
    QCOMPARE(m_window->canvas()->view().unitsPerPixel, view.unitsPerPixel);
    settle();
}

void MainWindowTest::everyCommandHasATextAndNoKeyTwice()
{
    QStringList keys;
    for (int i = 0; i < int(ActionId::Count); ++i) {
        const QAction *action = (*m_window->actions())[ActionId(i)];
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        if (action->shortcut().isEmpty())
            continue;
        QVERIFY2(!keys.contains(action->shortcut().toString()), qPrintable(action->shortcut().toString()));
        keys.append(action->shortcut().toString());
    }
    QVERIFY(keys.size() > 10);
}

TUILERIE_GUI_TEST_MAIN(MainWindowTest)
#include "mainwindowtest.moc"
