// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../pyramid/pyramidsamples.h"
#include "base/atomicfile.h"
#include "generate/export/pyramidexport.h"
#include "support/dyingworkers.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// The export for programs with people in front of them: the same as in this process, and no end of it.
class BoxedExportTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_pyramid;

    ExportParams to(const QString &name) const
    {
        ExportParams params;
        params.pyramid = m_pyramid;
        params.output = m_folder.filePath(name);
        params.format = ExportFormat::PmTiles;
        return params;
    }

private slots:
    void initTestCase()
    {
        const auto made = writeSamplePyramid(m_folder.filePath(u"p"_s), {TileCompression::Png, SampleType::UInt8}, 3);
        VERIFY_OK(made);
        m_pyramid = *made;
    }

    void sameAsInThisProcess()
    {
        SilentControl control;
        const auto look = lookAtExport(to(u"here.pmtiles"_s), control),
                   boxed = lookAtExportInBox(to(u"there.pmtiles"_s), control);
        VERIFY_OK(look);
        VERIFY_OK(boxed);
        QCOMPARE(boxed->toJson(), look->toJson());
        const auto here = exportPyramid(to(u"here.pmtiles"_s), control),
                   there = exportPyramidInBox(to(u"there.pmtiles"_s), control);
        VERIFY_OK(here);
        VERIFY_OK(there);
        QCOMPARE(there->path, m_folder.filePath(u"there.pmtiles"_s));
        QCOMPARE(there->tiles, here->tiles);
        QCOMPARE(there->levels, here->levels);
        QVERIFY(*readWholeFile(there->path) == *readWholeFile(here->path));
        // What is there already is said before work and by the work, as in this process.
        const auto lookAgain = lookAtExportInBox(to(u"there.pmtiles"_s), control);
        const auto again = exportPyramidInBox(to(u"there.pmtiles"_s), control);
        QVERIFY(!lookAgain && !again);
        QCOMPARE(lookAgain.error().code, ErrorCode::Conflict);
        QCOMPARE(again.error().code, ErrorCode::Conflict);
    }

    void aDyingWorkerIsAnError()
    {
        const DyingWorkers dying;
        SilentControl control;
        const auto look = lookAtExportInBox(to(u"never.pmtiles"_s), control);
        const auto made = exportPyramidInBox(to(u"never.pmtiles"_s), control);
        QVERIFY(!look && !made);
        for (const Error &error : {look.error(), made.error()})
            QCOMPARE(error.code, ErrorCode::Corrupt);
        QVERIFY(!QFile::exists(m_folder.filePath(u"never.pmtiles"_s)));
    }
};

TUILERIE_TEST_MAIN(BoxedExportTest)
#include "boxedexporttest.moc"
