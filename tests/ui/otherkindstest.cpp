// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"
#include "ui/widgets/settings.h"

#include "ui/widgets/actions.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/data/featuretablemodel.h"
#include "ui/data/featuretablepanel.h"
#include "ui/data/identifypanel.h"
#include "ui/data/inspectorpanel.h"
#include "ui/data/mapdocument.h"
#include "ui/style/stylepanel.h"
#include "guitest.h"
#include "render/stylefiles.h"
#include "ui/widgets/colorbutton.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/messagebox.h"

#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTreeWidget>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

static constexpr int Patience = 60000; // ms, of a machine with much else to do

/// Vector and point cloud data in the real window: dropped, styled, identified, listed.
class OtherKindsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }
    void classesHaveTheirBorders();
    void vectorIsStyled();
    void styleGoesToFilesAndBack();
    void foreignStyleIsKept();
    void featuresAreIdentified();
    void attributesAreListed();
    void rasterCellsAreIdentified();
    void pointsAreShown();
    void pointsAreIdentified();
    void stylesComeBackWithTheSession();

private:
    const MapEntry &entry(int i) { return m_window->document()->entry(i); }
    template <typename T> T *find(const char *name) { return m_window->findChild<T *>(QLatin1String(name)); }
    void drop(const QString &path);
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(m_window->canvas()->isSettled(), Patience); }
    void click(QPointF pixel);
    QStringList ogr(const QString &sql);
    /// Pixels of the picture that are nearly of this colour.
    qint64 pixels(const QColor &color);
    qint64 drawnPixels();
    StylePanel *style() { return find<StylePanel>("stylePanel"); }
    void choose(const char *combo, const QVariant &data);

    QTemporaryDir m_folder;
    QString m_communes;
    std::unique_ptr<MainWindow> m_window;
};

void OtherKindsTest::initTestCase()
{
    // One table of it: styles, rows and clicks are then those of one layer.
    m_communes = m_folder.filePath(u"communes.gpkg"_s);
    QCOMPARE(QProcess::execute(u"ogr2ogr"_s,
                 {u"-lco"_s, u"GEOMETRY_NAME=geom"_s, m_communes, dataPath(u"vector/communes.gpkg"_s), u"communes"_s}),
        0);
}

void OtherKindsTest::init()
{
    Settings::clear();
    m_window = makeWindow<MainWindow>();
    QVERIFY(m_window);
}

void OtherKindsTest::drop(const QString &path)
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({600, 300}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QDropEvent dropped({600, 300}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &dropped);
    QVERIFY(dropped.isAccepted());
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->document()->isOpening(), Patience);
    QCOMPARE(entry(0).error.message, QString());
    QCOMPARE(entry(0).state, MapEntry::State::Open);
    settle();
}

void OtherKindsTest::click(QPointF pixel)
{
    QAction *identify = (*m_window->actions())[ActionId::Identify];
    if (!identify->isChecked())
        identify->trigger();
    QSignalSpy answered(find<IdentifyPanel>("identifyPanel"), &IdentifyPanel::answered);
    QTest::mouseClick(m_window->canvas(), Qt::LeftButton, Qt::NoModifier, pixel.toPoint());
    QVERIFY(answered.count() > 0 || answered.wait(Patience));
}

QStringList OtherKindsTest::ogr(const QString &sql)
{
    QProcess program;
    program.start(u"ogrinfo"_s, {u"-ro"_s, u"-q"_s, m_communes, u"-sql"_s, sql});
    if (!program.waitForFinished(60000))
        return {};
    QStringList values;
    const QStringList lines = QString::fromUtf8(program.readAllStandardOutput()).split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith("  "_L1) && line.contains(") = "_L1))
            values << line.section(u") = "_s, 1);
    }
    return values;
}

qint64 OtherKindsTest::pixels(const QColor &color)
{
    const QImage image = m_window->canvas()->image().convertToFormat(QImage::Format_ARGB32);
    qint64 count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor here = image.pixelColor(x, y);
            count += here.alpha() > 200 && std::abs(here.red() - color.red()) < 12
                && std::abs(here.green() - color.green()) < 12 && std::abs(here.blue() - color.blue()) < 12;
        }
    }
    return count;
}

