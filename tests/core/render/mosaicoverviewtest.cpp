// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mosaicoverview.h"

#include "core/source/rasterfixture.h"
#include "render/mosaicvrt.h"
#include "render/overviewfile.h"
#include "source/gdalsupport.h"
#include "support/testsupport.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <gdal.h>

using namespace tuilerie;
using namespace Qt::StringLiterals;

// Large enough that nobody's machine needs so long.
static constexpr std::chrono::hours Long(1);

class MosaicOverviewTest : public QObject
{
    Q_OBJECT

private slots:
    void fewFilesNeedNone();
    void samplesStandForTheWhole();
    void theWholeIsTheMean();
    void gdalTakesItForTheMosaic();
    void aStoppedOneGoesOn();
    void changedFilesGetAnotherOne();
    void unreadableFilesLeaveTheirPlaceEmpty();
    void theLeastRecentlyUsedGoFirst();

private:
    std::shared_ptr<const RasterSource> mosaic(const QString &name, int across, int down, test::RasterSpec spec = {});
    QTemporaryDir m_folder;
};

/// Tiles of 64 × 64 cells of 1 m, side by side; values grow to the east and to the south over the whole.
std::shared_ptr<const RasterSource> MosaicOverviewTest::mosaic(
    const QString &name, int across, int down, test::RasterSpec spec)
{
    const QString folder = m_folder.filePath(name);
    QDir().mkpath(folder);
    for (int row = 0; row < down; ++row) {
        for (int column = 0; column < across; ++column) {
            spec.geoTransform = {650000.0 + 64 * column, 1, 0, 6860000.0 - 64 * row, 0, -1};
            spec.value = [=](int x, int y, int band) { return (column * 64 + x) / 8 + 2 * ((row * 64 + y) / 8) + band; };
            const QString path = QStringLiteral("%1/%2_%3.tif").arg(folder).arg(row).arg(column);
            if (!test::writeRaster(path, spec))
                qFatal("cannot write %s", qPrintable(path));
        }
    }
    SilentControl control;
    auto source = RasterSource::open({folder}, {}, control);
    return source ? *source : nullptr;
}

static test::RasterSpec measures()
{
    test::RasterSpec spec;
    spec.bands = 1;
    spec.type = GDT_Int16;
    return spec;
}

static std::vector<double> bandOf(const QString &path, int band, int width, int height)
{
    return test::readBand(path, band, 0, 0, width, height);
}

void MosaicOverviewTest::fewFilesNeedNone()
{
    QVERIFY(!MosaicOverview::of(mosaic(u"few"_s, 3, 3)));
    QVERIFY(MosaicOverview::of(mosaic(u"many"_s, 13, 5)));
}

void MosaicOverviewTest::samplesStandForTheWhole()
{
    auto overview = MosaicOverview::of(mosaic(u"samples"_s, 10, 10, measures()));
    QVERIFY(overview);
    test::RecordingControl control;
    VERIFY_OK(overview->sample(control));
    QVERIFY(!overview->isWhole());
    const auto file = overview->file();
    VERIFY_OK(file);
    const std::vector<double> values = bandOf(*file, 1, 160, 160), alpha = bandOf(*file, 2, 160, 160);
    QVERIFY(std::all_of(alpha.begin(), alpha.end(), [](double value) { return value == 255; }));
    // Values of the files as they are, in their tiles' places: what a stretch is taken from.
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    QVERIFY(*least >= 0 && *least <= 12);
    QVERIFY(*greatest >= 220 && *greatest <= 240);
    for (const int at : {8, 80, 150}) {
        const double there = values[size_t(at) * 160 + size_t(at)];
        const double middle = at * 4 / 64 * 64 + 32; // of its tile
        QVERIFY2(std::abs(there - 3 * middle / 8) <= 4, qPrintable(QStringLiteral("%1: %2").arg(at).arg(there)));
    }
}

void MosaicOverviewTest::theWholeIsTheMean()
{
    auto overview = MosaicOverview::of(mosaic(u"mean"_s, 10, 10, measures()));
    SilentControl control;
    VERIFY_OK(overview->sample(control));
    const auto built = overview->build(control, Long);
    VERIFY_OK(built);
    QVERIFY(*built && overview->isWhole());
    const auto file = overview->file();
    VERIFY_OK(file);
    const std::vector<double> values = bandOf(*file, 1, 160, 160);
    for (int y = 0; y < 160; ++y) {
        for (int x = 0; x < 160; ++x)
            QVERIFY(std::abs(values[size_t(y) * 160 + size_t(x)] - (x / 2 + 2 * (y / 2))) <= 1);
    }
}

