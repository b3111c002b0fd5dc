// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointcloudpyramid.h"
#include "generate/pointcloud/preview.h"
#include "support/dyingworkers.h"
#include "support/rawlas.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Estimate and preview for programs with people in front of them: the same as in this process, and no end of it.
class BoxedCloudTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    PointCloudParams m_params;

private slots:
    void initTestCase()
    {
        RawLas las;
        las.points = rawCloud(5000);
        las.records = {RawRecord::wkt(wktByGdal("EPSG:2154"))};
        QVERIFY(las.write(m_folder.filePath(u"a.las"_s)));
        m_params.paths = {m_folder.filePath(u"a.las"_s)};
        m_params.output = m_folder.filePath(u"out"_s);
    }

    void theEstimateIsTheSame()
    {
        SilentControl control;
        const auto here = estimatePointCloud(m_params, control), there = estimatePointCloudInBox(m_params, control);
        VERIFY_OK(here);
        VERIFY_OK(there);
        QVERIFY(!here->levels.empty());
        QCOMPARE(there->levels.size(), here->levels.size());
        for (size_t i = 0; i < here->levels.size(); ++i) {
            QCOMPARE(there->levels[i].tiles, here->levels[i].tiles);
            QCOMPARE(there->levels[i].bytes, here->levels[i].bytes);
        }
    }

    // The preview that the box makes lies where this process would have made it, and says the same of itself.
    void thePreviewIsTheSame()
    {
        SilentControl control;
        const auto there = makePreviewInBox(m_params.paths, PreviewLevel::First, control);
        VERIFY_OK(there);
        QVERIFY(QFile::exists(there->path));
        QCOMPARE(there->points, 5000);
        QVERIFY(there->isWhole && there->maxZ > there->minZ && there->crs == "EPSG:2154"_L1);
        const auto here = makePreview(m_params.paths, PreviewLevel::First, control);
        VERIFY_OK(here);
        QVERIFY(here->fromCache);
        QCOMPARE(there->toJson(), here->toJson());
        QCOMPARE(PointCloudPreview::fromJson(here->toJson()).toJson(), here->toJson());
    }

    void aDyingWorkerIsAnError()
    {
        const DyingWorkers dying;
        SilentControl control;
        const auto estimate = estimatePointCloudInBox(m_params, control);
        const auto preview = makePreviewInBox(m_params.paths, PreviewLevel::Refined, control);
        QVERIFY(!estimate && !preview);
        for (const Error &error : {estimate.error(), preview.error()}) {
            QCOMPARE(error.code, ErrorCode::Corrupt);
            QVERIFY2(error.message.contains("a.las"_L1), qPrintable(error.message));
        }
    }
};

TUILERIE_TEST_MAIN(BoxedCloudTest)
#include "boxedcloudtest.moc"