qint64 OtherKindsTest::drawnPixels()
{
    const QImage image = m_window->canvas()->image().convertToFormat(QImage::Format_ARGB32);
    qint64 count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 0;
    }
    return count;
}

void OtherKindsTest::choose(const char *name, const QVariant &data)
{
    auto *combo = find<QComboBox>(name);
    const int row = combo->findData(data);
    QVERIFY2(row >= 0, name);
    combo->setCurrentIndex(row);
    emit combo->activated(row);
}

void OtherKindsTest::classesHaveTheirBorders()
{
    using Method = VectorStyle::Method;
    const std::vector<double> clumps{1, 2, 3, 50, 51, 52, 53, 900, 901};
    QCOMPARE(classBreaks(clumps, Method::NaturalBreaks, 3), (std::vector<double>{1, 3, 53, 901}));
    QCOMPARE(classBreaks({0, 10}, Method::EqualInterval, 4), (std::vector<double>{0, 2.5, 5, 7.5, 10}));
    QCOMPARE(classBreaks({1, 2, 3, 4, 5, 6, 7, 8}, Method::Quantile, 4), (std::vector<double>{1, 3, 5, 7, 8}));
    QCOMPARE(classBreaks({7, 7, 7}, Method::NaturalBreaks, 5), (std::vector<double>{7, 7}));
    QVERIFY(classBreaks({qQNaN()}, Method::Quantile, 3).empty());
    std::vector<double> many;
    for (int i = 0; i < 300000; ++i)
        many.push_back(i % 1000);
    QCOMPARE(classBreaks(many, Method::NaturalBreaks, 6).size(), size_t(7));
    // A style is a value: through JSON and back it is the same.
    VectorStyle style;
    style.kind = VectorStyle::Kind::Graduated;
    style.field = u"population"_s;
    style.classes = {VectorClass{{}, false, 1, 2.5, u"few"_s, false, 12, {}}};
    style.labels.on = true;
    style.labels.minScale = 25000;
    const auto back = VectorStyle::fromJson(style.toJson());
    VERIFY_OK(back);
    QCOMPARE(*back, style);
    QVERIFY(!VectorStyle::fromJson({}));
}

void OtherKindsTest::vectorIsStyled()
{
    drop(m_communes);
    find<QDockWidget>("displayDock")->raise();
    QTRY_VERIFY_WITH_TIMEOUT(find<StylePanel>("stylePanel")->isVisibleTo(m_window.get()), Patience);
    QCOMPARE(style()->style().kind, VectorStyle::Kind::Single);
    const QColor red(220, 20, 30);
    ColorButton::setNextColor(red);
    find<ColorButton>("symbolFill")->click();
    settle();
    QVERIFY(pixels(red) > 5000);
    // Categories: as many as GDAL counts, and one for the rest.
    choose("styleKind", int(VectorStyle::Kind::Categories));
    auto *field = find<QComboBox>("styleField");
    const QString code = u"CODE_CANT"_s;
    QVERIFY(field->findText(code) >= 0);
    field->setEditText(code);
    emit field->lineEdit()->editingFinished();
    QCOMPARE(style()->style().field, code);
    QTRY_VERIFY_WITH_TIMEOUT(!style()->isComputing(), Patience);
    const QStringList counted = ogr(u"SELECT count(DISTINCT \"%1\") FROM %2"_s.arg(code, u"communes"_s));
    QVERIFY(counted.value(0).toInt() > 1);
    QCOMPARE(int(style()->style().classes.size()), counted.front().toInt() + 1);
    // Graduated: its classes hold every feature once.
    choose("styleKind", int(VectorStyle::Kind::Graduated));
    QTRY_VERIFY_WITH_TIMEOUT(!style()->isComputing() && !style()->style().classes.empty(), Patience);
    find<QSpinBox>("styleCount")->setValue(4);
    QTRY_VERIFY_WITH_TIMEOUT(!style()->isComputing() && style()->style().classes.size() == 4, Patience);
    qint64 features = 0;
    for (const VectorClass &c : style()->style().classes)
        features += c.features;
    QCOMPARE(features, ogr(u"SELECT count(\"%1\") FROM communes"_s.arg(style()->style().field)).value(0).toLongLong());
    settle();
    QVERIFY(drawnPixels() > 20000);
    // A class that is not ticked is not drawn.
    const qint64 before = drawnPixels();
    find<QTreeWidget>("styleClasses")->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
    settle();
    QVERIFY(drawnPixels() < before);
}

