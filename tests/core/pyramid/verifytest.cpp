// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "pyramid/slab.h"
#include "pyramid/verify.h"
#include "pyramidsamples.h"
#include "support/testsupport.h"
#include "support/throwingcontrol.h"

using namespace tuilerie;

namespace {

const QString slab17 = QStringLiteral("/SAMPLE/DATA/17/") + slabFileName(16500, 22002, 2);

VerifyReport reportOf(const QString &path, int workers = 2)
{
    SilentControl control;
    return verifyPyramid(path, workers, control).value_or(VerifyReport{-1, 0, 0, {}});
}

QByteArray sentences(const VerifyReport &report)
{
    QByteArray text;
    for (const VerifyError &error : report.errors)
        text += (error.place + QStringLiteral(": ") + error.message + QLatin1Char('\n')).toUtf8();
    return text;
}

std::vector<RasterFormat> formats()
{
    return {{TileCompression::Raw, SampleType::UInt8}, {TileCompression::Jpeg75, SampleType::UInt8},
        {TileCompression::Png, SampleType::UInt8}, {TileCompression::Zip, SampleType::Float32},
        {TileCompression::Lzw, SampleType::UInt8}, {TileCompression::PackBits, SampleType::UInt8}};
}

} // namespace

class VerifyTest : public QObject
{
    Q_OBJECT

private slots:
    void soundPyramidsPass()
    {
        for (const RasterFormat &format : formats()) {
            for (const bool list : {false, true}) {
                const QTemporaryDir folder;
                const auto path = test::writeSamplePyramid(folder.path(), format, 3, list, list);
                VERIFY_OK(path);
                const VerifyReport report = reportOf(*path);
                QVERIFY2(report.errors.empty(), sentences(report).constData());
                QCOMPARE(report.slabs, list ? 6 : 3);
                QCOMPARE(report.tiles, list ? 48 : 24);
                QVERIFY(report.bytes > 0);
            }
        }
    }

    void pyramidsOfOthersPass()
    {
        const QTemporaryDir folder;
        const QString root = test::pyramidsOfOthers(folder);
        for (const char *name : {"BDPARCELLAIRE", "MONTAGNE", "RGEALTI", "SCAN1000"}) {
            const VerifyReport report = reportOf(root + QLatin1Char('/') + QLatin1String(name) + QLatin1String(".json"));
            QVERIFY2(report.errors.empty(), sentences(report).constData());
            QVERIFY(report.slabs > 8);
        }
    }

    // Every single byte of an index, whatever the format, list or not.
    void everyFlippedIndexByteIsFound()
    {
        for (const RasterFormat &format : formats()) {
            const QTemporaryDir folder;
            const auto path = test::writeSamplePyramid(folder.path(), format, 3);
            const QString slab = folder.path() + slab17;
            const QByteArray sound = *readWholeFile(slab);
            for (int i = 2048; i < 2048 + 64; i += format == formats()[0] ? 1 : 7) {
                QByteArray bytes = sound;
                bytes[i] = char(bytes[i] ^ (1 << (i % 8)));
                VERIFY_OK(writeFileAtomically(slab, bytes));
                QVERIFY2(
                    !reportOf(*path).errors.empty(), qPrintable(QStringLiteral("%1 byte %2").arg(format.name()).arg(i)));
            }
        }
    }