void MosaicOverviewTest::gdalTakesItForTheMosaic()
{
    auto overview = MosaicOverview::of(mosaic(u"gdal"_s, 10, 10));
    SilentControl control;
    VERIFY_OK(overview->build(control, Long));
    const auto path = overview->mosaicFile();
    VERIFY_OK(path);
    const GdalDataset dataset(GDALOpen(path->toUtf8().constData(), GA_ReadOnly));
    QVERIFY(dataset);
    QCOMPARE(GDALGetRasterXSize(dataset.get()), 640);
    QCOMPARE(GDALGetRasterCount(dataset.get()), 4);
    for (int band = 1; band <= 4; ++band)
        QCOMPARE(GDALGetOverviewCount(GDALGetRasterBand(dataset.get(), band)), 1);
    // From afar the files are not opened any more: the picture is there without them.
    for (const QFileInfo &file : QDir(m_folder.filePath(u"gdal"_s)).entryInfoList(QDir::Files))
        QVERIFY(QFile::remove(file.filePath()));
    std::vector<uint8_t> picture(160 * 160);
    QCOMPARE(
        GDALRasterIO(GDALGetRasterBand(dataset.get(), 4), GF_Read, 0, 0, 640, 640, picture.data(), 160, 160, GDT_Byte, 0, 0),
        CE_None);
    QVERIFY(std::all_of(picture.begin(), picture.end(), [](uint8_t value) { return value == 255; }));
}

void MosaicOverviewTest::aStoppedOneGoesOn()
{
    const auto source = mosaic(u"stopped"_s, 100, 1);
    auto overview = MosaicOverview::of(source);
    test::RecordingControl control;
    control.stopAfter = 1; // of two squares
    const auto stopped = overview->build(control, Long);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QVERIFY(!overview->isWhole());
    const QDir folder(mosaicFolder(*source));
    const QFileInfoList first = folder.entryInfoList({u"*-0.tif"_s}, QDir::Files);
    QCOMPARE(first.size(), 1);
    // What is there is not made again.
    QFile mark(first.front().filePath());
    QVERIFY(mark.open(QIODevice::ReadWrite));
    const QDateTime old = QDateTime::fromSecsSinceEpoch(1000000000);
    QVERIFY(mark.setFileTime(old, QFileDevice::FileModificationTime));
    mark.close();
    SilentControl silent;
    const auto built = MosaicOverview::of(source)->build(silent, Long);
    VERIFY_OK(built);
    QVERIFY(*built);
    QCOMPARE(folder.entryList({u"*-0.tif"_s}, QDir::Files).size(), 2);
    QCOMPARE(QFileInfo(mark.fileName()).lastModified(), old);
    // Time that is over is no failure.
    const auto other = MosaicOverview::of(mosaic(u"short"_s, 100, 1))->build(silent, std::chrono::milliseconds(-1));
    VERIFY_OK(other);
    QVERIFY(!*other);
}

void MosaicOverviewTest::changedFilesGetAnotherOne()
{
    const auto before = mosaic(u"changing"_s, 13, 5);
    QFile tile(before->tiles().front().path);
    QVERIFY(tile.open(QIODevice::ReadWrite));
    QVERIFY(tile.setFileTime(QDateTime::fromSecsSinceEpoch(1000000000), QFileDevice::FileModificationTime));
    tile.close();
    SilentControl control;
    const auto after = RasterSource::open({m_folder.filePath(u"changing"_s)}, {}, control);
    VERIFY_OK(after);
    QVERIFY(mosaicFolder(*before) != mosaicFolder(**after));
}

void MosaicOverviewTest::unreadableFilesLeaveTheirPlaceEmpty()
{
    const auto source = mosaic(u"broken"_s, 13, 5);
    for (const RasterTile &tile : source->tiles()) {
        QFile file(tile.path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    }
    test::RecordingControl control;
    VERIFY_OK(MosaicOverview::of(source)->sample(control));
    VERIFY_OK(MosaicOverview::of(source)->file());
}

void MosaicOverviewTest::theLeastRecentlyUsedGoFirst()
{
    const QDir cache(m_folder.filePath(u"cache"_s));
    const QStringList names{u"old"_s, u"new"_s, u"mine"_s};
    for (const QString &name : names) {
        const QString folder = cache.filePath(name);
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/0-0.tif"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(1000, 'x'));
        file.close();
        touchMosaic(folder);
    }
    QFile used(cache.filePath(u"old/used"_s));
    QVERIFY(used.open(QIODevice::ReadWrite));
    QVERIFY(used.setFileTime(QDateTime::fromSecsSinceEpoch(1000000000), QFileDevice::FileModificationTime));
    used.close();
    trimMosaics(2500, cache.filePath(u"mine"_s));
    QCOMPARE(cache.entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList({u"mine"_s, u"new"_s}));
    trimMosaics(0, cache.filePath(u"mine"_s));
    QCOMPARE(cache.entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{u"mine"_s}); // what is in use stays
}

TUILERIE_TEST_MAIN(MosaicOverviewTest)
#include "mosaicoverviewtest.moc"