void OtherKindsTest::styleGoesToFilesAndBack()
{
    drop(m_communes);
    ColorButton::setNextColor(QColor(10, 200, 40));
    find<ColorButton>("symbolFill")->click();
    const VectorStyle green = style()->style();
    for (const QString &name : {u"green.qml"_s, u"green.sld"_s}) {
        FileDialog::setNextFileName(m_folder.filePath(name));
        find<QPushButton>("styleSave")->click();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_folder.filePath(name)), Patience);
        ColorButton::setNextColor(QColor(200, 10, 40));
        find<ColorButton>("symbolFill")->click();
        FileDialog::setNextFileName(m_folder.filePath(name));
        style()->loadFile();
        QCOMPARE(style()->style().kind, VectorStyle::Kind::Single);
        QCOMPARE(style()->style().symbol.fill.name(), green.symbol.fill.name());
        settle();
        QVERIFY(pixels(QColor(10, 200, 40)) > 5000);
    }
    // What is no style leaves the layer as it was.
    QFile text(m_folder.filePath(u"no.qml"_s));
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("hello") == 5);
    text.close();
    const VectorStyle before = style()->style();
    MessageBox::setNextAnswer(0);
    FileDialog::setNextFileName(text.fileName());
    style()->loadFile();
    QVERIFY(!MessageBox::hasNextAnswer());
    QCOMPARE(style()->style().symbol, before.symbol);
}

void OtherKindsTest::foreignStyleIsKept()
{
    drop(m_communes);
    // Two rules, written by hand as SLD: QGIS makes a rule-based renderer of them.
    QFile sld(m_folder.filePath(u"rules.sld"_s));
    QVERIFY(sld.open(QIODevice::WriteOnly));
    QByteArray rules;
    for (const char *scale :
        {"<MaxScaleDenominator>1000000</MaxScaleDenominator>", "<MinScaleDenominator>1000000</MinScaleDenominator>"})
        rules += QByteArray("<Rule><Name>r</Name>") + scale
            + "<PolygonSymbolizer><Fill><CssParameter "
              "name=\"fill\">#112233</CssParameter></Fill></PolygonSymbolizer></Rule>";
    sld.write("<?xml version=\"1.0\"?><StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\" "
              "xmlns:ogc=\"http://www.opengis.net/ogc\"><NamedLayer><Name>communes</Name><UserStyle><FeatureTypeStyle>"
        + rules + "</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>");
    sld.close();
    FileDialog::setNextFileName(sld.fileName());
    style()->loadFile();
    QCOMPARE(style()->style().kind, VectorStyle::Kind::Kept);
    QVERIFY(find<QLabel>("styleKept")->isVisibleTo(style()));
    settle();
    QVERIFY(pixels(QColor(0x11, 0x22, 0x33)) > 5000);
    // Labels are added without touching the rules.
    VectorStyle labelled = style()->style();
    labelled.labels.on = true;
    labelled.labels.text = vectorFields(*entry(0).layers.front()).front().name;
    VERIFY_OK(applyVectorStyle(*entry(0).layers.front(), labelled));
    QCOMPARE(vectorStyleOf(*entry(0).layers.front()).kind, VectorStyle::Kind::Kept);
    QVERIFY(vectorStyleOf(*entry(0).layers.front()).labels.on);
    settle();
    QVERIFY(pixels(QColor(0x11, 0x22, 0x33)) > 5000);
    labelled.labels.text = u"\"name\" ||"_s;
    labelled.labels.isExpression = true;
    QCOMPARE(applyVectorStyle(*entry(0).layers.front(), labelled).error().code, ErrorCode::Invalid);
}