    void truncatedSlabsAreFound()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), formats()[0], 3);
        const QString slab = folder.path() + slab17;
        const QByteArray sound = *readWholeFile(slab);
        for (const qsizetype size : {qsizetype(0), qsizetype(100), qsizetype(2048), qsizetype(2111), qsizetype(2112),
                 sound.size() / 2, sound.size() - 1}) {
            VERIFY_OK(writeFileAtomically(slab, sound.left(size)));
            const VerifyReport report = reportOf(*path);
            QVERIFY(!report.errors.empty());
            QVERIFY(report.errors[0].place.startsWith(slab) || report.errors[0].message.contains(slab));
        }
        VERIFY_OK(writeFileAtomically(slab, sound + "more"));
        QCOMPARE(reportOf(*path).errors.size(), size_t(1));
    }

    void missingSlabsAreFound()
    {
        for (const bool list : {false, true}) {
            for (const bool mask : {false, true}) {
                if (mask && !list)
                    continue; // nothing says that there was one
                const QTemporaryDir folder;
                const auto path = test::writeSamplePyramid(folder.path(), formats()[2], 3, true, list);
                QString slab = folder.path() + slab17;
                if (mask)
                    slab.replace(QLatin1String("DATA"), QLatin1String("MASK"));
                QVERIFY(QFile::remove(slab));
                const VerifyReport report = reportOf(*path);
                QVERIFY2(sentences(report).contains(slab.toUtf8() + ": The slab is missing"), sentences(report).constData());
            }
        }
    }

    void damagedTilesAreFound()
    {
        for (const RasterFormat &format : formats()) {
            if (format.compression == TileCompression::Raw)
                continue; // any bytes are pixels: only the list's MD5 knows (below)
            const QTemporaryDir folder;
            const auto path = test::writeSamplePyramid(folder.path(), format, 3);
            const QString slab = folder.path() + slab17;
            QByteArray bytes = *readWholeFile(slab);
            const auto index = SlabIndex::parse(bytes, 8, quint64(bytes.size()));
            const TileLocation tile = index->tiles()[2];
            std::fill_n(bytes.begin() + qsizetype(tile.offset), tile.size / 2, char(0x81));
            VERIFY_OK(writeFileAtomically(slab, bytes));
            const VerifyReport report = reportOf(*path);
            QVERIFY2(report.errors.size() == 1 && report.errors[0].place == slab + QStringLiteral(" #2"),
                qPrintable(format.name()));
        }
    }

    void theListsMd5FindsAnyByte()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), formats()[0], 3, true, true);
        for (const char *kind : {"DATA", "MASK"}) {
            QString slab = folder.path() + slab17;
            slab.replace(QLatin1String("DATA"), QLatin1String(kind));
            QByteArray bytes = *readWholeFile(slab);
            bytes[bytes.size() - 1] = char(bytes.back() ^ 1);
            VERIFY_OK(writeFileAtomically(slab, bytes));
        }
        const VerifyReport report = reportOf(*path);
        QVERIFY(sentences(report).count("MD5") == 2);
    }

    void flippedHeadersAndStrayFilesAreFound()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), formats()[2], 3, false, true);
        QByteArray bytes = *readWholeFile(folder.path() + slab17);
        bytes[30] = char(bytes[30] ^ 4);
        VERIFY_OK(writeFileAtomically(folder.path() + slab17, bytes));
        VERIFY_OK(writeFileAtomically(folder.path() + QStringLiteral("/SAMPLE/DATA/17/x.tmp"), QByteArray("x")));
        VERIFY_OK(
            writeFileAtomically(folder.path() + QStringLiteral("/SAMPLE/DATA/17/") + slabFileName(16502, 22002, 2), bytes));
        const QByteArray text = sentences(reportOf(*path));
        QVERIFY2(text.contains("header"), text.constData());
        QVERIFY2(text.contains("does not belong here"), text.constData());
        QVERIFY2(text.contains("not in the pyramid's list"), text.constData());
        QVERIFY2(text.contains("outside of the limits"), text.constData());
    }

    void wrongLimitsAreFound()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), formats()[2], 3);
        const auto sound = PyramidDescriptor::load(*path);
        const TileRange right = sound->levels[1].limits;
        const std::vector<TileRange> wrong{{right.minCol, right.minRow, right.maxCol + 8, right.maxRow},
            {right.minCol, right.minRow, right.maxCol - 1, right.maxRow},
            {right.minCol + 1, right.minRow, right.maxCol, right.maxRow},
            {right.minCol, right.minRow + 1, right.maxCol, right.maxRow},
            {right.minCol, right.minRow, right.maxCol, right.maxRow + 1},
            {right.minCol, right.minRow, right.maxCol, 1 << 20},
            {right.minCol - 2, right.minRow, right.maxCol, right.maxRow}, {0, 0, 0, 0}, {0, 0, 131071, 131071}};
        for (const TileRange &limits : wrong) {
            PyramidDescriptor descriptor = *sound;
            descriptor.levels[1].limits = limits;
            VERIFY_OK(descriptor.save(*path));
            QVERIFY2(!reportOf(*path).errors.empty(),
                qPrintable(QString::number(limits.minCol) + QLatin1Char(' ') + QString::number(limits.maxCol)));
        }
    }

    void objectStoresToo()
    {
        const auto path = test::writeSamplePyramid(QStringLiteral("/vsimem/bucket/verify"), formats()[2], 3, true, true);
        VERIFY_OK(path);
        const VerifyReport report = reportOf(*path);
        QVERIFY2(report.errors.empty(), sentences(report).constData());
        QCOMPARE(report.slabs, 6);
    }

    void sameReportForAnyNumberOfWorkers()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), formats()[2], 3, true, true);
        VERIFY_OK(writeFileAtomically(folder.path() + slab17, QByteArray("nothing")));
        QCOMPARE(reportOf(*path, 1).toJson(), reportOf(*path, 5).toJson());
        QCOMPARE(reportOf(*path).toJson().keys(),
            (QStringList{
                QStringLiteral("bytes"), QStringLiteral("errors"), QStringLiteral("slabs"), QStringLiteral("tiles")}));
    }

    // What goes wrong in a thread of the verification is its error, not the end of the process.
    void defectInATaskIsAnError()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), formats()[2], 3, true, true);
        for (const int workers : {1, 5}) {
            test::ThrowingControl control(QStringLiteral("verify"));
            VERIFY_DEFECT_IS_AN_ERROR(verifyPyramid(*path, workers, control));
        }
    }

    void stopsWhenAsked()
    {
        const QTemporaryDir folder;
        const auto path = test::writeSamplePyramid(folder.path(), formats()[2], 3, true, true);
        test::RecordingControl control;
        control.stopAfter = 1;
        const auto report = verifyPyramid(*path, 1, control);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
        SilentControl silent;
        QCOMPARE(verifyPyramid(folder.filePath(QStringLiteral("none.json")), 1, silent).error().code, ErrorCode::NotFound);
    }
};

TUILERIE_TEST_MAIN(VerifyTest)
#include "verifytest.moc"
