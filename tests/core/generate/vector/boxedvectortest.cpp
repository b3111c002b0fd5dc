// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "generate/vector/vectorpyramid.h"
#include "support/dyingworkers.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Estimate and sample for programs with people in front of them: the same as in this process, and no end of it.
class BoxedVectorTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    VectorPyramidParams m_params;

private slots:
    void initTestCase()
    {
        const QString file = m_folder.filePath(u"a.geojson"_s);
        VERIFY_OK(writeFileAtomically(file,
            QByteArray(
                R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[[[1,45],[4,45],[4,47],[1,45]]]}}]})")));
        m_params.paths = {file};
        m_params.bottom = u"8"_s;
        m_params.workers = 1;
    }

    void sameAsInThisProcess()
    {
        SilentControl control;
        const auto here = estimateVectorPyramid(m_params, control), there = estimateVectorPyramidInBox(m_params, control);
        VERIFY_OK(here);
        VERIFY_OK(there);
        QVERIFY(!here->levels.empty());
        QCOMPARE(there->levels.size(), here->levels.size());
        for (size_t i = 0; i < here->levels.size(); ++i) {
            QCOMPARE(there->levels[i].id, here->levels[i].id);
            QCOMPARE(there->levels[i].tiles, here->levels[i].tiles);
            QCOMPARE(there->levels[i].bytes, here->levels[i].bytes);
        }
        // 3° E, 45.5° N, and the middle of the Pacific.
        for (const auto &[col, row] : {std::pair(qint64(65), qint64(45)), std::pair(qint64(0), qint64(64))}) {
            const auto own = sampleVectorTile(m_params, u"7"_s, col, row),
                       boxed = sampleVectorTileInBox(m_params, u"7"_s, col, row, control);
            VERIFY_OK(own);
            VERIFY_OK(boxed);
            QVERIFY(*boxed == *own);
            QCOMPARE(own->isEmpty(), col == 0);
        }
        const auto own = sampleVectorTile(m_params, u"no level"_s, 0, 0),
                   boxed = sampleVectorTileInBox(m_params, u"no level"_s, 0, 0, control);
        QVERIFY(!own && !boxed);
        QCOMPARE(boxed.error().message, own.error().message);
    }

    void aDyingWorkerIsAnError()
    {
        const DyingWorkers dying;
        SilentControl control;
        const auto estimate = estimateVectorPyramidInBox(m_params, control);
        const auto sample = sampleVectorTileInBox(m_params, u"7"_s, 64, 45, control);
        QVERIFY(!estimate && !sample);
        for (const Error &error : {estimate.error(), sample.error()}) {
            QCOMPARE(error.code, ErrorCode::Corrupt);
            QVERIFY2(error.message.contains("a.geojson"_L1), qPrintable(error.message));
        }
    }
};

TUILERIE_TEST_MAIN(BoxedVectorTest)
#include "boxedvectortest.moc"