void OtherKindsTest::featuresAreIdentified()
{
    drop(m_communes);
    // A place inside a commune that GDAL names.
    const QStringList place = ogr(
        u"SELECT ST_X(ST_PointOnSurface(GeomFromGPB(geom))), ST_Y(ST_PointOnSurface(GeomFromGPB(geom))), fid + 0 AS number FROM communes LIMIT 1"_s);
    QVERIFY2(place.size() >= 3, qPrintable(place.join(u' ')));
    const QPointF pixel = m_window->canvas()->view().toPixel({place[0].toDouble(), place[1].toDouble()});
    click(pixel);
    const auto &things = find<IdentifyPanel>("identifyPanel")->things();
    QVERIFY(!things.empty());
    QVERIFY(std::any_of(
        things.begin(), things.end(), [&](const IdentifiedThing &thing) { return thing.feature == place[2].toLongLong(); }));
    QCOMPARE(things.front().values.size(), vectorFields(*entry(0).layers.front()).size());
    QVERIFY(!m_window->canvas()->shape().isEmpty());
    QVERIFY(m_window->canvas()->shape().isArea);
    QTest::keyClick(m_window->canvas(), Qt::Key_Escape);
    QVERIFY(m_window->canvas()->shape().isEmpty());
    // Where nothing is, nothing is found; a drag asks nothing.
    click({2, 2});
    QVERIFY(find<IdentifyPanel>("identifyPanel")->things().empty());
}

