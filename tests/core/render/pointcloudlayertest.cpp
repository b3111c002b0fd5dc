// SPDX-License-Identifier: GPL-3.0-or-later
// From LAZ to a picture: the preview of plain files, COPC, EPT and VPC, by class, height, intensity and colour.
#include "generate/pointcloud/preview.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "render/maprenderer.h"
#include "render/pointcloudlayer.h"
#include "render/rendersession.h"
#include "source/pointcloud/copcfile.h"

#include "support/testsupport.h"

#include <QImage>
#include <QJsonArray>
#include <QMap>
#include <QSignalSpy>
#include <QThread>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

QStringList ignTiles()
{
    QStringList tiles;
    for (const char *name : {"77055_627755", "77055_627760", "77060_627755", "77060_627760"})
        tiles << dataPath(QStringLiteral("pointcloud/ign/test_data_%1_LA93_IGN69.laz").arg(QLatin1String(name)));
    return tiles;
}

QMap<QRgb, int> colorsOf(const QImage &image)
{
    QMap<QRgb, int> colors;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (const QRgb pixel = image.pixel(x, y); qAlpha(pixel) == 255)
                ++colors[pixel];
    return colors;
}

int pixelsOf(const QImage &image)
{
    int pixels = 0;
    for (const int count : colorsOf(image))
        pixels += count;
    return pixels;
}

} // namespace

class PointCloudLayerTest : public QObject
{
    Q_OBJECT

    SilentControl m_silent;
    QTemporaryDir m_folder;

    std::unique_ptr<MapLayer> open(const QString &path, const QString &crs = {})
    {
        Result<std::unique_ptr<MapLayer>> layer;
        QThread *worker =
            QThread::create([&] { layer = openPointCloudLayer(path, QStringLiteral("cloud"), crs, m_silent); });
        worker->start();
        worker->wait();
        delete worker;
        if (!layer) {
            QTest::qFail(qPrintable(layer.error().message + layer.error().detail), __FILE__, __LINE__);
            return nullptr;
        }
        return std::move(*layer);
    }

    QImage draw(MapLayer &layer, const Extent &part = {})
    {
        constexpr int side = 400;
        MapView view;
        view.crs = layer.crs();
        view.size = QSize(side, side);
        MapRenderer renderer;
        renderer.setLayers({&layer});
        const QImage image = renderer.renderNow(view.fittedTo(part.isEmpty() ? layer.extent() : part, 0));
        const QString name = QString::fromLatin1(QTest::currentTestFunction()) + QStringLiteral("-%1.png");
        if (qEnvironmentVariableIsSet("TUILERIE_TEST_IMAGES")) // to look at
            image.save(qEnvironmentVariable("TUILERIE_TEST_IMAGES") + QLatin1Char('/')
                + name.arg(PointCloudStyle(pointCloudStyle(layer)).toJson()[QLatin1String("mode")].toString()));
        return image;
    }

private slots:
    /// Small files are shown whole: every point of them, once.
    void previewOfSmallFilesIsWhole()
    {
        const auto preview = makePreview(ignTiles(), PreviewLevel::First, m_silent);
        VERIFY_OK(preview);
        QVERIFY(preview->isWhole);
        QVERIFY(!preview->fromCache);
        QCOMPARE(preview->points, 276547);
        QCOMPARE(preview->sampledPoints, 276547);
        QCOMPARE(preview->crs, QStringLiteral("EPSG:2154"));
        QVERIFY(preview->classes.contains(2));
        QVERIFY(preview->maxZ > preview->minZ);
        QCOMPARE(preview->extent.west, 770550.0);
        QVERIFY(preview->unreadable.isEmpty());
        const auto copc = CopcFile::open(preview->path);
        VERIFY_OK(copc);
        qint64 points = 0;
        for (const CopcNode &node : (*copc)->nodes())
            points += node.chunk.points;
        QCOMPARE(points, 276547);

        const auto again = makePreview(ignTiles(), PreviewLevel::First, m_silent);
        VERIFY_OK(again);
        QVERIFY(again->fromCache);
        QCOMPARE(again->path, preview->path);
        QCOMPARE(again->classes, preview->classes);
        QCOMPARE(again->extent, preview->extent);
    }

