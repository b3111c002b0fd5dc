// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../source/rasterfixture.h"
#include "generate/raster/rasterpyramid.h"
#include "grid/tilematrixset.h"
#include "support/dyingworkers.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Estimate and sample for programs with people in front of them: the same as in this process, and no end of it.
class BoxedRasterTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    RasterPyramidParams m_params;

private slots:
    void initTestCase()
    {
        RasterSpec spec;
        spec.width = spec.height = 300;
        spec.crs = u"EPSG:3857"_s;
        spec.geoTransform = {260000, 10, 0, 6250000, 0, -10};
        QVERIFY(writeRaster(m_folder.filePath(u"a.tif"_s), spec));
        m_params.paths = {m_folder.filePath(u"a.tif"_s)};
        m_params.format = u"PNG"_s;
        m_params.workers = 1;
    }

    void sameAsInThisProcess()
    {
        SilentControl control;
        const auto here = estimateRasterPyramid(m_params, control), there = estimateRasterPyramidInBox(m_params, control);
        VERIFY_OK(here);
        VERIFY_OK(there);
        QCOMPARE(there->levels.size(), here->levels.size());
        QCOMPARE(there->bytesLow, here->bytesLow);
        QCOMPARE(there->bytesHigh, here->bytesHigh);
        for (size_t i = 0; i < here->levels.size(); ++i) {
            QCOMPARE(there->levels[i].id, here->levels[i].id);
            QCOMPARE(there->levels[i].tiles, here->levels[i].tiles);
            QCOMPARE(there->levels[i].bytes, here->levels[i].bytes);
        }
        const auto grid = TileMatrixSet::find(m_params.tms);
        VERIFY_OK(grid);
        const QString level = here->levels.back().id;
        const TileMatrix *matrix = grid->level(level);
        QVERIFY(matrix);
        const qint64 col = qint64((261500 - matrix->origin.x) / (matrix->cellSize * matrix->tileWidth)),
                     row = qint64((matrix->origin.y - 6248500) / (matrix->cellSize * matrix->tileHeight));
        for (const auto &[c, r] : {std::pair(col, row), std::pair(qint64(0), qint64(0))}) {
            const auto own = sampleRasterTile(m_params, level, c, r),
                       boxed = sampleRasterTileInBox(m_params, level, c, r, control);
            VERIFY_OK(own);
            VERIFY_OK(boxed);
            QVERIFY(*boxed == *own);
            QCOMPARE(own->isEmpty(), c == 0);
        }
        const auto own = sampleRasterTile(m_params, u"no level"_s, 0, 0),
                   boxed = sampleRasterTileInBox(m_params, u"no level"_s, 0, 0, control);
        QVERIFY(!own && !boxed);
        QCOMPARE(boxed.error().message, own.error().message);
    }

    void aDyingWorkerIsAnError()
    {
        const DyingWorkers dying;
        SilentControl control;
        const auto estimate = estimateRasterPyramidInBox(m_params, control);
        const auto sample = sampleRasterTileInBox(m_params, u"14"_s, 0, 0, control);
        QVERIFY(!estimate && !sample);
        for (const Error &error : {estimate.error(), sample.error()}) {
            QCOMPARE(error.code, ErrorCode::Corrupt);
            QVERIFY2(error.message.contains("a.tif"_L1), qPrintable(error.message));
        }
    }
};

TUILERIE_TEST_MAIN(BoxedRasterTest)
#include "boxedrastertest.moc"