void OtherKindsTest::attributesAreListed()
{
    drop(m_communes);
    (*m_window->actions())[ActionId::AttributeTable]->trigger();
    auto *panel = find<FeatureTablePanel>("featureTablePanel");
    FeatureTableModel *model = panel->model();
    QTRY_VERIFY_WITH_TIMEOUT(!model->isReading() && model->rowCount() > 0, Patience);
    QCOMPARE(qint64(model->rowCount()), ogr(u"SELECT count(*) FROM communes"_s).value(0).toLongLong());
    // Sorted by a number, downwards.
    const auto &fields = model->table()->fields();
    const auto number =
        std::find_if(fields.begin(), fields.end(), [](const VectorField &f) { return f.isNumber && f.name != "fid"_L1; });
    QVERIFY(number != fields.end());
    const int column = int(number - fields.begin());
    panel->view()->sortByColumn(column, Qt::DescendingOrder);
    QTRY_VERIFY_WITH_TIMEOUT(!model->isReading() && model->isLoaded(0), Patience);
    const QString greatest = ogr(u"SELECT max(\"%1\") FROM communes"_s.arg(number->name)).value(0);
    QTRY_COMPARE_WITH_TIMEOUT(QLocale().toDouble(model->index(0, column).data().toString()), greatest.toDouble(), Patience);
    // Filtered: as many as GDAL finds.
    const QString half = ogr(u"SELECT avg(\"%1\") FROM communes"_s.arg(number->name)).value(0);
    auto *filter = find<QLineEdit>("tableFilter");
    filter->setText(u"\"%1\" > %2"_s.arg(number->name, half));
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!model->isReading(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(qint64(model->rowCount()),
        ogr(u"SELECT count(*) FROM communes WHERE \"%1\" > %2"_s.arg(number->name, half)).value(0).toLongLong(), Patience);
    // A row shines up on the map.
    panel->view()->selectRow(0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->canvas()->shape().isEmpty(), Patience);
    // What is no expression is said, and the rows stay.
    const int rows = model->rowCount();
    filter->setText(u"nowhere = 1"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("tableState")->text().contains("nowhere"_L1), Patience);
    QCOMPARE(model->rowCount(), rows);
}

void OtherKindsTest::rasterCellsAreIdentified()
{
    drop(copyOfData(u"raster/dem.tif"_s, m_folder.path()));
    // Its dock takes room from the map: first, so that the place stays under the cursor.
    (*m_window->actions())[ActionId::Identify]->trigger();
    find<QDockWidget>("identifyDock")->raise();
    settle();
    const Extent extent = entry(0).layers.front()->extent();
    const Point middle{extent.west + extent.width() * 0.4745, extent.south + extent.height() * 0.5235};
    const QPointF pixel = m_window->canvas()->view().toPixel(middle);
    const Point asked = m_window->canvas()->view().toMap(QPointF(pixel.toPoint()));
    click(pixel);
    const auto &things = find<IdentifyPanel>("identifyPanel")->things();
    QCOMPARE(things.size(), size_t(1));
    QProcess program;
    program.start(u"gdallocationinfo"_s,
        {u"-valonly"_s, u"-geoloc"_s, dataPath(u"raster/dem.tif"_s), QString::number(asked.x, 'f', 9),
            QString::number(asked.y, 'f', 9)});
    QVERIFY(program.waitForFinished(60000));
    const double value = program.readAllStandardOutput().trimmed().toDouble();
    const QString shown = things.front().values.front().second;
    QVERIFY2(std::abs(QLocale().toDouble(shown) - value) < 1e-4 * std::max(1., std::abs(value)),
        qPrintable(u"%1 shown, %2 by gdallocationinfo"_s.arg(shown).arg(value)));
}

void OtherKindsTest::pointsAreShown()
{
    drop(dataPath(u"pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz"_s));
    QCOMPARE(entry(0).kind, SourceKind::PointCloud);
    QCOMPARE(entry(0).layers.size(), size_t(1));
    QVERIFY(drawnPixels() > 2000);
    QTRY_VERIFY_WITH_TIMEOUT(entry(0).checkState == MapEntry::CheckState::Done, Patience);
    settle();
    const QString known = find<InspectorPanel>("inspector")->text();
    for (const char *part : {"Points: 72,770", "EPSG:2154", "Ground: 39,468"})
        QVERIFY2(known.contains(QLatin1String(part)), qPrintable(known));
    choose("cloudMode", int(PointCloudStyle::Mode::Class));
    settle();
    QCOMPARE(pointCloudStyle(*entry(0).layers.front()).mode, PointCloudStyle::Mode::Class);
    const qint64 ground = pixels(pointClass(2).color);
    QVERIFY(ground > 100);
    // Without its class, the ground is gone.
    auto *classes = find<QTreeWidget>("cloudClasses");
    for (int i = 0; i < classes->topLevelItemCount(); ++i) {
        if (classes->topLevelItem(i)->data(0, Qt::UserRole).toInt() == 2)
            classes->topLevelItem(i)->setCheckState(0, Qt::Unchecked);
    }
    settle();
    QVERIFY(pixels(pointClass(2).color) < ground / 10);
}

void OtherKindsTest::pointsAreIdentified()
{
    drop(dataPath(u"pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz"_s));
    QTRY_VERIFY_WITH_TIMEOUT(entry(0).checkState == MapEntry::CheckState::Done, Patience);
    settle();
    const QImage image = m_window->canvas()->image().convertToFormat(QImage::Format_ARGB32);
    QPoint place(-1, -1);
    for (int y = image.height() / 2; y < image.height() && place.x() < 0; ++y) {
        for (int x = image.width() / 3; x < image.width() && place.x() < 0; ++x) {
            if (qAlpha(image.pixel(x, y)) > 0)
                place = {x, y};
        }
    }
    QVERIFY(place.x() >= 0);
    click(place);
    const auto &things = find<IdentifyPanel>("identifyPanel")->things();
    QVERIFY(!things.empty());
    QCOMPARE(things.front().kind, MapLayerKind::PointCloud);
    const Point asked = m_window->canvas()->view().toMap(place);
    const double reach = 6 * m_window->canvas()->view().unitsPerPixel;
    QCOMPARE(things.front().values.front().first, u"X"_s);
    QVERIFY(std::abs(QLocale().toDouble(things.front().values.front().second) - asked.x) < reach);
}

void OtherKindsTest::stylesComeBackWithTheSession()
{
    drop(m_communes);
    ColorButton::setNextColor(QColor(10, 200, 240));
    find<ColorButton>("symbolFill")->click();
    const VectorStyle chosen = vectorStyleOf(*entry(0).layers.front());
    m_window->close();
    m_window = makeWindow<MainWindow>();
    m_window->restoreSession();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->document()->count() == 1 && entry(0).state == MapEntry::State::Open, Patience);
    QCOMPARE(vectorStyleOf(*entry(0).layers.front()), chosen);
}

TUILERIE_GUI_TEST_MAIN(OtherKindsTest)
#include "otherkindstest.moc"