    /// A changed file has another preview; a file that cannot be read is named and the others are shown.
    void previewFollowsTheFiles()
    {
        const QString first = m_folder.filePath(QStringLiteral("a.laz")),
                      broken = m_folder.filePath(QStringLiteral("b.laz"));
        QVERIFY(QFile::copy(ignTiles().at(0), first));
        QFile file(first);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        file.close();
        QFile half(broken);
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.write(bytes.first(200));
        half.close();
        const auto both = makePreview({first, broken}, PreviewLevel::First, m_silent);
        VERIFY_OK(both);
        QCOMPARE(both->unreadable.size(), 1);
        QVERIFY(both->unreadable.constFirst().contains(QStringLiteral("b.laz")));
        const auto none = makePreview({broken}, PreviewLevel::First, m_silent);
        QVERIFY(!none);
        QVERIFY(QFile::remove(first));
        QVERIFY(QFile::copy(ignTiles().at(1), first));
        const auto other = makePreview({first, broken}, PreviewLevel::First, m_silent);
        VERIFY_OK(other);
        QVERIFY(!other->fromCache);
        QVERIFY(other->path != both->path);
    }

    /// Files without CRS are shown too: the desktop offers to assign one.
    void previewWithoutCrs()
    {
        const auto preview = makePreview(
            {dataPath(QStringLiteral("pointcloud/ign/test_noepsg_043500_629205_IGN69.laz"))}, PreviewLevel::First, m_silent);
        VERIFY_OK(preview);
        QCOMPARE(preview->crs, QString());
        const auto plain = open(preview->path);
        QVERIFY(plain);
        QCOMPARE(plain->crs(), QString());
        const auto assigned = open(preview->path, QStringLiteral("EPSG:2154"));
        QVERIFY(assigned);
        QCOMPARE(assigned->crs(), QStringLiteral("EPSG:2154"));
        QVERIFY(pixelsOf(draw(*assigned)) > 1000);
    }

    void stoppedPreview()
    {
        RecordingControl control;
        control.stopAfter = 0;
        const auto preview =
            makePreview({dataPath(QStringLiteral("pointcloud/ign/test_semis_2023_0292_6833_LA93_IGN69.laz"))},
                PreviewLevel::Refined, control);
        QVERIFY(!preview);
        QCOMPARE(int(preview.error().code), int(ErrorCode::Cancelled));
    }

    /// Each class in its colour and no other; hidden classes are not there.
    void classesAreDrawnInTheirColors()
    {
        const auto preview = makePreview(ignTiles(), PreviewLevel::First, m_silent);
        VERIFY_OK(preview);
        const auto layer = open(preview->path);
        QVERIFY(layer);
        QCOMPARE(int(layer->kind()), int(MapLayerKind::PointCloud));
        const PointCloudFacts facts = pointCloudFacts(*layer);
        QCOMPARE(facts.points, preview->points);
        QCOMPARE(facts.classes, preview->classes);
        QCOMPARE(facts.hasRgb, preview->hasRgb);
        QVERIFY2(std::abs(facts.minZ - preview->minZ) < 0.011 && std::abs(facts.maxZ - preview->maxZ) < 0.011,
            qPrintable(
                QStringLiteral("%1 %2, %3 %4").arg(facts.minZ).arg(preview->minZ).arg(facts.maxZ).arg(preview->maxZ)));

        PointCloudStyle style;
        style.mode = PointCloudStyle::Mode::Class;
        QSignalSpy changed(layer.get(), &MapLayer::appearanceChanged);
        setPointCloudStyle(*layer, style);
        QVERIFY(pointCloudStyle(*layer) == style);
        const QImage image = draw(*layer);
        const QMap<QRgb, int> colors = colorsOf(image);
        QSet<QRgb> known;
        for (const int value : facts.classes)
            known << pointClass(value).color.rgb();
        for (auto it = colors.begin(); it != colors.end(); ++it)
            QVERIFY2(known.contains(it.key()), qPrintable(QColor(it.key()).name()));
        QVERIFY(colors.value(pointClass(2).color.rgb()) > 1000);
        QVERIFY(pixelsOf(image) > 0.9 * 400 * 400);

        style.hiddenClasses = {2};
        setPointCloudStyle(*layer, style);
        const QMap<QRgb, int> without = colorsOf(draw(*layer));
        QCOMPARE(without.value(pointClass(2).color.rgb()), 0);
        QVERIFY(without.size() > 0);
        QVERIFY(changed.count() > 0);
    }

