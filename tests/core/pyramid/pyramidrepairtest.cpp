// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pyramidrepair.h"

#include "base/atomicfile.h"
#include "pyramid/pyramidreader.h"
#include "pyramid/slab.h"
#include "pyramidsamples.h"
#include "support/testsupport.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <gdal_priv.h>

using namespace tuilerie;

namespace {

const RasterFormat png{TileCompression::Png, SampleType::UInt8};
constexpr int side = 256;
const QString flawedSlab = QStringLiteral("/SAMPLE/DATA/17/") + slabFileName(16500, 22002, 2);
const QString otherSlab = QStringLiteral("/SAMPLE/DATA/17/") + slabFileName(16501, 22002, 2);
const QString listName = QStringLiteral("/SAMPLE.list");

// The same pixels as another program writes them: each row by the filter that suits it, in pieces.
QByteArray pngByGdal(const QByteArray &tile)
{
    const char *before = "/vsimem/before.png";
    const char *after = "/vsimem/after.png";
    QByteArray copy = tile;
    VSIFCloseL(VSIFileFromMemBuffer(before, reinterpret_cast<GByte *>(copy.data()), vsi_l_offset(copy.size()), FALSE));
    GDALDatasetUniquePtr read(GDALDataset::Open(before));
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName("PNG");
    GDALDatasetUniquePtr(driver->CreateCopy(after, read.get(), FALSE, nullptr, nullptr, nullptr));
    vsi_l_offset size = 0;
    const GByte *bytes = VSIGetMemFileBuffer(after, &size, FALSE);
    const QByteArray result(reinterpret_cast<const char *>(bytes), qsizetype(size));
    read.reset();
    VSIUnlink(before);
    VSIUnlink(after);
    return result;
}

QByteArray md5(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex();
}

// A pyramid with a list, one of whose slabs has been written by a program that filters its rows.
class FlawedPyramid
{
public:
    explicit FlawedPyramid(int channels)
    {
        path = test::writeSamplePyramid(m_folder.path(), png, channels, true, true).value_or(QString());
        sound = *readWholeFile(m_folder.path() + flawedSlab);
        const auto index = SlabIndex::parse(sound, 8, quint64(sound.size()));
        std::vector<QByteArray> tiles;
        for (const TileLocation &tile : index->tiles())
            tiles.push_back(pngByGdal(sound.mid(qsizetype(tile.offset), qsizetype(tile.size))));
        flawed = *assembleSlab(slabHeader(png, channels, side, side, 4, 2), tiles);
        soundList = list();
        write(flawedSlab, flawed);
        write(listName, QByteArray(soundList).replace(md5(sound), md5(flawed)));
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        if (!writeFileAtomically(m_folder.path() + name, bytes))
            qFatal("cannot write %s", qPrintable(name));
    }
    QByteArray read(const QString &name) const { return readWholeFile(m_folder.path() + name).value_or(QByteArray()); }
    QByteArray list() const { return read(listName); }
    QString file(const QString &name) const { return m_folder.path() + name; }

    QString path;
    QByteArray sound;
    QByteArray flawed;
    QByteArray soundList;

private:
    QTemporaryDir m_folder;
};

RepairReport repaired(const QString &path)
{
    SilentControl control;
    return repairPyramid(path, 2, control).value_or(RepairReport{-1, -1, -1, {}});
}

std::vector<VerifyError> errorsOf(const QString &path)
{
    SilentControl control;
    const auto report = verifyPyramid(path, 2, control);
    return report ? report->errors : std::vector<VerifyError>{{path, report.error().message}};
}

} // namespace

class PyramidRepairTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { GDALAllRegister(); }

    void verifySaysSoAndRepairMendsIt_data()
    {
        QTest::addColumn<int>("channels");
        for (int channels = 1; channels <= 4; ++channels)
            QTest::newRow(qPrintable(QString::number(channels))) << channels;
    }

    void verifySaysSoAndRepairMendsIt()
    {
        QFETCH(int, channels);
        const FlawedPyramid pyramid(channels);
        QVERIFY(pyramid.flawed != pyramid.sound);
        const auto before = errorsOf(pyramid.path);
        QCOMPARE(before.size(), size_t(1));
        QCOMPARE(before[0].place, pyramid.file(flawedSlab));
        QVERIFY2(before[0].message.contains(QStringLiteral("tuilerie-cli repair")), qPrintable(before[0].message));

        const RepairReport report = repaired(pyramid.path);
        QCOMPARE(report.slabs, 3);
        QCOMPARE(report.repaired, 1);
        QCOMPARE(report.tiles, 8);
        QVERIFY(report.errors.empty());
        QVERIFY(pyramid.read(flawedSlab) == pyramid.sound);
        QCOMPARE(pyramid.list(), pyramid.soundList);
        QVERIFY(errorsOf(pyramid.path).empty());

        const QDateTime time = QFileInfo(pyramid.file(flawedSlab)).lastModified();
        QCOMPARE(repaired(pyramid.path).repaired, 0);
        QCOMPARE(QFileInfo(pyramid.file(flawedSlab)).lastModified(), time);
    }

    // The slab is written, and the power is gone before the list is.
    void goesOnAfterAKill()
    {
        const FlawedPyramid pyramid(3);
        pyramid.write(flawedSlab, pyramid.sound);
        QCOMPARE(errorsOf(pyramid.path).size(), size_t(1));
        QCOMPARE(repaired(pyramid.path).repaired, 1);
        QCOMPARE(pyramid.list(), pyramid.soundList);
        QVERIFY(errorsOf(pyramid.path).empty());
    }

    void listsWhatItDidWhenItIsStopped()
    {
        const FlawedPyramid pyramid(3);
        test::RecordingControl control;
        control.stopAfter = 2; // the flawed slab is the second
        const auto report = repairPyramid(pyramid.path, 1, control);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
        QVERIFY(pyramid.read(flawedSlab) == pyramid.sound);
        QCOMPARE(pyramid.list(), pyramid.soundList);
    }

    void damageStaysAndIsNamed()
    {
        const FlawedPyramid pyramid(3);
        QByteArray damaged = pyramid.read(otherSlab);
        damaged[damaged.size() - 30] = char(damaged.at(damaged.size() - 30) ^ 1);
        pyramid.write(otherSlab, damaged);
        const RepairReport report = repaired(pyramid.path);
        QCOMPARE(report.repaired, 1);
        QCOMPARE(report.errors.size(), size_t(1));
        QCOMPARE(report.errors[0].place, pyramid.file(otherSlab));
        QVERIFY(pyramid.read(otherSlab) == damaged);
    }

    // An update of another pyramid shares slabs with it by links: they are that one's to repair.
    void slabsOfAnotherPyramidAreNotTouched()
    {
        const FlawedPyramid pyramid(3);
        const QTemporaryDir elsewhere;
        const QString target = elsewhere.path() + QStringLiteral("/slab.tif");
        VERIFY_OK(writeFileAtomically(target, pyramid.flawed));
        QVERIFY(QFile::remove(pyramid.file(flawedSlab)));
        QVERIFY(QFile::link(target, pyramid.file(flawedSlab)));
        const RepairReport report = repaired(pyramid.path);
        QCOMPARE(report.repaired, 0);
        QCOMPARE(report.errors.size(), size_t(1));
        QVERIFY(report.errors[0].message.contains(QStringLiteral("another pyramid")));
        QVERIFY(*readWholeFile(target) == pyramid.flawed);
        QVERIFY(QFileInfo(pyramid.file(flawedSlab)).isSymLink());
    }

    void otherFormatsHaveNothingToRepair()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), {TileCompression::Zip, SampleType::UInt8}, 3);
        VERIFY_OK(path);
        QCOMPARE(repaired(*path).slabs, 0);
    }
};

QTEST_GUILESS_MAIN(PyramidRepairTest)
#include "pyramidrepairtest.moc"