    void heightAndIntensityAreRamps()
    {
        const auto preview = makePreview(ignTiles(), PreviewLevel::First, m_silent);
        VERIFY_OK(preview);
        const auto layer = open(preview->path);
        QVERIFY(layer);
        PointCloudStyle style;
        style.mode = PointCloudStyle::Mode::Intensity;
        setPointCloudStyle(*layer, style);
        const QMap<QRgb, int> grays = colorsOf(draw(*layer));
        QVERIFY(grays.size() > 30);
        for (auto it = grays.begin(); it != grays.end(); ++it)
            QVERIFY(std::abs(qRed(it.key()) - qBlue(it.key())) <= 1);
        style.mode = PointCloudStyle::Mode::Height;
        setPointCloudStyle(*layer, style);
        QVERIFY(colorsOf(draw(*layer)).size() > 50);
        // All below the ramp's start: one colour.
        style.min = 5000;
        style.max = 6000;
        setPointCloudStyle(*layer, style);
        QCOMPARE(colorsOf(draw(*layer)).size(), 1);
        // No colours in the file: height instead.
        if (!pointCloudFacts(*layer).hasRgb) {
            style.mode = PointCloudStyle::Mode::Rgb;
            setPointCloudStyle(*layer, style);
            QCOMPARE(int(pointCloudStyle(*layer).mode), int(PointCloudStyle::Mode::Height));
        }
    }

    /// COPC with colours, opened as it is.
    void colorsOfACopc()
    {
        const auto layer = open(dataPath(QStringLiteral("pointcloud/copcjs/ellipsoid.copc.laz")));
        QVERIFY(layer);
        QCOMPARE(pointCloudFacts(*layer).points, 100000);
        QVERIFY(pointCloudFacts(*layer).hasRgb);
        QCOMPARE(int(pointCloudStyle(*layer).mode), int(PointCloudStyle::Mode::Rgb));
        const QMap<QRgb, int> colors = colorsOf(draw(*layer));
        bool isBright = false;
        for (auto it = colors.begin(); it != colors.end(); ++it)
            isBright = isBright || qRed(it.key()) > 100 || qGreen(it.key()) > 100 || qBlue(it.key()) > 100;
        QVERIFY(colors.size() > 20);
        QVERIFY(isBright);
    }

    void anEptByItsFolder()
    {
        const auto layer = open(dataPath(QStringLiteral("pointcloud/pdal/ept-1.2-with-color")));
        QVERIFY(layer);
        QCOMPARE(pointCloudFacts(*layer).points, 1065);
        QVERIFY(pixelsOf(draw(*layer)) > 500);
    }

    /// The VPC that the engine makes of two tiles.
    void aVpcOfTheEngine()
    {
        PointCloudParams params;
        params.paths = ignTiles().first(2);
        params.output = m_folder.filePath(QStringLiteral("tiles.vpc"));
        const auto made = generatePointCloud(params, m_silent);
        VERIFY_OK(made);
        const auto layer = open(made->path);
        QVERIFY(layer);
        QCOMPARE(pointCloudFacts(*layer).points, made->points);
        QVERIFY(pointCloudFacts(*layer).classes.contains(2));
        QCOMPARE(int(pointCloudStyle(*layer).mode), int(PointCloudStyle::Mode::Class));
        // QGIS draws the files' outlines from afar and their points when one fills the picture.
        const QMap<QRgb, int> colors = colorsOf(draw(*layer, {770560, 6277560, 770590, 6277590}));
        QVERIFY(colors.value(pointClass(2).color.rgb()) + colors.value(pointClass(5).color.rgb())
                + colors.value(pointClass(6).color.rgb())
            > 10000);
    }

    void saysWhatCannotBeOpened()
    {
        const auto message = [&](const QString &path) {
            const auto layer = openPointCloudLayer(path, QString(), QString(), m_silent);
            return layer ? QString() : layer.error().message;
        };
        QVERIFY(message(m_folder.filePath(QStringLiteral("none.laz"))).contains(QStringLiteral("does not exist")));
        QVERIFY(message(m_folder.path()).contains(QStringLiteral("ept.json")));
        QVERIFY(message(ignTiles().constFirst()).contains(QStringLiteral("preview")));
    }

    void stylesRoundTrip()
    {
        PointCloudStyle style;
        style.mode = PointCloudStyle::Mode::Intensity;
        style.min = 12;
        style.max = 800.5;
        style.ramp = QStringLiteral("terrain");
        style.pointSize = 4;
        style.hiddenClasses = {7, 18};
        QVERIFY(PointCloudStyle::fromJson(style.toJson()) == style);
        QVERIFY(PointCloudStyle::fromJson({{QStringLiteral("mode"), 7}, {QStringLiteral("point_size"), -3},
                    {QStringLiteral("hidden_classes"), QJsonArray{900}}})
            == PointCloudStyle::fromJson({{QStringLiteral("point_size"), 1}}));
        QCOMPARE(pointClass(2).name, QStringLiteral("Ground"));
        QCOMPARE(pointClass(200).name, QStringLiteral("Class 200"));
    }
};

int main(int argc, char *argv[])
{
    const TemporaryProfile profile;
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started) {
        qWarning("%s", qPrintable(started.error().message));
        return 1;
    }
    PointCloudLayerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "pointcloudlayertest.moc"
